"""What the plans of a line cost, by quarter and person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator

from careers.certifications import queries as certifications
from careers.domain.eligibility import Register
from careers.domain.planner import Money
from careers.profiles.models import User
from careers.roadmaps.plans import money_text
from careers.teams.amounts import Amounts, amounts_of
from careers.teams.quarters import Quarter
from careers.teams.queries.costs import PlannedStep, costs_of, planned_steps
from careers.teams.queries.line import members_visible_to

QUARTERS = 4
"""A year at one glance (our choice)."""

PEOPLE_ON_A_PAGE = 50


@dataclass(frozen=True, kw_only=True)
class MoneyFilters:
    """Whose money, and from when."""

    start: Quarter
    is_direct_only: bool = False
    text: str = ""

    @property
    def are_set(self) -> bool:
        return self.is_direct_only or bool(self.text)


@dataclass(frozen=True, kw_only=True)
class Cell:
    """What one person, or everybody, has planned for a quarter, or for all of them."""

    amounts: Amounts
    not_agreed: tuple[str, ...]  # the part of it that is not agreed, where there is one
    is_open: bool  # something in it is not agreed


@dataclass(frozen=True, kw_only=True)
class MoneyRow:
    profile_id: int
    name: str
    cells: tuple[Cell, ...]  # one for each quarter
    total: Cell


@dataclass(frozen=True, kw_only=True)
class CostBar:
    label: str
    agreed: int  # minor units
    open: int
    text: str


@dataclass(frozen=True, kw_only=True)
class CostChart:
    """The known costs in one currency, quarter by quarter."""

    currency: str
    bars: tuple[CostBar, ...]
    total: str


@dataclass(frozen=True, kw_only=True)
class MoneyPage:
    quarters: tuple[Quarter, ...]
    rows: tuple[MoneyRow, ...]
    page: Page[Any]
    cells: tuple[Cell, ...]  # of everybody, on whatever page
    total: Cell
    charts: tuple[CostChart, ...]
    overdue: int  # steps whose day has passed, counted in the quarter of today
    outside: int  # steps of the same people in other quarters


def money_page(user: User, filters: MoneyFilters, number: Any, *, today: date) -> MoneyPage:
    """Costs of the accepted plans of one's line. Three SQL queries.

    `number` may be anything: what is no page leads to the first or the last one.
    """
    register = Register(certifications.domain_catalogue())
    steps = planned_steps(_people(user, filters), register, today=today)
    quarters = tuple(filters.start.later(number) for number in range(QUARTERS))
    shown = [step for step in steps if step.quarter in quarters]
    of_person: dict[int, list[PlannedStep]] = defaultdict(list)
    for step in shown:
        of_person[step.person].append(step)
    page = Paginator(list(of_person.values()), PEOPLE_ON_A_PAGE).get_page(number)
    cells = _cells(shown, quarters)
    total = _cell(shown)
    return MoneyPage(
        quarters=quarters,
        rows=tuple(_row(own, quarters) for own in page.object_list),
        page=page,
        cells=cells,
        total=total,
        charts=tuple(_chart(one, shown, quarters) for one in total.amounts.known),
        overdue=sum(step.is_overdue for step in shown),
        outside=len(steps) - len(shown),
    )


def _people(user: User, filters: MoneyFilters) -> Any:
    people = members_visible_to(user)
    if filters.is_direct_only:
        people = people.filter(manager__user_id=user.pk)
    return people.called(filters.text) if filters.text else people


def _row(own: Sequence[PlannedStep], quarters: Iterable[Quarter]) -> MoneyRow:
    return MoneyRow(
        profile_id=own[0].person,
        name=own[0].name,
        cells=_cells(own, quarters),
        total=_cell(own),
    )


def _cells(steps: Sequence[PlannedStep], quarters: Iterable[Quarter]) -> tuple[Cell, ...]:
    return tuple(_cell([step for step in steps if step.quarter == one]) for one in quarters)


def _cell(steps: Sequence[PlannedStep]) -> Cell:
    not_agreed = amounts_of(costs_of(step for step in steps if not step.is_agreed))
    return Cell(
        amounts=amounts_of(costs_of(steps)),
        not_agreed=not_agreed.texts,
        is_open=not_agreed.steps > 0,
    )


def _chart(total: Money, steps: Sequence[PlannedStep], quarters: Iterable[Quarter]) -> CostChart:
    return CostChart(
        currency=total.currency,
        bars=tuple(
            _bar(one, [step for step in steps if step.quarter == one], total.currency)
            for one in quarters
        ),
        total=money_text(total),
    )


def _bar(quarter: Quarter, steps: Sequence[PlannedStep], currency: str) -> CostBar:
    agreed = amounts_of(costs_of(step for step in steps if step.is_agreed)).minor(currency)
    every = amounts_of(costs_of(steps)).minor(currency)
    return CostBar(
        label=str(quarter),
        agreed=agreed,
        open=every - agreed,
        text=money_text(Money(minor=every, currency=currency)),
    )
