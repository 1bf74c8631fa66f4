"""The people of one line of management, with their newest results."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, Subquery
from django.utils import timezone

from careers.assessments.models import Assessment
from careers.profiles.models import Profile, User
from careers.teams.queries.line import members_visible_to, newest_of, with_newest

PEOPLE_ON_A_PAGE = 50
NO_RESULT = "none"
"""The value of the level filter for people without a submitted self-assessment."""


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What part of the team somebody wants to see; empty means everything."""

    is_direct_only: bool = False
    level: str = ""  # "1" to "4", or NO_RESULT
    text: str = ""

    @property
    def are_set(self) -> bool:
        return bool(self.is_direct_only or self.level or self.text)


@dataclass(frozen=True, kw_only=True)
class Member:
    """One row of the team page."""

    profile_id: int
    name: str
    job_title: str
    manager: str
    is_direct: bool
    assessment_id: int | None
    level: int | None  # of the newest submitted self-assessment
    is_provisional: bool
    submitted_at: datetime | None
    state_label: str
    is_stale: bool  # older than the instrument allows


@dataclass(frozen=True, kw_only=True)
class TeamPage:
    members: tuple[Member, ...]
    page: Page[Profile]
    total: int  # in the whole line, whatever the filter


@dataclass(frozen=True, kw_only=True)
class TeamCounts:
    people: int
    direct: int
    assessed: int

    @property
    def waiting(self) -> int:
        return self.people - self.assessed


def team_counts(user: User) -> TeamCounts:
    """How many people somebody leads, and how many have a result. One SQL query."""
    counts = (
        members_visible_to(user)
        .order_by()
        .annotate(newest=Subquery(newest_of().values("pk")[:1]))
        .aggregate(
            people=Count("pk"),
            direct=Count("pk", filter=Q(manager__user_id=user.pk)),
            assessed=Count("newest"),
        )
    )
    return TeamCounts(**counts)


def team_page(user: User, filters: Filters, number: Any, *, today: date) -> TeamPage:
    """One page of the team, in the order of names. Four SQL queries.

    `number` may be anything: what is no page leads to the first or the last one.
    """
    people = _filtered(members_visible_to(user), user, filters)
    people = people.select_related("user", "manager__user").by_name()
    page = Paginator(people, PEOPLE_ON_A_PAGE).get_page(number)
    profiles = list(page.object_list)
    newest = _newest_of(profiles)
    return TeamPage(
        members=tuple(_member(one, newest.get(one.pk), user, today) for one in profiles),
        page=page,
        total=members_visible_to(user).count(),
    )


def _filtered(people: Any, user: User, filters: Filters) -> Any:
    if filters.is_direct_only:
        people = people.filter(manager__user_id=user.pk)
    if filters.level:
        people = with_newest(people)
        is_none = filters.level == NO_RESULT
        people = (
            people.filter(level__isnull=True) if is_none else people.filter(level=filters.level)
        )
    if filters.text:
        people = people.called(filters.text)
    return people


def _newest_of(profiles: Iterable[Profile]) -> dict[int, dict[str, Any]]:
    """The newest submitted self-assessments of these people, by profile. One SQL query."""
    people = Profile.objects.filter(pk__in=[one.pk for one in profiles]).order_by()
    newest = people.annotate(newest=Subquery(newest_of().values("pk")[:1])).values("newest")
    rows: Iterable[Any] = (
        Assessment.objects.filter(pk__in=newest)
        .order_by()
        .values(
            "pk",
            "profile_id",
            "state",
            "submitted_at",
            "result__level",
            "result__is_provisional",
            "instrument__stale_months",
        )
    )
    return {row["profile_id"]: row for row in rows}


def _member(profile: Profile, newest: dict[str, Any] | None, user: User, today: date) -> Member:
    manager = profile.manager
    row = newest or {}
    submitted_at = row.get("submitted_at")
    return Member(
        profile_id=profile.pk,
        name=str(profile.user),
        job_title=profile.job_title,
        manager=str(manager) if manager else "",
        is_direct=manager is not None and manager.user_id == user.pk,
        assessment_id=row.get("pk"),
        level=row.get("result__level"),
        is_provisional=bool(row.get("result__is_provisional")),
        submitted_at=submitted_at,
        state_label=str(Assessment.State(row["state"]).label) if row else "",
        is_stale=submitted_at is not None
        and is_stale(submitted_at, today, row["instrument__stale_months"]),
    )


def is_stale(submitted_at: datetime, today: date, months: int) -> bool:
    """Whether a self-assessment is at least this many whole months old. No SQL query."""
    day = timezone.localtime(submitted_at).date()
    whole = (today.year - day.year) * 12 + today.month - day.month - (today.day < day.day)
    return whole >= months
