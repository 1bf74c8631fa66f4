"""Self-assessments in every state, made the short way (rows) and the long way (every page)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from careers.assessments.models import NOT_APPLICABLE, Answer, Assessment, Result
from careers.assessments.months import first_of_month
from careers.domain import scoring
from careers.levels.models import Competency, Instrument, Level
from careers.levels.queries import current_instrument, rule_of
from careers.profiles.models import User
from tests.domain.builders import PEOPLE, counted
from tests.factories import NOW

EVIDENCE_FROM = 3


def values_of(person: str) -> dict[str, int | None]:
    """The answers of somebody of the worked examples ("P3"), or written out ("1 1 0 2 ...")."""
    return counted(PEOPLE.get(person, person))


def instrument_now() -> Instrument:
    instrument = current_instrument()
    assert instrument is not None
    return instrument


def make_assessment(
    user: User,
    person: str = "P2",
    *,
    now: datetime = NOW,
    state: str = Assessment.State.SUBMITTED,
    could: Iterable[str] = (),
    remit: int | None = 2,
    answered_at: datetime | None = None,
    evidence_on: date | None = None,
    instrument: Instrument | None = None,
) -> Assessment:
    """An assessment with complete answers, and its result unless it is a draft."""
    is_draft = state == Assessment.State.DRAFT
    assessment = Assessment.objects.create(
        profile=user.profile,
        instrument=instrument or instrument_now(),
        state=state,
        remit=Level.objects.get(number=remit) if remit else None,
        started_at=now,
        submitted_at=None if is_draft else now,
    )
    held_back = frozenset(could)
    competencies = {row.code: row for row in Competency.objects.all()}
    rows = [
        Answer(
            assessment=assessment,
            competency=competencies[code],
            answered_at=answered_at or now,
            basis=Answer.Basis.COULD if code in held_back else Answer.Basis.REGULARLY,
            **content(value, evidence_on or first_of_month(timezone.localdate(now))),
        )
        for code, value in values_of(person).items()
    ]
    Answer.objects.bulk_create(rows)
    if not is_draft:
        make_result(assessment, rows, now)
    return assessment


def submitted_assessment(user: User, counted: str = "P2", **options: Any) -> Assessment:
    """An assessment that was handed in. `counted`: a person, or twelve answers A1 to C4."""
    return make_assessment(user, counted, **options)


def draft_assessment(user: User, counted: str = "P2", **options: Any) -> Assessment:
    """A draft with every question answered."""
    return make_assessment(user, counted, state=Assessment.State.DRAFT, **options)


def content(value: int | None, evidence_on: date) -> dict[str, Any]:
    if value is None:
        return {"is_not_applicable": True, "not_applicable_reason": "Done by another department."}
    if value < EVIDENCE_FROM:
        return {"value": value}
    return {
        "value": value,
        "evidence": "Led the monthly review of the north programme.",
        "evidence_on": evidence_on,
        "evidence_confirmed_by": "Mona Manager",
    }


def make_result(assessment: Assessment, rows: Iterable[Answer], now: datetime) -> Result:
    rule = rule_of(assessment.instrument)
    outcome = scoring.assess(
        [
            scoring.Answer(
                competency=row.competency.code,
                value=row.value,
                basis=scoring.Basis(row.basis),
                has_evidence=row.has_evidence,
            )
            for row in rows
        ],
        rule,
    )
    return Result.objects.create(
        assessment=assessment,
        level=outcome.level,
        is_provisional=outcome.is_provisional,
        rule=scoring.rule_to_data(rule),
        scoring_version=scoring.SCORING_VERSION,
        computed_at=now,
    )


def form_data(value: int | None, *, basis: str = "regularly", **changes: str) -> dict[str, str]:
    """What a browser sends for a complete answer."""
    data = {
        "choice": NOT_APPLICABLE if value is None else str(value),
        "basis": basis,
        "not_applicable_reason": "Done by another department." if value is None else "",
        "evidence": "",
        "evidence_on": "",
        "evidence_confirmed_by": "",
    }
    if value is not None and value >= EVIDENCE_FROM:
        data |= {
            "evidence": "Led the monthly review of the north programme.",
            "evidence_on": first_of_month(timezone.localdate()).isoformat(),
            "evidence_confirmed_by": "Mona Manager",
        }
    return data | changes


def question_url(assessment: Assessment, code: str) -> str:
    return reverse("assessments:question", args=[assessment.pk, code.lower()])


def save_url(assessment: Assessment, code: str) -> str:
    return reverse("assessments:save_answer", args=[assessment.pk, code.lower()])


def page_url(name: str, assessment: Assessment) -> str:
    return reverse(f"assessments:{name}", args=[assessment.pk])


def hand_in_through_pages(
    client: Client, user: User, person: str, *, could: Iterable[str] = (), remit: int = 2
) -> Assessment:
    """Do what a person does: start, the job, twelve pages, check, hand in."""
    client.post(reverse("assessments:start"))
    assessment = Assessment.objects.drafts().get(profile=user.profile)
    client.post(page_url("remit", assessment), {"remit": str(remit)})
    held_back = frozenset(could)
    for code, value in values_of(person).items():
        basis = "could" if code in held_back else "regularly"
        response = client.post(question_url(assessment, code), form_data(value, basis=basis))
        assert response.status_code == 302, (code, response.content.decode())
    response = client.post(page_url("submit", assessment))
    assert response.headers["Location"] == page_url("result", assessment)
    return assessment
