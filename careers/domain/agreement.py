"""Self and manager side by side: what to talk about, and the level both agree on.

Rule: docs/rules.md, The review.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from careers.domain.ladder import next_level
from careers.domain.outcome import Answer, Basis, Outcome
from careers.domain.rule import Rule
from careers.domain.scoring import assess_as_of

DISCUSSED_ON_KEYS = 1
"""From how many levels apart a key competency is talked about (docs/rules.md, The review)."""

DISCUSSED_ANYWHERE = 2
"""From how many levels apart any other competency is talked about."""

Values = Mapping[str, int | None]
"""Competency -> 0 to 4, or None for "our PMO does not do this"."""


def deciding_keys(level: int, rule: Rule) -> frozenset[str]:
    """Return the key competencies of the level reached and of the next one.

    The lowest level has none, and there is no level above the highest. Source: docs/rules.md, The
    review.
    """
    looked_at = {level, next_level(level)}
    return frozenset(key for part in rule.levels if part.level in looked_at for key in part.keys)


def to_discuss(own: Values, manager: Values, *, level: int, rule: Rule) -> tuple[str, ...]:
    """Return the competencies to talk about, in the order of `own`.

    `own` are the answers as counted, `level` is the one they gave. ValueError when the two do not
    rate the same competencies. Source: docs/rules.md, The review.
    """
    if own.keys() != manager.keys():
        raise ValueError("Both must rate the same competencies.")
    keys = deciding_keys(level, rule)
    return tuple(
        name
        for name, value in own.items()
        if _is_apart(
            value, manager[name], DISCUSSED_ON_KEYS if name in keys else DISCUSSED_ANYWHERE
        )
    )


def _is_apart(first: int | None, second: int | None, least: int) -> bool:
    if first is None or second is None:
        return first is not second
    return abs(first - second) >= least


def agreed_outcome(
    answers: Iterable[Answer], agreed: Values, *, rule: Rule, version: int
) -> Outcome:
    """Return what the agreed values give under the stored rule; evidence stays that of the answers.

    An agreed value counts as it is, whatever the basis of the answer was. ValueError when an answer
    has no agreed value. Source: docs/rules.md, The review.
    """
    return assess_as_of(version, [as_agreed(answer, agreed) for answer in answers], rule)


def as_agreed(answer: Answer, agreed: Values) -> Answer:
    """Return an answer with the agreed value in its place. ValueError where there is none."""
    if answer.competency not in agreed:
        raise ValueError(f"Nothing is agreed about {answer.competency}.")
    return replace(answer, value=agreed[answer.competency], basis=Basis.REGULARLY)
