"""Reminders: of what, and to whom."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from careers.assessments.models import Assessment
from careers.certifications.models import Certification
from careers.domain.reminders import About
from careers.profiles.models import Notice, Profile, User
from tests.factories import make_user
from tests.profiles.test_notices import stands_in
from tests.roadmaps.people import hold
from tests.teams.builders import give_result
from tests.teams.reminding import (
    MONDAY,
    NOW,
    RECENT,
    agreed,
    days,
    found,
    items_of,
    make_manager,
    make_person,
    plan,
    remind,
    reviewed,
)


@pytest.fixture
def manager(catalogue: None) -> User:
    return make_manager()


@pytest.fixture
def person(manager: User) -> User:
    return make_person(manager)


class TestOfWhat:
    def test_where_nothing_waits_nobody_is_reminded(self, person: User) -> None:
        assert found() == {}
        assert remind() == 0
        assert not Notice.objects.exists()

    def test_a_self_assessment_waits_for_the_manager(self, person: User) -> None:
        give_result(person.profile, 2, at=NOW)
        assert found() == {"Mona Manager": [("review", "Ada Okafor")]}

    def test_only_the_newest_waits(self, person: User) -> None:
        give_result(person.profile, 2, at=RECENT - days(1))
        assert found() == {}

    def test_a_reply_waits_for_the_manager(self, person: User) -> None:
        reviewed(give_result(person.profile, 2, at=NOW), waits_for="manager")
        assert found() == {"Mona Manager": [("review", "Ada Okafor")]}

    def test_a_review_waits_for_the_person(self, person: User) -> None:
        reviewed(give_result(person.profile, 2, at=NOW), waits_for="owner")
        assert found() == {"Ada Okafor": [("answer", "")]}

    def test_a_draft_waits_for_nobody(self, person: User, manager: User) -> None:
        Assessment.objects.create(
            profile=person.profile,
            instrument=Assessment.objects.all()[0].instrument,
            started_at=NOW,
        )
        assert found() == {}

    def test_a_plan_waits_for_agreement(self, person: User) -> None:
        plan(person, "p3o-foundation", MONDAY + days(60), is_agreed=False)
        plan(person, "ipmo-foundation", MONDAY + days(90), is_agreed=False)
        assert found() == {"Mona Manager": [("plan", "Ada Okafor")]}

    def test_a_step_is_overdue(self, person: User) -> None:
        plan(person, "p3o-foundation", MONDAY - days(1))
        plan(person, "ipmo-foundation", MONDAY)
        assert found() == {
            "Ada Okafor": [("overdue", "P3O Foundation")],
            "Mona Manager": [("people-overdue", "")],
        }

    def test_a_booked_exam_is_overdue_after_its_own_day(self, person: User) -> None:
        """A booking on another day than agreed waits for the manager, too."""
        plan(person, "p3o-foundation", MONDAY - days(9), status="booked", exam_on=MONDAY + days(1))
        assert found() == {"Mona Manager": [("plan", "Ada Okafor")]}
        assert found(MONDAY + days(7)) == {
            "Mona Manager": [("plan", "Ada Okafor"), ("people-overdue", "")],
            "Ada Okafor": [("overdue", "P3O Foundation")],
        }

    def test_the_manager_is_told_how_many_people(self, person: User, manager: User) -> None:
        other = make_user("Bea", manager=manager)
        agreed(other)
        for key in ("p3o-foundation", "ipmo-foundation"):
            plan(person, key, MONDAY - days(5))
        plan(other, "p3o-foundation", MONDAY - days(5))
        [item] = items_of("Mona Manager")
        assert (item.about, item.count, item.name) == (About.PEOPLE_OVERDUE, 2, "")

    def test_a_self_assessment_is_too_old(self, person: User) -> None:
        Assessment.objects.filter(profile=person.profile).update(
            submitted_at=datetime(2026, 3, 15, 12, tzinfo=UTC)
        )
        assert found() == {"Ada Okafor": [("stale", "")]}
        Assessment.objects.filter(profile=person.profile).update(
            submitted_at=datetime(2026, 3, 16, 12, tzinfo=UTC)
        )
        assert found() == {}

    def test_there_is_no_self_assessment_yet(self, manager: User) -> None:
        make_user("Old Hand", joined_at=NOW - days(14))
        make_user("New Hand", joined_at=NOW - days(13))
        assert found() == {"Old Hand": [("first", "")]}

    @pytest.mark.parametrize(
        ("left", "is_told"), [(91, False), (90, True), (30, True), (0, True), (-1, False)]
    )
    def test_a_certification_expires(self, person: User, left: int, is_told: bool) -> None:
        hold(person.profile, "ipmo-foundation", expires_on=MONDAY + days(left))
        hold(person.profile, "p3o-foundation")
        expected = {"Ada Okafor": [("expiry", "IPMO-Foundation")]} if is_told else {}
        assert found() == expected

    def test_a_suite_has_one_date(self, person: User) -> None:
        """One exam renews all of it: the latest date stands for each."""
        suite = Certification.objects.exclude(suite=None).order_by("suite", "key")
        one, other = suite.filter(suite=suite[0].suite)[:2]
        hold(person.profile, one.key, expires_on=MONDAY + days(20))
        hold(person.profile, other.key, expires_on=MONDAY + days(80))
        assert found() == {"Ada Okafor": [("expiry", f"{one.name}, {other.name}")]}
        [item] = items_of("Ada Okafor")
        assert item.day == MONDAY + days(80)
        person.profile.held.filter(certification=other).update(expires_on=MONDAY + days(200))
        assert found() == {}


class TestWhom:
    def test_the_direct_manager_not_those_above(self, person: User, manager: User) -> None:
        boss = make_user("Bea Boss")
        agreed(boss)
        Profile.objects.filter(user=manager).update(manager=boss.profile)
        give_result(person.profile, 2, at=NOW)
        assert list(found()) == ["Mona Manager"]

    def test_who_stands_in_as_long_as_it_holds(self, person: User, manager: User) -> None:
        deputy = make_user("Dee Deputy")
        agreed(deputy)
        stands_in(deputy, manager, days=(-1, 7))
        give_result(person.profile, 2, at=NOW)
        plan(person, "p3o-foundation", MONDAY - days(1))
        told = [("review", "Ada Okafor"), ("people-overdue", "")]
        assert found()["Dee Deputy"] == found()["Mona Manager"] == told
        assert items_of("Dee Deputy")[1].is_direct is False
        assert items_of("Mona Manager")[1].is_direct is True
        assert "Dee Deputy" not in found(MONDAY + days(7))

    def test_nobody_is_asked_to_review_themselves(self, person: User, manager: User) -> None:
        stands_in(person, manager)
        give_result(person.profile, 2, at=NOW)
        assert list(found()) == ["Mona Manager"]

    def test_nobody_who_has_left_and_nothing_of_them(self, person: User, manager: User) -> None:
        give_result(person.profile, 2, at=NOW)
        plan(person, "p3o-foundation", MONDAY - days(1), is_agreed=False)
        User.objects.filter(pk=person.pk).update(is_active=False)
        assert found() == {}
        User.objects.filter(pk=person.pk).update(is_active=True)
        User.objects.filter(pk=manager.pk).update(is_active=False)
        assert found() == {"Ada Okafor": [("overdue", "P3O Foundation")]}

    def test_a_former_manager_hears_nothing_more(self, person: User) -> None:
        give_result(person.profile, 2, at=NOW)
        Profile.objects.filter(user=person).update(manager=None)
        assert found() == {}
