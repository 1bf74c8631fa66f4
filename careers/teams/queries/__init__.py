"""Named reads of the home page and of the manager's list of people."""

from careers.teams.queries.home import HomePage, home
from careers.teams.queries.people import (
    NO_RESULT,
    Filters,
    Member,
    TeamCounts,
    TeamPage,
    members_visible_to,
    team_counts,
    team_page,
)

__all__ = [
    "NO_RESULT",
    "Filters",
    "HomePage",
    "Member",
    "TeamCounts",
    "TeamPage",
    "home",
    "members_visible_to",
    "team_counts",
    "team_page",
]
