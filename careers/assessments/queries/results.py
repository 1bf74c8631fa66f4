"""Submitted self-assessments: what was answered, and what it gave."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Count, F, OuterRef, Q, Subquery

from careers.assessments.models import Answer, Assessment, AssessmentQuerySet, Result, Review
from careers.assessments.page import DraftView, ResultView, Standing
from careers.domain import agreement, scoring
from careers.levels.models import Statement
from careers.profiles.models import Profile

IN_ORDER = ("competency__group__order", "competency__order")
"""Answers in the order of the instrument; scoring uses it to decide between equals."""


def standing(profile: Profile) -> Standing:
    """Return the draft and the newest submitted result of a person. One SQL query."""
    own = Assessment.objects.filter(profile=profile)
    newest = own.submitted().newest_first().values("pk")[:1]
    rows = _with_answers(own.filter(Q(state=Assessment.State.DRAFT) | Q(pk__in=Subquery(newest))))
    begun = [row for row in rows if row.is_draft]
    submitted = [row for row in rows if not row.is_draft]
    return Standing(
        draft=_draft(begun) if begun else None,
        result=_explained(submitted[0], _counting(submitted)) if submitted else None,
    )


def latest_result(profile: Profile) -> ResultView | None:
    """Return the newest submitted result of a person, or None. One SQL query."""
    return standing(profile).result


def _with_answers(assessments: AssessmentQuerySet) -> list[Any]:
    """One row for each answer, in the order asked, with its assessment; one where there is none."""
    questions = (
        Statement.objects.filter(instrument=OuterRef("instrument"))
        .order_by()
        .values("instrument")
        .annotate(number=Count("competency", distinct=True))
    )
    return list(
        assessments.select_related("result", "instrument", "remit", "review")
        .defer("review__comment", "review__reply")  # long, and the same in every row
        .annotate(
            code=F("answers__competency__code"),
            value=F("answers__value"),
            basis=F("answers__basis"),
            agreed_value=F("answers__rating__agreed_value"),
            evidence=F("answers__evidence"),
            answered_at=F("answers__answered_at"),
            questions=Subquery(questions.values("number")),
        )
        .order_by(*(f"answers__{field}" for field in IN_ORDER))
    )


def _counting(rows: Sequence[Any]) -> list[scoring.Answer]:
    answers = [_answer(row) for row in rows]
    if agreed_review(rows[0]) is None:
        return answers
    agreed = {row.code: row.agreed_value for row in rows}
    return [agreement.as_agreed(answer, agreed) for answer in answers]


def _answer(row: Any) -> scoring.Answer:
    return scoring.Answer(
        competency=row.code,
        value=row.value,
        basis=scoring.Basis(row.basis),
        has_evidence=bool(row.evidence),
    )


def _draft(rows: Sequence[Any]) -> DraftView:
    saved = [row.answered_at for row in rows if row.code is not None]
    return DraftView(
        answered=len(saved),
        questions=rows[0].questions or 0,
        saved_at=max(saved, default=rows[0].started_at),
    )


def answers_of(assessment: Assessment) -> list[Answer]:
    """Return the answers with competency and rating, in the order asked. One SQL query."""
    return list(
        Answer.objects.filter(assessment=assessment)
        .select_related("competency", "rating")
        .order_by(*IN_ORDER)
    )


def agreed_review(assessment: Assessment) -> Review | None:
    """The review if both have agreed. No SQL query if the review was selected."""
    review: Review | None = getattr(assessment, "review", None)
    return review if review is not None and review.agreed_at is not None else None


def counting(assessment: Assessment, answers: Sequence[Answer]) -> tuple[scoring.Answer, ...]:
    """Return what counts of these answers: the agreed values, before an agreement the own ones.

    No SQL query if the review, and the ratings of the answers, were selected.
    """
    given = as_domain(answers)
    if agreed_review(assessment) is None:
        return given
    agreed = {one.competency.code: one.rating.agreed_value for one in answers}
    return tuple(agreement.as_agreed(answer, agreed) for answer in given)


def result_view(assessment: Assessment, answers: Sequence[Answer]) -> ResultView:
    """Explain the result that counts: the agreed one, before an agreement the stored one.

    No SQL query if result, review, instrument and remit were selected.
    """
    return _explained(assessment, counting(assessment, answers))


def outcome_given(assessment: Assessment, answers: Sequence[Answer]) -> scoring.Outcome:
    """Explain what was handed in, whatever was agreed since. No SQL query with the result read."""
    result: Result = assessment.result
    rule = scoring.rule_from_data(result.rule)
    return scoring.assess_as_of(result.scoring_version, as_domain(answers), rule)


def _explained(assessment: Assessment, answers: Iterable[scoring.Answer]) -> ResultView:
    result: Result = assessment.result
    review = agreed_review(assessment)
    rule = scoring.rule_from_data(result.rule)
    assert assessment.submitted_at is not None  # noqa: S101 - a constraint says so
    level, is_provisional = result.level, result.is_provisional
    if review is not None and review.agreed_level is not None:
        level, is_provisional = review.agreed_level, review.is_agreed_provisional
    return ResultView(
        assessment_id=assessment.pk,
        level=level,
        is_provisional=is_provisional,
        submitted_at=assessment.submitted_at,
        state=assessment.state,
        outcome=scoring.assess_as_of(result.scoring_version, answers, rule),
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
