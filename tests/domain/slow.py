"""The rule of the roadmap as plainly as it can be written: try every set. For small catalogues."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import combinations

from careers.domain.planner import Certification, Inputs, Status
from careers.domain.scoring import Gap, gaps_to

Sets = list[tuple[str, ...]]


@dataclass(frozen=True)
class World:
    """A stage as the rule sees it."""

    inputs: Inputs
    target: int
    gaps: tuple[Gap, ...]
    credited: frozenset[str]

    @cached_property
    def by_key(self) -> Mapping[str, Certification]:
        return {one.key: one for one in self.inputs.catalogue}

    def credit(self, held: Iterable[str]) -> frozenset[str]:
        """Who holds the successor holds what the predecessor gives."""
        found = frozenset(held)
        while True:
            more = found | {one.key for one in self.inputs.catalogue if one.successor in found}
            if more == found:
                return found
            found = more

    def book(self, key: str) -> str:
        one = self.by_key[key]
        ended = {Status.REPLACED, Status.RETIRED}
        if one.status is Status.REPLACED:
            while one.status in ended and (one.successor or "") in self.by_key:
                one = self.by_key[one.successor or ""]
        return one.key

    @cached_property
    def living(self) -> list[Certification]:
        """What somebody can book, itself or through what replaced it."""
        return [
            one
            for one in self.inputs.catalogue
            if self.booked(one.key).status is not Status.RETIRED
        ]

    def booked(self, key: str) -> Certification:
        return self.by_key[self.book(key)]

    def place(self, key: str) -> str:
        """The predecessor keeps the place of a successor; a retired one leaves it to its own."""
        following = key
        while (one := self.by_key[following]) not in self.living:
            if one.successor is None or self.keepers(following):
                break
            following = one.successor
        if keepers := self.keepers(following):
            return min(keepers, key=lambda one: one.order).key
        return following if one in self.living else key

    def keepers(self, key: str) -> list[Certification]:
        return [one for one in self.living if one.key in self.predecessors(key)]

    def gives(self, key: str) -> frozenset[str]:
        return self.given[key]

    @cached_property
    def given(self) -> dict[str, frozenset[str]]:
        """What a person holds after the exam planned under each key."""
        return {key: self.credit({key, self.book(key)}) for key in self.by_key}

    def predecessors(self, key: str) -> frozenset[str]:
        return self.credit({key}) - {key}

    @cached_property
    def candidates(self) -> list[str]:
        excluded = self.inputs.constraints.excluded
        providers = self.inputs.constraints.excluded_providers
        return [
            one.key
            for one in self.inputs.catalogue
            if one.key not in self.credited
            and one in self.living
            and one.level <= self.target
            and not excluded & {one.key, self.book(one.key)}
            and self.booked(one.key).provider not in providers
            and not self.keepers(one.key)
        ]

    def is_ready(self, key: str, have: Collection[str], waived: Collection[int]) -> bool:
        one = self.by_key[key]
        confirmed = key in self.inputs.constraints.experience_confirmed
        for place, group in enumerate(one.prerequisites):
            by_experience = group.or_experience and (confirmed or place in waived)
            if not by_experience and not set(group.any_of) & set(have):
                return False
        return all(first in have or first not in self.binding for first in one.recommended_first)

    @cached_property
    def binding(self) -> set[str]:
        """A recommendation binds as long as somebody can still gain what it names."""
        return {given for other in self.living for given in self.gives(other.key)}

    def closure(self, keys: Iterable[str], waived: Mapping[str, Collection[int]]) -> frozenset[str]:
        """Return those of these that can be taken one after the other."""
        done: set[str] = set()
        have = set(self.credited)
        left = set(keys)
        while True:
            ready = {key for key in left if self.is_ready(key, have, waived.get(key, ()))}
            if not ready:
                return frozenset(done)
            done |= ready
            left -= ready
            for key in ready:
                have |= self.gives(key)

    @cached_property
    def possible(self) -> frozenset[str]:
        """What can be had, if experience may stand in wherever it is allowed to."""
        return self.closure(self.candidates, self.by_experience)

    @cached_property
    def by_experience(self) -> dict[str, list[int]]:
        return {
            key: [
                place
                for place, group in enumerate(self.by_key[key].prerequisites)
                if group.or_experience
            ]
            for key in self.candidates
        }

    @cached_property
    def waived(self) -> dict[str, list[int]]:
        """Groups for which experience stands in: no certification that can be had meets them."""
        possible = self.possible

        def can_be_met(key: str, place: int) -> bool:
            """By another certification: nothing comes before itself."""
            given = self.credited.union(*(self.gives(other) for other in possible - {key}))
            return not given.isdisjoint(self.by_key[key].prerequisites[place].any_of)

        return {
            key: [place for place in places if not can_be_met(key, place)]
            for key, places in self.by_experience.items()
        }

    def cover(self, keys: Iterable[str]) -> Fraction:
        total = sum(2 * (2 if gap.is_key else 1) for gap in self.gaps)
        reached = 0
        for gap in self.gaps:
            strengths = [
                build.strength
                for key in keys
                for build in self.by_key[key].builds
                if build.competency == gap.competency and build.up_to > gap.counted
            ]
            reached += (2 if gap.is_key else 1) * max(strengths, default=0)
        return Fraction(reached, total) if total else Fraction(1)

    def price(self, keys: tuple[str, ...]) -> tuple[object, ...]:
        """Smaller is better: worth, exams, cost, days, catalogue order."""
        return (-self.worth(keys), *self.tie(keys))

    def tie(self, keys: Collection[str]) -> tuple[object, ...]:
        chosen = [self.by_key[key] for key in keys]
        return (
            len(keys),
            self.cost(keys),
            sum(self.booked(key).course_days or 0 for key in keys),
            sorted((one.order, one.key) for one in chosen),
        )

    def worth(self, keys: Iterable[str]) -> Fraction:
        return self.cover(keys) - sum(self.asked_of[key] for key in keys)

    @cached_property
    def asked_of(self) -> dict[str, Fraction]:
        return {key: self.asks(key) for key in self.by_key}

    def asks(self, key: str) -> Fraction:
        """What an exam must cover to earn its place: of a preferred one half."""
        constraints = self.inputs.constraints
        is_preferred = (
            key in constraints.preferred
            or self.book(key) in constraints.preferred
            or self.booked(key).provider in constraints.preferred_providers
        )
        return Fraction(1, 20) if is_preferred else Fraction(1, 10)

    @cached_property
    def lowest(self) -> Fraction:
        """The least that any exam that can be had must cover."""
        return min((self.asked_of[key] for key in self.possible), default=Fraction(1, 10))

    def cost(self, keys: Iterable[str]) -> int:
        return sum(self.costs[key] for key in keys)

    @cached_property
    def costs(self) -> dict[str, int]:
        """Of what is booked, in the person's currency; what is not known costs nothing."""
        currency = self.inputs.constraints.currency
        known = {key: self.booked(key).cost for key in self.by_key}
        return {
            key: cost.minor if cost and cost.currency == currency else 0
            for key, cost in known.items()
        }

    @cached_property
    def every_set(self) -> Sets:
        return self.complete_sets(())

    def complete_sets(self, pins: Collection[str]) -> Sets:
        waived = self.waived
        candidates = self.candidates
        every = (
            keys for size in range(len(candidates) + 1) for keys in combinations(candidates, size)
        )
        return [
            keys
            for keys in every
            if set(pins) <= set(keys) and len(self.closure(keys, waived)) == len(keys)
        ]

    def has_circle(self) -> bool:
        """Some candidate may, directly or through others, need itself."""
        leads_to = {
            key: {
                giver
                for giver in self.candidates
                for asked in self.asked(key)
                if asked in self.gives(giver) and giver != key
            }
            for key in self.candidates
        }
        while ended := [key for key in leads_to if not leads_to[key] & leads_to.keys()]:
            for key in ended:
                del leads_to[key]
        return bool(leads_to)

    def asked(self, key: str) -> set[str]:
        one = self.by_key[key]
        return {k for group in one.prerequisites for k in group.any_of} | {*one.recommended_first}


def first_world(inputs: Inputs, target: int) -> World:
    empty = World(inputs, target, (), frozenset())
    credited = empty.credit(holding.certification for holding in inputs.held)
    gaps = gaps_to(inputs.counted, inputs.rule.for_level(target))
    return World(inputs, target, gaps, credited)


def next_world(world: World, planned: Iterable[str]) -> World:
    """The next stage, as if this one were done."""
    closed = {gap.competency: gap.target for gap in world.gaps}
    counted = {name: closed.get(name, value) for name, value in world.inputs.counted.items()}
    target = world.target + 1
    return replace(
        world,
        inputs=replace(world.inputs, counted=counted),
        target=target,
        gaps=gaps_to(counted, world.inputs.rule.for_level(target)),
        credited=world.credited.union(*(world.gives(key) for key in planned)),
    )


def ranked(world: World, pins: Collection[str]) -> Sets:
    """Every complete set with what is pinned, best first."""
    return sorted(world.complete_sets(pins), key=world.price)


def alternatives(world: World, sets: Sets) -> Sets:
    """The next best three that are worth less than the lowest price of an exam below the best."""
    best = world.worth(sets[0])
    near = [keys for keys in sets[1:] if keys and world.worth(keys) > best - world.lowest]
    return near[:3]
