from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from careers.certifications.models import Certification
from careers.profiles.models import User
from careers.roadmaps import actions
from careers.roadmaps.choices import Wishes
from careers.roadmaps.models import Roadmap, RoadmapStep
from tests.factories import NOW

pytestmark = pytest.mark.usefixtures("catalogue")
LATER = NOW + timedelta(hours=1)
Statements = Callable[[int], AbstractContextManager[None]]


def choices(user: User) -> list[tuple[int | None, object]]:
    return list(
        Roadmap.objects.filter(profile=user.profile).values_list("target__number", "changed_at")
    )


def exclusions(user: User) -> list[tuple[str, str, object]]:
    rows = RoadmapStep.objects.filter(roadmap__profile=user.profile, status="dropped")
    return list(rows.values_list("certification__key", "reason", "changed_at"))


class TestExclude:
    def test_the_reason_is_kept_in_one_line(self, user: User) -> None:
        actions.exclude(
            profile=user.profile, key="p3o-foundation", reason="  Too \r\n dear ", now=NOW
        )
        assert exclusions(user) == [("p3o-foundation", "Too dear", NOW)]
        assert choices(user) == [(None, NOW)]

    def test_twice_is_once_with_the_newest_reason(self, user: User) -> None:
        for reason, now in (("Too dear", NOW), ("Too dear", LATER), ("Too far", LATER)):
            actions.exclude(profile=user.profile, key="p3o-foundation", reason=reason, now=now)
        assert exclusions(user) == [("p3o-foundation", "Too far", NOW)]
        assert choices(user) == [(None, NOW)]

    @pytest.mark.parametrize("reason", ["", "   ", "\n\t"])
    def test_a_reason_is_required(self, user: User, reason: str) -> None:
        with pytest.raises(actions.ReasonMissing, match="why this is not for you"):
            actions.exclude(profile=user.profile, key="p3o-foundation", reason=reason, now=NOW)

    def test_a_reason_has_a_limit(self, user: User) -> None:
        actions.exclude(profile=user.profile, key="p3o-foundation", reason="x" * 300, now=NOW)
        with pytest.raises(actions.ReasonTooLong, match="300 characters"):
            actions.exclude(profile=user.profile, key="p3o-foundation", reason="x" * 301, now=NOW)

    def test_the_certification_must_exist(self, user: User) -> None:
        with pytest.raises(actions.UnknownCertification, match="no such certification"):
            actions.exclude(profile=user.profile, key="no-such", reason="No", now=NOW)
        assert choices(user) == []

    def test_the_database_refuses_a_second_row(self, user: User) -> None:
        exclusion = actions.exclude(
            profile=user.profile, key="p3o-foundation", reason="Too dear", now=NOW
        )
        certification = Certification.objects.get(key="p3o-foundation")
        with pytest.raises(IntegrityError), transaction.atomic():
            RoadmapStep.objects.create(
                roadmap=exclusion.roadmap,
                certification=certification,
                reason="Again",
                status="dropped",
                changed_at=NOW,
            )


class TestIncludeAgain:
    def test_it_undoes_and_may_be_sent_twice(self, user: User) -> None:
        actions.exclude(profile=user.profile, key="p3o-foundation", reason="Too dear", now=NOW)
        answers = [
            actions.include_again(profile=user.profile, key="p3o-foundation", now=LATER)
            for _time in range(2)
        ]
        assert answers == [True, False]
        assert exclusions(user) == []
        assert choices(user) == [(None, LATER)]

    def test_the_certification_must_exist(self, user: User) -> None:
        with pytest.raises(actions.UnknownCertification):
            actions.include_again(profile=user.profile, key="no-such", now=NOW)


class TestCost:
    def test_an_exclusion(self, user: User, assert_statements: Statements) -> None:
        decisions = (
            ("p3o-foundation", "Too dear", 7 + 1),
            ("p3o-foundation", "Too dear", 4),
            ("p3o-foundation", "Too far", 5),
            ("ipmo-foundation", "Too dear", 7),
        )
        for key, reason, cost in decisions:
            with assert_statements(cost):
                actions.exclude(profile=user.profile, key=key, reason=reason, now=NOW)
        assert len(exclusions(user)) == 2

    def test_putting_back(self, user: User, assert_statements: Statements) -> None:
        actions.exclude(profile=user.profile, key="p3o-foundation", reason="Too dear", now=NOW)
        for cost in (7, 2):
            with assert_statements(cost):
                actions.include_again(profile=user.profile, key="p3o-foundation", now=NOW)

    def test_wishes_and_scenarios(self, user: User, assert_statements: Statements) -> None:
        wishes = Wishes(hours_a_week=9, pinned=("p3o-foundation",))
        for cost in (3 + 2 + 2, 4):  # the roadmap; what is said of each; the row that is named
            with assert_statements(cost):
                actions.set_wishes(profile=user.profile, wishes=wishes, now=NOW)
        for cost in (4, 3):
            with assert_statements(cost):
                actions.add_scenario(profile=user.profile, name="Fast", wishes=wishes, now=NOW)
