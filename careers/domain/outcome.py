"""What a self-assessment says, and what the scoring rule answers: the values, without the rule."""

from dataclasses import dataclass
from enum import StrEnum


class Basis(StrEnum):
    REGULARLY = "regularly"
    ONCE_OR_TWICE = "once_or_twice"
    COULD = "could"


@dataclass(frozen=True, kw_only=True)
class Answer:
    competency: str
    value: int | None  # 0..4; None = "our PMO does not do this"
    basis: Basis = Basis.REGULARLY
    has_evidence: bool = False


@dataclass(frozen=True, kw_only=True)
class Counted:
    """One answer as the rule counts it."""

    competency: str
    value: int | None
    counted: int | None  # None = not applicable
    basis: Basis
    has_evidence: bool

    @property
    def is_lowered(self) -> bool:
        """It counts one lower than it was given, because of its basis."""
        return self.value is not None and self.counted != self.value


@dataclass(frozen=True, kw_only=True)
class BreadthCheck:
    in_scope: int  # competencies counted, without N/A
    needed: int
    reached: int
    is_met: bool


@dataclass(frozen=True, kw_only=True)
class KeyCheck:
    keys: tuple[str, ...]  # without N/A
    not_applicable: tuple[str, ...]
    needed: int
    reached: tuple[str, ...]  # keys at the level
    too_low: tuple[str, ...]  # keys more than `key_slack` below
    is_met: bool


@dataclass(frozen=True, kw_only=True)
class LevelCheck:
    level: int
    breadth: BreadthCheck
    key: KeyCheck
    has_enough_answers: bool  # False -> "not enough answers for level L"

    @property
    def is_met(self) -> bool:
        """Both conditions hold; whether the levels below are met as well is not looked at."""
        return self.breadth.is_met and self.key.is_met


@dataclass(frozen=True, kw_only=True)
class Change:
    """One raise of one counted answer, part of the smallest change to the next level."""

    competency: str
    counted: int
    to: int
    is_key: bool
    by_doing_it: bool  # the answer already says `to`; only the basis "could" holds it back

    @property
    def steps(self) -> int:
        """How many levels the answer must rise."""
        return self.to - self.counted


class GapKind(StrEnum):
    NEARLY_THERE = "nearly_there"  # one step below
    DEVELOPMENT = "development"  # two steps or more below


@dataclass(frozen=True, kw_only=True)
class Gap:
    competency: str
    counted: int
    target: int
    is_key: bool

    @property
    def kind(self) -> GapKind:
        """How far away: one level below, or more."""
        one_step = self.target - self.counted == 1
        return GapKind.NEARLY_THERE if one_step else GapKind.DEVELOPMENT


@dataclass(frozen=True, kw_only=True)
class Outcome:
    level: int
    is_provisional: bool
    too_many_not_applicable: bool
    answers: tuple[Counted, ...]
    checks: tuple[LevelCheck, ...]  # one per level of the rule, also above the first not met
    deciding: tuple[str, ...]  # the two or three competencies that decided the level
    smallest_change: tuple[Change, ...] | None  # None: top level, or not reachable by raising
    strengths: tuple[str, ...]  # counted at the level above the result, or at the top
    gaps: tuple[Gap, ...]  # to the next level; at the top level to that level
    is_specialist: bool  # strong in part, below in breadth: to be shown as a strength
    evidence_count: int  # answers above 0 with evidence

    @property
    def next_check(self) -> LevelCheck | None:
        """The first level that is not met, or None at the top."""
        return next((check for check in self.checks if check.level == self.level + 1), None)

    @property
    def lowered(self) -> tuple[Counted, ...]:
        """The answers that count one lower than given, in the order of the instrument."""
        return tuple(answer for answer in self.answers if answer.is_lowered)
