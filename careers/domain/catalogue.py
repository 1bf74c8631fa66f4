"""Faults in a catalogue: cycles, unreachable certifications, a level with nothing."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from careers.domain.certification import MAINLY, PARTLY, Certification, Status
from careers.domain.eligibility import Register, standing_blockers
from careers.domain.ladder import LEVELS
from careers.domain.offer import offer
from careers.domain.roadmap import Constraints


class FaultKind(StrEnum):
    DUPLICATE_KEY = "duplicate_key"
    UNKNOWN_REFERENCE = "unknown_reference"  # `others`: the keys that are not in the catalogue
    CYCLE = "cycle"  # `others`: each needs the next, the last needs the first
    UNREACHABLE = "unreachable"  # `others`: what it needs and nobody can have
    SUCCESSOR_CYCLE = "successor_cycle"  # `others`: each is replaced by the next
    SUCCESSOR_MISSING = "successor_missing"  # replaced, and nothing says by what
    SUCCESSOR_NOT_OFFERED = "successor_not_offered"  # `others`: the last it is replaced by
    EMPTY_LEVEL = "empty_level"  # `level`: no certification is meant for it
    LEVEL_OUTSIDE = "level_outside"  # `level`: the certification's, which is no level
    PREREQUISITE_ABOVE = "prerequisite_above"  # `others`: needed first, and meant for higher levels
    UP_TO_OUTSIDE = "up_to_outside"  # `level`: where a build ends, which is no level
    STRENGTH_OUTSIDE = "strength_outside"  # neither mainly nor partly


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One fault as data; the page or the command makes the sentence."""

    kind: FaultKind
    certification: str | None = None  # None: the fault is of no single certification
    others: tuple[str, ...] = ()
    level: int | None = None
    competency: str | None = None


def faults(
    catalogue: Iterable[Certification], levels: Collection[int] = LEVELS
) -> tuple[Fault, ...]:
    """Return everything that makes a catalogue unsound, in catalogue order within each kind.

    A planner given such a catalogue still answers, but leaves out what cannot be had. What makes it
    unsound follows from what a set must hold to be complete: docs/rules.md, The roadmap rule.
    """
    register = Register(tuple(catalogue))
    found = [
        *_duplicates(register),
        *_unknown(register),
        *_cycles(register),
        *_successors(register),
        *_unreachable(register, levels),
        *_levels(register, levels),
        *_builds(register, levels),
    ]
    return tuple(found)


def prerequisite_cycles(catalogue: Iterable[Certification]) -> tuple[tuple[str, ...], ...]:
    """Return circles of "must come first" and "recommended first", each from its first member.

    Of circles that share certifications one is named; breaking it shows the next.
    """
    register = Register(tuple(catalogue))
    return tuple(_circles({one.key: _before(one) for one in register.in_order}))


def _before(one: Certification) -> tuple[str, ...]:
    asked = [key for group in one.prerequisites for key in group.any_of]
    return tuple(dict.fromkeys((*asked, *one.recommended_first)))


def _circles(leads_to: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    named: set[str] = set()
    for start in leads_to:
        circle = None if start in named else _way_back(start, leads_to)
        if circle is not None and named.isdisjoint(circle):
            named.update(circle)
            yield circle


def _way_back(start: str, leads_to: Mapping[str, tuple[str, ...]]) -> tuple[str, ...] | None:
    """Return the shortest circle through `start`, breadth first, or None."""
    seen: set[str] = set()
    paths: list[tuple[str, ...]] = [(start,)]
    for path in paths:
        for following in leads_to.get(path[-1], ()):
            if following == start:
                return path
            if following not in seen:
                seen.add(following)
                paths.append((*path, following))
    return None


def _duplicates(register: Register) -> Iterator[Fault]:
    counts = Counter(one.key for one in register.in_order)
    for key, count in counts.items():
        if count > 1:
            yield Fault(kind=FaultKind.DUPLICATE_KEY, certification=key)


def _unknown(register: Register) -> Iterator[Fault]:
    for one in register.in_order:
        named = (*_before(one), *((one.successor,) if one.successor is not None else ()))
        unknown = tuple(dict.fromkeys(key for key in named if key not in register.by_key))
        if unknown:
            yield Fault(kind=FaultKind.UNKNOWN_REFERENCE, certification=one.key, others=unknown)


def _cycles(register: Register) -> Iterator[Fault]:
    for circle in prerequisite_cycles(register.catalogue):
        yield Fault(kind=FaultKind.CYCLE, others=circle)


def _successors(register: Register) -> Iterator[Fault]:
    for one in register.in_order:
        if one.status is Status.REPLACED and one.successor is None:
            yield Fault(kind=FaultKind.SUCCESSOR_MISSING, certification=one.key)
    following = {
        one.key: (one.successor,) for one in register.in_order if one.successor is not None
    }
    for circle in _circles(following):
        yield Fault(kind=FaultKind.SUCCESSOR_CYCLE, others=circle)
    for one in register.in_order:
        last = register.book(one.key)
        if last != one.key and register.by_key[last].is_retired:
            yield Fault(kind=FaultKind.SUCCESSOR_NOT_OFFERED, certification=one.key, others=(last,))


def _unreachable(register: Register, levels: Collection[int]) -> Iterator[Fault]:
    """Name what nobody can have who begins with nothing, even with every experience."""
    nothing = frozenset[str]()
    highest = max((*levels, *(one.level for one in register.in_order)), default=0)
    had = offer(register, target=highest, credited=nothing, constraints=Constraints()).keys
    in_a_circle = {key for circle in prerequisite_cycles(register.catalogue) for key in circle}
    for one in register.in_order:
        is_open = not standing_blockers(one, register, credited=nothing)
        if is_open and one.key not in had | in_a_circle:
            lacking = tuple(key for key in _before(one) if key not in had)
            yield Fault(kind=FaultKind.UNREACHABLE, certification=one.key, others=lacking)


def _levels(register: Register, levels: Collection[int]) -> Iterator[Fault]:
    offered = {one.level for one in register.in_order if not one.is_retired}
    for level in sorted(set(levels) - offered):
        yield Fault(kind=FaultKind.EMPTY_LEVEL, level=level)
    for one in register.in_order:
        if one.level not in levels:
            yield Fault(kind=FaultKind.LEVEL_OUTSIDE, certification=one.key, level=one.level)
        if above := _all_above(one, register):
            yield Fault(kind=FaultKind.PREREQUISITE_ABOVE, certification=one.key, others=above)


def _all_above(one: Certification, register: Register) -> tuple[str, ...]:
    """Return what is needed first where nothing at or below the certification's level will do."""
    groups = [group.any_of for group in one.prerequisites if not group.or_experience]
    groups += [(key,) for key in one.recommended_first]
    found: list[str] = []
    for group in groups:
        known = [register.by_key[key] for key in group if key in register.by_key]
        if known and all(other.level > one.level for other in known):
            found += [other.key for other in known]
    return tuple(dict.fromkeys(found))


def _builds(register: Register, levels: Collection[int]) -> Iterator[Fault]:
    for one in register.in_order:
        for build in one.builds:
            if build.up_to not in levels:
                yield Fault(
                    kind=FaultKind.UP_TO_OUTSIDE,
                    certification=one.key,
                    competency=build.competency,
                    level=build.up_to,
                )
            if build.strength not in (PARTLY, MAINLY):
                yield Fault(
                    kind=FaultKind.STRENGTH_OUTSIDE,
                    certification=one.key,
                    competency=build.competency,
                )
