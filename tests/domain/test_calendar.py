from __future__ import annotations

from datetime import date, timedelta

import pytest

from careers.domain.calendar import LAST_DAY, days_later, months_later


@pytest.mark.parametrize(
    ("awarded_on", "months", "end"),
    [
        (date(2024, 3, 14), 36, date(2027, 3, 14)),
        (date(2024, 2, 29), 36, date(2027, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 5), 1, date(2027, 1, 5)),
        (date(2026, 1, 31), 12, date(2027, 1, 31)),
    ],
)
def test_months_are_calendar_months(awarded_on: date, months: int, end: date) -> None:
    assert months_later(awarded_on, months) == end


def test_the_calendar_has_an_end() -> None:
    with pytest.raises(ValueError, match="year 10000"):
        months_later(date(9999, 12, 1), 1)


def test_days_later_ends_with_the_calendar_of_plans() -> None:
    assert days_later(date(2027, 2, 27), 2) == date(2027, 3, 1)
    assert days_later(LAST_DAY, 0) == LAST_DAY
    assert days_later(LAST_DAY - timedelta(days=1), 1) == LAST_DAY
    assert days_later(date(2027, 1, 1), 10**9) == LAST_DAY
    assert days_later(date(3001, 1, 1), 5) == date(3001, 1, 1)
