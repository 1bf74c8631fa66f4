"""What a person decided about the roadmap, as values. No database, no clock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from careers.domain.planner import Money
from careers.roadmaps.models import RoadmapStep

Status = RoadmapStep.Status


LISTS = ("preferred_bodies", "excluded_bodies", "pinned", "preferred")


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """Limits and wishes: what a plan is made from beside the person. Empty = the defaults."""

    target: int | None = None
    budget_minor: int | None = None
    currency: str = ""
    hours_a_week: int | None = None
    begins_on: date | None = None
    finish_on: date | None = None
    preferred_bodies: tuple[str, ...] = ()
    excluded_bodies: tuple[str, ...] = ()
    pinned: tuple[str, ...] = ()  # certifications
    preferred: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Lists have one order, so that the same wishes are equal wherever they come from."""
        for name in LISTS:
            object.__setattr__(self, name, tuple(sorted(set(getattr(self, name)))))

    def as_data(self) -> dict[str, Any]:
        """The wishes as JSON can hold them; `wishes_from` reads them back unchanged."""
        return {one.name: _plain(getattr(self, one.name)) for one in fields(self)}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def wishes_from(data: Mapping[str, Any]) -> Wishes:
    """Read stored wishes; what is missing has its default."""
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in data.items()
        if name in NAMES and value is not None
    }
    for name in ("begins_on", "finish_on"):
        if values.get(name):
            values[name] = date.fromisoformat(values[name])
    return Wishes(**values)


def contradictions(wishes: Wishes, dropped: Iterable[str] = ()) -> Iterator[tuple[str, str]]:
    """Yield each field that contradicts another one or what is set aside, with the reason."""
    begins_on, finish_on = wishes.begins_on, wishes.finish_on
    if wishes.budget_minor is not None and wishes.budget_minor < 0:
        yield "budget", _("A budget cannot be below zero.")
    if begins_on and finish_on and finish_on <= begins_on:
        yield "finish_on", _("The plan cannot finish before it begins.")
    if set(wishes.preferred_bodies) & set(wishes.excluded_bodies):
        yield "excluded_bodies", _("A provider cannot be preferred and left out at the same time.")
    if set(wishes.pinned) & set(dropped):
        yield "pinned", _("You have set one of these aside. Put it back before you pin it.")


def taken_back(present: Wishes, before: Wishes, after: Wishes) -> Wishes:
    """Undo the step from `before` to `after`, and leave what was decided since then as it is."""
    values: dict[str, Any] = {}
    for one in fields(Wishes):
        now, old, new = (getattr(wishes, one.name) for wishes in (present, before, after))
        if one.name in LISTS:
            values[one.name] = tuple({*now} - ({*new} - {*old}) | ({*old} - {*new}))
        else:
            values[one.name] = old if now == new else now
    if values["budget_minor"] is not None and not values["currency"]:
        values["currency"] = present.currency
    return Wishes(**values)


NAMES = frozenset(one.name for one in fields(Wishes))


@dataclass(frozen=True, kw_only=True)
class StepChoice:
    """What the person said about one certification, and its place in the accepted plan."""

    key: str
    place: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    status: str = Status.PLANNED
    exam_on: date | None = None
    reason: str = ""
    is_pinned: bool = False
    is_agreed: bool = False
    agreed_on: date | None = None
    agreed_cost: Money | None = None  # the quote as agreed
    is_preferred: bool = False
    is_experience_confirmed: bool = False
    cost: Money | None = None  # what the person was quoted
    study_hours: int | None = None
    changed_at: datetime


@dataclass(frozen=True, kw_only=True)
class Choices:
    wishes: Wishes = Wishes()
    steps: tuple[StepChoice, ...] = ()  # in the order of the decisions
    accepted_at: datetime | None = None
    basis: Mapping[str, Any] = field(default_factory=dict)  # what the accepted plan was made from
    declined: str = ""  # the proposal that was declined last
    is_left_alone: bool = False  # it was not the owner who declined it

    @property
    def is_accepted(self) -> bool:
        """A plan was accepted, be it one without any exam."""
        return self.accepted_at is not None

    @property
    def by_key(self) -> dict[str, StepChoice]:
        return {step.key: step for step in self.steps}

    @property
    def exclusions(self) -> tuple[StepChoice, ...]:
        """“Not for me”, in the order of the decisions."""
        return tuple(step for step in self.steps if step.status == Status.DROPPED)

    @property
    def accepted(self) -> tuple[StepChoice, ...]:
        """The accepted plan in its order; empty before one was accepted."""
        placed = [step for step in self.steps if step.place is not None]
        return tuple(sorted(placed, key=lambda step: step.place or 0))

    @property
    def booked_as(self) -> dict[str, str]:
        """What was to be booked for each step when the plan was accepted, or the exam booked."""
        return dict(self.basis.get("book", {}))

    @property
    def booked(self) -> dict[str, date]:
        """Exam dates that stand."""
        return {
            step.key: step.exam_on
            for step in self.steps
            if step.status == Status.BOOKED and step.exam_on
        }
