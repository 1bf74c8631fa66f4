"""The only door to other people, and their newest results as a part of a query."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

from careers.assessments.models import Assessment, AssessmentQuerySet
from careers.profiles.models import Profile, ProfileQuerySet, User


def members_visible_to(user: User) -> ProfileQuerySet:
    """The active people of somebody's own line of management, at any depth, without themselves.

    With the lines of those for whom this user stands in today. The only door to other people. It
    is part of one SQL query, whatever the depth.
    """
    return Profile.objects.visible_to(user).active().exclude(user_id=user.pk)


def newest_of(profile: str = "pk") -> AssessmentQuerySet:
    """The submitted self-assessments of the person of the outer query, the newest first.

    `profile` names the column of the outer query. Part of an SQL query.
    """
    return Assessment.objects.submitted().filter(profile=OuterRef(profile)).newest_first()


def with_newest(people: Any) -> Any:
    """People with `newest`, their newest submitted self-assessment, and `level`, its level.

    The level is the agreed one where there is one. Both are None before the first result. Part of
    an SQL query.
    """
    levels = newest_of().values(level=Coalesce("review__agreed_level", "result__level"))
    return people.annotate(
        newest=Subquery(newest_of().values("pk")[:1]), level=Subquery(levels[:1])
    )
