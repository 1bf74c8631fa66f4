"""Submitted self-assessments: what was answered, and what it gave."""

from __future__ import annotations

from collections.abc import Iterable

from careers.assessments.models import Answer, Assessment, Result
from careers.assessments.page import ResultView
from careers.domain import scoring
from careers.profiles.models import Profile

IN_ORDER = ("competency__group__order", "competency__order")
"""Answers in the order of the instrument; scoring uses it to decide between equals."""


def latest_result(profile: Profile) -> ResultView | None:
    """Return the newest submitted result of a person, or None. One SQL query."""
    newest = Assessment.objects.filter(profile=profile).submitted().newest_first()
    # Answers bring their assessment along: everything in one query, twelve rows.
    answers = list(
        Answer.objects.filter(assessment=newest.values("pk")[:1])
        .select_related(
            "competency",
            "assessment__result",
            "assessment__instrument",
            "assessment__remit",
        )
        .order_by(*IN_ORDER)
    )
    return result_view(answers[0].assessment, answers) if answers else None


def answers_of(assessment: Assessment) -> list[Answer]:
    """Return the answers with their competencies, in the order asked. One SQL query."""
    return list(
        Answer.objects.filter(assessment=assessment)
        .select_related("competency")
        .order_by(*IN_ORDER)
    )


def result_view(assessment: Assessment, answers: Iterable[Answer]) -> ResultView:
    """Explain a stored result. No SQL query if result, instrument and remit were selected."""
    result: Result = assessment.result
    rule = scoring.rule_from_data(result.rule)
    assert assessment.submitted_at is not None  # noqa: S101 - a constraint says so
    return ResultView(
        assessment_id=assessment.pk,
        level=result.level,
        is_provisional=result.is_provisional,
        submitted_at=assessment.submitted_at,
        state=assessment.state,
        outcome=scoring.assess(as_domain(answers), rule),
        rule=rule,
        instrument_version=assessment.instrument.version,
        stale_months=assessment.instrument.stale_months,
        remit=assessment.remit.number if assessment.remit else None,
    )


def as_domain(answers: Iterable[Answer]) -> tuple[scoring.Answer, ...]:
    """Return stored answers as the scoring rule takes them. No SQL query."""
    return tuple(
        scoring.Answer(
            competency=answer.competency.code,
            value=answer.value,
            basis=scoring.Basis(answer.basis),
            has_evidence=answer.has_evidence,
        )
        for answer in answers
    )
