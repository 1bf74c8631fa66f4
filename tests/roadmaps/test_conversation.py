"""Comments on a roadmap: who writes, who reads, who is told, and what becomes of a wrong one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from careers.profiles.models import Notice, Profile, User
from careers.roadmaps import actions, queries
from careers.roadmaps.models import COMMENT_LENGTH, Comment, ReadMark
from tests.factories import make_user
from tests.profiles.delegations import stand_in
from tests.roadmaps.agreed import FOUNDATION, person_with_plan, say

pytestmark = pytest.mark.usefixtures("catalogue")
NONCE = "0123456789abcdef" * 2


@pytest.fixture
def director(db: None) -> User:
    return make_user("Dina Director")


@pytest.fixture
def manager(director: User) -> User:
    return make_user("Mona Manager", manager=director)


@pytest.fixture
def person(manager: User) -> Profile:
    user = person_with_plan(manager=manager)
    Notice.objects.all().delete()
    return user.profile


def told() -> dict[str, list[str]]:
    """Who was told what, by name."""
    found: dict[str, list[str]] = {}
    for notice in Notice.objects.select_related("recipient"):
        found.setdefault(notice.recipient.name, []).append(notice.subject)
    return found


class TestSaying:
    def test_on_a_step(self, person: Profile) -> None:
        comment = say(person, person.user, "  One\r\ntwo  ", key=FOUNDATION)
        assert (comment.text, comment.author_name) == ("One\ntwo", "Ada Okafor")
        assert comment.certification is not None
        assert comment.certification.key == FOUNDATION

    def test_the_same_form_twice_is_one_comment(self, person: Profile) -> None:
        first = say(person, person.user, nonce=NONCE)
        assert say(person, person.user, nonce=NONCE) == first
        assert Comment.objects.count() == 1

    def test_other_words_in_the_same_form_are_not_lost(
        self, person: Profile, manager: User
    ) -> None:
        say(person, person.user, nonce=NONCE)
        for author, text in ((person.user, "Something else"), (manager, "When shall I start?")):
            with pytest.raises(actions.SentAlready):
                say(person, author, text, nonce=NONCE)

    @pytest.mark.parametrize("text", ["", "  \r\n\t ", "\u2003"])
    def test_without_words(self, person: Profile, text: str) -> None:
        with pytest.raises(actions.CommentMissing):
            say(person, person.user, text)

    def test_how_long(self, person: Profile) -> None:
        assert len(say(person, person.user, "x" * COMMENT_LENGTH).text) == COMMENT_LENGTH
        with pytest.raises(actions.CommentTooLong):
            say(person, person.user, "x" * (COMMENT_LENGTH + 1))

    def test_about_what_is_not_in_the_catalogue(self, person: Profile) -> None:
        with pytest.raises(actions.UnknownCertification):
            say(person, person.user, key="no-such-thing")

    def test_how_often_it_asks(
        self, person: Profile, manager: User, assert_statements: Callable[[int], Any]
    ) -> None:
        with assert_statements(4 + 3):  # and those of `tell` for the owner
            say(person, manager, nonce=NONCE)
        with assert_statements(3):
            say(person, manager, nonce=NONCE)


class TestTelling:
    def test_a_comment_by_the_owner_is_told_to_the_manager(self, person: Profile) -> None:
        comment = say(person, person.user, "A secret word: zebra")
        assert told() == {"Mona Manager": ["A comment on a roadmap"]}
        body = Notice.objects.get().body
        assert "Ada Okafor has written a comment on their own roadmap." in body
        assert f"/roadmap/{person.pk}/#comment-{comment.pk}" in body
        assert "zebra" not in body

    def test_a_comment_by_a_manager_is_told_to_the_owner(
        self, person: Profile, manager: User, director: User
    ) -> None:
        say(person, manager)
        say(person, director)
        assert told() == {"Ada Okafor": ["A comment on your roadmap"] * 2}

    def test_whoever_has_commented_hears_of_the_answer(
        self, person: Profile, director: User
    ) -> None:
        say(person, director)
        Notice.objects.all().delete()
        say(person, person.user)
        assert set(told()) == {"Mona Manager", "Dina Director"}

    def test_whoever_may_no_longer_see_the_roadmap_hears_nothing(
        self, person: Profile, manager: User, director: User
    ) -> None:
        say(person, manager)
        say(person, director)
        Notice.objects.all().delete()
        other = make_user("New Manager")
        Profile.objects.filter(pk=person.pk).update(manager=other.profile)
        say(Profile.objects.select_related("user").get(pk=person.pk), person.user)
        assert set(told()) == {"New Manager"}

    def test_whoever_stands_in_hears_of_it(self, person: Profile, manager: User) -> None:
        stand_in(manager, make_user("Dele Delegate"))
        say(person, person.user)
        assert set(told()) == {"Mona Manager", "Dele Delegate"}

    def test_the_same_comment_is_told_once(self, person: Profile, manager: User) -> None:
        say(person, manager, nonce=NONCE)
        say(person, manager, nonce=NONCE)
        assert Notice.objects.count() == 1


class TestReading:
    def test_what_others_wrote_is_unread_until_it_is_marked(
        self, person: Profile, manager: User
    ) -> None:
        start = timezone.now()
        first = say(person, manager, "One", now=start)
        say(person, person.user, "Two", now=start + timedelta(seconds=1))
        last = say(person, manager, "Three", now=start + timedelta(seconds=2))

        def unread(reader: User) -> list[str]:
            found = queries.conversation_of(person, reader).comments
            return [one.text for one in found if one.is_unread]

        def read(comment: Comment) -> None:
            actions.mark_read(
                profile=person, reader=person.user, up_to=comment.pk, now=timezone.now()
            )

        assert (unread(person.user), unread(manager)) == (["One", "Three"], ["Two"])
        read(first)
        assert (unread(person.user), unread(manager)) == (["Three"], ["Two"])
        read(last)
        read(first)  # nothing becomes unread again
        assert unread(person.user) == []

    def test_up_to_now(self, person: Profile, manager: User) -> None:
        say(person, manager)
        actions.mark_read(profile=person, reader=person.user, now=timezone.now())
        assert queries.conversation_of(person, person.user).unread == 0

    def test_a_comment_on_another_roadmap_marks_nothing(
        self, person: Profile, manager: User
    ) -> None:
        comment = say(manager.profile, manager)
        now = timezone.now()
        marked = actions.mark_read(profile=person, reader=person.user, up_to=comment.pk, now=now)
        assert marked is None
        assert not ReadMark.objects.exists()

    def test_everything_unread_of_the_own_roadmap_and_of_the_line(
        self, person: Profile, manager: User, director: User
    ) -> None:
        start = timezone.now()
        say(person, person.user, "Hers", key=FOUNDATION, now=start)
        say(manager.profile, director, "His", now=start + timedelta(seconds=1))
        say(make_user("Stranger").profile, manager, "Theirs", now=start)
        found = [
            (one.author, one.person, one.step, one.is_on_own, one.profile_id)
            for one in queries.unread_comments(manager)
        ]
        assert found == [
            ("Dina Director", "Mona Manager", "", True, manager.profile.pk),
            ("Ada Okafor", "Ada Okafor", "P3O Foundation", False, person.pk),
        ]
        assert [one.author for one in queries.unread_comments(director)] == ["Ada Okafor"]
        Profile.objects.filter(pk=person.pk).update(manager=None)
        assert queries.unread_comments(director) == ()

    def test_the_newest_ten_and_one_button_a_roadmap(self, person: Profile, manager: User) -> None:
        start = timezone.now()
        for number in range(12):
            say(person, person.user, str(number), now=start + timedelta(seconds=number))
        found = queries.unread_comments(manager)
        assert [one.is_newest for one in found] == [True] + [False] * 9
        actions.mark_read(profile=person, reader=manager, up_to=found[0].pk, now=timezone.now())
        assert queries.unread_comments(manager) == ()

    @pytest.mark.parametrize("size", [1, 30])
    def test_it_costs_one_query(
        self, person: Profile, manager: User, size: int, django_assert_num_queries: Any
    ) -> None:
        for _number in range(size):
            say(person_with_plan(manager=manager).profile, manager)
            say(person, person.user)
        with django_assert_num_queries(1):
            queries.unread_comments(manager)
        with django_assert_num_queries(1):
            queries.conversation_of(person, manager)
