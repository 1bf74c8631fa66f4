"""The exact search: which sets of certifications are worth most.

The rule: docs/rules.md, The roadmap rule.

A choice so far is described by the points it covers and by what it holds of the items still to
come. Of all choices with the same description only the best few go on, since whatever follows is
the same for each; with limits also those that leave more money or more hours than better ones.
What cannot reach a worth that is known to be possible is dropped by bound. All are proofs, not
guesses: the answer is that of trying every set.
"""

from bisect import insort
from dataclasses import dataclass, field
from typing import NamedTuple

from careers.domain.guess import first_guess, neighbours
from careers.domain.problem import Item, Problem, positions


class Choice(NamedTuple):
    worth: int
    chosen: int  # mask


class Found(NamedTuple):
    choices: tuple[Choice, ...]  # best first
    explored: int  # choices looked into: the measure of effort, the same on every machine


class _Part(NamedTuple):
    """A choice so far, or what one adds; of two that cover the same, the smaller is better."""

    price: int
    size: int
    cost: int
    days: int
    places: int  # minus the sum of `Problem.places`
    chosen: int
    spent: int  # of the budget, 0 without one
    hours: int  # of the hours, 0 without a limit


class _State(NamedTuple):
    covered: int
    ahead: int  # chosen already, and standing at or behind the present position


class _Behind(NamedTuple):
    """What the items behind a position can still add."""

    gains: list[int]  # of each by itself, ascending
    reach: int  # of all together


class _Waiting(NamedTuple):
    parts: list[_Part]  # best first
    behind: list[int]  # positions that may still matter, last first
    known: int  # how many of them count here


def search(problem: Problem, count: int) -> Found:
    """Return the best complete sets that fit, at most `count`, all near the best.

    Order: greatest worth, fewer items, lower cost, fewer days, catalogue order. Near is what is
    worth less than `margin` below the best. In such a set every item earns something, because
    without an idle one it would fit as well and be worth a price more. No set fits: no choice.
    `count` is at least 1. Source: docs/rules.md, The roadmap rule.
    """
    guess = first_guess(problem)
    lowest = -sum(item.price for item in problem.items)
    # In the best set no item that nothing needs covers so little that leaving it out is no loss.
    losses = [item.price // problem.per_point + 1 for item in problem.items]
    least = lowest if guess is None else problem.worth(guess)
    first = _Run(problem, 1, least, losses)
    best = first.run()
    if count == 1 or not best:
        return Found(best, first.explored)
    least = _least_worth(problem, best[0], count)
    # Leaving an item out of a set worth `least` cannot lead above the best: so much it must cover.
    short = least - best[0].worth
    losses = [-(-(item.price + short) // problem.per_point) for item in problem.items]
    second = _Run(problem, count, least, losses)
    return Found(second.run(), first.explored + second.explored)


def _least_worth(problem: Problem, best: Choice, count: int) -> int:
    """Return what a set must be worth to be among the best `count`, as far as is known by now."""
    near_enough = best.worth - problem.margin + 1
    known = sorted(neighbours(problem, best.chosen).values(), reverse=True)
    return max(near_enough, known[count - 1]) if len(known) >= count else near_enough


@dataclass
class _Best:
    """The best sets so far, and the worth that a further one must reach."""

    limit: int
    least: int
    kept: list[tuple[tuple[int, ...], Choice]] = field(default_factory=list)

    def offer(self, worth: int, part: _Part) -> None:
        # Of sets worth the same the smaller comes first, whatever makes up its price.
        entry = ((-worth, *part[1:]), Choice(worth, part.chosen))
        # A set with several ways to be complete comes along more than once.
        if worth < self.least or entry in self.kept:
            return
        insort(self.kept, entry)
        if len(self.kept) >= self.limit:
            del self.kept[self.limit :]
            self.least = self.kept[-1][1].worth


class _Run:
    """One pass over the items, front to back, with a given demand on worth."""

    def __init__(self, problem: Problem, limit: int, least: int, losses: list[int]) -> None:
        self.problem = problem
        self.limit = limit
        self.best = _Best(limit, least)
        self.losses = losses
        self.lowest = min((item.price for item in problem.items), default=0)
        self.explored = 0
        self.summed: dict[int, _Part] = {}
        self.waiting: list[dict[_State, _Waiting]] = [{} for _ in problem.items]

    def run(self) -> tuple[Choice, ...]:
        every = list(reversed(range(len(self.problem.items))))
        nothing = self._part(0)
        if not self._fits(nothing):
            return ()
        gains = sorted(self._gain(item, item.points) for item in self.problem.items)
        behind = _Behind(gains, self.problem.all_points)
        start = _Waiting([nothing], every, len(every))
        self._include(self.problem.required, _State(0, 0), start, behind)
        for states in self.waiting:
            for state, waiting in states.items():
                self._expand(state, waiting)
            states.clear()
        return tuple(choice for _, choice in self.best.kept)

    def _put(self, covered: int, chosen: int, waiting: _Waiting) -> None:
        """Offer choices as they stand, and remember them for the next item that may follow."""
        gain = self.problem.per_point * covered.bit_count()
        for part in waiting.parts:
            self.best.offer(gain - part.price, part)
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
            parts = self._few(sorted({*present.parts, *parts}))
        self.waiting[index][state] = _Waiting(parts, waiting.behind, known)

    def _few(self, parts: list[_Part]) -> list[_Part]:
        """Keep those that may lead to one of the best: few others are better and need no more."""
        if not self.problem.is_limited:
            return parts[: self.limit]
        kept: list[_Part] = []
        for part in parts:
            better = sum(one.spent <= part.spent and one.hours <= part.hours for one in kept)
            if better < self.limit:
                kept.append(part)
        return kept

    def _may_follow(self, index: int, covered: int, chosen: int) -> bool:
        """Nothing chosen needs it, so it must cover enough by itself."""
        fresh = self.problem.items[index].points & ~covered
        return fresh.bit_count() >= self.losses[index] and not chosen >> index & 1

    def _expand(self, state: _State, waiting: _Waiting) -> None:
        """Try each item that may come next, the last first: what stands behind it is then known."""
        items, per_point = self.problem.items, self.problem.per_point
        base = per_point * state.covered.bit_count() - waiting.parts[0].price
        missing = ~state.covered
        known: list[int] = []
        gains: list[int] = []
        reach = 0
        for index in waiting.behind[: waiting.known]:
            if state.ahead >> index & 1:
                continue
            has_room = self._has_room(index, waiting.parts)
            fresh = items[index].points & missing
            gain = fresh.bit_count()
            if gain >= self.losses[index]:
                worth = base + per_point * gain - items[index].price
                if has_room and worth + self._bound(gains, reach & ~fresh) >= self.best.least:
                    option = _Waiting(waiting.parts, known, len(known))
                    self._include(1 << index, state, option, _Behind(gains, reach))
            elif not self.problem.is_needed >> index & 1:
                continue
            # Another way to the same state may have room for what this one has not.
            known.append(index)
            if has_room:
                insort(gains, self._gain(items[index], fresh))
                reach |= fresh

    def _include(self, wanted: int, state: _State, waiting: _Waiting, behind: _Behind) -> None:
        """Choose what is wanted, in each way to complete it from which something good can follow.

        Every complete set that holds what is wanted and what is chosen holds one of these ways.
        """
        lowest = waiting.parts[0].price
        ways, seen = [wanted], {wanted}
        for new in ways:
            self.explored += 1
            covered = state.covered | self.problem.points(new)
            part = self._part(new)
            worth = self.problem.per_point * covered.bit_count() - lowest - part.price
            spare = worth + self._bound(behind.gains, behind.reach & ~covered) - self.best.least
            dearest = lowest + spare
            parts = [_joined(old, part) for old in waiting.parts if old.price <= dearest]
            parts = [joined for joined in parts if self._fits(joined)]
            if not parts:
                continue
            if unmet := self.problem.unmet_group(new, new | state.ahead):
                larger = {new | 1 << option for option in positions(unmet)} - seen
                seen |= larger
                ways += sorted(larger)
                continue
            self._put(covered, state.ahead | new, waiting._replace(parts=parts))

    def _bound(self, gains: list[int], reach: int) -> int:
        """Bound what the items behind can add: each covers no more than it does now."""
        rest, more = self.problem.per_point * reach.bit_count(), 0
        for gain in reversed(gains):
            net = min(gain, rest) - self.lowest
            if net <= 0:
                break
            more += net
            rest -= gain
        return more

    def _gain(self, item: Item, points: int) -> int:
        """Return what points are worth to an item, as if it had the lowest price of all.

        What its price lies above that is taken off, so that one price serves the whole bound.
        """
        return self.problem.per_point * points.bit_count() - (item.price - self.lowest)

    def _fits(self, part: _Part) -> bool:
        budget, hours = self.problem.budget, self.problem.hours
        return (budget is None or part.spent <= budget) and (hours is None or part.hours <= hours)

    def _has_room(self, index: int, parts: list[_Part]) -> bool:
        """Some choice could take this item; none that grows out of them could otherwise."""
        if not self.problem.is_limited:
            return True
        part = self._part(1 << index)
        return any(self._fits(_joined(old, part)) for old in parts)

    def _part(self, chosen: int) -> _Part:
        if chosen not in self.summed:
            found = list(positions(chosen))
            items = [self.problem.items[index] for index in found]
            cost = sum(item.cost for item in items)
            self.summed[chosen] = _Part(
                price=sum(item.price for item in items),
                size=len(found),
                cost=cost,
                days=sum(item.days for item in items),
                places=-sum(self.problem.places[index] for index in found),
                chosen=chosen,
                spent=cost if self.problem.budget is not None else 0,
                hours=sum(item.hours for item in items) if self.problem.hours is not None else 0,
            )
        return self.summed[chosen]


def _joined(part: _Part, new: _Part) -> _Part:
    price, size, cost, days, places, chosen, spent, hours = part
    return _Part(
        price + new.price,
        size + new.size,
        cost + new.cost,
        days + new.days,
        places + new.places,
        chosen | new.chosen,
        spent + new.spent,
        hours + new.hours,
    )
