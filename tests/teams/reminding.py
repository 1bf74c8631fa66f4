"""People with things that wait, are late or end, for the tests of reminders."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from careers.assessments.models import Assessment, Review
from careers.certifications.models import Certification
from careers.profiles.models import ReminderChoice, User
from careers.roadmaps.models import Roadmap, RoadmapStep
from careers.teams import actions, queries
from tests.factories import make_user
from tests.teams.builders import give_result

MONDAY = date(2027, 3, 15)
NOW = datetime(2027, 3, 15, 6, 0, tzinfo=UTC)
RECENT = NOW - timedelta(days=10)
EVERY_DAY = ReminderChoice.Every.DAY


def days(number: int) -> timedelta:
    return timedelta(days=number)


def found(day: date = MONDAY, *, is_week_due: bool = False) -> dict[str, list[tuple[str, str]]]:
    """Who is to be reminded, of what; the names of people and certifications beside it."""
    now = NOW + (day - MONDAY)
    chunks = queries.due_reminders(now=now, today=day, is_week_due=is_week_due)
    return {
        due.recipient.name: [(str(item.about), item.name) for item in due.items]
        for chunk in chunks
        for due in chunk
    }


def remind(day: date = MONDAY) -> int:
    now = NOW + (day - MONDAY)
    chunks = queries.due_reminders(now=now, today=day)
    return sum(
        actions.remind(due=due, now=now, today=day) is not None for chunk in chunks for due in chunk
    )


def wants(user: User, **choice: Any) -> None:
    ReminderChoice.objects.update_or_create(profile=user.profile, defaults=choice)


def reviewed(assessment: Assessment, *, waits_for: str, at: datetime = RECENT) -> Review:
    Assessment.objects.filter(pk=assessment.pk).update(state=Assessment.State.REVIEWED)
    return Review.objects.create(
        assessment=assessment, reviewer_name="Mona", waits_for=waits_for, reviewed_at=at
    )


def agreed(user: User, *, at: datetime = RECENT) -> Assessment:
    """Assessed and agreed: nothing waits."""
    return give_result(user.profile, 2, at=at, state=Assessment.State.AGREED)


def plan(user: User, key: str, ends_on: date, *, is_agreed: bool = True, **facts: Any) -> None:
    """A step of an accepted plan."""
    roadmap, _is_new = Roadmap.objects.get_or_create(
        profile=user.profile, defaults={"changed_at": RECENT, "accepted_at": RECENT}
    )
    RoadmapStep.objects.create(
        roadmap=roadmap,
        certification=Certification.objects.get(key=key),
        place=RoadmapStep.objects.filter(roadmap=roadmap).count(),
        starts_on=ends_on - days(30),
        ends_on=ends_on,
        is_agreed=is_agreed,
        agreed_on=ends_on if is_agreed else None,
        changed_at=RECENT,
        **facts,
    )


def make_manager() -> User:
    """Somebody of whom nothing is wanted."""
    user = make_user("Mona Manager", joined_at=NOW)
    agreed(user)
    return user


def make_person(manager: User) -> User:
    """Somebody in the line of this manager, of whom nothing is wanted."""
    user = make_user("Ada Okafor", manager=manager)
    agreed(user)
    return user


def items_of(name: str, day: date = MONDAY) -> tuple[queries.Item, ...]:
    chunks = queries.due_reminders(now=NOW + (day - MONDAY), today=day)
    [items] = [due.items for chunk in chunks for due in chunk if due.recipient.name == name]
    return items
