"""Self, manager and agreed values side by side, ready to print: for both sides the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from careers.levels.queries import SheetStatement


@dataclass(frozen=True, kw_only=True)
class RatedRow:
    """One competency. The texts say the values in words; an empty one: nothing was said yet."""

    code: str
    name: str
    is_key: bool  # of the level reached or of the next one
    own: int | None  # None: our PMO does not do this
    counted: int | None
    own_text: str
    counted_text: str  # only where it differs from the answer
    statement: str  # of the answer
    basis: str
    reason: str
    evidence: str
    evidence_on: date | None
    evidence_confirmed_by: str
    statements: tuple[SheetStatement, ...]  # lowest level first
    is_rated: bool  # the manager has said something
    manager: int | None
    manager_text: str
    has_agreed: bool  # a value is proposed, or agreed
    agreed: int | None
    agreed_text: str
    note: str
    is_to_discuss: bool


@dataclass(frozen=True, kw_only=True)
class RatedGroup:
    name: str
    rows: tuple[RatedRow, ...]


@dataclass(frozen=True, kw_only=True)
class ReviewSheet:
    """One self-assessment that was handed in, and what was said of it so far."""

    assessment_id: int
    submitted_at: datetime
    level: int  # that the answers gave
    version: int  # 0 before the first review
    reviewer: str
    reviewed_at: datetime | None
    agreed_at: datetime | None
    agreed_level: int | None
    comment: str
    reply: str
    is_change_asked: bool
    waits_for: str  # a value of Review.Waiting; empty before the first review
    state_text: str
    groups: tuple[RatedGroup, ...]

    @property
    def is_reviewed(self) -> bool:
        return self.version > 0

    @property
    def is_agreed(self) -> bool:
        return self.agreed_at is not None

    @property
    def rows(self) -> tuple[RatedRow, ...]:
        return tuple(row for group in self.groups for row in group.rows)

    @property
    def to_discuss(self) -> tuple[RatedRow, ...]:
        return tuple(row for row in self.rows if row.is_to_discuss)

    @property
    def is_owners_turn(self) -> bool:
        return self.waits_for == "owner"

    @property
    def can_be_accepted(self) -> bool:
        """Everything has a proposed value, and nothing else is asked for."""
        is_complete = all(row.has_agreed for row in self.rows)
        return self.is_owners_turn and is_complete and not self.is_change_asked
