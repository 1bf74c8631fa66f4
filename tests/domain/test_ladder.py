"""The order of the levels."""

from __future__ import annotations

import pytest

from careers.domain.ladder import levels_above, next_level, steps_to
from careers.domain.outcome import Change


def test_next_level() -> None:
    assert [next_level(level) for level in (1, 2, 3, 4)] == [2, 3, 4, None]
    with pytest.raises(ValueError, match="5 is not a level; levels are 1 to 4"):
        next_level(5)


def test_levels_above() -> None:
    assert [levels_above(level) for level in (1, 3, 4)] == [(2, 3, 4), (4,), ()]


def test_steps() -> None:
    assert [steps_to(counted, 3) for counted in (0, 2, 3, 4)] == [3, 1, 0, 0]
    change = Change(competency="A1", counted=1, to=3, is_key=True, by_doing_it=False)
    assert change.steps == 2
