from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from careers.certifications.models import Certification
from careers.profiles.models import User
from careers.roadmaps import actions
from careers.roadmaps.models import Roadmap, RoadmapStep
from tests.factories import NOW, make_user

pytestmark = pytest.mark.usefixtures("catalogue")


def test_only_the_own_line_of_management_finds_a_roadmap(user: User) -> None:
    report = make_user("Ben Ito", manager=user)
    stranger = make_user("Stranger", is_superuser=True)
    exclusion = actions.exclude(
        profile=report.profile, key="p3o-foundation", reason="Too dear", now=NOW
    )
    for viewer, count in ((report, 1), (user, 1), (stranger, 0)):
        assert Roadmap.objects.visible_to(viewer).count() == count
    assert str(exclusion.roadmap) == "Roadmap of Ben Ito"
    assert str(exclusion) == f"{exclusion.roadmap_id}: {exclusion.certification_id}"


class TestDatabase:
    """What no action does the database refuses as well."""

    @pytest.mark.parametrize(
        "wrong",
        [
            {"status": "booked"},
            {"status": "not_passed"},
            {"exam_on": date(2027, 1, 1)},
            {"status": "dropped"},
            {"status": "dropped", "reason": "No", "is_pinned": True},
            {"status": "dropped", "reason": "No", "is_agreed": True},
            {"status": "lost"},
            {"place": 1},
            {"cost_minor": 5},
            {"cost_currency": "GBP"},
            {"study_hours": 0},
        ],
    )
    def test_steps(self, user: User, wrong: dict[str, Any]) -> None:
        roadmap = Roadmap.objects.create(profile=user.profile, changed_at=NOW)
        certification = Certification.objects.get(key="p3o-foundation")
        row = RoadmapStep(roadmap=roadmap, certification=certification, changed_at=NOW, **wrong)
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()

    @pytest.mark.parametrize(
        "wrong",
        [
            {"hours_a_week": 0},
            {"hours_a_week": 41},
            {"budget_minor": 5, "currency": ""},
            {"begins_on": date(2027, 1, 2), "finish_on": date(2027, 1, 2)},
        ],
    )
    def test_roadmaps(self, user: User, wrong: dict[str, Any]) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            Roadmap.objects.create(profile=user.profile, changed_at=NOW, **wrong)
