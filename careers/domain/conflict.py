"""Why no plan fits, and the cheapest ways out: the values (rule: docs/rules.md, No plan fits)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from careers.domain.certification import Money
from careers.domain.eligibility import Blocker


class Limit(StrEnum):
    """A constraint that a plan can fail."""

    BUDGET = "budget"
    TIME = "time"  # finish by, with the hours a week
    PIN = "pin"  # something must be in the plan and cannot be had


@dataclass(frozen=True, kw_only=True)
class UnmetPin:
    """A certification that must be in the plan and cannot, with the reasons."""

    certification: str
    blockers: tuple[Blocker, ...]


@dataclass(frozen=True, kw_only=True)
class Relaxation:
    """One way to make a plan fit; everything that is set has to be done together."""

    more_money: Money | None = None  # on top of the budget
    finish_by: date | None = None  # instead of the day asked for
    hours_a_week: int | None = None  # instead of those given, with the day as it is
    dropped: tuple[str, ...] = ()  # no longer required: pins as the person named them


@dataclass(frozen=True, kw_only=True)
class Conflict:
    limits: tuple[Limit, ...]  # that fail, in the order of `Limit`
    pins: tuple[UnmetPin, ...]  # that cannot be had whatever the budget and the time
    relaxations: tuple[Relaxation, ...]  # the smallest of each kind, in the order of its fields
