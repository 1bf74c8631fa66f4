"""May this person start this certification, and if not, why (docs/rules.md, The roadmap rule).

A successor and its predecessor share one place in the catalogue, the predecessor's. Who holds the
successor holds what the predecessor gives; who plans a replaced certification books its successor
and so gains both. Holding only the predecessor does not give the successor. A retired certification
leaves its place: a successor of it is a certification like any other.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from careers.domain.certification import Certification, Status


class BlockerKind(StrEnum):
    ALREADY_HELD = "already_held"
    RETIRED = "retired"  # nobody can book it any more; `certifications`: what to book, if known
    ABOVE_TARGET = "above_target"
    EXCLUDED = "excluded"
    EXCLUDED_PROVIDER = "excluded_provider"  # of what would be booked
    TAKEN_AS_PREDECESSOR = "taken_as_predecessor"  # the predecessor keeps its place
    PREREQUISITE = "prerequisite"  # none of a group is held, and no experience is confirmed
    RECOMMENDED_FIRST = "recommended_first"
    UNKNOWN = "unknown"  # not in the catalogue


@dataclass(frozen=True, kw_only=True)
class Blocker:
    """One reason, as data: the page makes the sentence."""

    kind: BlockerKind
    certifications: tuple[str, ...] = ()  # what the reason is about: the group, the predecessor
    or_experience: bool = False  # confirmed experience would do as well
    level: int | None = None  # the level of the certification, when that is the reason

    @property
    def is_advice(self) -> bool:
        """It is better to wait, but nobody is refused for it."""
        return self.kind is BlockerKind.RECOMMENDED_FIRST


@dataclass(frozen=True, kw_only=True)
class Eligibility:
    certification: str
    blockers: tuple[Blocker, ...]
    already_held: tuple[str, ...]  # what the person holds of what is asked for or recommended

    @property
    def may_start(self) -> bool:
        """Nothing refuses it; a recommendation alone does not."""
        return all(blocker.is_advice for blocker in self.blockers)


@dataclass(frozen=True)
class Register:
    """The catalogue with its successors worked out. Keys are taken to be unique."""

    catalogue: tuple[Certification, ...]

    @cached_property
    def by_key(self) -> dict[str, Certification]:
        """By key, in catalogue order; of two with one key the later stands."""
        return {one.key: one for one in self.in_order}

    @cached_property
    def in_order(self) -> tuple[Certification, ...]:
        """By place in the catalogue; the key decides between equal places."""
        return tuple(sorted(self.catalogue, key=lambda one: (one.order, one.key)))

    @cached_property
    def _predecessors(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for one in self.in_order:
            if one.successor is not None and one.successor != one.key:
                found[one.successor] = (*found.get(one.successor, ()), one.key)
        return found

    def credited(self, held: Iterable[str]) -> frozenset[str]:
        """Return what is held, with every predecessor of it; unknown keys stay as they are."""
        waiting, known = list(held), set[str]()
        while waiting:
            key = waiting.pop()
            if key not in known:
                known.add(key)
                waiting += self._predecessors.get(key, ())
        return frozenset(known)

    def book(self, key: str) -> str:
        """Return what to book: of a replaced certification the first successor that can be had.

        Where there is none, the last one known; of anything else itself. KeyError for a key that is
        not in the catalogue.
        """
        if self.by_key[key].status is not Status.REPLACED:
            return key
        seen = {key}
        while (one := self.by_key[key]).status in {Status.REPLACED, Status.RETIRED}:
            following = one.successor
            if following is None or following not in self.by_key or following in seen:
                break
            seen.add(following)
            key = following
        return key

    @cached_property
    def bookable(self) -> frozenset[str]:
        """What can be booked, itself or through a successor."""
        return frozenset(key for key in self.by_key if not self.by_key[self.book(key)].is_retired)

    @cached_property
    def _gained(self) -> dict[str, frozenset[str]]:
        return {key: self.credited((key, self.book(key))) for key in self.by_key}

    def gained(self, key: str) -> frozenset[str]:
        """Return all that a person holds after the exam planned under this key.

        KeyError for a key that is not in the catalogue.
        """
        return self._gained[key]

    def kept_by(self, key: str) -> tuple[str, ...]:
        """Return the predecessors that keep this certification's place, in catalogue order.

        Empty for a key that is not in the catalogue.
        """
        if key not in self._predecessors:
            return ()
        earlier = self.credited(self._predecessors[key]) - {key}
        return tuple(one.key for one in self.in_order if one.key in earlier & self.bookable)

    def place_of(self, key: str) -> str:
        """Return under which key a plan would hold this certification.

        Of a successor that is its predecessor, of what nobody can book any more the place of the
        successor that can be had. A key that is not in the catalogue is its own place.
        """
        place, seen = key, {key}
        while not (keepers := self.kept_by(place)):
            if place not in self.by_key or place in self.bookable:
                return place
            following = self.by_key[place].successor
            if following is None or following in seen:
                return key
            seen.add(following)
            place = following
        return keepers[0]

    def follows(self, key: str) -> tuple[str, ...]:
        """Return what to book instead of something that nobody can book any more, if it is known.

        Empty for what can be booked, and for a key that is not in the catalogue.
        """
        if key not in self.by_key or key in self.bookable:
            return ()
        place = self.place_of(key)
        return (self.book(place),) if place in self.bookable else ()

    def can_be_gained(self, key: str) -> bool:
        """Some certification that can be booked gives it: a recommendation of it still binds."""
        return any(key in self._gained[giver] for giver in self.bookable)


def standing_blockers(
    one: Certification,
    register: Register,
    *,
    credited: frozenset[str],
    target: int | None = None,
    excluded: frozenset[str] = frozenset(),
    excluded_providers: frozenset[str] = frozenset(),
) -> tuple[Blocker, ...]:
    """Return why this certification is no candidate, leaving aside what must come before it.

    Without a target no level is too high. Whose exam it is is asked of what would be booked.
    KeyError for one that is not in the register. Source: docs/rules.md, The roadmap rule.
    """
    kind, found = BlockerKind, list[Blocker]()
    if one.key in credited:
        found.append(Blocker(kind=kind.ALREADY_HELD))
    if one.key not in register.bookable:
        found.append(Blocker(kind=kind.RETIRED, certifications=register.follows(one.key)))
    if target is not None and one.level > target:
        found.append(Blocker(kind=kind.ABOVE_TARGET, level=one.level))
    if excluded & {one.key, register.book(one.key)}:
        found.append(Blocker(kind=kind.EXCLUDED))
    if register.by_key[register.book(one.key)].provider in excluded_providers:
        found.append(Blocker(kind=kind.EXCLUDED_PROVIDER))
    if keepers := register.kept_by(one.key):
        found.append(Blocker(kind=kind.TAKEN_AS_PREDECESSOR, certifications=keepers))
    return tuple(found)


def missing_before(
    one: Certification,
    register: Register,
    *,
    credited: frozenset[str],
    experience_confirmed: frozenset[str] = frozenset(),
) -> tuple[Blocker, ...]:
    """Return the prerequisites and recommendations that neither holdings nor experience meet.

    Source: docs/rules.md, The roadmap rule.
    """
    is_confirmed = one.key in experience_confirmed
    groups = [
        Blocker(
            kind=BlockerKind.PREREQUISITE,
            certifications=group.any_of,
            or_experience=group.or_experience,
        )
        for group in one.prerequisites
        if credited.isdisjoint(group.any_of) and not (group.or_experience and is_confirmed)
    ]
    recommended = [
        Blocker(kind=BlockerKind.RECOMMENDED_FIRST, certifications=(key,))
        for key in one.recommended_first
        if key not in credited and register.can_be_gained(key)
    ]
    return (*groups, *recommended)


def held_before(one: Certification, credited: frozenset[str]) -> tuple[str, ...]:
    """Return what is held of all that a certification asks for or recommends, each once."""
    asked = [key for group in one.prerequisites for key in group.any_of]
    return tuple(dict.fromkeys(key for key in (*asked, *one.recommended_first) if key in credited))


def eligibility(
    key: str,
    catalogue: Iterable[Certification],
    held: Iterable[str],
    *,
    target: int | None = None,
    experience_confirmed: frozenset[str] = frozenset(),
    excluded: frozenset[str] = frozenset(),
    excluded_providers: frozenset[str] = frozenset(),
) -> Eligibility:
    """Return whether a person who holds these may start a certification, with every reason.

    A key that is not in the catalogue is refused as unknown, not an error. Source: docs/rules.md,
    The roadmap rule.
    """
    register = Register(tuple(catalogue))
    credited = register.credited(held)
    if key not in register.by_key:
        return Eligibility(
            certification=key, blockers=(Blocker(kind=BlockerKind.UNKNOWN),), already_held=()
        )
    one = register.by_key[key]
    standing = standing_blockers(
        one,
        register,
        credited=credited,
        target=target,
        excluded=excluded,
        excluded_providers=excluded_providers,
    )
    missing = missing_before(
        one, register, credited=credited, experience_confirmed=experience_confirmed
    )
    return Eligibility(
        certification=key,
        blockers=(*standing, *missing),
        already_held=held_before(one, credited),
    )
