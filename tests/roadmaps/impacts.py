"""A small organisation: people who stand in every way that a change of the catalogue touches."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from careers.certifications.models import Certification
from careers.domain.ladder import HIGHEST
from careers.levels.models import Level
from careers.profiles.models import Profile, User
from careers.roadmaps import queries
from careers.roadmaps.models import Roadmap, RoadmapStep
from tests.assessments.builders import draft_assessment, submitted_assessment
from tests.assessments.reviews import agree
from tests.factories import make_user
from tests.roadmaps.agreed import accept, book
from tests.roadmaps.people import assess, hold

LEVELS = (1, 1, 2, 2, 2, 3, 3, 4)
WISHES: list[dict[str, Any]] = [
    {},
    {},
    {"budget_minor": 90000, "currency": "GBP"},
    {"hours_a_week": 3},
]
SAID: list[dict[str, Any]] = [
    {"is_pinned": True},
    {"is_preferred": True},
    {"status": "dropped", "reason": "Not now"},
    {"cost_minor": 12300, "cost_currency": "GBP"},
    {"is_experience_confirmed": True},
]
RAISED = ("A1", "A2", "A3", "A4", "B1", "B3", "C1", "C2")


def an_organisation(number: int, dice: Random, now: datetime) -> tuple[User, ...]:
    """So many people with a result, and a few whom nothing can touch."""
    keys = list(Certification.objects.order_by("order").values_list("key", flat=True))
    made = tuple(_somebody(keys, dice, now) for _ in range(number))
    draft_assessment(make_user("Dora Draft"), "P1", now=now)
    gone = make_user("Gus Gone", is_active=False)
    assess(gone, "P1", at=now)
    leader = make_user("Mona Manager")
    reviewed = make_user("Rita Reviewed", manager=leader)
    done = submitted_assessment(reviewed, "P2")
    agree(done, leader, **dict.fromkeys(RAISED, 3))
    return (*made, reviewed)


def _somebody(keys: list[str], dice: Random, now: datetime) -> User:
    user = make_user()
    level = dice.choice(LEVELS)
    near = [max(0, level - 1), level, level, min(HIGHEST, level + 1)]
    if dice.random() < 0.3:
        assess(user, "0 0 0 0 · 0 0 0 0 · 0 0 0 0", at=now - timedelta(days=800))
    values = " ".join(str(dice.choice(near)) for _ in range(12))
    assess(user, values, at=now - timedelta(days=dice.randint(200, 400)))
    for key in keys:
        if dice.random() < 0.12:
            ends = dice.choice([None, now.date() + timedelta(days=dice.randint(10, 700))])
            hold(user.profile, key, awarded_on=date(2026, 3, 1), expires_on=ends)
    if dice.random() < 0.6:
        _decide(user.profile, keys, dice, now)
    return user


def _decide(profile: Profile, keys: list[str], dice: Random, now: datetime) -> None:
    level = Level.objects.get(number=dice.choice([3, 4]))
    roadmap = Roadmap.objects.create(
        profile=profile,
        changed_at=now,
        target=level if dice.random() < 0.4 else None,
        **dice.choice(WISHES),
        preferred_bodies=dice.choice([[], ["aipmo"]]),
    )
    RoadmapStep.objects.bulk_create(_said(roadmap, keys, dice, now))
    earlier = now - timedelta(days=dice.randint(5, 190))
    situation = queries.situation_of(profile, earlier.date())
    if situation is None or situation.conflict or dice.random() < 0.3:
        return
    accept(profile, earlier)
    steps = [step.key for step in queries.choices_of(profile).accepted]
    if steps and dice.random() < 0.3:
        book(profile, steps[0], dice.randint(5, 80))
    if steps and dice.random() < 0.3:
        RoadmapStep.objects.filter(roadmap__profile=profile, place=1).update(is_agreed=True)


def had_another_successor(profile: Profile, step: str, then: str) -> None:
    """Accepted when something else was to be booked for a step; the catalogue has forgotten it."""
    roadmap = Roadmap.objects.get(profile=profile)
    roadmap.basis["book"] |= {step: then}
    roadmap.save()


def _said(roadmap: Roadmap, keys: list[str], dice: Random, now: datetime) -> Iterator[RoadmapStep]:
    for row in Certification.objects.filter(key__in=dice.sample(keys, 3)):
        yield RoadmapStep(roadmap=roadmap, certification=row, changed_at=now, **dice.choice(SAID))
