"""Named reads of the home page and of the manager's list of people."""

from careers.teams.queries.home import HomePage, home
from careers.teams.queries.line import members_visible_to
from careers.teams.queries.people import (
    NO_RESULT,
    Filters,
    Member,
    TeamCounts,
    TeamPage,
    team_counts,
    team_page,
)
from careers.teams.queries.reviewing import ReviewPage, member, review_page

__all__ = [
    "NO_RESULT",
    "Filters",
    "HomePage",
    "Member",
    "ReviewPage",
    "TeamCounts",
    "TeamPage",
    "home",
    "member",
    "members_visible_to",
    "review_page",
    "team_counts",
    "team_page",
]
