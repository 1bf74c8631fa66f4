"""Whom a change of the catalogue can touch at all (docs/rules.md, The impact).

Two answers, both without a search and both conservative. Which certifications can matter because of
it: so people can be chosen in a database. And whether the question put to the search is the same
for both catalogues: then so is its answer.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from careers.domain.certification import Certification
from careers.domain.eligibility import Register
from careers.domain.ladder import next_level
from careers.domain.offer import Offer, offer
from careers.domain.roadmap import Constraints, Inputs
from careers.domain.scoring import gaps_to

MOST_REMEMBERED = 20_000
"""Pairs of offers that are kept at a time, so that memory is bounded (our choice)."""

Registers = tuple[Register, Register]
"""The catalogue before, and the one after."""

Pair = tuple[frozenset[str], frozenset[str]]
"""Keys under each of the two."""


@dataclass(frozen=True, kw_only=True)
class _Differing:
    """What two catalogues offer somebody differently, with all that may need it."""

    keys: frozenset[str]
    builds: Mapping[str, int]  # competency -> the highest level that any of it builds up to


@dataclass(frozen=True)
class Reach:
    """Two catalogues, and what the difference between them can touch."""

    before: tuple[Certification, ...]
    after: tuple[Certification, ...]
    _known: dict[object, _Differing] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def registers(self) -> Registers:
        """Both catalogues with their successors worked out."""
        return Register(self.before), Register(self.after)

    @cached_property
    def changed(self) -> frozenset[str]:
        """What is in one of the catalogues alone, or is not the same in both."""
        old, new = (register.by_key for register in self.registers)
        return frozenset(key for key in {*old, *new} if old.get(key) != new.get(key))

    @cached_property
    def related(self) -> frozenset[str]:
        """What has changed, and what can change with it.

        Those are its successors and predecessors, what requires or recommends it, and theirs.
        """
        neighbours: dict[str, set[str]] = {}
        for one in (*self.before, *self.after):
            if one.successor is not None:
                neighbours.setdefault(one.key, set()).add(one.successor)
                neighbours.setdefault(one.successor, set()).add(one.key)
            asked = {key for group in one.prerequisites for key in group.any_of}
            for key in asked.union(one.recommended_first):
                neighbours.setdefault(key, set()).add(one.key)
        waiting, found = list(self.changed), set[str]()
        while waiting:
            key = waiting.pop()
            if key not in found:
                found.add(key)
                waiting += neighbours.get(key, ())
        return frozenset(found)

    def up_to(self, target: int) -> frozenset[str]:
        """Return what is related and could be in a plan for this level, before or after."""
        return frozenset(
            one.key
            for one in (*self.before, *self.after)
            if one.key in self.related and one.level <= target and not one.is_retired
        )

    @cached_property
    def of_holders(self) -> frozenset[str]:
        """What gives its holders something else now, or is renewed otherwise.

        A successor gives what its predecessors give; one exam renews all of its suite.
        """
        was, will = ({one.key: _of_held(one) for one in side} for side in (self.before, self.after))
        differing = {key for key in {*was, *will} if was.get(key) != will.get(key)}
        told = [one for one in (*self.before, *self.after) if one.key in differing]
        suites = {one.suite for one in told if one.suite}
        found = {one.key for one in (*self.before, *self.after) if one.suite in suites}
        successors = [{o.key: o.successor for o in side} for side in (self.before, self.after)]
        if any(successors[0].get(key) != successors[1].get(key) for key in differing):
            found |= self.related
        return frozenset(found)

    def is_same_question(self, before: Inputs, after: Inputs, accepted: Iterable[str]) -> bool:
        """Whether all that decides about somebody's roadmap is the same in both catalogues.

        The inputs are the same person's; `accepted` names the steps of the accepted plan and what
        was to be booked for them. Where the answer is yes, nothing changes; where it is no,
        something may. Source: docs/rules.md, The impact.
        """
        registers = self._of_person(before, after)
        held = [one.certification for one in before.held]
        bound = before.constraints.bound
        places = _both(registers, lambda one: frozenset(map(one.place_of, bound)))
        if (
            before.constraints != after.constraints
            or places[0] != places[1]
            or not self.related.isdisjoint(accepted)
            or not self.of_holders.isdisjoint(held)
        ):
            return False
        credited = _both(registers, lambda one: one.credited(held))
        aim = next_level(before.level)
        if before.target is not None and before.target != aim:
            # What a later stage asks depends on the answers of those before it.
            return self.up_to(before.target) <= credited[0] & credited[1]
        target = aim or before.level
        differing = self._differing(registers, target, credited, before.constraints)
        if not differing.keys.isdisjoint(places[0]):
            return False
        # At the top no exam is advised: only what must be in the plan is asked for.
        return aim is None or not _is_useful(differing, before, aim)

    def _of_person(self, before: Inputs, after: Inputs) -> Registers:
        """Both catalogues as somebody sees them: with what they were quoted, and have booked."""
        if before.catalogue is self.before and after.catalogue is self.after:
            return self.registers
        return Register(before.catalogue), Register(after.catalogue)

    def _differing(
        self, registers: Registers, target: int, credited: Pair, constraints: Constraints
    ) -> _Differing:
        """Compare the offers; the same for all who hold and wish the same, and so remembered."""
        mark = (target, *credited, *_of_offer(constraints))
        is_shared = registers is self.registers
        if is_shared and mark in self._known:
            return self._known[mark]
        old, new = (
            offer(register, target=target, credited=held, constraints=constraints)
            for register, held in zip(registers, credited, strict=True)
        )
        found = _compared(old, new)
        if is_shared:
            if len(self._known) >= MOST_REMEMBERED:
                self._known.clear()
            self._known[mark] = found
        return found


def _both(registers: Registers, ask: Callable[[Register], frozenset[str]]) -> Pair:
    return ask(registers[0]), ask(registers[1])


def _of_held(one: Certification) -> tuple[object, ...]:
    return one.successor, one.suite, one.suite and one.status


def _of_offer(constraints: Constraints) -> tuple[frozenset[str], ...]:
    """What of the limits and wishes an offer looks at."""
    return (
        constraints.excluded,
        constraints.excluded_providers,
        constraints.preferred,
        constraints.preferred_providers,
        constraints.experience_confirmed,
    )


def _compared(old: Offer, new: Offer) -> _Differing:
    facts = [
        {one.key: _facts(one, offered) for one in offered.certifications} for offered in (old, new)
    ]
    keys = {key for key in old.keys | new.keys if facts[0].get(key) != facts[1].get(key)}
    asked_by: dict[str, set[str]] = {}
    for offered in (old, new):
        for key, own in offered.groups.items():
            for option in (option for group in own for option in group.options):
                asked_by.setdefault(option, set()).add(key)
    waiting = list(keys)
    while waiting:
        for key in asked_by.get(waiting.pop(), set()) - keys:
            keys.add(key)
            waiting.append(key)
    builds: dict[str, int] = {}
    for one in (*old.certifications, *new.certifications):
        for build in one.builds if one.key in keys else ():
            builds[build.competency] = max(build.up_to, builds.get(build.competency, 0))
    return _Differing(keys=frozenset(keys), builds=builds)


def _facts(one: Certification, offered: Offer) -> tuple[object, ...]:
    """All that an offer says of it, but for how long it is valid: no plan asks that."""
    key, booked = one.key, offered.booked[one.key]
    return (
        replace(one, validity_months=None),
        replace(booked, validity_months=None),
        offered.groups[key],
        key in offered.rests_on_experience,
        key in offered.preferred,
    )


def _is_useful(differing: _Differing, inputs: Inputs, target: int) -> bool:
    """Whether any of it builds something that is missing; else no plan needs it."""
    gaps = gaps_to(inputs.counted, inputs.rule.for_level(target))
    return any(gap.counted < differing.builds.get(gap.competency, 0) for gap in gaps)
