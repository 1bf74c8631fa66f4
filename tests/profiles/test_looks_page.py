"""What a person is shown of who looked, and which pages are looks."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone

from careers.profiles import actions
from careers.profiles.models import AccessEntry, Profile, User
from tests.assessments.builders import page_url, submitted_assessment
from tests.factories import NOW, make_user
from tests.profiles.delegations import stand_in
from tests.roadmaps.people import assess
from tests.roadmaps.reading import words_of

pytestmark = pytest.mark.django_db
LOOKS = "/profile/looks/"
What = AccessEntry.What


@pytest.fixture
def mona() -> User:
    return make_user("Mona Manager")


@pytest.fixture
def report(catalogue: None, mona: User) -> User:
    person = make_user("Ben Ito", manager=mona)
    assess(person, "P2")
    return person


def look(viewer: User, person: User, what: What, **after: float) -> None:
    actions.record_look(
        viewer=viewer, profile=person.profile, what=what, now=NOW + timedelta(**after)
    )


def recorded() -> list[tuple[str, str, str, int]]:
    fields = ("subject__user__name", "viewer_name", "what", "times")
    return list(AccessEntry.objects.order_by("pk").values_list(*fields))


def pages_about(person: User) -> dict[str, str]:
    """The address of every page that shows the work of one person, with what it is a look at."""
    key = person.profile.pk
    result = page_url("result", submitted_assessment(person, "P2"))
    return {
        result: What.RESULT,
        f"/roadmap/{key}/": What.PLAN,
        f"/roadmap/{key}/paper/": What.FILE,
        f"/roadmap/{key}/roadmap.csv": What.FILE,
        f"/roadmap/{key}/roadmap.json": What.FILE,
        f"/team/people/{key}/": What.REVIEW,
    }


class TestWhatIsALook:
    def test_each_page_about_another_person(self, client: Client, mona: User, report: User) -> None:
        pages = pages_about(report)
        client.force_login(mona)
        for address, what in pages.items():
            AccessEntry.objects.all().delete()
            for method in ("HEAD", "OPTIONS", "POST"):
                client.generic(method, address)
            assert recorded() == [], address
            assert client.get(address).status_code == 200, address
            assert recorded() == [("Ben Ito", "Mona Manager", what, 1)], address

    def test_none_is_a_look_at_ones_own(self, client: Client, report: User) -> None:
        pages = pages_about(report)
        client.force_login(report)
        for address in pages:
            client.get(address)
        assert recorded() == []

    def test_a_refusal_is_no_look(self, client: Client, report: User) -> None:
        pages = pages_about(report)
        client.force_login(make_user("Stranger"))
        for address in pages:
            assert client.get(address).status_code == 404
        assert recorded() == []

    def test_whoever_stands_in_looks_under_their_own_name(
        self, client: Client, mona: User, report: User
    ) -> None:
        vera = make_user("Vera Vice")
        stand_in(mona, vera)
        client.force_login(vera)
        client.get(f"/roadmap/{report.profile.pk}/")
        assert recorded() == [("Ben Ito", "Vera Vice", "plan", 1)]

    def test_one_that_cannot_be_recorded_costs_the_reader_nothing(
        self,
        client: Client,
        mona: User,
        report: User,
        monkeypatch: pytest.MonkeyPatch,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        def fail(**values: Any) -> None:
            raise DatabaseError("full")

        monkeypatch.setattr(actions, "record_look", fail)
        client.force_login(mona)
        with caplog.at_level(logging.WARNING):
            page = words_of(client.get(f"/roadmap/{report.profile.pk}/"))
        assert "Ben Ito" in page
        key = report.profile.pk
        assert f"A look at profile {key} was not recorded: DatabaseError" in caplog.text


class TestThePage:
    def test_it_says_who_what_when_and_how_often(
        self, signed_in: Client, user: User, mona: User
    ) -> None:
        look(mona, user, What.RESULT)
        look(mona, user, What.RESULT, minutes=9)
        look(make_user("<b>Otto</b>"), user, What.EXPORT, days=1)
        look(mona, make_user("Somebody else"), What.PLAN)
        text = words_of(signed_in.get(LOOKS))
        rows = text.split("Times that day ")[1].split(" What is not listed")[0]
        assert rows == (
            "<b>Otto</b> your row in a list taken out of the portal 15 March 2027, 09:30 1"
            " Mona Manager your result and answers 14 March 2027, 09:39 2"
        )
        assert "2 entries, the newest first" in text
        assert "Somebody else" not in text

    def test_it_says_what_is_not_listed(self, signed_in: Client) -> None:
        text = words_of(signed_in.get(LOOKS))
        assert "Nobody has looked yet" in text
        assert "A look at that list is not recorded person by person" in text
        assert "You see how often, not by whom." in text
        assert "Who can see this: you, and the portal’s auditors and superusers." in text

    @pytest.mark.parametrize("number", ["", "0", "2", "9", "x", "-1", "9" * 99])
    def test_fifty_on_a_page(self, signed_in: Client, user: User, mona: User, number: str) -> None:
        for day in range(51):
            look(mona, user, What.RESULT, days=day)
        found = signed_in.get(LOOKS, {"page": number}).context["found"]
        is_last = number in {"2", "9", "-1", "0", "9" * 99}
        assert len(found.looks) == (1 if is_last else 50)
        assert found.page.paginator.num_pages == 2

    @pytest.mark.parametrize("rows", [1, 30])
    def test_it_costs_four_queries(
        self, signed_in: Client, user: User, rows: int, django_assert_num_queries: Any
    ) -> None:
        for _row in range(rows):
            look(make_user(), user, What.RESULT)
        with django_assert_num_queries(4):  # session, account, how many, which
            signed_in.get(LOOKS)


class TestTheProfilePage:
    def test_it_shows_the_last_three(self, signed_in: Client, user: User) -> None:
        for day, name in enumerate(["First", "Second", "Third", "Fourth"]):
            look(make_user(name), user, What.PLAN, days=day)
        text = words_of(signed_in.get("/profile/"))
        assert (
            "Who looked lately Fourth · your roadmap · 17 March 2027"
            " Third · your roadmap · 16 March 2027 Second · your roadmap · 15 March 2027"
            " Everybody who looked" in text
        )

    def test_it_says_that_nobody_did(self, signed_in: Client) -> None:
        assert "Who looked lately Nobody yet." in words_of(signed_in.get("/profile/"))

    def test_it_says_for_whom_one_stands_in(
        self, signed_in: Client, user: User, mona: User
    ) -> None:
        make_user("Report", manager=mona)
        stand_in(mona, user)
        today = timezone.localdate()
        text = words_of(signed_in.get("/profile/"))
        day = f"{today.day} {today:%B %Y}"
        assert f"You stand in for Mona Manager, up to and including {day}." in text
        assert "let somebody stand in" not in text  # nobody reports to oneself

    def test_it_says_who_stands_in_for_the_own_manager(
        self, client: Client, mona: User, django_assert_num_queries: Any
    ) -> None:
        boss = make_user("Boss")
        Profile.objects.filter(user=mona).update(manager=boss.profile)
        make_user("Report", manager=mona)
        stand_in(boss, make_user("Vera Vice"), last=1)
        client.force_login(mona)
        with django_assert_num_queries(7):  # session, account, held, looks, leads, and two
            text = words_of(client.get("/profile/"))
        last = timezone.localdate() + timedelta(days=1)
        day = f"{last.day} {last:%B %Y}"
        assert f"Vera Vice stands in for them until {day}, and sees the same." in text
        assert "When you are away: let somebody stand in" in text
