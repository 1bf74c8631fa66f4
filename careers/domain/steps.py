"""From a set of certifications to a plan: the order of the steps, and the reasons for each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from careers.domain.certification import Certification, Money
from careers.domain.eligibility import Register, held_before
from careers.domain.offer import Offer
from careers.domain.outcome import Gap
from careers.domain.question import cover, known_cost, strength
from careers.domain.roadmap import Constraints, Cover, Plan, Step
from careers.domain.schedule import (
    Dated,
    Turn,
    Work,
    are_hours_assumed,
    schedule,
    study_hours,
    turns,
)


@dataclass(frozen=True, kw_only=True)
class Situation:
    """What the steps of one stage have in common."""

    register: Register
    offered: Offer
    gaps: tuple[Gap, ...]
    credited: frozenset[str]
    required: frozenset[str]  # places in the catalogue that must be in the plan
    constraints: Constraints
    begins_on: date

    @cached_property
    def booked(self) -> dict[str, date]:
        """Exam dates that stand, by the place of the certification in the catalogue."""
        found = {self.register.place_of(key): on for key, on in self.constraints.booked.items()}
        return {key: on for key, on in found.items() if key in self.offered.groups}

    @cached_property
    def turns(self) -> dict[str, Turn]:
        """When each certification of the offer is studied for."""
        needs = {
            key: frozenset[str]().union(*(group.options for group in own))
            for key, own in self.offered.groups.items()
        }
        return turns(self.booked, needs)

    def is_among(self, key: str, keys: frozenset[str]) -> bool:
        """Whether some of the keys names this place in the catalogue."""
        return any(self.register.place_of(one) == key for one in keys)


def plan_of(chosen: Iterable[Certification], situation: Situation) -> Plan:
    """Return a complete set as a plan: prerequisites first, then level, then most cover.

    StopIteration for a set that is not complete; every answer of `search` is. Source:
    docs/rules.md, The roadmap rule.
    """
    ordered = _ordered(tuple(chosen), situation)
    booked = [situation.offered.booked[one.key] for one in ordered]
    currency = situation.constraints.currency
    costs = [known_cost(one, currency) for one in booked]
    days = [one.course_days for one in booked]
    steps = _steps(ordered, situation)
    return Plan(
        steps=steps,
        cover=cover(ordered, situation.gaps),
        known_cost=Money(minor=sum(cost for cost in costs if cost is not None), currency=currency),
        unknown_costs=costs.count(None),
        known_days=sum(count for count in days if count is not None),
        unknown_days=days.count(None),
        hours=sum(step.hours for step in steps),
        assumed_hours=sum(step.are_hours_assumed for step in steps),
        ends_on=max((step.ends_on for step in steps), default=None),
    )


def _ordered(chosen: tuple[Certification, ...], situation: Situation) -> tuple[Certification, ...]:
    """Take again and again the best of those whose prerequisites have been placed."""

    def preference(one: Certification) -> tuple[object, ...]:
        turn = situation.turns[one.key]
        on = situation.booked.get(one.key, date.min)
        return turn, on, one.level, -cover((one,), situation.gaps), one.order, one.key

    left = sorted(chosen, key=preference)
    placed: list[Certification] = []
    while left:
        done = {one.key for one in placed}
        ready = (one for one in left if _is_ready(one, done, situation.offered))
        following = next(ready)
        left.remove(following)
        placed.append(following)
    return tuple(placed)


def _is_ready(one: Certification, done: set[str], offered: Offer) -> bool:
    return all(not group.options.isdisjoint(done) for group in offered.groups[one.key])


def _steps(ordered: tuple[Certification, ...], situation: Situation) -> tuple[Step, ...]:
    requires = {
        one.key: _required(one, ordered[:place], situation.offered)
        for place, one in enumerate(ordered)
    }
    whole = cover(ordered, situation.gaps)
    constraints = situation.constraints
    booked = [situation.offered.booked[one.key] for one in ordered]
    dates = _dates(ordered, situation)
    return tuple(
        Step(
            certification=one.key,
            book=booked[place].key,
            covers=_covers(one, ordered[:place], situation.gaps),
            needed_for=tuple(key for key, before in requires.items() if one.key in before),
            requires=requires[one.key],
            already_held=held_before(one, situation.credited),
            experience_to_confirm=one.key in situation.offered.rests_on_experience,
            added_cover=whole - cover((o for o in ordered if o is not one), situation.gaps),
            hours=study_hours(booked[place]),
            are_hours_assumed=are_hours_assumed(booked[place]),
            starts_on=dates[place].starts_on,
            ends_on=dates[place].ends_on,
            is_booked=one.key in situation.booked,
            is_tight=dates[place].is_tight,
            is_pinned=situation.is_among(one.key, constraints.pinned),
            is_agreed=situation.is_among(one.key, constraints.agreed),
            cost=_cost(booked[place], constraints.currency),
        )
        for place, one in enumerate(ordered)
    )


def _dates(ordered: Sequence[Certification], situation: Situation) -> tuple[Dated, ...]:
    works = [
        Work(
            certification=one.key,
            hours=study_hours(situation.offered.booked[one.key]),
            turn=situation.turns[one.key],
            booked_on=situation.booked.get(one.key),
        )
        for one in ordered
    ]
    hours = situation.constraints.hours_a_week
    return schedule(works, begins_on=situation.begins_on, hours_a_week=hours)


def _cost(one: Certification, currency: str) -> Money | None:
    return one.cost if known_cost(one, currency) is not None else None


def _required(
    one: Certification, before: Sequence[Certification], offered: Offer
) -> tuple[str, ...]:
    """Return the steps this one waits for: of each group the first that meets it."""
    waits_for = {
        next(earlier.key for earlier in before if earlier.key in group.options)
        for group in offered.groups[one.key]
    }
    return tuple(earlier.key for earlier in before if earlier.key in waits_for)


def _covers(
    one: Certification, before: Sequence[Certification], gaps: Sequence[Gap]
) -> tuple[Cover, ...]:
    """Return the gaps a step covers further than the steps before it, key gaps first."""
    found = []
    for gap in sorted(gaps, key=lambda gap: not gap.is_key):
        reached = max((strength(earlier, gap) for earlier in before), default=0)
        build = one.build_of(gap.competency, above=gap.counted)
        if build is not None and strength(one, gap) > reached:
            found.append(Cover(gap=gap, strength=strength(one, gap), up_to=build.up_to))
    return tuple(found)
