"""Quarters of a year, as somebody names them and as an address writes them. No clock."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

CODE = re.compile(r"(20\d\d)-Q([1-4])", re.ASCII)
MONTHS = 3

QUARTERS_AHEAD = 8
"""Two years: plans reach no further, or not far (our choice)."""


@dataclass(frozen=True, kw_only=True, order=True)
class Quarter:
    number: int  # quarters since the year 0

    def __str__(self) -> str:
        return _("Q%(quarter)s %(year)s") % {"quarter": self.place, "year": self.year}

    @property
    def year(self) -> int:
        return self.number // 4

    @property
    def place(self) -> int:
        """1 to 4."""
        return self.number % 4 + 1

    @property
    def code(self) -> str:
        """As an address writes it."""
        return f"{self.year}-Q{self.place}"

    @property
    def ends_on(self) -> date:
        following = self.later(1)
        return date(following.year, (following.place - 1) * MONTHS + 1, 1) - timedelta(days=1)

    def later(self, quarters: int) -> Quarter:
        return Quarter(number=self.number + quarters)


def quarter_of(day: date) -> Quarter:
    return Quarter(number=day.year * 4 + (day.month - 1) // MONTHS)


def quarter_named(code: str) -> Quarter | None:
    """The quarter of this century that a code names, or None for anything else."""
    found = CODE.fullmatch(code)
    return Quarter(number=int(found[1]) * 4 + int(found[2]) - 1) if found else None


def quarters_ahead(today: date) -> tuple[Quarter, ...]:
    """The quarters that somebody may choose from: that of today, and those after it."""
    return tuple(quarter_of(today).later(number) for number in range(QUARTERS_AHEAD))
