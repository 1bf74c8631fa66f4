"""The teams below a manager of managers, side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count

from careers.assessments.models import Answer
from careers.certifications import queries as certifications
from careers.domain.cover import standings
from careers.domain.eligibility import Register
from careers.domain.ladder import LEVELS
from careers.domain.planner import Money
from careers.domain.privacy import published
from careers.domain.renewal import suites_of
from careers.domain.roadmap import Holding
from careers.levels.models import Competency
from careers.profiles.models import Profile, User
from careers.profiles.queries import EXPIRES_SOON_DAYS
from careers.teams.amounts import Amounts, amounts_of
from careers.teams.quarters import Quarter, quarter_of
from careers.teams.queries.costs import planned_steps
from careers.teams.queries.covering import counted_by
from careers.teams.queries.gaps import with_gaps
from careers.teams.queries.holding import held_by, until
from careers.teams.queries.line import members_visible_to, with_newest
from careers.teams.queries.matrix import competencies
from careers.teams.queries.roster import LevelCounts, OnRoster, level_counts, roster
from careers.teams.resting import standing_sentence
from careers.teams.teams_below import Team, teams_below

TEAMS_ON_A_PAGE = 50
QUARTERS = 4
"""A year of costs (our choice)."""


@dataclass(frozen=True, kw_only=True)
class TeamRow:
    """One team: who leads it, and everybody below."""

    name: str  # of the head; empty for those without a team of their own, and for everybody
    profile_id: int | None  # of the head
    people: int
    levels: LevelCounts
    gaps: int  # competencies below somebody's target, added up
    gaps_each: float | None  # for everybody with a result; None before the first
    thinnest: str  # the name of the competency; empty before the first result
    thinnest_text: str
    expiring: int  # people with a certification that has expired or ends soon
    amounts: Amounts  # of the next quarters


@dataclass(frozen=True, kw_only=True)
class RestPart:
    """How many people are at one level, or at several neighbouring ones together."""

    first: int
    last: int
    people: int


@dataclass(frozen=True, kw_only=True)
class Rest:
    """The organisation outside the own line, as far as it may be told."""

    people: int  # with a result; 0 if they are too few to tell
    parts: tuple[RestPart, ...]
    has_joined: bool


@dataclass(frozen=True, kw_only=True)
class ComparePage:
    rows: tuple[TeamRow, ...]
    alone: TeamRow | None  # those who report directly and lead nobody
    everybody: TeamRow
    page: Page[Team]
    rest: Rest
    first: Quarter
    last: Quarter


@dataclass(frozen=True, kw_only=True)
class _Facts:
    """What is known of each person, by the key of the profile."""

    people: Mapping[int, OnRoster]
    columns: Sequence[Competency]
    gaps: Mapping[int, int]
    counted: Mapping[int, Sequence[tuple[int, str, int]]]
    expiring: frozenset[int]
    costs: Mapping[int, Sequence[Money | None]]


def compare_page(user: User, number: Any, *, today: date) -> ComparePage:
    """The teams below somebody, with totals of people outside as far as those may be told.

    Nine SQL queries. `number` may be anything: what is no page leads to the first or the last one.
    """
    visible = roster(Profile.objects.visible_to(user).exclude(user_id=user.pk))
    facts = _facts(user, {pk: one for pk, one in visible.items() if one.is_active}, today)
    below = teams_below({pk: one.manager_id for pk, one in visible.items()}, facts.people)
    teams = sorted(below.teams, key=lambda team: visible[team.head].order)
    page = Paginator(teams, TEAMS_ON_A_PAGE).get_page(number)
    first = quarter_of(today)
    return ComparePage(
        rows=tuple(_row(team.members, facts, visible[team.head]) for team in page.object_list),
        alone=_row(below.alone, facts) if below.alone else None,
        everybody=_row(tuple(facts.people), facts),
        page=page,
        rest=rest_of_organisation(user),
        first=first,
        last=first.later(QUARTERS - 1),
    )


def rest_of_organisation(user: User) -> Rest:
    """How many active people outside the own line are at each level, as far as may be told.

    The one read past the door of `members_visible_to`: only sums leave it, and only those of
    `domain.privacy`. Without whoever asks, who could subtract themselves. One SQL query.
    """
    outside = Profile.objects.active().exclude(pk__in=Profile.objects.visible_to(user).values("pk"))
    rows = with_newest(outside.exclude(user_id=user.pk)).order_by().values("level")
    counts = dict(rows.annotate(number=Count("pk")).values_list("level", "number"))
    told = published([counts.get(level, 0) for level in LEVELS])
    return Rest(
        people=told.total,
        parts=tuple(
            RestPart(first=LEVELS[one.first], last=LEVELS[one.last], people=one.number)
            for one in told.groups
        ),
        has_joined=told.has_joined,
    )


def _facts(user: User, people: Mapping[int, OnRoster], today: date) -> _Facts:
    members = members_visible_to(user)
    register = Register(certifications.domain_catalogue())
    last = quarter_of(today).later(QUARTERS - 1)
    costs: dict[int, list[Money | None]] = defaultdict(list)
    for step in planned_steps(members, register, today=today):
        if step.quarter <= last:
            costs[step.person].append(step.cost)
    counted: dict[int, list[tuple[int, str, int]]] = defaultdict(list)
    for row in counted_by(members):
        counted[row[0]].append(row)
    return _Facts(
        people=people,
        columns=competencies(),
        gaps=_gaps(members),
        counted=counted,
        expiring=_expiring(held_by(members), register, today),
        costs=costs,
    )


def _gaps(members: Any) -> dict[int, int]:
    """How many competencies of each person lie below the target. One SQL query."""
    newest = with_newest(members).order_by().values("newest")
    below = with_gaps(Answer.objects.filter(assessment__in=newest)).filter(is_gap=True)
    rows = below.order_by().values("assessment__profile_id").annotate(number=Count("pk"))
    return dict(rows.values_list("assessment__profile_id", "number"))


def _expiring(
    held: Mapping[int, tuple[Holding, ...]], register: Register, today: date
) -> frozenset[int]:
    """Who holds something that has expired, or ends soon."""
    suites, soon = suites_of(register), today + timedelta(days=EXPIRES_SOON_DAYS)
    return frozenset(
        person
        for person, own in held.items()
        if any(on is not None and on <= soon for on in until(own, suites).values())
    )


def _row(members: Iterable[int], facts: _Facts, head: OnRoster | None = None) -> TeamRow:
    own = tuple(members)
    levels = level_counts(facts.people[pk] for pk in own)
    gaps = sum(facts.gaps.get(pk, 0) for pk in own)
    thinnest, text = _thinnest(own, facts) if levels.with_result else ("", "")
    return TeamRow(
        name=head.name if head else "",
        profile_id=head.profile_id if head else None,
        people=len(own),
        levels=levels,
        gaps=gaps,
        gaps_each=gaps / levels.with_result if levels.with_result else None,
        thinnest=thinnest,
        thinnest_text=text,
        expiring=sum(pk in facts.expiring for pk in own),
        amounts=amounts_of(cost for pk in own for cost in facts.costs.get(pk, ())),
    )


def _thinnest(own: Iterable[int], facts: _Facts) -> tuple[str, str]:
    """The competency that is covered least, and how."""
    rows = (row for pk in own for row in facts.counted.get(pk, ()))
    found = next(iter(standings([one.code for one in facts.columns], rows)), None)
    if found is None:
        return "", ""
    names = {pk: facts.people[pk].name for pk in found.only.values()}
    column = next(one for one in facts.columns if one.code == found.competency)
    return column.name, standing_sentence(found, names)
