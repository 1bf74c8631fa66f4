"""What a person decided about the roadmap: the rows of this package as values."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from careers.domain.planner import Money
from careers.profiles.models import Profile
from careers.roadmaps.choices import Choices, StepChoice, Wishes
from careers.roadmaps.models import Roadmap, Scenario

OF_STEP = (
    "place",
    "starts_on",
    "ends_on",
    "status",
    "exam_on",
    "reason",
    "is_pinned",
    "is_agreed",
    "agreed_on",
    "is_preferred",
    "is_experience_confirmed",
    "study_hours",
    "changed_at",
)
OF_INPUTS = ("budget_minor", "currency", "hours_a_week", "begins_on", "finish_on")
BODIES = ("preferred_bodies", "excluded_bodies")


def choices_of(profile: Profile) -> Choices:
    """Return what the person decided, if anything. One SQL query."""
    return choices_of_many((profile.pk,)).get(profile.pk, Choices())


def choices_of_many(profile_ids: Collection[int]) -> dict[int, Choices]:
    """Return what each of these people decided; who decided nothing is not among them.

    One SQL query.
    """
    found: dict[int, list[dict[str, Any]]] = {}
    for row in _rows(profile_ids):
        found.setdefault(row["profile_id"], []).append(row)
    return {pk: _choices(rows) for pk, rows in found.items()}


def _rows(profile_ids: Collection[int]) -> list[dict[str, Any]]:
    return list(
        Roadmap.objects.filter(profile__in=profile_ids)
        .order_by("steps__changed_at", "steps__id")
        .values(
            "profile_id",
            "target__number",
            *OF_INPUTS,
            *BODIES,
            "accepted_at",
            "basis",
            "declined",
            "is_left_alone",
            "steps__certification__key",
            "steps__cost_minor",
            "steps__cost_currency",
            "steps__agreed_cost_minor",
            "steps__agreed_cost_currency",
            *(f"steps__{name}" for name in OF_STEP),
        )
    )


def _choices(rows: list[dict[str, Any]]) -> Choices:
    first = rows[0]
    steps = tuple(_step(row) for row in rows if row["steps__certification__key"] is not None)
    return Choices(
        wishes=_wishes(
            {**first, "target": first["target__number"]},
            pinned=tuple(step.key for step in steps if step.is_pinned),
            preferred=tuple(step.key for step in steps if step.is_preferred),
        ),
        steps=steps,
        accepted_at=first["accepted_at"],
        basis=first["basis"],
        declined=first["declined"],
        is_left_alone=first["is_left_alone"],
    )


def _step(row: Mapping[str, Any]) -> StepChoice:
    return StepChoice(
        key=row["steps__certification__key"],
        cost=_money(row["steps__cost_minor"], row["steps__cost_currency"]),
        agreed_cost=_money(row["steps__agreed_cost_minor"], row["steps__agreed_cost_currency"]),
        **{name: row[f"steps__{name}"] for name in OF_STEP},
    )


def _money(minor: int | None, currency: str) -> Money | None:
    return None if minor is None else Money(minor=minor, currency=currency)


def _wishes(
    row: Mapping[str, Any], *, pinned: tuple[str, ...], preferred: tuple[str, ...]
) -> Wishes:
    values: dict[str, Any] = {name: row[name] for name in ("target", *OF_INPUTS)}
    values |= {name: tuple(row[name]) for name in BODIES}
    return Wishes(**values, pinned=pinned, preferred=preferred)


def wishes_of_scenario(scenario: Scenario) -> Wishes:
    """What a scenario is made from; one SQL query if its target was not selected with it."""
    row = {name: getattr(scenario, name) for name in (*OF_INPUTS, *BODIES)}
    row["target"] = scenario.target.number if scenario.target else None
    return _wishes(row, pinned=tuple(scenario.pinned), preferred=tuple(scenario.preferred))


def scenario_of(profile: Profile, pk: int) -> Scenario | None:
    """One of the scenarios of a person, or None. One SQL query."""
    rows = Scenario.objects.filter(roadmap__profile=profile).select_related("target")
    return rows.filter(pk=pk).first()


def scenarios_of(profile: Profile) -> tuple[tuple[Scenario, Wishes], ...]:
    """The scenarios of a person with what each is made from, in their order. One SQL query."""
    rows = Scenario.objects.filter(roadmap__profile=profile).select_related("target")
    return tuple((row, wishes_of_scenario(row)) for row in rows.order_by("place"))
