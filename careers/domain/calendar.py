"""Calendar arithmetic that rules need; no clock."""

from calendar import monthrange
from datetime import date


def months_later(day: date, months: int) -> date:
    """Return the day so many calendar months later; the last of its month if it has no such day.

    ValueError beyond the year 9999.
    """
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
