"""The roadmap as the page prints it: frozen values, every word and number already decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from careers.roadmaps.agreed import Beside
from careers.roadmaps.choices import StepChoice
from careers.roadmaps.timeline import Timeline


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What a step takes, as numbers: for files, where words would have to be read again."""

    cost_minor: int | None  # of what is booked, in minor units; None = not known
    currency: str  # of the cost, not always the plan's; empty where it is not known
    hours: int
    are_hours_assumed: bool
    course_days: int | None  # None = not known


@dataclass(frozen=True, kw_only=True)
class StepView:
    """One exam of the plan."""

    number: int
    key: str
    name: str
    notes: tuple[str, ...]  # what to book instead, both names, availability
    reasons: tuple[str, ...]  # at most two sentences
    builds: tuple[str, ...]  # every gap it works on; empty when the sentences name them all
    provider: str
    cost: str
    days: str
    exam: str
    prerequisites: tuple[str, ...]
    conditions: tuple[str, ...]  # experience the provider asks for, to check before booking
    asks: tuple[str, ...]  # what comes before it for everybody, whatever this person has
    url: str
    book_key: str  # what is booked: its successor if it was replaced, else itself
    book_url: str
    book_name: str
    can_be_booked: bool  # no longer, where an accepted plan waits for its successor
    hours: str  # of study; says so where they are assumed
    starts_on: date
    ends_on: date  # the exam
    when: str  # the date in words: planned, booked, overdue
    is_booked: bool
    is_tight: bool  # booked for a day before its study can be done
    is_overdue: bool  # its day has passed
    is_dropped: bool  # set aside since the plan was accepted
    is_pinned: bool
    is_agreed: bool
    figures: Figures


@dataclass(frozen=True, kw_only=True)
class Named:
    """A certification where it is only named, with what to know before booking it."""

    name: str
    note: str = ""  # replaced, renamed or to be confirmed; empty when there is nothing to know


@dataclass(frozen=True, kw_only=True)
class PlanRow:
    """One plan in the comparison of alternatives."""

    label: str
    is_proposed: bool
    certifications: tuple[Named, ...]  # none: no exam
    exams: int
    cover: str
    cost: str
    days: str
    hours: str
    finish: str
    unknown: str


@dataclass(frozen=True, kw_only=True)
class Totals:
    exams: str
    cover: str
    cost: str
    days: str
    hours: str
    finish: str  # the day of the last exam
    keeping: str  # the cost of keeping all of it for some years
    unknown: tuple[str, ...]  # sentences; empty when everything is known


@dataclass(frozen=True, kw_only=True)
class WorkStep:
    """What to do at work to reach one level of one competency."""

    level: int
    text: str


@dataclass(frozen=True, kw_only=True)
class WorkGap:
    code: str
    competency: str
    state: str  # from where to where
    is_key: bool
    actions: tuple[WorkStep, ...]


@dataclass(frozen=True, kw_only=True)
class RenewalView:
    key: str
    name: str
    url: str
    expires_on: date
    is_expired: bool
    is_soon: bool
    label: str
    can_be_renewed: bool
    when: str  # by which day, in words
    cost: str  # of the exam again; empty where it cannot be renewed, or a step of the plan does it
    cost_minor: int | None  # None = not known, or nothing to pay
    currency: str  # of the cost; empty without one
    sentence: str


@dataclass(frozen=True, kw_only=True)
class OutlineStage:
    number: int
    label: str
    certifications: tuple[Named, ...]  # none: this level is reached by work


@dataclass(frozen=True, kw_only=True)
class TargetChoice:
    number: int
    text: str
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class ExclusionView:
    key: str
    name: str
    reason: str
    excluded_at: datetime


@dataclass(frozen=True, kw_only=True)
class ChangeView:
    """What the newest “not for me”, or its undoing, did to the plan."""

    key: str
    title: str
    text: str
    can_undo: bool


@dataclass(frozen=True, kw_only=True)
class Line:
    """A term and what is said of it."""

    label: str
    text: str


@dataclass(frozen=True, kw_only=True)
class ChangeLine:
    """One thing that accepting the proposal would do, and why."""

    kind: str  # removed, added, moved
    label: str
    name: str
    sentence: str


@dataclass(frozen=True, kw_only=True)
class ProposalView:
    """What would change in the accepted plan; nothing does before the person accepts."""

    causes: tuple[str, ...]  # what has changed since the last acceptance
    changes: tuple[ChangeLine, ...]
    figures: tuple[Line, ...]  # cover, cost, hours and finish: now and then
    digest: str
    is_declined: bool
    is_left_alone: bool  # declined by the office, that is


@dataclass(frozen=True, kw_only=True)
class ConflictView:
    """Why no plan fits the limits, and the cheapest ways out."""

    reasons: tuple[str, ...]
    lead: str  # whether one of the ways out is enough
    ways_out: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ScenarioView:
    """A plan beside others: what it is made from, what it comes to, its steps."""

    pk: int | None  # None: the roadmap itself
    name: str
    inputs: tuple[Line, ...]
    figures: tuple[Line, ...]
    steps: tuple[Line, ...]  # certification and day
    conflict: ConflictView | None  # no plan fits; the figures are of the plan without limits


@dataclass(frozen=True, kw_only=True)
class ScenarioRow:
    """One figure of every plan, the roadmap's first."""

    label: str
    cells: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ScenariosPage:
    own: ScenarioView
    scenarios: tuple[ScenarioView, ...]
    rows: tuple[ScenarioRow, ...]
    can_add: bool
    most: int

    @property
    def columns(self) -> tuple[ScenarioView, ...]:
        """The roadmap, then the scenarios."""
        return (self.own, *self.scenarios)


@dataclass(frozen=True, kw_only=True)
class PassedView:
    """A step of the accepted plan that is done, or that nobody can take any more."""

    key: str
    name: str
    text: str
    passed_on: date | None = None  # None: not passed, or the day is not known


@dataclass(frozen=True, kw_only=True)
class Decided:
    """What the person decided about the plan, and what could be decided next."""

    accepted_at: datetime | None  # None: the plan shown is the proposal
    undo: int | None  # the acceptance that can be undone
    passed: tuple[PassedView, ...]  # steps of the accepted plan that are done
    gone: tuple[PassedView, ...]  # steps of it that nobody can take any more, and why
    proposal: ProposalView | None  # None: nothing would change, or nothing was accepted
    called: Mapping[str, str]  # the name of every certification, by key
    said: Mapping[str, StepChoice]  # what the person said about a certification
    digest: str  # of the plan to accept, as long as none was accepted
    conflict: ConflictView | None
    inputs: tuple[Line, ...]  # limits and wishes, in the open
    currency: str


@dataclass(frozen=True, kw_only=True)
class RoadmapView(Decided, Beside):
    """Everything on the page of one roadmap."""

    profile_id: int
    person: str
    is_own: bool
    title: str
    level: int
    level_label: str
    target: int | None  # the level of the first stage; None at the top
    target_label: str
    assessment_id: int
    assessed_at: datetime
    instrument_version: int
    is_provisional: bool
    next_step: StepView | None
    steps: tuple[StepView, ...]
    no_step_text: str  # why there is no exam to propose; empty when there is one
    credits: tuple[str, ...]
    totals: Totals
    comparison: tuple[PlanRow, ...]  # empty when there is nothing to compare
    uncovered: tuple[WorkGap, ...]
    partly: tuple[WorkGap, ...]
    renewals: tuple[RenewalView, ...]
    timeline: Timeline
    questions: tuple[tuple[str, str], ...]  # code and name of every competency, as asked
    outline: tuple[OutlineStage, ...]
    targets: tuple[TargetChoice, ...]
    exclusions: tuple[ExclusionView, ...]
    change: ChangeView | None
    facts_on: date | None  # oldest check of the facts used on this page
