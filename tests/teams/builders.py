"""People with results, for the tests of home and team pages."""

from __future__ import annotations

from datetime import UTC, datetime

from django.contrib.auth.hashers import make_password

from careers.assessments.models import Assessment, Result
from careers.levels.models import Instrument
from careers.profiles.models import Profile, User

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
