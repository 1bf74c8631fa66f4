"""People of the worked examples with a submitted self-assessment, written as rows."""

from __future__ import annotations

from datetime import date, datetime

from careers.assessments.models import Answer, Assessment, Result
from careers.certifications.models import Certification
from careers.domain import scoring
from careers.levels.models import Competency, Instrument
from careers.levels.queries import rule_of
from careers.profiles.models import HeldCertification, Profile, User
from tests.domain.builders import PEOPLE, counted
from tests.factories import NOW


def assess(user: User, person: str, *, at: datetime = NOW) -> Assessment:
    """Hand in the answers of this person of the worked examples, or answers written out."""
    instrument = Instrument.objects.published().newest_first()[0]
    rule = rule_of(instrument)
    values = counted(PEOPLE.get(person, person))
    competencies = {row.code: row for row in Competency.objects.all()}
    outcome = scoring.assess(
        [scoring.Answer(competency=code, value=value) for code, value in values.items()], rule
    )
    assessment = Assessment.objects.create(
        profile=user.profile,
        instrument=instrument,
        state=Assessment.State.SUBMITTED,
        started_at=at,
        submitted_at=at,
    )
    Answer.objects.bulk_create(
        Answer(
            assessment=assessment,
            competency=competencies[code],
            value=value,
            is_not_applicable=value is None,
            not_applicable_reason="" if value is not None else "Done elsewhere",
            answered_at=at,
        )
        for code, value in values.items()
    )
    Result.objects.create(
        assessment=assessment,
        level=outcome.level,
        is_provisional=outcome.is_provisional,
        rule=scoring.rule_to_data(rule),
        scoring_version=scoring.SCORING_VERSION,
        computed_at=at,
    )
    return assessment


def hold(
    profile: Profile,
    *keys: str,
    awarded_on: date = date(2026, 3, 1),
    expires_on: date | None = None,
) -> None:
    certifications = {row.key: row for row in Certification.objects.filter(key__in=keys)}
    HeldCertification.objects.bulk_create(
        HeldCertification(
            profile=profile,
            certification=certifications[key],
            awarded_on=awarded_on,
            expires_on=expires_on,
        )
        for key in keys
    )
