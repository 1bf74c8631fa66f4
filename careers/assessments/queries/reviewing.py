"""What was said of a self-assessment that was handed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from careers.assessments import wording
from careers.assessments.models import Answer, Assessment, Rating, Review
from careers.assessments.queries.results import answers_of, outcome_given
from careers.assessments.review_page import RatedGroup, RatedRow, ReviewSheet
from careers.domain import agreement, scoring
from careers.levels.queries import SheetCompetency, sheet_of
from careers.profiles.models import Profile


def newest_submitted(profile: Profile) -> Assessment | None:
    """The newest self-assessment a person handed in, with all that a page says. One SQL query."""
    submitted = Assessment.objects.filter(profile=profile).submitted().newest_first()
    return submitted.with_people_and_result().first()


def submitted_of(profile: Profile, pk: int) -> Assessment | None:
    """This self-assessment of a person, if it is theirs and was handed in. One SQL query."""
    submitted = Assessment.objects.filter(profile=profile).submitted()
    return submitted.with_people_and_result().filter(pk=pk).first()


def review_sheet(assessment: Assessment) -> ReviewSheet:
    """Everything said so far, as a manager sees it. Two SQL queries.

    The self-assessment is read `with_people_and_result`.
    """
    sheet = sheet_of(assessment.instrument)
    return sheet_from(assessment, answers_of(assessment), sheet, is_own=False)


def sheet_from(
    assessment: Assessment,
    answers: Sequence[Answer],
    sheet: Sequence[SheetCompetency],
    *,
    is_own: bool,
) -> ReviewSheet:
    """The same from rows that were read already; `is_own` chooses the voice. No SQL query."""
    review: Review | None = getattr(assessment, "review", None)
    outcome = outcome_given(assessment, answers)
    rows = _rows(assessment, answers, sheet, outcome)
    groups = {one.code: one.group_name for one in sheet}
    assert assessment.submitted_at is not None  # noqa: S101 - a constraint says so
    return ReviewSheet(
        assessment_id=assessment.pk,
        submitted_at=assessment.submitted_at,
        level=outcome.level,
        version=review.version if review else 0,
        reviewer=review.reviewer_name if review else "",
        reviewed_at=review.reviewed_at if review else None,
        agreed_at=review.agreed_at if review else None,
        agreed_level=review.agreed_level if review else None,
        comment=review.comment if review else "",
        reply=review.reply if review else "",
        is_change_asked=review is not None and review.is_change_asked,
        waits_for=review.waits_for if review else "",
        state_text=wording.review_text(review, rows, str(assessment.profile), is_own=is_own),
        groups=tuple(
            RatedGroup(name=name, rows=tuple(members))
            for name, members in groupby(rows, key=lambda row: groups[row.code])
        ),
    )


def _rows(
    assessment: Assessment,
    answers: Sequence[Answer],
    sheet: Sequence[SheetCompetency],
    outcome: scoring.Outcome,
) -> tuple[RatedRow, ...]:
    rule = scoring.rule_from_data(assessment.result.rule)
    counted = {one.competency: one.counted for one in outcome.answers}
    given = {one.competency.code: one for one in answers}
    ratings = {code: rating for code, one in given.items() if (rating := _rating(one))}
    said = {code: one.manager_value for code, one in ratings.items()}
    open_ones = agreement.to_discuss(counted, said, level=outcome.level, rule=rule) if said else ()
    keys = agreement.deciding_keys(outcome.level, rule)
    return tuple(
        _row(one, given[one.code], counted, ratings.get(one.code), (keys, frozenset(open_ones)))
        for one in sheet
        if one.code in given
    )


def _rating(answer: Answer) -> Rating | None:
    return getattr(answer, "rating", None)


def _row(
    competency: SheetCompetency,
    answer: Answer,
    counted: Mapping[str, int | None],
    rating: Rating | None,
    marks: tuple[frozenset[str], frozenset[str]],
) -> RatedRow:
    code, value = competency.code, counted[competency.code]
    keys, to_discuss = marks
    has_agreed = rating is not None and rating.has_agreed_value
    statements = {one.level: one.text for one in competency.statements}
    return RatedRow(
        code=code,
        name=competency.name,
        is_key=code in keys,
        own=answer.value,
        counted=value,
        own_text=wording.value_text(answer.value),
        counted_text=wording.value_text(value) if value != answer.value else "",
        statement=statements.get(answer.value or 0, ""),
        basis=answer.get_basis_display() if answer.value else "",
        reason=answer.not_applicable_reason,
        evidence=answer.evidence,
        evidence_on=answer.evidence_on if answer.evidence else None,
        evidence_confirmed_by=answer.evidence_confirmed_by if answer.evidence else "",
        statements=competency.statements,
        is_rated=rating is not None,
        manager=rating.manager_value if rating else None,
        manager_text=wording.value_text(rating.manager_value) if rating else "",
        has_agreed=has_agreed,
        agreed=rating.agreed_value if rating else None,
        agreed_text=wording.value_text(rating.agreed_value) if rating and has_agreed else "",
        note=rating.note if rating else "",
        is_to_discuss=code in to_discuss,
    )
