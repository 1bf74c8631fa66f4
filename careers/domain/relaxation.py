"""Why nothing fits the limits of a stage, and the smallest ways out (docs/rules.md, No plan fits).

Whether something fits never changes back when a limit grows, so the smallest limit is found by
halving. Each try is the exact search, so each answer is the true minimum.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from careers.domain.calendar import days_later
from careers.domain.certification import Money
from careers.domain.conflict import Conflict, Limit, Relaxation
from careers.domain.outcome import Gap
from careers.domain.problem import Problem
from careers.domain.question import NO_LIMITS, Limits, Question, ask
from careers.domain.schedule import DAYS_A_WEEK, Turn, begins_after, days_of_study, hours_between
from careers.domain.search import search
from careers.domain.steps import Situation

MOST_HOURS_A_WEEK = 40
"""More hours of study a week than these are not advised (our policy choice)."""


def limits_of(situation: Situation) -> Limits:
    """Return what budget and finish-by date leave for a stage: minor units, hours of study.

    The hours are those from the last booked day, or the beginning, to the date; negative when that
    is after it. What a booked exam needs is studied before its day and does not count. Source:
    docs/rules.md, No plan fits.
    """
    constraints = situation.constraints
    hours = None
    if constraints.finish_by is not None:
        start = _free_from(situation)
        hours = hours_between(start, constraints.finish_by, constraints.hours_a_week)
    return Limits(
        budget=constraints.budget,
        hours=hours,
        studied=frozenset(key for key, turn in situation.turns.items() if turn is Turn.LATE),
    )


def conflict_of(situation: Situation, gaps: tuple[Gap, ...]) -> Conflict | None:
    """Return which limits leave no plan for a stage, with every smallest way out; None if one fits.

    `gaps` are those that exams are advised for. What is required can be had without the limits.
    Source: docs/rules.md, No plan fits.
    """
    case = _Case(situation, gaps, limits_of(situation))
    if case.fits(situation.required):
        return None
    money, hours = case.least_budget(case.limits.hours), case.least_hours(case.limits.budget)
    named = {Limit.BUDGET: money, Limit.TIME: hours}
    # Where no single limit is to blame, all that are set are.
    whole = {Limit.BUDGET: case.limits.budget, Limit.TIME: case.limits.hours}
    failing = [limit for limit, least in named.items() if least is not None]
    failing = failing or [limit for limit, asked in whole.items() if asked is not None]
    found = [*case.with_more(money, hours), *case.without_one_pin()]
    if not found:
        found = [*case.with_more_of_both(), *case.without_pins()]
    if any(way.dropped for way in found):
        failing.append(Limit.PIN)
    return Conflict(limits=tuple(failing), pins=(), relaxations=tuple(found))


def _free_from(situation: Situation) -> date:
    return begins_after(situation.begins_on, situation.booked.values())


@dataclass(frozen=True)
class _Case:
    """A stage with its limits, to be asked what would fit."""

    situation: Situation
    gaps: tuple[Gap, ...]
    limits: Limits

    def question(self, required: frozenset[str], limits: Limits) -> Question:
        situation = self.situation
        # Whether what is required fits does not depend on what else it would be good for.
        gaps = () if required else self.gaps
        return ask(situation.offered, gaps, required, situation.constraints.currency, limits)

    @cached_property
    def own(self) -> Problem:
        """The stage as it is asked for."""
        return self.question(self.situation.required, self.limits).problem

    @cached_property
    def is_advised(self) -> bool:
        """Without limits and pins some exam would be planned."""
        return bool(_best(self.question(frozenset(), NO_LIMITS).problem))

    def fits(self, required: frozenset[str]) -> bool:
        """Whether a plan with this fits the limits; one without an exam only where none is due."""
        return self._found(self.question(required, self.limits).problem) is not None

    def _found(self, problem: Problem) -> int | None:
        chosen = _best(problem)
        return None if not chosen and self.is_advised else chosen

    def least_budget(self, hours: int | None) -> int | None:
        """Return the smallest budget with which a plan fits these hours, None if there is none."""
        asked = self.limits.budget
        if asked is None:
            return None

        def cost_within(budget: int) -> int | None:
            problem = replace(self.own, budget=budget, hours=hours)
            chosen = self._found(problem)
            return None if chosen is None else problem.cost(chosen)

        enough = sum(item.cost for item in self.own.items)
        return _least(cost_within, max(asked, -1), enough)

    def least_hours(self, budget: int | None) -> int | None:
        """Return the least hours with which a plan fits this budget, None if there are none."""
        asked = self.limits.hours
        if asked is None:
            return None

        def study_within(hours: int) -> int | None:
            problem = replace(self.own, budget=budget, hours=hours)
            chosen = self._found(problem)
            return None if chosen is None else problem.study(chosen)

        enough = sum(item.hours for item in self.own.items)
        return _least(study_within, max(asked, -1), enough)

    def with_more(self, budget: int | None, hours: int | None) -> Iterable[Relaxation]:
        """Yield what to give for this budget alone, and for these hours alone."""
        if budget is not None:
            yield Relaxation(more_money=self._more_money(budget))
        if hours is not None:
            yield Relaxation(finish_by=self._finish_by(hours))
            if (a_week := self._hours_a_week(hours)) is not None:
                yield Relaxation(hours_a_week=a_week)

    def with_more_of_both(self) -> Iterable[Relaxation]:
        """Yield the least money, given all the time, with the least time for that money."""
        budget = self.least_budget(None)
        hours = self.least_hours(budget)
        if budget is not None and hours is not None:
            more, finish_by = self._more_money(budget), self._finish_by(hours)
            yield Relaxation(more_money=more, finish_by=finish_by)

    def _more_money(self, budget: int) -> Money:
        more = budget - (self.limits.budget or 0)
        return Money(minor=more, currency=self.situation.constraints.currency)

    def _finish_by(self, hours: int) -> date:
        days = days_of_study(hours, self.situation.constraints.hours_a_week)
        return days_later(_free_from(self.situation), days)

    def _hours_a_week(self, hours: int) -> int | None:
        """Return the smallest whole number that gives these hours by the date as it is."""
        finish_by = self.situation.constraints.finish_by
        days = 0 if finish_by is None else (finish_by - _free_from(self.situation)).days
        if days <= 0:
            return None
        needed = -(-hours * DAYS_A_WEEK // days)
        return needed if needed <= MOST_HOURS_A_WEEK else None

    def without_one_pin(self) -> Iterable[Relaxation]:
        """Yield each single pin without which a plan fits, in catalogue order."""
        for key in _named(self.situation):
            if self.fits(_required_without((key,), self.situation)):
                yield Relaxation(dropped=(key,))

    def without_pins(self) -> Iterable[Relaxation]:
        """Yield the fewest pins without which a plan fits.

        Of several as few, those that leave what is kept with fewer exams, then at lower known cost.
        """
        situation = self.situation
        names = _named(situation)
        if not names:
            return
        firm = _required_without(names, situation)
        question = self.question(situation.required, self.limits)
        counts = Counter(situation.register.place_of(key) for key in names)
        worth_keeping = [
            0 if one.key in firm else counts[one.key] for one in question.certifications
        ]
        chosen = _best(_keeping_most(question, firm, worth_keeping))
        if chosen is None:
            return
        kept = firm | {one.key for one in question.read(chosen)}
        dropped = tuple(key for key in names if situation.register.place_of(key) not in kept)
        if self.fits(_required_without(dropped, situation)):
            yield Relaxation(dropped=dropped)


def _named(situation: Situation) -> tuple[str, ...]:
    """Return what the person pinned and is due in this stage, in catalogue order."""
    register, pinned = situation.register, situation.constraints.pinned
    return tuple(
        key
        for key in register.by_key
        if key in pinned and register.place_of(key) in situation.required
    )


def _required_without(dropped: Iterable[str], situation: Situation) -> frozenset[str]:
    """Return the places that must be in the plan when these are no longer pinned."""
    constraints = situation.constraints
    left = constraints.pinned.difference(dropped) | constraints.agreed | constraints.booked.keys()
    return frozenset(situation.register.place_of(key) for key in left) & situation.required


def _keeping_most(question: Question, firm: frozenset[str], counts: list[int]) -> Problem:
    """Return the problem of keeping as many pins as fit: each is a point of its own."""
    items, start = [], 0
    for item, count in zip(question.problem.items, counts, strict=True):
        items.append(item._replace(points=((1 << count) - 1) << start, price=1))
        start += count
    return replace(
        question.problem,
        items=tuple(items),
        required=sum(
            1 << index for index, one in enumerate(question.certifications) if one.key in firm
        ),
        # No saving of exams makes up for one pin.
        per_point=len(items) + 1,
        margin=1,
    )


def _best(problem: Problem) -> int | None:
    """Return the best set that fits (a mask), None if none does."""
    return next((choice.chosen for choice in search(problem, 1).choices), None)


def _least(taken: Callable[[int], int | None], too_small: int, enough: int) -> int | None:
    """Return the smallest limit under which something fits, None if nothing does.

    `taken` says what that takes of a limit. It takes no more than `enough`, and nothing fits
    `too_small`.
    """
    smallest = taken(enough)
    while smallest is not None and smallest - too_small > 1:
        middle = (smallest + too_small) // 2
        found = taken(middle)
        if found is None:
            too_small = middle
        else:
            smallest = found
    return smallest
