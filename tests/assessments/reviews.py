"""Reviews as a manager sends them, the short way."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from careers.assessments import actions, queries
from careers.assessments.actions import Rated
from careers.assessments.models import Answer, Assessment, Rating, Result, Review
from careers.profiles.models import Notice, User
from tests.factories import NOW

REVIEWED_AT = NOW + timedelta(days=2)
ACCEPTED_AT = NOW + timedelta(days=3)


def ratings(assessment: Assessment, **changed: Rated) -> dict[str, Rated]:
    """Everywhere the value of the person, but for some."""
    given = queries.outcome_given(assessment, queries.answers_of(assessment))
    same = {one.competency: Rated(manager=one.counted) for one in given.answers}
    return same | changed


def settled(manager: int | None, agreed: int | None, note: str = "") -> Rated:
    return Rated(manager=manager, agreed=agreed, is_open=False, note=note)


def review(
    assessment: Assessment,
    reviewer: User,
    *,
    version: int = 0,
    comment: str = "",
    is_change_asked: bool = False,
    now: datetime = REVIEWED_AT,
    **changed: Rated,
) -> Review:
    return actions.review_answers(
        assessment=assessment,
        reviewer=reviewer,
        version=version,
        ratings=ratings(assessment, **changed),
        comment=comment,
        is_change_asked=is_change_asked,
        now=now,
    )


def agree(assessment: Assessment, reviewer: User, **agreed: int | None) -> Review:
    """Reviewed and accepted: the manager sees these values, and both agree on them."""
    said: dict[str, Any] = {code: settled(value, value) for code, value in agreed.items()}
    made = review(assessment, reviewer, **said)
    if made.agreed_at is None:
        made = actions.accept_review(assessment=assessment, version=made.version, now=ACCEPTED_AT)
    return made


def stored(assessment: Assessment) -> tuple[str, str, int, int | None]:
    """State, whose turn it is, the version, the agreed level."""
    fresh = Assessment.objects.select_related("review").get(pk=assessment.pk)
    made = fresh.review
    return fresh.state, made.waits_for, made.version, made.agreed_level


def everything() -> list[Any]:
    models = (Assessment, Answer, Result, Review, Rating, Notice)
    return [row for model in models for row in model._default_manager.order_by("pk").values()]
