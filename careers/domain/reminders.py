"""When somebody is reminded, and of what again (rule: docs/rules.md, Reminders)."""

from datetime import date, timedelta
from enum import StrEnum

MONDAY = 0
WAITING_AGAIN_DAYS = 14
FIRST_AFTER_DAYS = 14
EXPIRY_DAYS = (30, 90)
"""Days before the end of a certification; the fewest that hold count. Our choice, all of them."""


class Every(StrEnum):
    """How often somebody wants to be reminded."""

    DAY = "day"
    WEEK = "week"
    NEVER = "never"


class About(StrEnum):
    """What a reminder is about."""

    REVIEW = "review"  # a self-assessment that waits for the manager
    PLAN = "plan"  # a plan that waits for the manager
    ANSWER = "answer"  # a review that waits for the person
    OVERDUE = "overdue"  # a step of the own plan
    PEOPLE_OVERDUE = "people-overdue"  # steps of people whom the reader leads: a number
    EXPIRY = "expiry"
    STALE = "stale"  # the newest self-assessment is too old
    FIRST = "first"  # there is no self-assessment yet


def is_due(every: Every, today: date) -> bool:
    """Return whether a summary goes out today to somebody who wants it so often."""
    return every is Every.DAY or (every is Every.WEEK and today.weekday() == MONDAY)


def waiting_key(about: About, what: str, since: date, today: date) -> str:
    """Return the name of something that waits; a new one every WAITING_AGAIN_DAYS."""
    turn = max(0, (today - since).days) // WAITING_AGAIN_DAYS
    return f"{about}:{what}:{since.isoformat()}:{turn}"


def is_first_due(joined_on: date, today: date) -> bool:
    """Return whether somebody who joined then has had time for a first self-assessment."""
    return today >= joined_on + timedelta(days=FIRST_AFTER_DAYS)


def days_of_warning(expires_on: date, today: date) -> int | None:
    """Return which warning holds: 30 or 90 days. None before the first, and after the end."""
    left = (expires_on - today).days
    if left < 0:
        return None
    return next((days for days in EXPIRY_DAYS if left <= days), None)
