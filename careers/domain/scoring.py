"""Answers -> PMO level, with the reasons (rule: docs/rules.md, The scoring rule)."""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction

from careers.domain.ladder import HIGHEST, LOWEST, NOT_YET
from careers.domain.nearest import smallest_raises
from careers.domain.outcome import (
    Answer,
    Basis,
    BreadthCheck,
    Change,
    Counted,
    Gap,
    GapKind,
    KeyCheck,
    LevelCheck,
    Outcome,
)
from careers.domain.rule import LevelRule, Rule, check_rule, rule_from_data, rule_to_data

__all__ = [
    "SCORING_VERSION",
    "SPECIALIST_SHARE",
    "Answer",
    "Basis",
    "BreadthCheck",
    "Change",
    "Counted",
    "Gap",
    "GapKind",
    "KeyCheck",
    "LevelCheck",
    "LevelRule",
    "Outcome",
    "Rule",
    "assess",
    "assess_as_of",
    "gaps_to",
    "level_of",
    "rule_from_data",
    "rule_to_data",
]

SCORING_VERSION = 1
"""Raised when the algorithm itself (not its parameters) changes; stored with each result.

The algorithm before the change stays beside the new one, under its number in `VERSIONS`, so that an
old result keeps the reasons it was given for.
"""

SPECIALIST_SHARE = Fraction(1, 3)
"""Share of the answers that must lie far above a specialist's result (our policy choice)."""

SPECIALIST_STEPS = 2
"""How many levels above the result "far above" is (our policy choice)."""

MOST_DECIDING = 3
"""How many competencies are named as having decided the level."""


def assess(answers: Iterable[Answer], rule: Rule) -> Outcome:
    """Return the level these answers show, with everything that explains it.

    The answers come in the order of the instrument, one for each competency of the rule; that order
    decides between equals. ValueError with a sentence when one is missing, unknown, given twice or
    outside 0 to 4, or when the rule itself makes no sense. Source: docs/rules.md, The scoring rule.
    """
    check_rule(rule)
    counted = tuple(_count(answer) for answer in answers)
    _check_answers(counted, rule)
    values = {answer.competency: answer.counted for answer in counted}
    checks = _checks(values, rule)
    level = _climb(checks)
    next_check = next((check for check in checks if check.level == level + 1), None)
    return Outcome(
        level=level,
        is_provisional=_is_provisional(values, checks, level, rule),
        too_many_not_applicable=_are_too_many_missing(values, rule),
        answers=counted,
        checks=checks,
        deciding=_deciding(values, next_check, rule),
        smallest_change=_smallest_change(counted, next_check, rule),
        strengths=_strengths(values, level),
        gaps=gaps_to(values, rule.for_level(next_check.level if next_check else level)),
        is_specialist=_is_specialist(values, next_check, rule),
        evidence_count=sum(bool(answer.value) and answer.has_evidence for answer in counted),
    )


def assess_as_of(version: int, answers: Iterable[Answer], rule: Rule) -> Outcome:
    """Return what the algorithm of this version says (see `assess`).

    ValueError for a version that this portal does not know: the result was written by a newer one.
    """
    if version not in VERSIONS:
        raise ValueError(f"Version {version} of the scoring is not known here.")
    return VERSIONS[version](answers, rule)


VERSIONS: dict[int, Callable[[Iterable[Answer], Rule], Outcome]] = {1: assess}


def level_of(counted: Mapping[str, int | None], rule: Rule) -> tuple[int, bool]:
    """Return the level that counted answers show, and whether it is provisional; no reasons.

    The same as `assess`, but for answers of another instrument: what the rule does not look at is
    left aside, and what was not asked is not applicable. Source: docs/rules.md, The scoring rule.
    """
    values = {name: counted.get(name) for name in rule.competencies}
    checks = _checks(values, rule)
    level = _climb(checks)
    return level, _is_provisional(values, checks, level, rule)


def gaps_to(counted: Mapping[str, int | None], level: LevelRule) -> tuple[Gap, ...]:
    """Return what lies below a level in its scope, in the order of `counted`; N/A is no gap.

    Source: docs/rules.md, The roadmap rule.
    """
    return tuple(
        Gap(
            competency=name,
            counted=value,
            target=level.level,
            is_key=name in level.keys,
        )
        for name, value in counted.items()
        if name in level.scope and value is not None and value < level.level
    )


def _count(answer: Answer) -> Counted:
    value = answer.value
    if value is not None and (type(value) is not int or not NOT_YET <= value <= HIGHEST):
        raise ValueError(
            f"The answer to {answer.competency} must be {NOT_YET} to {HIGHEST} or not applicable; "
            f"got {value!r}."
        )
    lowered = value is not None and answer.basis is Basis.COULD
    return Counted(
        competency=answer.competency,
        value=value,
        counted=max(NOT_YET, value - 1) if value is not None and lowered else value,
        basis=answer.basis,
        has_evidence=answer.has_evidence,
    )


def _check_answers(counted: tuple[Counted, ...], rule: Rule) -> None:
    names = [answer.competency for answer in counted]
    known = rule.competencies
    problems = {
        "given twice": sorted({name for name in names if names.count(name) > 1}),
        "not in the rule": [name for name in names if name not in known],
        "missing": [name for name in known if name not in names],
    }
    for problem, found in problems.items():
        if found:
            raise ValueError(f"Answers {problem}: {', '.join(found)}.")


def _checks(values: Mapping[str, int | None], rule: Rule) -> tuple[LevelCheck, ...]:
    return tuple(_check_level(values, part, rule) for part in rule.levels)


def _are_too_many_missing(values: Mapping[str, int | None], rule: Rule) -> bool:
    return sum(value is None for value in values.values()) > rule.max_not_applicable


def _is_provisional(
    values: Mapping[str, int | None], checks: Iterable[LevelCheck], level: int, rule: Rule
) -> bool:
    examined = [check for check in checks if check.level <= level + 1]
    is_enough = all(check.has_enough_answers for check in examined)
    return _are_too_many_missing(values, rule) or not is_enough


def _check_level(values: Mapping[str, int | None], part: LevelRule, rule: Rule) -> LevelCheck:
    key = _check_keys(values, part, rule)
    return LevelCheck(
        level=part.level,
        breadth=_check_breadth(values, part, rule),
        key=key,
        has_enough_answers=len(key.not_applicable) <= rule.max_not_applicable_keys,
    )


def _check_breadth(values: Mapping[str, int | None], part: LevelRule, rule: Rule) -> BreadthCheck:
    in_scope = [value for name in part.scope if (value := values[name]) is not None]
    # Minus a floor of a negative is a ceiling: no float can round it the wrong way.
    needed = -(-len(in_scope) * rule.breadth.numerator // rule.breadth.denominator)
    reached = sum(value >= part.level for value in in_scope)
    return BreadthCheck(
        in_scope=len(in_scope), needed=needed, reached=reached, is_met=reached >= needed
    )


def _check_keys(values: Mapping[str, int | None], part: LevelRule, rule: Rule) -> KeyCheck:
    keys = {name: value for name in part.keys if (value := values[name]) is not None}
    reached = tuple(name for name, value in keys.items() if value >= part.level)
    too_low = tuple(name for name, value in keys.items() if value < part.level - rule.key_slack)
    return KeyCheck(
        keys=tuple(keys),
        not_applicable=tuple(name for name in part.keys if name not in keys),
        needed=rule.keys_needed,
        reached=reached,
        too_low=too_low,
        is_met=len(reached) >= rule.keys_needed and not too_low,
    )


def _climb(checks: tuple[LevelCheck, ...]) -> int:
    level = LOWEST
    for check in checks:
        if not check.is_met:
            break
        level = check.level
    return level


def _deciding(
    values: Mapping[str, int | None], next_check: LevelCheck | None, rule: Rule
) -> tuple[str, ...]:
    """Name the keys that failed, then what lies nearest below; at the top level, its keys."""
    if next_check is None:
        return rule.levels[-1].keys[:MOST_DECIDING]
    key = next_check.key
    found: list[str] = []
    if not key.is_met:
        found += key.too_low
        found += [name for name in key.keys if name not in (*key.reached, *key.too_low)]
        found += key.not_applicable
    if not next_check.breadth.is_met:
        below = gaps_to(values, rule.for_level(next_check.level))
        found += [gap.competency for gap in sorted(below, key=lambda gap: -gap.counted)]
    return tuple(dict.fromkeys(found))[:MOST_DECIDING]


def _smallest_change(
    counted: tuple[Counted, ...], next_check: LevelCheck | None, rule: Rule
) -> tuple[Change, ...] | None:
    """The exact smallest change, keys first and then in the order of the instrument."""
    if next_check is None:
        return None
    part = rule.for_level(next_check.level)
    values = {answer.competency: answer.counted for answer in counted}
    raises = smallest_raises(values, part, next_check.breadth.needed, rule)
    if raises is None:
        return None
    changes = [
        Change(
            competency=answer.competency,
            counted=answer.counted,
            to=raises[answer.competency],
            is_key=answer.competency in part.keys,
            by_doing_it=answer.is_lowered and answer.value == raises[answer.competency],
        )
        for answer in counted
        if answer.competency in raises and answer.counted is not None
    ]
    return tuple(sorted(changes, key=lambda change: not change.is_key))


def _strengths(values: Mapping[str, int | None], level: int) -> tuple[str, ...]:
    enough = min(level + 1, HIGHEST)
    return tuple(name for name, value in values.items() if value is not None and value >= enough)


def _is_specialist(
    values: Mapping[str, int | None], next_check: LevelCheck | None, rule: Rule
) -> bool:
    """A third or more of the answers lie two levels above the result, yet breadth is missing.

    Somebody like that is far ahead in a part of the work and held back by the parts they do not do,
    which is to be shown as a strength and not as a failure.
    """
    if next_check is None or next_check.breadth.is_met:
        return False
    far_above = next_check.level - 1 + SPECIALIST_STEPS
    scope = rule.for_level(next_check.level).scope
    answered = [value for name in scope if (value := values[name]) is not None]
    return sum(value >= far_above for value in answered) >= SPECIALIST_SHARE * len(answered) > 0
