"""How everybody on a list stands: by level, and in each competency."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from careers.assessments.models import Answer
from careers.domain.ladder import LEVELS
from careers.levels.models import Competency
from careers.teams.filters import NO_RESULT, Filters
from careers.teams.queries.gaps import with_gaps

ABOVE_THE_LOWEST = LEVELS[1:]


@dataclass(frozen=True, kw_only=True)
class LevelTotal:
    level: int | None  # None: no result yet
    people: int
    query: str  # of the list of them


@dataclass(frozen=True, kw_only=True)
class CompetencyTotal:
    """How the people on the list stand in one competency, those on other pages included."""

    code: str
    name: str
    at_least: tuple[int, ...]  # how many are at each of ABOVE_THE_LOWEST or higher
    below: int  # how many are below their target
    in_scope: int  # of how many it is asked
    query: str  # of the list of those below


def level_totals(people: Any, filters: Filters) -> tuple[LevelTotal, ...]:
    """How many of these people are at each level, and without one. One SQL query."""
    at = {f"at_{level}": Count("pk", filter=Q(level=level)) for level in LEVELS}
    counts = people.order_by().aggregate(**at, at_none=Count("pk", filter=Q(level=None)))
    return tuple(
        LevelTotal(
            level=level,
            people=counts[f"at_{level or NO_RESULT}"],
            query=filters.but(level=str(level or NO_RESULT)).query(),
        )
        for level in (*LEVELS, None)
    )


def competency_totals(
    people: Any, columns: Sequence[Competency], filters: Filters
) -> tuple[CompetencyTotal, ...]:
    """The same in each competency, over all answers of these people. One SQL query."""
    newest = people.order_by().values("newest")
    answers = with_gaps(Answer.objects.filter(assessment__in=newest)).order_by()
    at = {f"at_{level}": Count("pk", filter=Q(counted__gte=level)) for level in ABOVE_THE_LOWEST}
    rows = answers.values("competency_id").annotate(
        **at,
        below=Count("pk", filter=Q(is_gap=True)),
        asked=Count("pk", filter=Q(is_in_scope=True, counted__isnull=False)),
    )
    counts: dict[int, dict[str, int]] = {row["competency_id"]: row for row in rows}
    nobody: dict[str, int] = dict.fromkeys((*at, "below", "asked"), 0)
    return tuple(_total(one, counts.get(one.pk, nobody), filters) for one in columns)


def _total(one: Competency, counts: dict[str, int], filters: Filters) -> CompetencyTotal:
    return CompetencyTotal(
        code=one.code,
        name=one.name,
        at_least=tuple(counts[f"at_{level}"] for level in ABOVE_THE_LOWEST),
        below=counts["below"],
        in_scope=counts["asked"],
        query=filters.but(competency=one.code, value="").query(),
    )


def thinnest(totals: Sequence[CompetencyTotal]) -> CompetencyTotal | None:
    """The competency in which most people are below their target; the first of equals.

    None while nobody is. No SQL query.
    """
    found = max(totals, key=lambda one: one.below, default=None)
    return found if found and found.below else None
