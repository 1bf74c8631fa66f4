"""The exact search: which sets of certifications are worth most.

The rule: docs/rules.md, The roadmap rule.

A choice so far is described by the points it covers and by what it holds of the items still to
come. Of all choices with the same description only the best few go on, since whatever follows is
the same for each. What cannot reach a worth that is known to be possible is dropped by bound. Both
are proofs, not guesses: the answer is that of trying every set.
"""

from bisect import insort
from dataclasses import dataclass, field
from typing import NamedTuple

from careers.domain.guess import first_guess, neighbours
from careers.domain.problem import Problem, positions


class Choice(NamedTuple):
    worth: int
    chosen: int  # mask


class Found(NamedTuple):
    choices: tuple[Choice, ...]  # best first
    explored: int  # choices looked into: the measure of effort, the same on every machine


class _Part(NamedTuple):
    """A choice so far, or what one adds; of two that cover the same, the smaller is better."""

    size: int
    cost: int
    days: int
    places: int  # minus the sum of `Problem.places`
    chosen: int


class _State(NamedTuple):
    covered: int
    ahead: int  # chosen already, and standing at or behind the present position


class _Behind(NamedTuple):
    """What the items behind a position can still cover."""

    gains: list[int]  # of each by itself, ascending
    reach: int  # of all together


class _Waiting(NamedTuple):
    parts: list[_Part]  # best first
    behind: list[int]  # positions that may still matter, last first
    known: int  # how many of them count here


def search(problem: Problem, count: int) -> Found:
    """Return the best complete sets, at most `count`, all worth less than one item below the best.

    Order: greatest worth, fewer items, lower cost, fewer days, catalogue order. In a set so near to
    the best every item earns something, because without an idle one it would be worth one more.
    `count` is at least 1. Source: docs/rules.md, The roadmap rule.
    """
    # In the best set no item that nothing needs covers so little that leaving it out is no loss.
    loss = problem.price // problem.per_point + 1
    first = _Run(problem, 1, problem.worth(first_guess(problem)), loss)
    best = first.run()
    if count == 1:
        return Found(best, first.explored)
    least = _least_worth(problem, best[0], count)
    # Leaving an item out of a set worth `least` cannot lead above the best: so much it must cover.
    loss = -(-(problem.price + least - best[0].worth) // problem.per_point)
    second = _Run(problem, count, least, loss)
    return Found(second.run(), first.explored + second.explored)


def _least_worth(problem: Problem, best: Choice, count: int) -> int:
    """Return what a set must be worth to be among the best `count`, as far as is known by now."""
    near_enough = best.worth - problem.price + 1
    known = sorted(neighbours(problem, best.chosen).values(), reverse=True)
    return max(near_enough, known[count - 1]) if len(known) >= count else near_enough


@dataclass
class _Best:
    """The best sets so far, and the worth that a further one must reach."""

    limit: int
    least: int
    kept: list[tuple[int, _Part]] = field(default_factory=list)

    def offer(self, worth: int, part: _Part) -> None:
        entry = (-worth, part)
        # A set with several ways to be complete comes along more than once.
        if worth < self.least or entry in self.kept:
            return
        insort(self.kept, entry)
        if len(self.kept) >= self.limit:
            del self.kept[self.limit :]
            self.least = -self.kept[-1][0]


class _Run:
    """One pass over the items, front to back, with a given demand on worth."""

    def __init__(self, problem: Problem, limit: int, least: int, least_loss: int) -> None:
        self.problem = problem
        self.limit = limit
        self.best = _Best(limit, least)
        self.least_loss = least_loss
        self.explored = 0
        self.summed: dict[int, _Part] = {}
        self.waiting: list[dict[_State, _Waiting]] = [{} for _ in problem.items]

    def run(self) -> tuple[Choice, ...]:
        every = list(reversed(range(len(self.problem.items))))
        start = _Waiting([_Part(0, 0, 0, 0, 0)], every, len(every))
        gains = sorted(item.points.bit_count() for item in self.problem.items)
        behind = _Behind(gains, self.problem.all_points)
        self._include(self.problem.required, _State(0, 0), start, behind)
        for states in self.waiting:
            for state, waiting in states.items():
                self._expand(state, waiting)
            states.clear()
        return tuple(Choice(-worth, part.chosen) for worth, part in self.best.kept)

    def _put(self, covered: int, chosen: int, waiting: _Waiting) -> None:
        """Offer choices as they stand, and remember them for the next item that may follow."""
        gain = self.problem.per_point * covered.bit_count()
        for part in waiting.parts:
            self.best.offer(gain - self.problem.price * part.size, part)
        known = waiting.known
        while known and not self._may_follow(waiting.behind[known - 1], covered, chosen):
            known -= 1
        if not known:
            return
        # What is passed over here is never needed: only an item in front of it could need it.
        index = waiting.behind[known - 1]
        state = _State(covered, chosen >> index << index)
        parts = waiting.parts
        present = self.waiting[index].get(state)
        if present is not None:
            parts = sorted({*present.parts, *parts})[: self.limit]
        self.waiting[index][state] = _Waiting(parts, waiting.behind, known)

    def _may_follow(self, index: int, covered: int, chosen: int) -> bool:
        """Nothing chosen needs it, so it must cover enough by itself."""
        fresh = self.problem.items[index].points & ~covered
        return fresh.bit_count() >= self.least_loss and not chosen >> index & 1

    def _expand(self, state: _State, waiting: _Waiting) -> None:
        """Try each item that may come next, the last first: what stands behind it is then known."""
        items, per_point, price = self.problem.items, self.problem.per_point, self.problem.price
        base = per_point * state.covered.bit_count() - price * waiting.parts[0].size
        missing = ~state.covered
        known: list[int] = []
        gains: list[int] = []
        reach = 0
        for index in waiting.behind[: waiting.known]:
            if state.ahead >> index & 1:
                continue
            fresh = items[index].points & missing
            gain = fresh.bit_count()
            if gain >= self.least_loss:
                worth = base + per_point * gain - price
                if worth + self._bound(gains, reach & ~fresh) >= self.best.least:
                    option = _Waiting(waiting.parts, known, len(known))
                    self._include(1 << index, state, option, _Behind(gains, reach))
            elif not self.problem.is_needed >> index & 1:
                continue
            known.append(index)
            insort(gains, gain)
            reach |= fresh

    def _include(self, wanted: int, state: _State, waiting: _Waiting, behind: _Behind) -> None:
        """Choose what is wanted, in each way to complete it from which something good can follow.

        Every complete set that holds what is wanted and what is chosen holds one of these ways.
        """
        per_point, price = self.problem.per_point, self.problem.price
        smallest = waiting.parts[0].size
        ways, seen = [wanted], {wanted}
        for new in ways:
            self.explored += 1
            covered = state.covered | self.problem.points(new)
            worth = per_point * covered.bit_count() - price * (smallest + new.bit_count())
            spare = worth + self._bound(behind.gains, behind.reach & ~covered) - self.best.least
            if spare < 0:
                continue
            if unmet := self.problem.unmet_group(new, new | state.ahead):
                larger = {new | 1 << option for option in positions(unmet)} - seen
                seen |= larger
                ways += sorted(larger)
                continue
            largest = smallest + spare // price
            part = self._part(new)
            parts = [_joined(old, part) for old in waiting.parts if old.size <= largest]
            self._put(covered, state.ahead | new, waiting._replace(parts=parts))

    def _bound(self, gains: list[int], reach: int) -> int:
        """Bound what the items behind can add: each covers no more than it does now."""
        rest, more = reach.bit_count(), 0
        for gain in reversed(gains):
            net = self.problem.per_point * min(gain, rest) - self.problem.price
            if net <= 0:
                break
            more += net
            rest -= gain
        return more

    def _part(self, chosen: int) -> _Part:
        if chosen not in self.summed:
            found = list(positions(chosen))
            items = [self.problem.items[index] for index in found]
            self.summed[chosen] = _Part(
                size=len(found),
                cost=sum(item.cost for item in items),
                days=sum(item.days for item in items),
                places=-sum(self.problem.places[index] for index in found),
                chosen=chosen,
            )
        return self.summed[chosen]


def _joined(part: _Part, new: _Part) -> _Part:
    size, cost, days, places, chosen = part
    return _Part(
        size + new.size, cost + new.cost, days + new.days, places + new.places, chosen | new.chosen
    )
