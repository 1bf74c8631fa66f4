"""What fits a budget and a date, and the smallest ways out, by trying everything."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import combinations
from typing import TypeVar

from careers.domain.conflict import Limit, Relaxation
from careers.domain.planner import Constraints, Money
from tests.domain.slow import Sets, World


@dataclass(frozen=True)
class Slow:
    """The first stage of somebody with limits."""

    world: World

    @property
    def limits(self) -> Constraints:
        return self.world.inputs.constraints

    @cached_property
    def booked(self) -> dict[str, date]:
        """Exam dates that stand in this stage, by the place in the catalogue."""
        found = {self.world.place(key): on for key, on in self.limits.booked.items()}
        return {key: on for key, on in found.items() if key in self.can_be_had}

    @cached_property
    def can_be_had(self) -> set[str]:
        return {key for keys in self.world.every_set for key in keys}

    def due(self, names: Collection[str]) -> frozenset[str]:
        """Where a plan would hold these, as far as it can in this stage."""
        places = {self.world.place(key) for key in names}
        return frozenset(places & self.can_be_had)

    @cached_property
    def late(self) -> set[str]:
        """What is neither booked nor possibly needed, directly or not, by what is booked."""
        early: set[str] = set()
        waiting = list(self.booked)
        while waiting:
            for other in self.may_need(waiting.pop()) - early:
                early.add(other)
                waiting.append(other)
        return self.can_be_had - early - set(self.booked)

    def may_need(self, key: str) -> set[str]:
        world, one = self.world, self.world.by_key[key]
        is_confirmed = key in self.limits.experience_confirmed
        asked = [{first} for first in one.recommended_first]
        asked += [
            set(group.any_of)
            for group in one.prerequisites
            if not (group.or_experience and is_confirmed)
        ]
        unmet = set[str]().union(*(group for group in asked if not group & world.credited))
        return {other for other in self.can_be_had - {key} if world.gives(other) & unmet}

    @cached_property
    def begins_on(self) -> date:
        """The day from which all that is late is studied."""
        begins_on = self.limits.begins_on or self.world.inputs.today
        return max([begins_on, *self.booked.values()])

    def hours(self, keys: Collection[str]) -> int:
        """Hours of study after the last booked day."""
        return sum(self.hours_of[key] for key in keys)

    @cached_property
    def hours_of(self) -> dict[str, int]:
        found = dict.fromkeys(self.world.by_key, 0)
        for key in self.late:
            one = self.world.booked(key)
            days = 5 if one.course_days is None else one.course_days
            found[key] = 8 * days if one.study_hours is None else one.study_hours
        return found

    @cached_property
    def amounts(self) -> dict[tuple[str, ...], tuple[int, int]]:
        """What each complete set takes: money, and hours."""
        return {keys: (self.world.cost(keys), self.hours(keys)) for keys in self.world.every_set}

    def ends_on(self, hours: int, a_week: int) -> date:
        """The first day by which so many hours have been studied."""
        day = self.begins_on
        while (day - self.begins_on).days * a_week < hours * 7:
            day += timedelta(days=1)
        return day

    def fitting(self, required: frozenset[str], limits: Constraints) -> Sets:
        """Every complete set with what is required that is within the limits."""
        return [
            keys
            for keys, (cost, hours) in self.amounts.items()
            if required <= set(keys)
            and (limits.budget is None or cost <= limits.budget)
            and self.is_in_time(hours, limits)
        ]

    def is_in_time(self, hours: int, limits: Constraints) -> bool:
        by = limits.finish_by
        return by is None or (
            self.begins_on <= by and hours * 7 <= (by - self.begins_on).days * limits.hours_a_week
        )

    def fits(self, names: Collection[str], limits: Constraints) -> bool:
        """Some plan fits; without an exam only if none would be planned without limits either."""
        required = self.due(names)
        within = self.fitting(required, limits)
        if not within or required:
            return bool(within)
        return self.best(within) != () or self.best(self.world.every_set) == ()

    def best(self, sets: Sets) -> tuple[str, ...]:
        return min(sets, key=self.prices.__getitem__)

    @cached_property
    def prices(self) -> dict[tuple[str, ...], tuple[object, ...]]:
        return {keys: self.world.price(keys) for keys in self.world.every_set}

    # The ways out, each by trying what could be enough, the smallest first.

    def changed(self, **changes: object) -> Constraints:
        return replace(self.limits, **changes)  # type: ignore[arg-type]

    def least_budget(self, limits: Constraints) -> int | None:
        if limits.budget is None:
            return None
        costs = sorted({cost for cost, _ in self.amounts.values()})
        return first(costs, lambda cost: self.fits(limits.bound, replace(limits, budget=cost)))

    def least_date(self, limits: Constraints) -> date | None:
        if limits.finish_by is None:
            return None
        counts = {hours for _, hours in self.amounts.values()}
        days = sorted(self.ends_on(hours, limits.hours_a_week) for hours in counts)
        return first(days, lambda day: self.fits(limits.bound, replace(limits, finish_by=day)))

    def least_a_week(self) -> int | None:
        if self.limits.finish_by is None:
            return None
        numbers = list(range(1, 41))
        return first(
            numbers, lambda count: self.fits(self.limits.bound, self.changed(hours_a_week=count))
        )

    def without(self, dropped: Collection[str]) -> Constraints:
        return self.changed(pinned=self.limits.pinned - set(dropped))

    def works_without(self, dropped: Collection[str]) -> bool:
        left = self.without(dropped)
        return self.fits(left.bound, left)

    @cached_property
    def pins(self) -> list[str]:
        """What is pinned and due in this stage, in catalogue order."""
        pins = [key for key in self.limits.pinned if self.due({key})]
        return sorted(pins, key=lambda key: (self.world.by_key[key].order, key))

    def money(self, budget: int) -> Money:
        more = budget - (self.limits.budget or 0)
        return Money(minor=more, currency=self.limits.currency)

    def single_ways(self) -> Iterator[Relaxation]:
        if (budget := self.least_budget(self.limits)) is not None:
            yield Relaxation(more_money=self.money(budget))
        if (day := self.least_date(self.limits)) is not None:
            yield Relaxation(finish_by=day)
        if (a_week := self.least_a_week()) is not None:
            yield Relaxation(hours_a_week=a_week)
        for key in self.pins:
            if self.works_without({key}):
                yield Relaxation(dropped=(key,))

    def joint_ways(self) -> Iterator[Relaxation]:
        budget = self.least_budget(self.changed(finish_by=date.max))
        day = self.least_date(self.changed(budget=budget))
        if budget is not None and day is not None:
            yield Relaxation(more_money=self.money(budget), finish_by=day)
        if dropped := self.fewest_pins():
            yield Relaxation(dropped=dropped)

    def fewest_pins(self) -> tuple[str, ...] | None:
        """Of several as few, those that leave the best set to keep."""
        for size in range(1, len(self.pins) + 1):
            ways = [some for some in combinations(self.pins, size) if self.works_without(some)]
            if ways:
                return min(ways, key=self.left_with)
        return None

    def left_with(self, dropped: tuple[str, ...]) -> tuple[object, ...]:
        left = self.without(dropped)
        return min(map(self.world.tie, self.fitting(self.due(left.bound), left)))

    def ways(self) -> tuple[Relaxation, ...]:
        return tuple(self.single_ways()) or tuple(self.joint_ways())

    def failing(self) -> tuple[Limit, ...]:
        is_set = {
            Limit.BUDGET: self.limits.budget is not None,
            Limit.TIME: self.limits.finish_by is not None,
        }
        alone = {
            Limit.BUDGET: self.fits(self.limits.bound, self.changed(budget=None)),
            Limit.TIME: self.fits(self.limits.bound, self.changed(finish_by=None)),
        }
        found = [limit for limit in is_set if is_set[limit] and alone[limit]]
        found = found or [limit for limit in is_set if is_set[limit]]
        return (*found, *([Limit.PIN] if any(way.dropped for way in self.ways()) else []))


T = TypeVar("T")


def first(values: list[T], is_enough: Callable[[T], bool]) -> T | None:
    return next((value for value in values if is_enough(value)), None)
