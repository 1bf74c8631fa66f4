"""Which exams the budget of a quarter pays for (rule: docs/rules.md, A budget for a quarter)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """An exam of the quarter whose price is known, in the currency of the budget."""

    step: int  # tells candidates apart
    person: int
    place: int  # in the plan of that person
    on: date
    cost: int  # minor units
    is_booked: bool = False
    renew_by: date | None = None  # the day on which what this exam renews expires
    needs: tuple[frozenset[int], ...] = ()  # of each group one must be paid, too


class Why(StrEnum):
    """Why a step is deferred."""

    MONEY = "money"  # it costs more than was left when its turn came
    NEEDS = "needs"  # what it needs first is deferred


class Rank(StrEnum):
    """What gives a step its place in the order."""

    BOOKED = "booked"
    RENEWAL = "renewal"  # itself, or what waits for it, renews what expires too soon to wait
    TURN = "turn"


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What became of one step when its turn came, with the numbers of the moment."""

    candidate: Candidate
    rank: Rank
    turn: int  # the person's first exam of the quarter that is not booked, the second...; 0: booked
    renew_by: date | None  # where the rank is RENEWAL
    why: Why | None  # None: it is paid
    paid_before: int  # steps
    left: int  # of the budget, before this step; below zero if what is booked exceeds it
    more: int  # so much more money pays for it and for everything before it; 0 if it is paid
    waits_for: frozenset[int]  # what it needs first and is deferred

    @property
    def is_paid(self) -> bool:
        """The budget pays for it, or it is booked."""
        return self.why is None


@dataclass(frozen=True, kw_only=True)
class Fit:
    budget: int
    decisions: tuple[Decision, ...]  # in the order in which they were taken

    @property
    def paid(self) -> tuple[Decision, ...]:
        """What the budget pays for and what is booked, in the order of the turns."""
        return tuple(one for one in self.decisions if one.is_paid)

    @property
    def deferred(self) -> tuple[Decision, ...]:
        """What has to wait, in the order of the turns."""
        return tuple(one for one in self.decisions if not one.is_paid)

    @property
    def spent(self) -> int:
        """What is paid for costs so much, what is booked included."""
        return sum(one.candidate.cost for one in self.paid)

    @property
    def booked(self) -> int:
        """What is spoken for before anything is decided."""
        return sum(one.candidate.cost for one in self.decisions if one.candidate.is_booked)

    @property
    def left(self) -> int:
        """What remains of the budget; below zero if what is booked exceeds it."""
        return self.budget - self.spent

    @property
    def over(self) -> int:
        """By how much the booked exams alone exceed the budget; 0 if they do not."""
        return max(0, self.booked - self.budget)


@dataclass(frozen=True, kw_only=True)
class _Placed:
    candidate: Candidate
    turn: int
    renew_by: date | None

    @property
    def rank(self) -> Rank:
        if self.candidate.is_booked:
            return Rank.BOOKED
        return Rank.TURN if self.renew_by is None else Rank.RENEWAL

    @property
    def key(self) -> tuple[bool, date, int, date, int, int, int]:
        one = self.candidate
        renew_by = self.renew_by or date.max
        return (not one.is_booked, renew_by, self.turn, one.on, one.person, one.place, one.step)


def fit(candidates: Iterable[Candidate], budget: int, *, can_wait_until: date) -> Fit:
    """Return which steps the budget pays for and which are deferred, in the order of their turns.

    A renewal cannot wait whose certificate expires on `can_wait_until` (the last day of the next
    quarter) or before. Numbers of steps are taken to be unique. Exact: of all sets that can be
    paid this is the one that comes first in the order. Source: docs/rules.md, A budget for a
    quarter.
    """
    left, total, paid = budget, 0, set[int]()
    decisions = []
    for placed in _in_order(tuple(candidates), can_wait_until):
        one = placed.candidate
        total += one.cost
        unmet = [group for group in one.needs if paid.isdisjoint(group)]
        why = _why_not(one, left, unmet)
        decisions.append(
            Decision(
                candidate=one,
                rank=placed.rank,
                turn=placed.turn,
                renew_by=placed.renew_by,
                why=why,
                paid_before=len(paid),
                left=left,
                more=total - budget if why else 0,
                waits_for=frozenset().union(*unmet) if why is Why.NEEDS else frozenset(),
            )
        )
        if why is None:
            paid.add(one.step)
            left -= one.cost
    return Fit(budget=budget, decisions=tuple(decisions))


def _why_not(one: Candidate, left: int, unmet: Sequence[frozenset[int]]) -> Why | None:
    """What is booked is paid in any case: the money is spoken for."""
    if one.is_booked:
        return None
    if unmet:
        return Why.NEEDS
    return Why.MONEY if one.cost > left else None


def _in_order(candidates: tuple[Candidate, ...], can_wait_until: date) -> list[_Placed]:
    """Booked, then renewals that cannot wait, then turn by turn; what is needed comes before."""
    of_person: dict[int, list[Candidate]] = defaultdict(list)
    for one in sorted(candidates, key=lambda one: (one.place, one.step)):
        of_person[one.person].append(_binding(one, of_person[one.person]))
    found = []
    for own in of_person.values():
        open_ones = [one for one in own if not one.is_booked]
        found += [_Placed(candidate=one, turn=0, renew_by=None) for one in own if one.is_booked]
        until = _renew_by(open_ones, can_wait_until)
        found += [
            _Placed(candidate=one, turn=turn, renew_by=until.get(one.step))
            for turn, one in enumerate(open_ones, start=1)
        ]
    return sorted(found, key=lambda placed: placed.key)


def _binding(one: Candidate, earlier: Sequence[Candidate]) -> Candidate:
    """The candidate with only the needs that are decided here: on earlier steps of its plan."""
    known = frozenset(other.step for other in earlier)
    needs = tuple(group for group in one.needs if group and group <= known)
    return replace(one, needs=needs)


def _renew_by(own: Sequence[Candidate], can_wait_until: date) -> Mapping[int, date]:
    """Of one person: by when something must be taken; of what is needed, the same day at least."""
    found: dict[int, date] = {}
    for one in reversed(own):
        days = [found[one.step]] if one.step in found else []
        if one.renew_by is not None and one.renew_by <= can_wait_until:
            days.append(one.renew_by)
        if days:
            found[one.step] = min(days)
            for step in frozenset[int]().union(*one.needs):
                found[step] = min(found[one.step], found.get(step, date.max))
    return found
