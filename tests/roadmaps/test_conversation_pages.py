"""Comments as they are written and read on pages, and what never leaves the portal."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from careers.profiles.models import AccessEntry, Profile, User
from careers.roadmaps import actions, queries
from careers.roadmaps.models import Comment, ReadMark
from tests.factories import make_user
from tests.roadmaps.agreed import FOUNDATION, person_with_plan, say
from tests.roadmaps.reading import open_roadmap, words_of

pytestmark = pytest.mark.usefixtures("catalogue")
NONCE = "0123456789abcdef" * 2


@pytest.fixture
def manager(db: None) -> User:
    return make_user("Mona Manager")


@pytest.fixture
def person(manager: User) -> Profile:
    return person_with_plan(manager=manager).profile


def post(client: Client, profile: Profile, **fields: Any) -> Any:
    sent = {"text": "When shall I start?", "nonce": NONCE, **fields}
    return client.post(f"/roadmap/{profile.pk}/comments/", sent)


def signed_in_as(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


class TestThePages:
    def test_both_sides_write_and_read_on_the_roadmap(self, person: Profile, manager: User) -> None:
        owner, boss = signed_in_as(person.user), signed_in_as(manager)
        response = post(owner, person, step=FOUNDATION)
        assert response.status_code == 302
        assert response["Location"] == f"/roadmap/{person.pk}/#conversation"
        page = open_roadmap(boss, person.user)
        comment = Comment.objects.get()
        assert f'id="comment-{comment.pk}"' in page.content.decode()
        text = words_of(page)
        assert "Ada Okafor about P3O Foundation" in text
        assert "New When shall I start?" in text
        post(boss, person, text="On Monday", nonce="f" * 32, seen=comment.pk)
        assert queries.conversation_of(person, manager).unread == 0  # whoever answers has read it
        assert "Mona Manager" in words_of(open_roadmap(owner, person.user))

    def test_the_form_offers_every_step(self, person: Profile) -> None:
        form = open_roadmap(signed_in_as(person.user), person.user).context["comment_form"]
        names = [str(name) for _key, name in form.fields["step"].widget.choices]
        assert names == ["The whole roadmap", "PPSO Essentials", "P3O Foundation"]

    def test_the_page_of_a_step_shows_its_own(self, person: Profile, manager: User) -> None:
        say(person, manager, "About the other one")
        say(person, manager, "About this one", key=FOUNDATION)
        client = signed_in_as(person.user)
        text = words_of(client.get(f"/roadmap/steps/{FOUNDATION}/"))
        assert "About this one" in text
        assert "About the other one" not in text
        response = post(client, person, step=FOUNDATION, to="step")
        assert response["Location"] == f"/roadmap/steps/{FOUNDATION}/#conversation"

    @pytest.mark.parametrize(
        ("to", "address"),
        [
            ("review", "/team/people/{pk}/?back=level%3D2#conversation"),
            ("home", "/"),
            ("step", "/roadmap/{pk}/#conversation"),
            ("https://e.org", "/roadmap/{pk}/#conversation"),
        ],
    )
    def test_a_manager_comes_back_to_where_the_form_stood(
        self, person: Profile, manager: User, to: str, address: str
    ) -> None:
        fields = {"to": to[:10], "back": "level=2", "step": FOUNDATION}
        response = post(signed_in_as(manager), person, **fields)
        assert response["Location"] == address.format(pk=person.pk)

    def test_read_by_button(self, person: Profile, manager: User) -> None:
        comment, client = say(person, manager), signed_in_as(person.user)
        address = f"/roadmap/{person.pk}/read/"
        assert client.get(address).status_code == 302
        assert not ReadMark.objects.exists()
        for wrong in ("", "x", "0", str(2**70), "\0"):
            assert client.post(address, {"seen": wrong}).status_code == 302
        assert not ReadMark.objects.exists()
        response = client.post(address, {"seen": comment.pk, "to": "home"})
        assert response["Location"] == "/"
        assert queries.conversation_of(person, person.user).unread == 0

    def test_looking_marks_nothing(self, person: Profile, manager: User) -> None:
        say(person, manager)
        open_roadmap(signed_in_as(person.user), person.user)
        assert not ReadMark.objects.exists()

    @pytest.mark.parametrize("path", ["comments", "read"])
    @pytest.mark.parametrize("method", ["get", "post"])
    def test_a_stranger_finds_nothing(self, person: Profile, path: str, method: str) -> None:
        client = signed_in_as(make_user("Stranger"))
        response = getattr(client, method)(f"/roadmap/{person.pk}/{path}/", {"text": "Hello"})
        assert response.status_code == 404
        assert not Comment.objects.exists()

    def test_a_manager_does_not_write_on_once_they_are_none(
        self, person: Profile, manager: User
    ) -> None:
        client = signed_in_as(manager)
        assert post(client, person).status_code == 302
        Profile.objects.filter(pk=person.pk).update(manager=None)
        assert post(client, person, nonce="a" * 32).status_code == 404

    def test_from_elsewhere_by_get(self, person: Profile) -> None:
        response = signed_in_as(person.user).get(f"/roadmap/{person.pk}/comments/")
        assert response["Location"] == f"/roadmap/{person.pk}/#conversation"


class TestWhatIsWrong:
    @pytest.mark.parametrize(
        ("fields", "message"),
        [
            ({"text": "  \r\n"}, "Write a comment first."),
            ({"text": "x" * 1001}, "Keep it to 1000 characters (it has 1001)."),
            ({"text": "a\0b"}, "Null characters are not allowed."),
            ({"step": "no-such-thing"}, "There is no such certification in the catalogue."),
            ({"nonce": ""}, "This form was out of date. Send it again."),
            ({"nonce": "Z" * 32}, "This form was out of date. Send it again."),
        ],
    )
    def test_nothing_is_lost(self, person: Profile, fields: dict[str, str], message: str) -> None:
        response = post(signed_in_as(person.user), person, **fields)
        assert response.status_code == 422
        assert not Comment.objects.exists()
        form = response.context["form"]
        assert message in [error for errors in form.errors.values() for error in errors]
        assert form["text"].value() == fields.get("text", "When shall I start?")
        assert form["nonce"].value() not in ("", NONCE, fields.get("nonce"))
        assert message in words_of(response)

    def test_a_manager_who_is_shown_the_comments_again_has_looked(
        self, person: Profile, manager: User
    ) -> None:
        assert post(signed_in_as(manager), person, text=" ").status_code == 422
        looks = AccessEntry.objects.values_list("subject", "viewer", "what", "times")
        assert list(looks) == [(person.pk, manager.pk, "plan", 1)]

    def test_other_words_in_a_form_that_was_sent(self, person: Profile) -> None:
        client = signed_in_as(person.user)
        post(client, person)
        response = post(client, person, text="Something else")
        assert response.status_code == 422
        assert "This form was sent before, with other words." in words_of(response)
        again = response.context["form"]["nonce"].value()
        assert post(client, person, text="Something else", nonce=again).status_code == 302
        assert Comment.objects.count() == 2

    def test_lines_are_counted_as_they_are_written(self, person: Profile) -> None:
        text = "x" * 998 + "\r\n" + "y"
        assert post(signed_in_as(person.user), person, text=text).status_code == 302

    def test_marks_of_html_are_words(self, person: Profile) -> None:
        say(person, person.user, "<b>bold</b>\n<script>")
        html = open_roadmap(signed_in_as(person.user), person.user).content.decode()
        assert "&lt;b&gt;bold&lt;/b&gt;<br>&lt;script&gt;" in html


@pytest.mark.parametrize("ending", ["paper/", "roadmap.csv", "roadmap.json"])
def test_comments_do_not_leave_the_portal(person: Profile, manager: User, ending: str) -> None:
    say(person, manager, "Zebra")
    say(person, person.user, "Zebra")
    response = signed_in_as(person.user).get(f"/roadmap/{person.pk}/{ending}")
    assert response.status_code == 200
    assert b"Zebra" not in response.content


def test_a_link_shows_no_comment_even_where_it_shows_what_was_written(
    person: Profile, manager: User
) -> None:
    say(person, manager, "Zebra")
    say(person, person.user, "Zebra")
    actions.add_link(
        profile=person,
        name="Mo",
        days=7,
        has_ratings=True,
        has_cost=True,
        has_comments=True,
        now=timezone.now(),
    )
    client = signed_in_as(person.user)
    (link,) = client.get("/roadmap/sharing/").context["page"].open_links
    response = Client().get(link.address.removeprefix("http://testserver"))
    assert response.status_code == 200
    assert b"Zebra" not in response.content


@pytest.mark.parametrize("size", [1, 30])
def test_the_roadmap_asks_as_often_with_a_conversation(
    person: Profile, manager: User, size: int, django_assert_num_queries: Any
) -> None:
    client = signed_in_as(person.user)
    for number in range(size):
        say(person, manager, str(number))
    with django_assert_num_queries(8):  # session, account, and six of the page
        open_roadmap(client, person.user)
    with django_assert_num_queries(8):
        client.get(f"/roadmap/steps/{FOUNDATION}/")
