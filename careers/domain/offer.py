"""Which certifications a plan may choose from, and what must come first (rule: docs/rules.md).

A certification may be chosen when nothing stands against it and all that must come before it can be
had as well. Experience that nobody has confirmed stands in for a group of prerequisites only where
no certification of that group can be had; the step then says that experience is to be confirmed.
A requirement that leads back to its own certification is a fault of the catalogue (see
`catalogue.faults`) and is not followed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from careers.domain.certification import Certification
from careers.domain.eligibility import (
    Blocker,
    BlockerKind,
    Register,
    missing_before,
    standing_blockers,
)
from careers.domain.roadmap import Constraints

Groups = Mapping[str, tuple["Group", ...]]


@dataclass(frozen=True)
class Group:
    """At least one of these must be in the plan; what the person holds has been taken out."""

    options: frozenset[str]
    or_experience: bool = False


@dataclass(frozen=True, kw_only=True)
class Offer:
    certifications: tuple[Certification, ...]  # in catalogue order
    booked: Mapping[str, Certification]  # of each what is booked: its successor, or itself
    groups: Groups  # of each, without what is met or rests on experience
    rests_on_experience: frozenset[str]  # not confirmed by anybody
    preferred: frozenset[str] = frozenset()  # by key, by what is booked, or by whose exam that is

    @property
    def keys(self) -> frozenset[str]:
        """What may be chosen."""
        return frozenset(self.groups)


def offer(
    register: Register, *, target: int, credited: frozenset[str], constraints: Constraints
) -> Offer:
    """Return what a plan for this target may choose from, and what each needs of the rest.

    Source: docs/rules.md, The roadmap rule.
    """
    candidates = [
        one
        for one in register.in_order
        if not _standing(one, register, target, credited, constraints)
    ]
    asked = _followed(_asked(candidates, register, credited, constraints))
    groups = _obtainable(asked)
    return Offer(
        certifications=tuple(one for one in candidates if one.key in groups),
        booked={key: register.by_key[register.book(key)] for key in groups},
        groups={key: tuple(group for group in own if group.options) for key, own in groups.items()},
        rests_on_experience=frozenset(
            key for key, own in groups.items() if any(not group.options for group in own)
        ),
        preferred=frozenset(key for key in groups if _is_preferred(key, register, constraints)),
    )


def _is_preferred(key: str, register: Register, constraints: Constraints) -> bool:
    booked = register.by_key[register.book(key)]
    is_named = not constraints.preferred.isdisjoint({key, booked.key})
    return is_named or booked.provider in constraints.preferred_providers


def _standing(
    one: Certification,
    register: Register,
    target: int,
    credited: frozenset[str],
    constraints: Constraints,
) -> tuple[Blocker, ...]:
    return standing_blockers(
        one,
        register,
        credited=credited,
        target=target,
        excluded=constraints.excluded,
        excluded_providers=constraints.excluded_providers,
    )


def _asked(
    candidates: Iterable[Certification],
    register: Register,
    credited: frozenset[str],
    constraints: Constraints,
) -> dict[str, tuple[Group, ...]]:
    """For each candidate, what it still needs, in terms of the candidates that would give it."""
    given_by: dict[str, set[str]] = {}
    for one in candidates:
        for key in register.gained(one.key):
            given_by.setdefault(key, set()).add(one.key)

    def group(own: str, blocker: Blocker) -> Group:
        givers = (given_by.get(key, set()) for key in blocker.certifications)
        return Group(frozenset[str]().union(*givers) - {own}, blocker.or_experience)

    return {
        one.key: tuple(
            group(one.key, blocker)
            for blocker in missing_before(
                one,
                register,
                credited=credited,
                experience_confirmed=constraints.experience_confirmed,
            )
        )
        for one in candidates
    }


def _followed(asked: Groups) -> Groups:
    """Take out the options that lead back to the certification that asks for them."""
    leads_to = {key: {o for group in own for o in group.options} for key, own in asked.items()}
    circular = _without_dead_ends(leads_to)
    if not circular:
        return asked
    behind = {key: _reachable(key, circular) for key in circular}
    return {
        key: tuple(
            Group(
                frozenset(
                    option for option in group.options if key not in behind.get(option, set())
                ),
                group.or_experience,
            )
            for group in own
        )
        for key, own in asked.items()
    }


def _without_dead_ends(leads_to: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """Return the part of a graph from which one can go on for ever: empty without a circle."""
    left = dict(leads_to)
    while ended := [key for key, following in left.items() if following.isdisjoint(left)]:
        for key in ended:
            del left[key]
    return {key: following & left.keys() for key, following in left.items()}


def _reachable(start: str, leads_to: Mapping[str, set[str]]) -> set[str]:
    waiting, found = [start], set[str]()
    while waiting:
        for key in leads_to[waiting.pop()] - found:
            found.add(key)
            waiting.append(key)
    return found


def _obtainable(asked: Groups) -> Groups:
    """Keep what can be had, and among its options those that can; none left = experience.

    Without circles it is enough to go on until nothing more can be had.
    """
    had: dict[str, tuple[Group, ...]] = {}
    left = dict(asked)
    while True:
        settled = {
            key: own
            for key, own in left.items()
            if all(group.or_experience or not group.options.isdisjoint(had) for group in own)
        }
        if not settled:
            break
        had |= settled
        for key in settled:
            del left[key]
    return {
        key: tuple(Group(group.options & had.keys(), group.or_experience) for group in own)
        for key, own in had.items()
    }


def reasons_against(
    key: str,
    register: Register,
    *,
    target: int,
    credited: frozenset[str],
    constraints: Constraints,
) -> tuple[Blocker, ...]:
    """Return why a certification cannot be had: what stands against it, else what it lacks.

    A key that is not in the catalogue is refused as unknown, not an error.
    """
    if key not in register.by_key:
        return (Blocker(kind=BlockerKind.UNKNOWN),)
    one = register.by_key[key]
    standing = _standing(one, register, target, credited, constraints)
    missing = missing_before(
        one, register, credited=credited, experience_confirmed=constraints.experience_confirmed
    )
    return standing or missing
