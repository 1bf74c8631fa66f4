"""The parameters of the scoring rule (docs/rules.md), and how they are stored with a result."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from careers.domain.ladder import HIGHEST, LOWEST


@dataclass(frozen=True, kw_only=True)
class LevelRule:
    """What one level looks at."""

    level: int
    scope: tuple[str, ...]
    keys: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """The parameters of scoring: versioned with the instrument, stored with each result."""

    levels: tuple[LevelRule, ...]  # the levels that can be climbed to, lowest first (2, 3, 4)
    breadth: Fraction  # share of the scope that must be reached, rounded up
    keys_needed: int  # how many keys must be at the level
    key_slack: int  # how far below the level a key may lie (1 = none below L - 1)
    max_not_applicable: int
    max_not_applicable_keys: int

    @property
    def competencies(self) -> tuple[str, ...]:
        """Every competency that some level looks at, in the order of the rule."""
        named = [name for level in self.levels for name in (*level.scope, *level.keys)]
        return tuple(dict.fromkeys(named))

    def for_level(self, level: int) -> LevelRule:
        """Return the rule of one level. ValueError when the rule has no such level."""
        for candidate in self.levels:
            if candidate.level == level:
                return candidate
        raise ValueError(f"The scoring rule says nothing about level {level}.")


def check_rule(rule: Rule) -> None:
    """Raise ValueError with a sentence when no answers could be judged by this rule.

    Source: docs/rules.md, The scoring rule.
    """
    expected = tuple(range(LOWEST + 1, LOWEST + 1 + len(rule.levels)))
    levels = tuple(part.level for part in rule.levels)
    if not levels or levels != expected or levels[-1] > HIGHEST:
        raise ValueError(
            f"The rule must climb from level {LOWEST + 1} without a gap; got {levels}."
        )
    if not 0 < rule.breadth <= 1:
        raise ValueError("The share of competencies a level needs must be above 0 and at most 1.")
    counts = (
        rule.keys_needed,
        rule.key_slack,
        rule.max_not_applicable,
        rule.max_not_applicable_keys,
    )
    if min(counts) < 0:
        raise ValueError("The counts of the rule must not be negative.")
    for part in rule.levels:
        _check_level(part, rule.keys_needed)


def _check_level(part: LevelRule, keys_needed: int) -> None:
    for names in (part.scope, part.keys):
        if len(set(names)) != len(names):
            raise ValueError(f"Level {part.level} names a competency twice.")
    if not part.scope:
        raise ValueError(f"Level {part.level} looks at no competency.")
    if not set(part.keys) <= set(part.scope):
        raise ValueError(f"Level {part.level} has a key competency outside what it looks at.")
    if keys_needed > len(part.keys):
        raise ValueError(f"Level {part.level} needs {keys_needed} keys and has {len(part.keys)}.")


def rule_to_data(rule: Rule) -> dict[str, object]:
    """Return the rule as data that JSON can hold; `rule_from_data` reads it back unchanged."""
    return {
        "levels": [
            {"level": part.level, "scope": list(part.scope), "keys": list(part.keys)}
            for part in rule.levels
        ],
        "breadth": [rule.breadth.numerator, rule.breadth.denominator],
        "keys_needed": rule.keys_needed,
        "key_slack": rule.key_slack,
        "max_not_applicable": rule.max_not_applicable,
        "max_not_applicable_keys": rule.max_not_applicable_keys,
    }


def rule_from_data(data: Mapping[str, object]) -> Rule:
    """Read a stored rule. ValueError with a sentence when the data is not a rule."""
    rule = Rule(
        levels=tuple(_level_from_data(part) for part in _list(data, "levels")),
        breadth=_breadth(data),
        keys_needed=_int(data, "keys_needed"),
        key_slack=_int(data, "key_slack"),
        max_not_applicable=_int(data, "max_not_applicable"),
        max_not_applicable_keys=_int(data, "max_not_applicable_keys"),
    )
    check_rule(rule)
    return rule


def _level_from_data(part: object) -> LevelRule:
    mapping = _mapping(part, "A level of the rule")
    return LevelRule(
        level=_int(mapping, "level"), scope=_names(mapping, "scope"), keys=_names(mapping, "keys")
    )


def _breadth(data: object) -> Fraction:
    parts = _list(data, "breadth")
    is_pair = len(parts) == 2 and all(type(part) is int for part in parts)
    if not is_pair or parts[1] == 0:
        raise ValueError("“breadth” of the rule must be a numerator and a denominator.")
    numerator, denominator = (int(str(part)) for part in parts)
    return Fraction(numerator, denominator)


def _mapping(value: object, what: str) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise ValueError(f"{what} must be a set of named values.")
    return value


def _value(data: object, name: str) -> object:
    mapping = _mapping(data, "The rule")
    if name not in mapping:
        raise ValueError(f"The rule has no “{name}”.")
    return mapping[name]


def _int(data: object, name: str) -> int:
    value = _value(data, name)
    # A bool is an int in Python; in a stored rule it can only be a mistake.
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(f"“{name}” of the rule must be a whole number.")
    return value


def _list(data: object, name: str) -> Sequence[object]:
    value = _value(data, name)
    if not isinstance(value, list | tuple):
        raise ValueError(f"“{name}” of the rule must be a list.")
    return value


def _names(data: object, name: str) -> tuple[str, ...]:
    names = tuple(item for item in _list(data, name) if isinstance(item, str))
    if len(names) != len(_list(data, name)):
        raise ValueError(f"“{name}” of the rule must be a list of names.")
    return names
