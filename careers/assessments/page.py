"""Drafts and results as values: everything a template prints, nothing it must work out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from careers.assessments.review_page import ReviewSheet
from careers.domain import scoring


@dataclass(frozen=True, kw_only=True)
class CountedResult:
    """Of the result that counts, what a plan is made from: no reasons."""

    assessment_id: int
    level: int  # as agreed, before an agreement as stored
    counted: Mapping[str, int | None]  # competency -> what the answer counts for, None = N/A
    rule: scoring.Rule


@dataclass(frozen=True, kw_only=True)
class ResultView:
    """The result that counts with all that explains it, from stored values and the stored rule."""

    assessment_id: int
    level: int  # as agreed, before an agreement as stored
    is_provisional: bool  # likewise
    submitted_at: datetime
    state: str  # a value of Assessment.State
    outcome: scoring.Outcome
    rule: scoring.Rule
    instrument_version: int
    stale_months: int  # from how many months on the result is stale
    remit: int | None  # the level somebody says their job is

    @property
    def is_agreed(self) -> bool:
        return self.state == "agreed"

    @property
    def counted(self) -> dict[str, int | None]:
        """What each answer counts for, in the order of the instrument."""
        return {answer.competency: answer.counted for answer in self.outcome.answers}


@dataclass(frozen=True, kw_only=True)
class DraftView:
    """A self-assessment that was begun and not handed in."""

    answered: int
    questions: int
    saved_at: datetime

    @property
    def is_complete(self) -> bool:
        return self.answered >= self.questions


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where somebody stands: what is begun, and the newest of what was handed in."""

    draft: DraftView | None
    result: ResultView | None


@dataclass(frozen=True, kw_only=True)
class Condition:
    """One of the two conditions of a level, with its numbers."""

    text: str
    is_met: bool


@dataclass(frozen=True, kw_only=True)
class KeyLine:
    name: str
    text: str
    is_at_level: bool


@dataclass(frozen=True, kw_only=True)
class LevelWhy:
    """Why a level is reached or not."""

    level: int
    label: str
    is_met: bool
    breadth: Condition
    key: Condition
    keys: tuple[KeyLine, ...]


@dataclass(frozen=True, kw_only=True)
class Deciding:
    """A competency that decided the level: what was answered, what the next level needs."""

    name: str
    text: str
    statement: str  # of the answer as counted; may be empty


@dataclass(frozen=True, kw_only=True)
class ChangeLine:
    """One raise of the smallest change that reaches the next level."""

    text: str
    statement: str  # what it would take; may be empty


@dataclass(frozen=True, kw_only=True)
class GapLine:
    name: str
    text: str
    statement: str  # to grow into
    is_key: bool


@dataclass(frozen=True, kw_only=True)
class AnswerRow:
    """One answer, for the chart, the table and the list of answers in full."""

    code: str
    name: str
    short_name: str
    group: str
    given: int | None  # the answer; None: not applicable
    value: int | None  # the agreed value, before an agreement the answer
    counted: int | None
    target: int | None  # the level it is compared with, or None if not in its scope
    is_key: bool
    statement: str
    basis: str
    reason: str
    evidence: str
    evidence_on: date | None
    evidence_confirmed_by: str

    @property
    def is_lowered(self) -> bool:
        return self.value != self.counted


@dataclass(frozen=True, kw_only=True)
class Group:
    name: str
    rows: tuple[AnswerRow, ...]


@dataclass(frozen=True, kw_only=True)
class ResultPage:
    result: ResultView
    is_own: bool
    person: str
    profile_id: int
    state_text: str
    label: str
    explanation: str
    headline: str
    provisional: tuple[str, ...]
    remit_text: str
    levels: tuple[LevelWhy, ...]
    scope_note: str
    lowered: str
    deciding: tuple[Deciding, ...]
    change: tuple[ChangeLine, ...]
    change_note: str  # said instead of, or before, the change
    groups: tuple[Group, ...]
    compared_with: int  # the level of the marks in the chart
    strengths: tuple[str, ...]
    strengths_note: str
    nearly_there: tuple[GapLine, ...]
    development: tuple[GapLine, ...]
    evidence_text: str
    rule_text: str
    review: ReviewSheet | None  # None before the first review


@dataclass(frozen=True, kw_only=True)
class Move:
    """What changed in one competency between two assessments."""

    name: str
    text: str


@dataclass(frozen=True, kw_only=True)
class HistoryRow:
    assessment_id: int
    level: int
    label: str
    is_provisional: bool
    submitted_at: datetime
    state_text: str
    instrument_version: int
    moves: tuple[Move, ...]  # since the one before
    level_text: str  # how the level moved since the one before
    has_earlier: bool
