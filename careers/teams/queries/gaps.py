"""What lies below a person's target, said in SQL as `domain.scoring.gaps_to` says it."""

from __future__ import annotations

from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from careers.assessments.models import Answer
from careers.domain.ladder import HIGHEST
from careers.levels.models import LevelRule

OF_AN_ANSWER = "assessment__"


def with_target(rows: Any, assessment: str = "") -> Any:
    """Rows with `level`, `target` and `is_provisional` of the self-assessment they belong to.

    The target is the level the person chose for the roadmap while that is above the level, else the
    next level; at the top, the level itself. `assessment` leads from a row to its self-assessment.
    Part of an SQL query.
    """
    is_agreed = Q(**{f"{assessment}review__agreed_level__isnull": False})
    return rows.annotate(
        level=Coalesce(f"{assessment}review__agreed_level", f"{assessment}result__level"),
        wished=F(f"{assessment}profile__roadmap__target__number"),
        is_provisional=Case(
            When(is_agreed, then=F(f"{assessment}review__is_agreed_provisional")),
            default=F(f"{assessment}result__is_provisional"),
        ),
    ).annotate(
        target=Case(
            When(wished__gt=F("level"), then=F("wished")),
            When(level__lt=HIGHEST, then=F("level") + 1),
            default=F("level"),
            output_field=IntegerField(),
        )
    )


def with_gaps(answers: Any) -> Any:
    """Answers with `counted`, `is_in_scope` of the target, and `is_gap`: below it. For SQL."""
    rules = LevelRule.objects.filter(
        instrument=OuterRef("assessment__instrument"), level__number=OuterRef("target")
    )
    in_scope = rules.filter(groups=OuterRef("competency__group"))
    found = with_target(answers.with_counted(), OF_AN_ANSWER)
    found = found.annotate(
        is_in_scope=Exists(in_scope),
        is_key=Exists(rules.filter(keys=OuterRef("competency"))),
    )
    return found.annotate(
        is_gap=Case(When(counted__lt=F("target"), is_in_scope=True, then=True), default=False)
    )


def newest_answers() -> Any:
    """The answers of the outer person's `newest` self-assessment. Part of an SQL query."""
    return Answer.objects.filter(assessment=OuterRef("newest")).order_by()


def number_of_gaps() -> Any:
    """How many competencies of the outer person lie below the target. Part of an SQL query."""
    below = with_gaps(newest_answers()).filter(is_gap=True)
    counted = below.values("assessment").annotate(number=Count("pk")).values("number")
    # Whoever has a result and no gap has none; whoever has no result has no number.
    none = Case(When(newest__isnull=False, then=Value(0)))
    return Coalesce(Subquery(counted), none, output_field=IntegerField())
