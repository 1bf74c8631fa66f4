"""Quarters and longer periods: where a day stands on a line of time. No clock."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

WIDTH = 640
"""Units of the drawing from edge to edge; at its natural size one unit is one CSS pixel."""

EDGE = 8
"""Kept free on both sides, so that a mark on the first or last day is seen whole."""

TRACK = WIDTH - 2 * EDGE

QUARTER, HALF_YEAR, YEAR = 3, 6, 12  # months
LABEL_WIDTHS = {QUARTER: 62, HALF_YEAR: 104, YEAR: 48}
"""What the label of a period needs at least."""

YEARS_WIDTH = 88
"""The same for several years in one; a period of so many is chosen only where nothing less fits."""

LEAST_MONTHS = 12
"""A picture shows at least a year, so that a plan of a few days does not fill it."""


@dataclass(frozen=True, kw_only=True)
class Period:
    """A quarter; in a long plan a half year, a year or several."""

    label: str
    x: int
    width: int


@dataclass(frozen=True, kw_only=True)
class Scale:
    """Days to places. It begins with the first day of a period and ends with the last of one."""

    first: int  # months since the year 0
    months: int  # of one period
    count: int

    @property
    def begins_on(self) -> date:
        return _first_day(self.first)

    @property
    def ends_on(self) -> date:
        """The day after the last one shown."""
        return _first_day(self.first + self.months * self.count)

    def holds(self, day: date) -> bool:
        return self.begins_on <= day <= self.ends_on

    def x(self, day: date) -> int:
        days, whole = (day - self.begins_on).days, (self.ends_on - self.begins_on).days
        return EDGE + days * TRACK // whole

    def periods(self) -> Iterator[Period]:
        for number in range(self.count):
            month = self.first + number * self.months
            x, end = self.x(_first_day(month)), self.x(_first_day(month + self.months))
            yield Period(label=_label(month, self.months), x=x, width=end - x)


def scale_of(days: Collection[date]) -> Scale:
    """Return a scale that shows all these days, in the shortest periods whose labels have room."""
    begin, end = month_of(min(days)), month_of(max(days))
    for months, needed in _spans():
        first = begin // months * months
        least = -(-LEAST_MONTHS // months)
        count = max(least, (end - first) // months + 1)
        if count * needed <= TRACK:
            break
    return Scale(first=first, months=months, count=count)


def _spans() -> Iterator[tuple[int, int]]:
    """Lengths of a period in months, shortest first, each with what its label needs."""
    yield from LABEL_WIDTHS.items()
    decade = 1
    while True:
        for years in (2, 5, 10):
            yield years * decade * YEAR, YEARS_WIDTH
        decade *= 10


def month_of(day: date) -> int:
    return day.year * YEAR + day.month - 1


def _first_day(month: int) -> date:
    """The first day of a month; the first and the last day there is for months beyond those."""
    year, number = divmod(month, YEAR)
    if year < date.min.year:
        return date.min
    return date(year, number + 1, 1) if year <= date.max.year else date.max


def _label(month: int, months: int) -> str:
    """The name of a period, from its first month."""
    year, number = divmod(month, YEAR)
    if months == QUARTER:
        return _("Q%(quarter)s %(year)s") % {"quarter": number // QUARTER + 1, "year": year}
    if months == HALF_YEAR:
        text = _("July–Dec %(year)s") if number else _("Jan–June %(year)s")
        return text % {"year": year}
    if months == YEAR:
        return str(year)
    return _("%(first)s–%(last)s") % {"first": year, "last": year + months // YEAR - 1}
