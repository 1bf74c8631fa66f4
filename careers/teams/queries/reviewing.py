"""The page on which a manager reviews one person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from careers.profiles.models import Profile, User
from careers.teams.queries.line import members_visible_to


@dataclass(frozen=True, kw_only=True)
class ReviewPage:
    person: str
    job_title: str


def member(user: User, pk: int) -> Profile | None:
    """One person of the own line, with account and manager. One SQL query."""
    people = members_visible_to(user).select_related("user", "manager__user")
    return people.filter(pk=pk).first()


def review_page(profile: Profile, *, today: date) -> ReviewPage:
    """Everything about one person that a manager decides on. No SQL query."""
    return ReviewPage(person=str(profile.user), job_title=profile.job_title)
