"""What several steps cost together: one sum for each currency, and how many prices are missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careers.domain.planner import Money
from careers.roadmaps.plans import money_text
from careers.roadmaps.prices import sums_of


@dataclass(frozen=True, kw_only=True)
class Amounts:
    steps: int
    unknown: int  # steps without a known price
    known: tuple[Money, ...]  # one for each currency, in the order of the alphabet

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(money_text(one) for one in self.known)

    @property
    def unknown_text(self) -> str:
        """How many prices are missing; empty if none is, or there is nothing to pay."""
        if not self.unknown:
            return ""
        return unknown_text(self.unknown, self.steps)

    def minor(self, currency: str) -> int:
        """The known sum in this currency."""
        return sum(one.minor for one in self.known if one.currency == currency)


def amounts_of(costs: Iterable[Money | None]) -> Amounts:
    """Add up what can be added up; None is a price that is not known."""
    every = tuple(costs)
    return Amounts(steps=len(every), unknown=every.count(None), known=sums_of(every))


def unknown_text(unknown: int, steps: int) -> str:
    """How many of so many steps have no known price."""
    if unknown == steps == 1:
        return _("price not known")
    text = ngettext(
        "%(unknown)s of %(steps)s steps has no known price",
        "%(unknown)s of %(steps)s steps have no known price",
        unknown,
    )
    return text % {"unknown": unknown, "steps": steps}
