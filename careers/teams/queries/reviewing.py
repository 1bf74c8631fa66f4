"""The page on which a manager reviews one person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from careers.assessments import queries as assessments
from careers.assessments.queries import ReviewSheet
from careers.profiles.models import Profile, User
from careers.roadmaps import queries as roadmaps
from careers.roadmaps.agreed import PlanReview
from careers.teams.queries.line import members_visible_to


@dataclass(frozen=True, kw_only=True)
class ReviewPage:
    person: str
    job_title: str
    ratings: ReviewSheet | None  # None before the first submitted self-assessment
    plan: PlanReview


def member(user: User, pk: int) -> Profile | None:
    """One person of the own line, with account and manager. One SQL query."""
    people = members_visible_to(user).select_related("user", "manager__user")
    return people.filter(pk=pk).first()


def review_page(profile: Profile, reader: User, *, today: date) -> ReviewPage:
    """Everything about one person that a manager decides on. Five SQL queries.

    Three before the first submitted self-assessment.
    """
    return ReviewPage(
        person=str(profile.user),
        job_title=profile.job_title,
        ratings=ratings_of(profile),
        plan=roadmaps.plan_review(profile, reader, today),
    )


def ratings_of(profile: Profile) -> ReviewSheet | None:
    """The newest self-assessment of a person with what was said of it. Three SQL queries.

    None, after one query, before the first.
    """
    newest = assessments.newest_submitted(profile)
    return assessments.review_sheet(newest) if newest else None
