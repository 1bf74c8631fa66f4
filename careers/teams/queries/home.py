"""What the home page says to one person: where they are, and the one thing to do next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, OuterRef, Q, Subquery

from careers.assessments.models import Assessment
from careers.levels.models import Statement
from careers.profiles import queries as profiles
from careers.profiles.models import Profile, User
from careers.profiles.queries import HeldRow, Validity
from careers.roadmaps import queries as roadmaps
from careers.roadmaps.page import RoadmapView
from careers.teams.queries.people import TeamCounts, is_stale, team_counts


@dataclass(frozen=True, kw_only=True)
class DraftView:
    """A self-assessment that was begun and not handed in."""

    answered: int
    questions: int
    saved_at: datetime

    @property
    def is_complete(self) -> bool:
        return self.answered >= self.questions


@dataclass(frozen=True, kw_only=True)
class HomePage:
    first_name: str
    draft: DraftView | None
    roadmap: RoadmapView | None  # None before the first submitted self-assessment
    is_stale: bool  # the result is older than its instrument allows
    expiring: tuple[HeldRow, ...]  # certifications that have expired or soon will
    team: TeamCounts | None  # None for somebody who leads nobody


def home(user: User, *, today: date) -> HomePage:
    """Everything on the home page. Four SQL queries beside those of the roadmap."""
    profile = profiles.profile_of(user)
    own = _own_assessments(profile)
    held = profiles.held_rows(profile, today=today)
    counts = team_counts(user)
    has_result = any(row["state"] != Assessment.State.DRAFT for row in own)
    return HomePage(
        first_name=user.get_short_name(),
        draft=next((_draft(row) for row in own if row["state"] == Assessment.State.DRAFT), None),
        roadmap=roadmaps.roadmap_of(profile, today) if has_result else None,
        is_stale=any(
            row["submitted_at"]
            and is_stale(row["submitted_at"], today, row["instrument__stale_months"])
            for row in own
        ),
        expiring=tuple(row for row in held if row.validity in {Validity.SOON, Validity.EXPIRED}),
        team=counts if counts.people else None,
    )


def _own_assessments(profile: Profile) -> list[Any]:
    """The draft and the newest submitted self-assessment, where there are any. One SQL query."""
    mine = Assessment.objects.filter(profile=profile)
    newest = mine.submitted().newest_first().values("pk")[:1]
    questions = (
        Statement.objects.filter(instrument=OuterRef("instrument"))
        .order_by()
        .values("instrument")
        .annotate(number=Count("competency", distinct=True))
    )
    rows = mine.filter(Q(state=Assessment.State.DRAFT) | Q(pk__in=Subquery(newest))).order_by()
    return list(
        rows.annotate(
            answered=Count("answers"),
            saved_at=Max("answers__answered_at"),
            questions=Subquery(questions.values("number")),
        ).values(
            "state",
            "started_at",
            "submitted_at",
            "answered",
            "saved_at",
            "questions",
            "instrument__stale_months",
        )
    )


def _draft(row: dict[str, Any]) -> DraftView:
    return DraftView(
        answered=row["answered"],
        questions=row["questions"] or 0,
        saved_at=row["saved_at"] or row["started_at"],
    )
