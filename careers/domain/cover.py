"""What rests on one person (rule: docs/rules.md, Cover)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from careers.domain.ladder import LEVELS, LOWEST, levels_above

SECURE = 2
"""So many people can stand in for one another; what fewer can do rests on one, or on nobody."""

COVERED_LEVELS = levels_above(LOWEST)
"""Everybody is at least at the lowest level: nothing rests on that."""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How far a group can do one thing: who is at each level or above it."""

    competency: str
    people: Mapping[int, int]  # level -> how many are at it or above
    only: Mapping[int, int]  # level -> the one person, where there is only one

    @property
    def secure_up_to(self) -> int:
        """The highest level that enough people have reached; the lowest of all if there is none."""
        reached = [level for level in COVERED_LEVELS if self.people[level] >= SECURE]
        return max(reached, default=LOWEST)

    @property
    def rests_on(self) -> int | None:
        """The one person who alone is above what is secure; None if nobody is, or all is secure."""
        return self.only.get(self.secure_up_to + 1)

    @property
    def is_thin(self) -> bool:
        """Something rests on one person, or nothing above the lowest level is secure."""
        return self.rests_on is not None or self.secure_up_to == LOWEST

    @property
    def thinness(self) -> tuple[int, ...]:
        """The thinner, the smaller: secure up to where, then how many are there and above."""
        secure = self.secure_up_to
        return (secure, *(self.people.get(level, 0) for level in range(secure + 1, LEVELS[-1] + 1)))


@dataclass(frozen=True, kw_only=True)
class Holders:
    """Who holds a certification, and it is valid."""

    certification: str
    people: frozenset[int]

    @property
    def only(self) -> int | None:
        """The one who holds it, if there is only one."""
        return next(iter(self.people)) if len(self.people) == 1 else None


@dataclass(frozen=True, kw_only=True)
class Burden:
    """What rests on one person alone."""

    person: int
    competencies: tuple[str, ...]
    certifications: tuple[str, ...]

    @property
    def number(self) -> int:
        """How many things rest on them."""
        return len(self.competencies) + len(self.certifications)


@dataclass(frozen=True, kw_only=True)
class Loss:
    """A competency at a level that would rest on one person, or on nobody."""

    competency: str
    level: int
    before: int
    after: int
    rests_on: int | None  # the one who would be left


@dataclass(frozen=True, kw_only=True)
class LostHolder:
    """A certification that would be held by one person, or by nobody."""

    certification: str
    after: int
    rests_on: int | None


def standings(
    competencies: Iterable[str], counted: Iterable[tuple[int, str, int | None]]
) -> tuple[Standing, ...]:
    """Return how each competency stands, the thinnest first; of equals in the order given.

    `counted`: person, competency, counted answer; what is not applicable counts for nobody.
    Source: docs/rules.md, Cover.
    """
    reached: dict[tuple[str, int], set[int]] = defaultdict(set)
    for person, competency, value in counted:
        for level in COVERED_LEVELS:
            if value is not None and value >= level:
                reached[competency, level].add(person)
    found = [_standing(name, reached) for name in competencies]
    return tuple(sorted(found, key=lambda one: one.thinness))


def _standing(name: str, reached: Mapping[tuple[str, int], set[int]]) -> Standing:
    at = {level: reached.get((name, level), set()) for level in COVERED_LEVELS}
    return Standing(
        competency=name,
        people={level: len(people) for level, people in at.items()},
        only={level: next(iter(people)) for level, people in at.items() if len(people) == 1},
    )


def holders(certifications: Iterable[str], held: Iterable[tuple[int, str]]) -> tuple[Holders, ...]:
    """Return who holds each certification: those on one person first, then none, then more.

    `held`: person and certification. Of equals in the order given. Source: docs/rules.md, Cover.
    """
    people: dict[str, set[int]] = defaultdict(set)
    for person, certification in held:
        people[certification].add(person)
    found = [
        Holders(certification=key, people=frozenset(people.get(key, ()))) for key in certifications
    ]
    return tuple(sorted(found, key=lambda one: (one.only is None, len(one.people))))


def burdens(standing: Iterable[Standing], held: Iterable[Holders]) -> tuple[Burden, ...]:
    """Return what rests on whom alone; on whom most rests first. Source: docs/rules.md, Cover."""
    competencies: dict[int, list[str]] = defaultdict(list)
    certifications: dict[int, list[str]] = defaultdict(list)
    for one in standing:
        if one.rests_on is not None:
            competencies[one.rests_on].append(one.competency)
    for other in held:
        if other.only is not None:
            certifications[other.only].append(other.certification)
    found = [
        Burden(
            person=person,
            competencies=tuple(competencies.get(person, ())),
            certifications=tuple(certifications.get(person, ())),
        )
        for person in {*competencies, *certifications}
    ]
    return tuple(sorted(found, key=lambda one: (-one.number, one.person)))


def losses(before: Iterable[Standing], after: Iterable[Standing]) -> tuple[Loss, ...]:
    """Return what fewer could do than today, so that it would rest on one person or on nobody.

    In the order of what is left afterwards, fewest first. Source: docs/rules.md, Cover.
    """
    then = {one.competency: one for one in after}
    found = [
        Loss(
            competency=one.competency,
            level=level,
            before=one.people[level],
            after=then[one.competency].people[level],
            rests_on=then[one.competency].only.get(level),
        )
        for one in before
        for level in COVERED_LEVELS
        if then[one.competency].people[level] < min(SECURE, one.people[level])
    ]
    return tuple(sorted(found, key=lambda loss: (loss.after, loss.level)))


def lost_holders(held: Iterable[Holders], person: int) -> tuple[LostHolder, ...]:
    """Return the certifications that would be held by one, or nobody, without a person.

    Fewest first. Source: docs/rules.md, Cover.
    """
    found = []
    for one in held:
        left = one.people - {person}
        if person in one.people and len(left) < SECURE:
            found.append(
                LostHolder(
                    certification=one.certification,
                    after=len(left),
                    rests_on=next(iter(left), None),
                )
            )
    return tuple(sorted(found, key=lambda lost: lost.after))
