"""What becomes of a step: booked, passed, not passed, dropped. Later steps follow."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from careers.profiles.models import HeldCertification, User
from careers.roadmaps.models import RoadmapStep
from careers.roadmaps.page import StepView
from tests.factories import NOW
from tests.roadmaps.people import assess, hold
from tests.roadmaps.reading import open_roadmap, words_of
from tests.roadmaps.test_accepting import accept, page_of

pytestmark = pytest.mark.usefixtures("catalogue")


@pytest.fixture
def p2(signed_in: Client, user: User) -> Client:
    """Signed in as somebody whose accepted plan is three exams in a row."""
    assess(user, "P2")
    hold(user.profile, "ppso-essentials")
    accept(signed_in, user)
    return signed_in


@pytest.fixture
def today() -> date:
    return timezone.localdate()


def steps(client: Client, user: User) -> dict[str, StepView]:
    return {step.key: step for step in page_of(client, user).steps}


def book(client: Client, key: str, on: date) -> Any:
    return client.post(f"/roadmap/steps/{key}/book/", {"booked_on": on.isoformat()})


class TestBooking:
    def test_a_later_day_moves_the_later_steps(self, p2: Client, user: User, today: date) -> None:
        before = steps(p2, user)
        first, *later = before
        on = before[first].ends_on + timedelta(days=100)
        assert book(p2, first, on).status_code == 302
        after = steps(p2, user)
        assert after[first].ends_on == on
        assert after[first].is_booked
        assert after[first].when == f"Booked for {on:%-d %B %Y}"
        for key in later:
            moved = after[key].ends_on - before[key].ends_on
            assert moved.days in {100, 101}  # days of study are rounded up
        assert page_of(p2, user).proposal is None  # a fact, not a proposal

    def test_an_earlier_day_pulls_them_and_says_that_it_is_tight(
        self, p2: Client, user: User, today: date
    ) -> None:
        before = steps(p2, user)
        first, second, *_later = before
        book(p2, first, today + timedelta(days=1))
        after = steps(p2, user)
        assert after[first].is_tight
        assert after[second].ends_on < before[second].ends_on
        assert "Tight: the study may not fit before" in words_of(open_roadmap(p2, user))

    def test_dates_respect_prerequisites(self, p2: Client, user: User, today: date) -> None:
        plan = steps(p2, user)
        later = next(key for key in plan if key.endswith("-practitioner"))
        earlier = later.replace("-practitioner", "-foundation")
        response = book(p2, later, today + timedelta(days=1))
        assert response.status_code == 422
        text = words_of(response)
        assert text.count("has to come first, and its study ends on") == 2
        assert not RoadmapStep.objects.filter(status="booked").exists()
        book(p2, later, plan[earlier].ends_on + timedelta(days=200))
        response = book(p2, earlier, plan[earlier].ends_on + timedelta(days=300))
        assert response.status_code == 422
        assert words_of(response).count("Choose days in that order.") == 2

    def test_twice_is_once(self, p2: Client, user: User, today: date) -> None:
        first = next(iter(steps(p2, user)))
        on = today + timedelta(days=60)
        for _time in range(2):
            assert book(p2, first, on).status_code == 302
        (row,) = RoadmapStep.objects.filter(status="booked")
        assert row.exam_on == on

    def test_it_can_be_taken_back(self, p2: Client, user: User, today: date) -> None:
        before = steps(p2, user)
        first = next(iter(before))
        book(p2, first, today + timedelta(days=200))
        p2.post(f"/roadmap/steps/{first}/unbook/")
        assert steps(p2, user) == before

    @pytest.mark.parametrize(
        ("sent", "words"),
        [
            ("", "Enter the day of the exam."),
            ("soon", "Write the day as day, month and year."),
            ("2020-01-01", "This day has passed. Enter today or a later day."),
            ("2099-01-01", "Check the year of the exam."),
            ("9999-01-01", "Check the year."),
            ("2027-01-01\x00", "Write the day as day, month and year."),
        ],
    )
    def test_bad_days_are_answered_beside_the_field(
        self, p2: Client, user: User, sent: str, words: str
    ) -> None:
        first = next(iter(steps(p2, user)))
        response = p2.post(f"/roadmap/steps/{first}/book/", {"booked_on": sent})
        assert response.status_code == 422
        assert words_of(response).count(words) == 2
        assert not RoadmapStep.objects.filter(status="booked").exists()

    def test_what_is_not_in_the_plan_cannot_be_booked(
        self, p2: Client, user: User, today: date
    ) -> None:
        response = book(p2, "ipmo-expert", today + timedelta(days=60))
        assert response.status_code == 422
        assert not RoadmapStep.objects.filter(status="booked").exists()

    def test_a_booked_step_stays_in_every_plan(self, p2: Client, user: User, today: date) -> None:
        first = next(iter(steps(p2, user)))
        book(p2, first, today + timedelta(days=60))
        assess(user, "P4", at=NOW + timedelta(days=1))
        page = page_of(p2, user)
        assert page.proposal is not None
        removed = [change.name for change in page.proposal.changes if change.kind == "removed"]
        assert removed
        assert steps(p2, user)[first].name not in removed


class TestPassed:
    def form(self, on: date, **fields: Any) -> dict[str, Any]:
        return {"awarded_on": on.isoformat(), "ends": "none", "expires_on": "", **fields}

    def test_it_becomes_a_certification_held_with_its_expiry(
        self, p2: Client, user: User, today: date
    ) -> None:
        hold(user.profile, "ipmo-foundation")
        p2.post("/roadmap/inputs/", {"target": "3", "pinned": ["p3o-foundation"]})
        accept(p2, user)
        form = self.form(today, ends="rule", credential_reference="GR-77")
        response = p2.post("/roadmap/steps/p3o-foundation/passed/", form, follow=True)
        assert "is recorded." in words_of(response)
        held = HeldCertification.objects.get(certification__key="p3o-foundation")
        assert (held.awarded_on, held.credential_reference) == (today, "GR-77")
        assert held.expires_on is not None
        assert held.expires_on.year == today.year + 3
        page = page_of(p2, user)
        assert [done.name for done in page.passed] == ["P3O Foundation"]
        assert "p3o-foundation" not in [step.key for step in page.steps]

    def test_of_a_replaced_one_the_successor_is_recorded(
        self, signed_in: Client, user: User, today: date
    ) -> None:
        assess(user, "P1")
        accept(signed_in, user)
        signed_in.post("/roadmap/steps/ppso-essentials/passed/", self.form(today))
        (held,) = HeldCertification.objects.all()
        assert held.certification.key == "essentials-for-pmo-administrators"
        page = page_of(signed_in, user)
        assert [done.name for done in page.passed] == ["PPSO Essentials"]

    def test_the_later_steps_begin_after_it(self, p2: Client, user: User, today: date) -> None:
        before = steps(p2, user)
        first, second, *_more = before
        RoadmapStep.objects.filter(certification__key=first).update(
            starts_on=today - timedelta(days=90), ends_on=today + timedelta(days=30)
        )
        p2.post(f"/roadmap/steps/{first}/passed/", self.form(today))
        after = steps(p2, user)
        assert after[second].starts_on == today
        assert page_of(p2, user).proposal is None

    def test_twice_is_once(self, p2: Client, user: User, today: date) -> None:
        first = next(iter(steps(p2, user)))
        for _time in range(2):
            assert p2.post(f"/roadmap/steps/{first}/passed/", self.form(today)).status_code == 302
        assert HeldCertification.objects.count() == 2  # and the one held from the beginning

    def test_recorded_before_with_other_facts(self, p2: Client, user: User, today: date) -> None:
        first = next(iter(steps(p2, user)))
        p2.post(f"/roadmap/steps/{first}/passed/", self.form(today))
        response = p2.post(f"/roadmap/steps/{first}/passed/", self.form(today - timedelta(days=1)))
        assert response.status_code == 422
        assert "This is recorded already. Change it on your profile." in words_of(response)

    def test_a_day_to_come_is_refused_and_changes_nothing(
        self, p2: Client, user: User, today: date
    ) -> None:
        first = next(iter(steps(p2, user)))
        response = p2.post(f"/roadmap/steps/{first}/passed/", self.form(today + timedelta(days=1)))
        assert response.status_code == 422
        assert words_of(response).count("The award cannot be in the future.") == 2
        assert HeldCertification.objects.count() == 1


class TestNotPassed:
    def test_it_is_planned_again_after_that_day(self, p2: Client, user: User, today: date) -> None:
        before = steps(p2, user)
        first = next(iter(before))
        book(p2, first, today)
        response = p2.post(
            f"/roadmap/steps/{first}/not-passed/", {"taken_on": today.isoformat()}, follow=True
        )
        assert "The step is planned anew, after that day." in words_of(response)
        after = steps(p2, user)
        assert after[first].starts_on == today
        assert not after[first].is_booked
        row = RoadmapStep.objects.get(certification__key=first)
        assert (row.status, row.exam_on) == ("not_passed", today)
        assert "Not passed on" in words_of(p2.get(f"/roadmap/steps/{first}/"))

    @pytest.mark.parametrize(
        ("days", "words"),
        [
            (1, "This day is still to come. Enter the day on which you took the exam."),
            (-366 * 12, "Check the year of the exam."),
        ],
    )
    def test_impossible_days(
        self, p2: Client, user: User, today: date, days: int, words: str
    ) -> None:
        first = next(iter(steps(p2, user)))
        on = (today + timedelta(days=days)).isoformat()
        response = p2.post(f"/roadmap/steps/{first}/not-passed/", {"taken_on": on})
        assert response.status_code == 422
        assert words_of(response).count(words) == 2
