"""The matrix of people and competencies: one page of it, or all of it for a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.functional import cached_property

from careers.levels.models import Competency
from careers.profiles.models import Profile, User
from careers.teams.filters import Filters
from careers.teams.queries.filtering import chosen, in_order
from careers.teams.queries.line import members_visible_to, with_newest
from careers.teams.queries.people import day_of
from careers.teams.queries.rows import Row, rows_of
from careers.teams.queries.totals import (
    ABOVE_THE_LOWEST,
    CompetencyTotal,
    LevelTotal,
    competency_totals,
    level_totals,
    thinnest,
)

PEOPLE_ON_A_PAGE = 50


@dataclass(frozen=True, kw_only=True)
class MatrixPage:
    columns: tuple[Competency, ...]
    rows: tuple[Row, ...]
    page: Page[Any]
    total: int  # in the whole line, whatever the filter
    levels: tuple[LevelTotal, ...]
    totals: tuple[CompetencyTotal, ...]  # one for each column
    thinnest: CompetencyTotal | None

    @property
    def at_least(self) -> tuple[tuple[int, tuple[int, ...]], ...]:
        """For each level above the lowest, how many are at it or higher in each column."""
        return tuple(
            (level, tuple(one.at_least[place] for one in self.totals))
            for place, level in enumerate(ABOVE_THE_LOWEST)
        )


class KnownLength(Paginator[Any]):
    """Pages of a list whose length was counted together with something else."""

    def __init__(self, people: Any, length: int) -> None:
        super().__init__(people, PEOPLE_ON_A_PAGE)
        self.length = length

    @cached_property
    def count(self) -> int:
        return self.length


def competencies() -> tuple[Competency, ...]:
    """The competencies, in the order in which the questions come. One SQL query."""
    return tuple(Competency.objects.order_by("group__order", "order"))


def matrix_page(
    user: User, filters: Filters, number: Any, *, columns: Sequence[Competency], today: date
) -> MatrixPage:
    """One page of a list, with the totals over all its pages. Eight SQL queries.

    `number` may be anything: what is no page leads to the first or the last one.
    """
    day = day_of(today)
    people = chosen(user, filters, day)
    levels = level_totals(people, filters)
    keys = in_order(people, filters).values_list("pk", flat=True)
    page = KnownLength(keys, sum(one.people for one in levels)).get_page(number)
    # Only the keys are sorted by the database: what a row shows is asked of fifty people, not of
    # everybody who is sorted.
    place = {key: number for number, key in enumerate(page.object_list)}
    shown = with_newest(Profile.objects.filter(pk__in=list(place)).order_by())
    rows = rows_of(shown, columns, user, day)
    totals = competency_totals(people, columns, filters)
    return MatrixPage(
        columns=tuple(columns),
        rows=tuple(sorted(rows, key=lambda row: place[row.profile_id])),
        page=page,
        total=members_visible_to(user).count(),
        levels=levels,
        totals=totals,
        thinnest=thinnest(totals),
    )


def matrix_rows(
    user: User, filters: Filters, *, columns: Sequence[Competency], today: date
) -> tuple[Row, ...]:
    """Everybody on a list, in its order, whatever their number. Four SQL queries."""
    day = day_of(today)
    return rows_of(in_order(chosen(user, filters, day), filters), columns, user, day)
