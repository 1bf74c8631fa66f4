"""The ladder of PMO levels: their order and the distance between them."""

from typing import Final

NOT_YET: Final = 0
"""The answer of somebody who does not do any of it at work yet."""

LEVELS: Final = (1, 2, 3, 4)
"""The four levels of the article, lowest first."""

LOWEST: Final = LEVELS[0]
HIGHEST: Final = LEVELS[-1]


def next_level(level: int) -> int | None:
    """Return the level above, or None at the top. ValueError for a number that is no level."""
    if level not in LEVELS:
        raise ValueError(f"{level} is not a level; levels are {LOWEST} to {HIGHEST}.")
    return level + 1 if level < HIGHEST else None


def levels_above(level: int) -> tuple[int, ...]:
    """Return every level above this one, lowest first."""
    return tuple(candidate for candidate in LEVELS if candidate > level)


def steps_to(counted: int, target: int) -> int:
    """Return how many levels a counted answer lies below a target, never negative."""
    return max(0, target - counted)
