"""What needs a manager: in numbers for the home page, with names for the page of the team."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, F, Q, Window
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from careers.profiles.models import User
from careers.profiles.queries import StandingIn, has_reports, stands_in_for
from careers.teams.filters import Filters
from careers.teams.queries.line import members_visible_to, with_newest
from careers.teams.queries.people import (
    Day,
    Need,
    day_of,
    needing,
    newest_is,
    overdue_steps,
    steps_to_agree,
)

MOST_NAMES = 5
URGENT = (Need.WAITING, Need.TO_AGREE, Need.OVERDUE, Need.STALE, Need.EXPIRING, Need.NONE)


@dataclass(frozen=True, kw_only=True)
class InNeed:
    """One person, and since when; of what expires the day it does."""

    profile_id: int
    name: str
    job_title: str
    note: str


@dataclass(frozen=True, kw_only=True)
class Needed:
    """One thing that needs a manager, with the first of those it is about, the oldest first."""

    need: Need
    title: str
    action: str  # what to do about one person
    count: int
    people: tuple[InNeed, ...]
    query: str  # of the list of all of them

    @property
    def more(self) -> int:
        return self.count - len(self.people)


@dataclass(frozen=True, kw_only=True)
class AttentionPage:
    has_team: bool
    stands_in_for: tuple[StandingIn, ...]
    needs: tuple[Needed, ...]  # in the order of urgency, with those nobody is in

    @property
    def open(self) -> tuple[Needed, ...]:
        return tuple(one for one in self.needs if one.count)

    @property
    def done(self) -> tuple[Needed, ...]:
        return tuple(one for one in self.needs if not one.count)


@dataclass(frozen=True, kw_only=True)
class TeamCounts:
    """The line in numbers, as the home page shows it."""

    people: int
    waiting: int
    to_agree: int
    overdue: int
    none: int  # without a self-assessment

    @property
    def urgent(self) -> tuple[tuple[str, int, str], ...]:
        """What needs somebody now: title, number of people, query of their list."""
        found = (
            (Need.WAITING, self.waiting),
            (Need.TO_AGREE, self.to_agree),
            (Need.OVERDUE, self.overdue),
            (Need.NONE, self.none),
        )
        return tuple(
            (str(need.label), number, Filters(status=need).query())
            for need, number in found
            if number
        )


def team_counts(user: User, *, today: date) -> TeamCounts:
    """How many people somebody leads, and how many of them need something. One SQL query."""
    day = Day(today=today, stale_before={})
    people = with_newest(members_visible_to(user)).order_by()
    marked = people.annotate(
        is_waiting=newest_is(Need.WAITING, day),
        is_to_agree=Exists(steps_to_agree()),
        is_overdue=Exists(overdue_steps(today)),
    )
    counts = marked.aggregate(
        people=Count("pk"),
        waiting=Count("pk", filter=Q(is_waiting=True)),
        to_agree=Count("pk", filter=Q(is_to_agree=True)),
        overdue=Count("pk", filter=Q(is_overdue=True)),
        none=Count("pk", filter=Q(newest__isnull=True)),
    )
    return TeamCounts(**counts)


def attention_page(user: User, *, now: datetime) -> AttentionPage:
    """What needs this manager today, in the own line and in those they stand in for.

    Eight SQL queries, two for somebody who leads nobody.
    """
    stands_in = stands_in_for(user, now)
    if not has_reports(user):
        return AttentionPage(has_team=False, stands_in_for=stands_in, needs=())
    day = day_of(timezone.localdate(now))
    people = with_newest(members_visible_to(user)).select_related("user")
    return AttentionPage(
        has_team=True,
        stands_in_for=stands_in,
        needs=tuple(_needed(need, needing(people, need, day)) for need in URGENT),
    )


def _needed(need: Need, people: Any) -> Needed:
    """The number of all and the names of the first, in one SQL query."""
    counted = people.annotate(total=Window(Count("pk")))
    oldest = F("since").asc(nulls_last=True)
    rows: Iterable[Any] = counted.by_name(oldest)[:MOST_NAMES]
    found = list(rows)
    return Needed(
        need=need,
        title=str(need.label),
        action=_action(need),
        count=found[0].total if found else 0,
        people=tuple(
            InNeed(
                profile_id=one.pk,
                name=str(one.user),
                job_title=one.job_title,
                note=_note(need, one.since),
            )
            for one in found
        ),
        query=Filters(status=need).query(),
    )


def _action(need: Need) -> str:
    return {
        Need.WAITING: _("Review"),
        Need.TO_AGREE: _("Look at the plan"),
        Need.OVERDUE: _("See what is late"),
        Need.STALE: _("See the last result"),
        Need.EXPIRING: _("See what to renew"),
    }.get(need, _("See the person"))


def _note(need: Need, since: date | datetime | None) -> str:
    """Since when, in words; a moment is told as its day here."""
    if since is None:
        return ""
    on = timezone.localdate(since) if isinstance(since, datetime) else since
    sentences = {
        Need.WAITING: _("Handed in on %(day)s"),
        Need.TO_AGREE: _("Accepted on %(day)s"),
        Need.OVERDUE: _("Was planned for %(day)s"),
        Need.STALE: _("Last handed in on %(day)s"),
        Need.EXPIRING: _("Valid until %(day)s"),
        Need.NONE: _("Account since %(day)s"),
    }
    return sentences[need] % {"day": date_format(on)}
