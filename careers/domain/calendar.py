"""Calendar arithmetic that rules need; no clock."""

from calendar import monthrange
from datetime import date, timedelta


def months_later(day: date, months: int) -> date:
    """Return the day so many calendar months later; the last of its month if it has no such day.

    ValueError beyond the year 9999.
    """
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


LAST_DAY = date(2999, 12, 31)
"""No plan is dated beyond it (our choice): what takes so long is a slip of the pen somewhere."""


def days_later(day: date, days: int) -> date:
    """Return the day so many days later, at most LAST_DAY."""
    return day + timedelta(days=min(days, max(0, (LAST_DAY - day).days)))
