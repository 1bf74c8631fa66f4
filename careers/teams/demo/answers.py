"""The answers of one demo person, as plain values; the level comes from the scoring rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from careers.domain import scoring
from careers.domain.ladder import HIGHEST, NOT_YET
from careers.domain.outcome import Basis
from careers.teams.demo import texts

EVIDENCE_FROM = 3
EVIDENCE_OFTEN = 0.35
"""Share of the lower answers that carry evidence although they need none."""


@dataclass(frozen=True, kw_only=True)
class Given:
    """One answer as a person gave it."""

    competency: str
    value: int | None
    basis: Basis
    reason: str
    evidence: str
    evidence_on: date | None

    @property
    def as_domain(self) -> scoring.Answer:
        return scoring.Answer(
            competency=self.competency,
            value=self.value,
            basis=self.basis,
            has_evidence=bool(self.evidence),
        )


def values_of(written: str) -> list[int | None]:
    """Read `2 2 – 2 · …`."""
    return [None if mark == "–" else int(mark) for mark in written.split() if mark != "·"]


def varied(values: Sequence[int | None], dice: Random) -> list[int | None]:
    """Move about a fifth of the answers by one, a little more often down than up."""
    return [value if value is None else _moved(value, dice.random()) for value in values]


def _moved(value: int, chance: float) -> int:
    if chance < 0.12:
        return max(NOT_YET, value - 1)
    if chance > 0.92:
        return min(HIGHEST, value + 1)
    return value


def earlier(values: Sequence[int | None], dice: Random) -> list[int | None]:
    """What the same person answered a good year before: some answers one lower, none higher."""
    return [
        value if value is None or dice.random() > 0.45 else max(NOT_YET, value - 1)
        for value in values
    ]


def give(
    competencies: Sequence[str],
    values: Sequence[int | None],
    *,
    on: date,
    is_exact: bool,
    dice: Random,
) -> tuple[Given, ...]:
    """Return full answers for these values, given on this day. Exact: all "regularly"."""
    return tuple(
        _given(code, value, on, Basis.REGULARLY if is_exact else _basis(dice), dice)
        for code, value in zip(competencies, values, strict=False)
    )


def _basis(dice: Random) -> Basis:
    chance = dice.random()
    if chance < 0.06:
        return Basis.COULD
    return Basis.ONCE_OR_TWICE if chance < 0.2 else Basis.REGULARLY


def _given(code: str, value: int | None, on: date, basis: Basis, dice: Random) -> Given:
    if value is None:
        reason = texts.NOT_APPLICABLE.get(code, texts.OTHER_NOT_APPLICABLE)
        return Given(
            competency=code,
            value=None,
            basis=Basis.REGULARLY,
            reason=reason,
            evidence="",
            evidence_on=None,
        )
    has_evidence = value >= EVIDENCE_FROM or (value > 0 and dice.random() < EVIDENCE_OFTEN)
    return Given(
        competency=code,
        value=value,
        basis=basis,
        reason="",
        evidence=dice.choice(texts.EVIDENCE.get(code, (texts.OTHER_EVIDENCE,)))
        if has_evidence
        else "",
        evidence_on=_month(on, dice) if has_evidence else None,
    )


def _month(on: date, dice: Random) -> date:
    """The first day of a month in the year before."""
    return (on - timedelta(days=dice.randrange(20, 360))).replace(day=1)
