"""Accepted plans with steps, as rows: what somebody has still to pay for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from careers.certifications.models import Certification
from careers.profiles.models import Profile
from careers.roadmaps.models import Roadmap, RoadmapStep
from tests.factories import NOW


def plan_step(
    profile: Profile,
    key: str,
    on: date,
    cost: int | None = None,
    currency: str = "GBP",
    *,
    is_agreed: bool = False,
    **others: Any,
) -> RoadmapStep:
    """One more step of an accepted plan; booked if it has a day of the exam (`exam_on`)."""
    roadmap, _is_new = Roadmap.objects.get_or_create(
        profile=profile,
        defaults={
            "changed_at": NOW,
            "accepted_at": NOW,
            "basis": {"begins_on": NOW.date().isoformat()},
        },
    )
    place = others.pop("place", roadmap.steps.count())
    certification = Certification.objects.get(key=key)
    step = _step(roadmap, certification, on, cost, currency, is_agreed, place)
    for name, value in others.items():
        setattr(step, name, value)
    if step.exam_on:
        step.status = RoadmapStep.Status.BOOKED
        step.agreed_on = step.exam_on if is_agreed else None
    step.save()
    return step


def plan_for_all(profiles: Iterable[Profile], key: str, on: date, cost: int | None) -> None:
    """The same agreed step for many people, quickly."""
    certification = Certification.objects.get(key=key)
    roadmaps = Roadmap.objects.bulk_create(
        Roadmap(profile=profile, changed_at=NOW, accepted_at=NOW) for profile in profiles
    )
    RoadmapStep.objects.bulk_create(
        _step(roadmap, certification, on, cost, "GBP", True, 0) for roadmap in roadmaps
    )


def _step(
    roadmap: Roadmap,
    certification: Certification,
    on: date,
    cost: int | None,
    currency: str,
    is_agreed: bool,
    place: int,
) -> RoadmapStep:
    own = "" if cost is None else currency
    return RoadmapStep(
        roadmap=roadmap,
        certification=certification,
        place=place,
        starts_on=on - timedelta(days=30),
        ends_on=on,
        cost_minor=cost,
        cost_currency=own,
        is_agreed=is_agreed,
        agreed_on=on if is_agreed else None,
        agreed_cost_minor=cost if is_agreed else None,
        agreed_cost_currency=own if is_agreed else "",
        changed_at=NOW,
    )
