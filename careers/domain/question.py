"""From gaps and an offer to the question the search answers in numbers, and back.

The rule: docs/rules.md, The roadmap rule.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from heapq import heapify, heappop, heappush

from careers.domain.certification import MAINLY, Certification
from careers.domain.offer import Offer
from careers.domain.outcome import Gap
from careers.domain.problem import Item, Problem, positions
from careers.domain.roadmap import COST_OF_AN_EXAM
from careers.domain.schedule import study_hours

WEIGHT_OF_A_KEY = 2
"""A gap in a key competency of the target counts twice (our policy choice)."""

SHARE_OF_A_PREFERRED = Fraction(1, 2)
"""What a preferred exam must cover, as a share of what another must (our policy choice)."""

PARTS = COST_OF_AN_EXAM.denominator * SHARE_OF_A_PREFERRED.denominator
"""Parts that a point is counted in, so that every price is a whole number of them."""


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What a set may take: known costs in minor units, hours of what is studied; None = any."""

    budget: int | None = None
    hours: int | None = None
    studied: frozenset[str] = frozenset()  # whose hours count


NO_LIMITS = Limits()


def weight(gap: Gap) -> int:
    """Return what closing a gap is worth: 2 for a key competency of the target, else 1.

    Source: docs/rules.md, The roadmap rule.
    """
    return WEIGHT_OF_A_KEY if gap.is_key else 1


def strength(one: Certification, gap: Gap) -> int:
    """Return how strongly a certification builds what is missing: 0, 1 (partly) or 2 (mainly).

    Source: docs/rules.md, The roadmap rule.
    """
    build = one.build_of(gap.competency, above=gap.counted)
    return min(MAINLY, build.strength) if build else 0


def cover(certifications: Iterable[Certification], gaps: Sequence[Gap]) -> Fraction:
    """Return the share of what is missing that these cover together; 1 if nothing is missing.

    Exact, from 0 to 1. Source: docs/rules.md, The roadmap rule.
    """
    total = sum(weight(gap) * MAINLY for gap in gaps)
    if not total:
        return Fraction(1)
    chosen = tuple(certifications)
    reached = sum(
        weight(gap) * max((strength(one, gap) for one in chosen), default=0) for gap in gaps
    )
    return Fraction(reached, total)


def points(one: Certification, gaps: Sequence[Gap]) -> int:
    """Return what a certification covers as bits: for each gap as many as it counts, twice.

    The upper half of a gap's bits is set only by what mainly builds it, so the bits of two
    certifications together say how far both cover it.
    """
    mask, start = 0, 0
    for gap in gaps:
        mask |= ((1 << weight(gap) * strength(one, gap)) - 1) << start
        start += weight(gap) * MAINLY
    return mask


@dataclass(frozen=True)
class Question:
    """The problem in numbers, and the certification that stands at each position."""

    problem: Problem
    certifications: tuple[Certification, ...]

    def read(self, chosen: int) -> tuple[Certification, ...]:
        """Return the certifications of a set, in catalogue order."""
        found = (self.certifications[index] for index in positions(chosen))
        return tuple(sorted(found, key=lambda one: (one.order, one.key)))


def ask(
    offered: Offer,
    gaps: Sequence[Gap],
    required: Collection[str],
    currency: str,
    limits: Limits = NO_LIMITS,
) -> Question:
    """Put into numbers: which sets of the offer that fit, with what is required, are worth most.

    Costs are in minor units of the currency; another currency counts as not known. KeyError for
    what is required and not in the offer. Source: docs/rules.md, The roadmap rule.
    """
    covered = {one.key: points(one, gaps) for one in offered.certifications}
    rank = {one.key: place for place, one in enumerate(offered.certifications)}
    useful = _useful(offered, [key for key in rank if covered[key] or key in required])
    keys = _needy_first(
        offered, useful, {key: (-covered[key].bit_count(), covered[key], rank[key]) for key in rank}
    )
    by_key = {one.key: one for one in offered.certifications}
    position = {key: index for index, key in enumerate(keys)}
    # With nothing missing no exam earns anything, and fewer are still better.
    total = sum(weight(gap) * MAINLY for gap in gaps) or 1

    def item(key: str) -> Item:
        booked = offered.booked[key]
        return Item(
            points=covered[key],
            price=_price(key, offered, total),
            # What is booked is paid for and attended, not what the article named.
            cost=known_cost(booked, currency) or 0,
            days=booked.course_days or 0,
            rank=rank[key],
            groups=tuple(
                sum(1 << position[option] for option in group.options)
                for group in offered.groups[key]
            ),
            hours=study_hours(booked) if key in limits.studied else 0,
        )

    problem = Problem(
        items=tuple(item(key) for key in keys),
        required=sum(1 << position[key] for key in required),
        per_point=PARTS,
        margin=min((_price(key, offered, total) for key in offered.keys), default=total),
        budget=limits.budget,
        hours=limits.hours,
    )
    return Question(problem, tuple(by_key[key] for key in keys))


def _price(key: str, offered: Offer, total: int) -> int:
    """Return what an exam must cover to earn its place, in parts of a point."""
    share = COST_OF_AN_EXAM * (SHARE_OF_A_PREFERRED if key in offered.preferred else 1)
    return int(share * PARTS * total)


def known_cost(one: Certification, currency: str) -> int | None:
    """Return the cost in minor units of this currency, None if it is not known."""
    return one.cost.minor if one.cost is not None and one.cost.currency == currency else None


def _useful(offered: Offer, wanted: list[str]) -> frozenset[str]:
    """Return what is wanted with all that it may need: the rest could only cost."""
    found: set[str] = set()
    while wanted:
        key = wanted.pop()
        if key not in found:
            found.add(key)
            wanted += [option for group in offered.groups[key] for option in group.options]
    return frozenset(found)


def _needy_first(
    offered: Offer, keys: frozenset[str], preference: dict[str, tuple[int, int, int]]
) -> list[str]:
    """Order certifications so that each stands before all that it may need."""
    needs = {key: {o for group in offered.groups[key] for o in group.options} for key in keys}
    asked_by = dict.fromkeys(keys, 0)
    for options in needs.values():
        for option in options:
            asked_by[option] += 1
    free = [(preference[key], key) for key in keys if not asked_by[key]]
    heapify(free)
    ordered: list[str] = []
    while free:
        _, key = heappop(free)
        ordered.append(key)
        for option in needs[key]:
            asked_by[option] -= 1
            if not asked_by[option]:
                heappush(free, (preference[option], option))
    return ordered
