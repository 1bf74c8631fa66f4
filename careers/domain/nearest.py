"""The smallest raise of answers that meets a level (rule: docs/rules.md, The scoring rule)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from careers.domain.rule import LevelRule, Rule

Raises = dict[str, int]
"""Competency -> the counted answer it must be raised to."""


@dataclass(frozen=True, kw_only=True)
class _Situation:
    counted: Mapping[str, int]  # without N/A, in the order of the instrument
    level: LevelRule
    needed: int
    rule: Rule

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(name for name in self.counted if name in self.level.keys)

    @property
    def scope(self) -> tuple[str, ...]:
        return tuple(name for name in self.counted if name in self.level.scope)

    @property
    def lowest_for_a_key(self) -> int:
        return max(0, self.level.level - self.rule.key_slack)


def smallest_raises(
    counted: Mapping[str, int | None], level: LevelRule, needed: int, rule: Rule
) -> Raises | None:
    """Return the cheapest raises that meet the level, or None when no raise can.

    `needed` is how many competencies in scope must be at the level. Cheapest is the fewest steps in
    all; then the more steps that fall on keys, then fewer competencies, then the order of the
    instrument. What is not applicable is never raised. Source: docs/rules.md, The scoring rule.
    """
    answered = {name: value for name, value in counted.items() if value is not None}
    situation = _Situation(counted=answered, level=level, needed=needed, rule=rule)
    ways = [raises for raises in _ways(situation) if raises is not None]
    return min(ways, key=lambda raises: _price(raises, situation), default=None)


def _ways(situation: _Situation) -> Iterator[Raises | None]:
    """One best way for each choice of the keys that end at the level; the rest is then forced."""
    keys = situation.keys
    for size in range(situation.rule.keys_needed, len(keys) + 1):
        for at_level in combinations(keys, size):
            yield _way(situation, frozenset(at_level))


def _way(situation: _Situation, at_level: frozenset[str]) -> Raises | None:
    top, counted = situation.level.level, situation.counted
    raises: Raises = {}
    for key in situation.keys:
        wanted = top if key in at_level else situation.lowest_for_a_key
        if counted[key] < wanted:
            raises[key] = wanted
    after = {**counted, **raises}
    missing = situation.needed - sum(after[name] >= top for name in situation.scope)
    # A key left below the level stays there: raising it as well is another choice of `at_level`.
    others = [
        name for name in situation.scope if name not in situation.keys and counted[name] < top
    ]
    if missing > len(others):
        return None
    nearest = sorted(others, key=lambda name: -counted[name])[: max(0, missing)]
    return raises | dict.fromkeys(nearest, top)


def _price(
    raises: Raises, situation: _Situation
) -> tuple[int, int, int, tuple[tuple[int, int], ...]]:
    steps = {name: to - situation.counted[name] for name, to in raises.items()}
    on_keys = sum(count for name, count in steps.items() if name in situation.level.keys)
    position = {name: index for index, name in enumerate(situation.counted)}
    places = tuple(sorted((position[name], -to) for name, to in raises.items()))
    return sum(steps.values()), -on_keys, len(raises), places
