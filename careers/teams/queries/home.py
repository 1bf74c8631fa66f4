"""What the home page says to one person: where they are, and the one thing to do next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from careers.assessments import queries as assessments
from careers.assessments.models import Assessment
from careers.assessments.queries import DraftView
from careers.profiles import queries as profiles
from careers.profiles.models import User
from careers.profiles.queries import HeldRow, Validity
from careers.roadmaps import queries as roadmaps
from careers.roadmaps.conversation import UnreadComment
from careers.roadmaps.page import RoadmapView
from careers.teams.queries.attention import TeamCounts, team_counts
from careers.teams.queries.people import is_stale


@dataclass(frozen=True, kw_only=True)
class HomePage:
    first_name: str
    draft: DraftView | None
    roadmap: RoadmapView | None  # None before the first submitted self-assessment
    is_reviewed: bool  # by the manager, and not agreed yet
    is_stale: bool  # the result is older than its instrument allows
    expiring: tuple[HeldRow, ...]  # certifications that have expired or soon will
    unread: tuple[UnreadComment, ...]  # comments of others, on the own roadmap and in the line
    team: TeamCounts | None  # None for somebody who leads nobody


def home(user: User, *, today: date) -> HomePage:
    """Everything on the home page.

    Three SQL queries, six once there is a result, and one more for somebody who leads people.
    """
    profile = profiles.profile_of(user)
    standing = assessments.standing(profile)
    result = standing.result
    held = profiles.held_rows(profile, today=today)
    roadmap = None
    if result:
        holdings = profiles.holdings_in(held)
        roadmap = roadmaps.roadmap_from(profile, result, holdings, today, unread_by=user)
    return HomePage(
        first_name=user.get_short_name(),
        draft=standing.draft,
        roadmap=roadmap,
        is_reviewed=result is not None and result.state == Assessment.State.REVIEWED,
        is_stale=result is not None and is_stale(result.submitted_at, today, result.stale_months),
        expiring=tuple(row for row in held if row.validity in {Validity.SOON, Validity.EXPIRED}),
        unread=roadmap.unread if roadmap else roadmaps.unread_comments(user),
        team=team_counts(user, today=today) if profiles.has_reports(user) else None,
    )
