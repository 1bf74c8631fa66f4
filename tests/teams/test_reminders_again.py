"""Reminders: how often, and each thing once; what it costs to find out."""

from __future__ import annotations

from typing import Any

import pytest

from careers.assessments.models import Assessment, Review
from careers.domain.reminders import About
from careers.profiles.models import User
from careers.roadmaps.models import RoadmapStep
from careers.teams import actions, queries
from careers.teams.queries import reminders as module
from tests.factories import make_user
from tests.roadmaps.people import hold
from tests.teams.builders import give_result, make_reports
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
    wants,
)


@pytest.fixture
def manager(catalogue: None) -> User:
    return make_manager()


@pytest.fixture
def person(manager: User) -> User:
    return make_person(manager)


class TestHowOften:
    def test_weekly_on_mondays_unless_chosen(self, person: User, manager: User) -> None:
        give_result(person.profile, 2, at=NOW)
        tuesday = MONDAY + days(1)
        assert found(tuesday) == {}
        assert list(found(tuesday, is_week_due=True)) == ["Mona Manager"]
        wants(manager, every="day")
        assert list(found()) == list(found(tuesday)) == ["Mona Manager"]
        wants(manager, every="week")
        assert list(found()) == ["Mona Manager"]
        assert found(tuesday) == {}
        wants(manager, every="never")
        assert found() == found(tuesday, is_week_due=True) == {}

    @pytest.mark.parametrize(
        ("switch", "kinds"),
        [
            ("has_reviews", {"review", "plan", "answer"}),
            ("has_steps", {"overdue", "people-overdue"}),
            ("has_assessments", {"stale"}),
            ("has_certifications", {"expiry"}),
        ],
    )
    def test_each_switch(self, person: User, manager: User, switch: str, kinds: set[str]) -> None:
        old = give_result(manager.profile, 3, at=NOW - days(1))
        Assessment.objects.filter(pk=old.pk).update(submitted_at=NOW - days(500))
        Assessment.objects.filter(profile=manager.profile).exclude(pk=old.pk).delete()
        reviewed(old, waits_for="owner")
        plan(manager, "p3o-foundation", MONDAY - days(1))
        hold(manager.profile, "ipmo-foundation", expires_on=MONDAY + days(9))
        give_result(person.profile, 2, at=NOW)
        plan(person, "p3o-foundation", MONDAY - days(1), is_agreed=False)
        everything = {kind for kind, _name in found()["Mona Manager"]}
        assert everything == set(map(str, About)) - {"first"}
        wants(manager, **{switch: False})
        assert {kind for kind, _name in found()["Mona Manager"]} == everything - kinds

    def test_each_thing_once(self, person: User) -> None:
        plan(person, "p3o-foundation", MONDAY - days(1))
        assert remind() == 2
        assert found(MONDAY + days(7)) == found(MONDAY + days(21)) == {}
        RoadmapStep.objects.update(ends_on=MONDAY + days(3), agreed_on=MONDAY + days(3))
        assert list(found(MONDAY + days(7))) == ["Mona Manager", "Ada Okafor"], "late again"

    def test_what_waits_is_named_again_after_two_weeks(self, person: User) -> None:
        give_result(person.profile, 2, at=NOW)
        weeks = [remind(MONDAY + days(7 * number)) for number in range(5)]
        assert weeks == [1, 0, 1, 0, 1]

    def test_a_new_state_is_a_new_thing(self, person: User) -> None:
        review = reviewed(give_result(person.profile, 2, at=RECENT), waits_for="owner")
        assert remind() == 1
        Review.objects.filter(pk=review.pk).update(waits_for="manager", version=2)
        assert list(found(MONDAY + days(7))) == ["Mona Manager"]
        Review.objects.filter(pk=review.pk).update(waits_for="owner", version=3)
        assert list(found(MONDAY + days(7))) == ["Ada Okafor"]

    def test_a_certification_is_named_twice(self, person: User) -> None:
        hold(person.profile, "ipmo-foundation", expires_on=MONDAY + days(84))
        weeks = [remind(MONDAY + days(7 * number)) for number in range(14)]
        assert weeks == [1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0]
        person.profile.held.update(expires_on=MONDAY + days(300))
        assert remind(MONDAY + days(7 * 31)) == 1, "a new date begins anew"

    def test_one_more_person_is_news_to_the_manager(self, person: User, manager: User) -> None:
        other = make_user("Bea", manager=manager)
        agreed(other)
        plan(person, "p3o-foundation", MONDAY - days(1))
        remind()
        plan(other, "p3o-foundation", MONDAY + days(1))
        [item] = items_of("Mona Manager", MONDAY + days(7))
        assert item.count == 2


class TestCost:
    @pytest.mark.parametrize("people", [1, 30, 300])
    def test_as_many_queries_whoever_there_is(
        self, manager: User, people: int, django_assert_num_queries: Any
    ) -> None:
        for number, report in enumerate(make_reports(manager, people)):
            if number < 30:
                give_result(report, 2, at=NOW)
                plan(report.user, "p3o-foundation", MONDAY - days(1), is_agreed=False)
                hold(report, "ipmo-foundation", expires_on=MONDAY + days(9))
        with django_assert_num_queries(7 + 1):
            assert len(found()) == people + 1

    def test_people_come_some_at_a_time(
        self, person: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(module, "PEOPLE_AT_A_TIME", 2)
        for report in make_reports(person, 5):
            give_result(report, 2, at=NOW)
            plan(report.user, "p3o-foundation", MONDAY - days(1))
        sizes = [len(chunk) for chunk in queries.due_reminders(now=NOW, today=MONDAY)]
        assert sizes == [1, 2, 2, 1]
        assert len(found()["Ada Okafor"]) == 6

    def test_what_a_mail_costs(self, person: User, assert_statements: Any) -> None:
        give_result(person.profile, 2, at=NOW)
        [[due]] = queries.due_reminders(now=NOW, today=MONDAY)
        with assert_statements(3):
            actions.remind(due=due, now=NOW, today=MONDAY)
        with assert_statements(1):
            assert actions.remind(due=due, now=NOW, today=MONDAY) is None
