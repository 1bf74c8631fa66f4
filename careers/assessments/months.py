"""Calendar months: how old an answer or its evidence is."""

from __future__ import annotations

from datetime import date

MONTHS_IN_YEAR = 12


def first_of_month(day: date, *, months_ago: int = 0) -> date:
    """The first day of the month of `day`, or of a month before it."""
    index = day.year * MONTHS_IN_YEAR + day.month - 1 - months_ago
    return date(index // MONTHS_IN_YEAR, index % MONTHS_IN_YEAR + 1, 1)


def last_months(today: date, count: int) -> tuple[date, ...]:
    """The first days of the last `count` months, this one included, newest first."""
    return tuple(first_of_month(today, months_ago=ago) for ago in range(count))


def whole_months(since: date, today: date) -> int:
    """How many whole months lie between two days."""
    months = (today.year - since.year) * MONTHS_IN_YEAR + today.month - since.month
    return months - (today.day < since.day)
