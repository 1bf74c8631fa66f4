"""The people somebody asked for, in the order they asked for, within the database."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, F, OuterRef, Q, Subquery

from careers.assessments.models import Assessment
from careers.profiles.models import User
from careers.teams.filters import (
    AT_LEAST,
    BY_DATE,
    BY_GAP,
    BY_LEVEL,
    BY_NAME,
    DIRECT,
    NO_RESULT,
    Filters,
)
from careers.teams.queries.gaps import newest_answers, number_of_gaps, with_gaps
from careers.teams.queries.line import members_visible_to, with_newest
from careers.teams.queries.people import Day, Need, needing, overdue_steps


def chosen(user: User, filters: Filters, day: Day) -> Any:
    """Those of the line whom the filters leave, in no order. Part of an SQL query."""
    people = with_newest(members_visible_to(user))
    if filters.show == DIRECT:
        people = people.filter(manager__user_id=user.pk)
    if filters.level == NO_RESULT:
        people = people.filter(level__isnull=True)
    elif filters.level:
        people = people.filter(level=int(filters.level))
    if filters.status:
        people = needing(people, filters.status, day)
    if filters.is_overdue and filters.status != Need.OVERDUE:
        people = people.filter(Exists(overdue_steps(day.today)))
    if filters.competency:
        people = people.filter(Exists(_answered(filters)))
    return people.called(filters.q) if filters.q else people


def _answered(filters: Filters) -> Any:
    """The answers that fit; one that is not applicable is neither above nor below anything."""
    answers = newest_answers().filter(competency__code=filters.competency)
    if not filters.value:
        return with_gaps(answers).filter(is_gap=True)
    number = int(filters.value[-1])
    is_least = filters.value.startswith(AT_LEAST)
    fits = Q(counted__gte=number) if is_least else Q(counted__lte=number)
    return answers.with_counted().filter(fits)


def in_order(people: Any, filters: Filters) -> Any:
    """People sorted, equals by name, those without a value last. Part of an SQL query."""
    if filters.column == BY_NAME:
        names = people.by_name()
        return names.reverse() if filters.is_descending else names
    people = people.annotate(place=_value(filters.column))
    # Where unknown values stand is a matter of each database, unless it is said.
    place = F("place")
    order = place.desc(nulls_last=True) if filters.is_descending else place.asc(nulls_last=True)
    return people.by_name(order)


def _value(column: str) -> Any:
    if column == BY_LEVEL:
        return F("level")
    if column == BY_GAP:
        return number_of_gaps()
    if column == BY_DATE:
        newest = Assessment.objects.filter(pk=OuterRef("newest"))
        return Subquery(newest.order_by().values("submitted_at"))
    answer = newest_answers().filter(competency__code=column)
    return Subquery(answer.with_counted().values("counted"))
