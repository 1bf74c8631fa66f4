"""What the home page says to one person: where they are, and the one thing to do next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from careers.assessments import queries as assessments
from careers.assessments.queries import DraftView
from careers.profiles import queries as profiles
from careers.profiles.models import User
from careers.profiles.queries import HeldRow, Validity
from careers.roadmaps import queries as roadmaps
from careers.roadmaps.page import RoadmapView
from careers.teams.queries.people import TeamCounts, is_stale, team_counts


@dataclass(frozen=True, kw_only=True)
class HomePage:
    first_name: str
    draft: DraftView | None
    roadmap: RoadmapView | None  # None before the first submitted self-assessment
    is_stale: bool  # the result is older than its instrument allows
    expiring: tuple[HeldRow, ...]  # certifications that have expired or soon will
    team: TeamCounts | None  # None for somebody who leads nobody


def home(user: User, *, today: date) -> HomePage:
    """Everything on the home page.

    Two SQL queries, four more once there is a result, and one for somebody who leads people.
    """
    profile = profiles.profile_of(user)
    standing = assessments.standing(profile)
    result = standing.result
    held = profiles.held_rows(profile, today=today)
    return HomePage(
        first_name=user.get_short_name(),
        draft=standing.draft,
        roadmap=roadmaps.roadmap_from(profile, result, profiles.holdings_in(held), today)
        if result
        else None,
        is_stale=result is not None and is_stale(result.submitted_at, today, result.stale_months),
        expiring=tuple(row for row in held if row.validity in {Validity.SOON, Validity.EXPIRED}),
        team=team_counts(user) if profiles.has_reports(user) else None,
    )
