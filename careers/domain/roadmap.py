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

USUAL_HOURS_A_WEEK = 5
"""Study hours a week until the person says their own (our policy choice)."""


@dataclass(frozen=True, kw_only=True)
class Holding:
    certification: str
    awarded_on: date | None = None
    expires_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Constraints:
    """What the person decided; all of it binds the one search.

    Budget and dates bind the first stage, which is planned in detail; later stages are an outline.
    """

    pinned: frozenset[str] = frozenset()  # must be in the plan
    agreed: frozenset[str] = frozenset()  # with the manager: in the plan until they release it
    excluded: frozenset[str] = frozenset()
    excluded_providers: frozenset[str] = frozenset()
    preferred: frozenset[str] = frozenset()  # earn their place with half of what others need
    preferred_providers: frozenset[str] = frozenset()
    # certifications whose "or experience" a manager confirmed
    experience_confirmed: frozenset[str] = frozenset()
    currency: str = "GBP"  # a cost in another currency counts as not known
    budget: int | None = None  # for known costs, in minor units; None = no limit
    hours_a_week: int = USUAL_HOURS_A_WEEK  # above 0
    begins_on: date | None = None  # None = today
    finish_by: date | None = None
    booked: Mapping[str, date] = field(default_factory=dict)  # exam dates that stand

    @property
    def bound(self) -> frozenset[str]:
        """What must be in the plan: pinned, agreed, or booked already."""
        return self.pinned | self.agreed | frozenset(self.booked)


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
    has_alternatives: bool = True  # the next best sets are asked for as well


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
    hours: int  # of study
    are_hours_assumed: bool  # neither study hours nor course days are known
    starts_on: date
    ends_on: date  # the exam
    is_booked: bool = False
    is_tight: bool = False  # booked for a day before its study can be done
    is_pinned: bool = False
    is_agreed: bool = False
    cost: Money | None = None  # of what is booked, in the currency of the plan; None = not known


@dataclass(frozen=True, kw_only=True)
class Plan:
    """One set of certifications, in order."""

    steps: tuple[Step, ...]
    cover: Fraction  # 0..1 of what is missing
    known_cost: Money  # of what is booked, as everything below
    unknown_costs: int  # steps whose cost is not known
    known_days: int
    unknown_days: int
    hours: int  # of study, known and assumed
    assumed_hours: int  # steps whose hours are assumed
    ends_on: date | None  # of the last exam; None without steps

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
    exams: tuple[str, ...] = ()  # others of the suite that can be booked: each renews it as well


@dataclass(frozen=True, kw_only=True)
class Stage:
    """The plan for one level."""

    target: int
    gaps: tuple[Gap, ...]
    plan: Plan
    alternatives: tuple[Plan, ...]  # next best sets, best first; only in the first stage
    uncovered: tuple[Gap, ...]  # gaps that no chosen certification works on


@dataclass(frozen=True, kw_only=True)
class Keeping:
    """What keeping certifications current takes over some years, by taking exams again."""

    years: int
    exams: int  # renewals that fall due
    known_cost: Money
    unknown_costs: int  # of those exams
    unknown_validity: int  # certifications of which nobody knows how long they last


@dataclass(frozen=True, kw_only=True)
class Roadmap:
    level: int
    target: int | None  # None at the top level
    stages: tuple[Stage, ...]  # the first in detail, the later as an outline
    renewals: tuple[Renewal, ...]
