"""What the planner is given and what it answers: the values, without the rule."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from careers.domain.certification import Certification, Money
from careers.domain.outcome import Gap
from careers.domain.rule import Rule

COST_OF_AN_EXAM = Fraction(1, 10)
"""Share of what is missing that an exam must cover to earn its place (our policy choice)."""


@dataclass(frozen=True, kw_only=True)
class Holding:
    certification: str
    awarded_on: date | None = None
    expires_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Constraints:
    pinned: frozenset[str] = frozenset()
    excluded: frozenset[str] = frozenset()
    # certifications whose "or experience" a manager confirmed
    experience_confirmed: frozenset[str] = frozenset()
    currency: str = "GBP"  # a cost in another currency counts as not known


@dataclass(frozen=True, kw_only=True)
class Inputs:
    level: int  # the assessed level
    target: int | None  # None: the next level above
    # competency -> counted answer, None = N/A; in the order of the instrument
    counted: Mapping[str, int | None]
    rule: Rule  # scope and keys of each level
    catalogue: tuple[Certification, ...]
    held: tuple[Holding, ...] = ()
    today: date
    constraints: Constraints = field(default_factory=Constraints)


@dataclass(frozen=True, kw_only=True)
class Cover:
    """One gap that a step works on, and how far."""

    gap: Gap
    strength: int
    up_to: int

    @property
    def is_closed(self) -> bool:
        """Builds up to the target: the gap is closed, not only narrowed."""
        return self.up_to >= self.gap.target


@dataclass(frozen=True, kw_only=True)
class Step:
    certification: str
    book: str  # what to book: the successor of a replaced certification, else itself
    covers: tuple[Cover, ...]  # what it adds to the plan, key gaps first
    needed_for: tuple[str, ...]  # later steps of this plan that require or recommend it first
    requires: tuple[str, ...]  # steps of this plan that come before it
    already_held: tuple[str, ...]  # prerequisites met by what the person holds
    experience_to_confirm: bool  # a prerequisite rests on "or experience" that nobody has confirmed
    added_cover: Fraction  # what the plan loses without this step
    is_pinned: bool = False


@dataclass(frozen=True, kw_only=True)
class Plan:
    """One set of certifications, in order."""

    steps: tuple[Step, ...]
    cover: Fraction  # 0..1 of what is missing
    known_cost: Money  # of what is booked, as everything below
    unknown_costs: int  # steps whose cost is not known
    known_days: int
    unknown_days: int

    @property
    def keys(self) -> tuple[str, ...]:
        """The certifications in the order of the steps."""
        return tuple(step.certification for step in self.steps)


@dataclass(frozen=True, kw_only=True)
class Renewal:
    certification: str
    expires_on: date
    renews: tuple[str, ...]  # others held of the same suite, which one exam renews as well
    is_expired: bool
    by_plan: bool  # a step of the plan is of the same suite and renews it


@dataclass(frozen=True, kw_only=True)
class Stage:
    """The plan for one level."""

    target: int
    gaps: tuple[Gap, ...]
    plan: Plan
    alternatives: tuple[Plan, ...]  # next best sets, best first; only in the first stage
    uncovered: tuple[Gap, ...]  # gaps that no chosen certification works on


@dataclass(frozen=True, kw_only=True)
class Roadmap:
    level: int
    target: int | None  # None at the top level
    stages: tuple[Stage, ...]  # the first in detail, the later as an outline
    renewals: tuple[Renewal, ...]
