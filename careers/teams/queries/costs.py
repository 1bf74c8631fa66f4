"""The steps that a line has still to pay for: when, how much, agreed or not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef

from careers.domain.eligibility import Register
from careers.domain.planner import Money
from careers.roadmaps.models import RoadmapStep
from careers.teams.quarters import Quarter, quarter_of

COLUMNS = (
    "pk",
    "roadmap__profile_id",
    "roadmap__profile__user__name",
    "roadmap__profile__user__email",
    "roadmap__profile__user__name_folded",
    "certification__key",
    "place",
    "status",
    "exam_on",
    "ends_on",
    "cost_minor",
    "cost_currency",
    "is_agreed",
    "is_changed",
    "is_experience_confirmed",
)


@dataclass(frozen=True, kw_only=True)
class PlannedStep:
    pk: int
    person: int  # key of the profile
    name: str  # of the person
    name_folded: str
    certification: str
    place: int
    on: date  # of the exam: booked, or as planned
    quarter: Quarter  # of that day; of today if the day has passed
    is_overdue: bool
    is_booked: bool
    is_agreed: bool  # as it stands: what was changed since is to be agreed again
    is_experience_confirmed: bool
    cost: Money | None  # None = not known

    @property
    def order(self) -> tuple[str, int, int]:
        """By the name of the person, then along the plan."""
        return self.name_folded, self.person, self.place


def planned_steps(people: Any, register: Register, *, today: date) -> tuple[PlannedStep, ...]:
    """What is still to do of the accepted plans of these people, by name and place.

    Each costs what the person was quoted, else what the catalogue says of what is booked for it.
    One SQL query.
    """
    changed = RoadmapStep.objects.to_agree().filter(pk=OuterRef("pk"))
    rows = (
        RoadmapStep.objects.to_do()
        .filter(roadmap__profile__in=people.order_by().values("pk"))
        .annotate(is_changed=Exists(changed))
        .order_by()
        .values_list(*COLUMNS)
    )
    found = (_step(dict(zip(COLUMNS, row, strict=True)), register, today) for row in rows)
    return tuple(sorted(found, key=lambda step: step.order))


def _step(row: dict[str, Any], register: Register, today: date) -> PlannedStep:
    is_booked = row["status"] == RoadmapStep.Status.BOOKED
    on = row["exam_on"] if is_booked else row["ends_on"]
    return PlannedStep(
        pk=row["pk"],
        person=row["roadmap__profile_id"],
        name=row["roadmap__profile__user__name"] or row["roadmap__profile__user__email"],
        name_folded=row["roadmap__profile__user__name_folded"],
        certification=row["certification__key"],
        place=row["place"],
        on=on,
        quarter=max(quarter_of(on), quarter_of(today)),
        is_overdue=on < today,
        is_booked=is_booked,
        is_agreed=row["is_agreed"] and not row["is_changed"],
        is_experience_confirmed=row["is_experience_confirmed"],
        cost=_cost(row, register),
    )


def _cost(row: dict[str, Any], register: Register) -> Money | None:
    if row["cost_minor"] is not None:
        return Money(minor=row["cost_minor"], currency=row["cost_currency"])
    key = row["certification__key"]
    return register.by_key[register.book(key)].cost


def costs_of(steps: Iterable[PlannedStep]) -> tuple[Money | None, ...]:
    """What each of these steps costs. No SQL query."""
    return tuple(step.cost for step in steps)
