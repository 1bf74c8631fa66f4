"""The newest results of many people at once, as far as rules look at them."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from json import loads
from typing import Any

from django.db.models import F, OuterRef, Subquery, TextField
from django.db.models.functions import Cast, Coalesce

from careers.assessments.models import Answer, Assessment, AssessmentQuerySet
from careers.assessments.page import CountedResult
from careers.assessments.queries.results import IN_ORDER
from careers.domain import scoring
from careers.profiles.models import Profile

RULES_REMEMBERED = 100
"""Every version of the instrument has one."""


def newest_of_profile() -> AssessmentQuerySet:
    """The newest submitted self-assessment of the profile around it. Part of an SQL query."""
    return Assessment.objects.filter(profile=OuterRef("pk")).submitted().newest_first()


def level_of_profile() -> Subquery:
    """The level that counts for the profile around it, or null. Part of an SQL query."""
    level = Coalesce("review__agreed_level", "result__level")
    return Subquery(newest_of_profile().annotate(counts=level).values("counts")[:1])


def newest_of_many(profile_ids: Collection[int]) -> AssessmentQuerySet:
    """The newest submitted self-assessments of these people. Part of an SQL query."""
    people = Profile.objects.filter(pk__in=profile_ids).order_by()
    newest = people.annotate(newest=Subquery(newest_of_profile().values("pk")[:1]))
    return Assessment.objects.filter(pk__in=newest.values("newest")).order_by()


def results_of_many(profile_ids: Collection[int]) -> dict[int, CountedResult]:
    """Return what counts of the newest result of each of these people, by profile.

    Who has no submitted self-assessment is not among them. Agreed values count, as on every page.
    Two SQL queries.
    """
    newest = newest_of_many(profile_ids)
    level = Coalesce("review__agreed_level", "result__level")
    rule = Cast("result__rule", TextField())
    told = newest.annotate(counts=level, rule_text=rule)
    counted = _counted(newest)
    return {
        profile_id: CountedResult(
            assessment_id=pk, level=level, counted=counted.get(pk, {}), rule=_rule(rule_text)
        )
        for pk, profile_id, level, rule_text in told.values_list(
            "pk", "profile_id", "counts", "rule_text"
        )
    }


def _counted(newest: AssessmentQuerySet) -> dict[int, dict[str, int | None]]:
    """What each answer counts for, in the order of the instrument."""
    answers: Any = Answer.objects.filter(assessment__in=newest.values("pk")).with_counted()
    rows = answers.order_by(*IN_ORDER).annotate(code=F("competency__code"))
    found: dict[int, dict[str, int | None]] = {}
    for pk, code, counted in rows.values_list("assessment_id", "code", "counted"):
        found.setdefault(pk, {})[code] = counted
    return found


@lru_cache(maxsize=RULES_REMEMBERED)
def _rule(text: str) -> scoring.Rule:
    """A stored rule; all results of one instrument share one value."""
    return scoring.rule_from_data(loads(text))
