"""People with results, for the tests of home and team pages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from django.contrib.auth.hashers import make_password

from careers.assessments.models import Answer, Assessment, Result
from careers.domain import scoring
from careers.levels.models import Competency, Instrument
from careers.levels.queries import rule_of
from careers.profiles.models import Profile, User
from tests.domain.builders import counted

NEW = datetime(2027, 3, 1, 12, tzinfo=UTC)


def make_reports(manager: User, count: int) -> list[Profile]:
    """Direct reports of somebody, quickly."""
    password = make_password(None)
    users = User.objects.bulk_create(
        User(email=f"report{number}@example.org", name=f"Report {number:04}", password=password)
        for number in range(count)
    )
    return Profile.objects.bulk_create(
        Profile(user=user, manager=manager.profile, job_title="Analyst") for user in users
    )


def give_result(
    profile: Profile,
    level: int,
    *,
    at: datetime = NEW,
    is_provisional: bool = False,
    state: str = Assessment.State.SUBMITTED,
) -> Assessment:
    """A submitted self-assessment that ended at this level, without its answers."""
    assessment = Assessment.objects.create(
        profile=profile,
        instrument=Instrument.objects.published().newest_first()[0],
        state=state,
        started_at=at,
        submitted_at=at,
    )
    Result.objects.create(
        assessment=assessment,
        level=level,
        is_provisional=is_provisional,
        rule={},
        scoring_version=1,
        computed_at=at,
    )
    return assessment


def begin_draft(profile: Profile) -> Assessment:
    return Assessment.objects.create(
        profile=profile,
        instrument=Instrument.objects.published().newest_first()[0],
        started_at=NEW,
    )


def give_answers(profiles: Iterable[Profile], values: str, *, at: datetime = NEW) -> None:
    """The same twelve answers (A1 to C4) of many people, with their result, quickly."""
    instrument = Instrument.objects.published().newest_first()[0]
    answers, rule = counted(values), rule_of(instrument)
    outcome = scoring.assess(
        [scoring.Answer(competency=code, value=value) for code, value in answers.items()], rule
    )
    made = Assessment.objects.bulk_create(
        Assessment(
            profile=profile,
            instrument=instrument,
            state=Assessment.State.SUBMITTED,
            started_at=at,
            submitted_at=at,
        )
        for profile in profiles
    )
    Result.objects.bulk_create(
        Result(
            assessment=one,
            level=outcome.level,
            is_provisional=outcome.is_provisional,
            rule=scoring.rule_to_data(rule),
            scoring_version=scoring.SCORING_VERSION,
            computed_at=at,
        )
        for one in made
    )
    competencies = {row.code: row for row in Competency.objects.all()}
    Answer.objects.bulk_create(
        Answer(
            assessment=one,
            competency=competencies[code],
            value=value,
            is_not_applicable=value is None,
            answered_at=at,
        )
        for one in made
        for code, value in answers.items()
    )
