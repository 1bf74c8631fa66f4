"""Somebody with everything that can become of a plan, for what must and must not be handed on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from careers.certifications.models import Certification
from careers.profiles.models import User
from careers.roadmaps import queries
from careers.roadmaps.models import Roadmap, RoadmapStep
from careers.roadmaps.page import RoadmapView
from tests.roadmaps.people import assess, hold

REASON = "My employer pays for nothing in winter"
QUOTE, PRICE, BUDGET = 55_512, 98_765, 1_234
AMOUNTS = ("555.12", "987.65", "12.34")
PASSED, OVERDUE, BOOKED = "ipmo-foundation", "p3o-foundation", "p3o-practitioner"
DROPPED, QUOTED, GONE = "ipmo-practitioner", "ipmo-expert", "ppso-advanced"


def page_of(user: User, *, is_own: bool = False) -> RoadmapView:
    page = queries.roadmap_of(user.profile, timezone.localdate(), is_own=is_own)
    assert page is not None
    return page


def decide(user: User, key: str, place: int, ends_on: date, **facts: Any) -> None:
    """Put a certification into the accepted plan, with what became of it."""
    RoadmapStep.objects.create(
        roadmap=user.profile.roadmap,
        certification=Certification.objects.get(key=key),
        place=place,
        starts_on=ends_on - timedelta(days=30),
        ends_on=ends_on,
        changed_at=timezone.now(),
        **facts,
    )


def make_busy(user: User) -> User:
    """An accepted plan with a passed, an overdue, a booked, a dropped, a planned and a gone step.

    Beside it a budget that nothing fits, a quote, a pin, something agreed, a credit, a renewal.
    """
    now, today = timezone.now(), timezone.localdate()
    assess(user, "P4", at=now - timedelta(days=90))
    Certification.objects.update(cost_minor=PRICE, cost_currency="GBP", cost_on=today)
    Certification.objects.filter(key=GONE).update(status="retired")
    hold(user.profile, PASSED, awarded_on=today - timedelta(days=9))
    hold(
        user.profile,
        "essentials-for-pmo-administrators",
        expires_on=today + timedelta(days=30),
    )
    Roadmap.objects.create(
        profile=user.profile,
        changed_at=now,
        accepted_at=now - timedelta(days=60),
        basis={"begins_on": (today - timedelta(days=60)).isoformat()},
        budget_minor=BUDGET,
        currency="GBP",
    )
    later = today + timedelta(days=60)
    decide(user, PASSED, 1, today - timedelta(days=9))
    decide(user, OVERDUE, 2, today - timedelta(days=3))
    booked = {"status": "booked", "exam_on": today + timedelta(days=2)}
    decide(user, BOOKED, 3, later, is_pinned=True, is_agreed=True, **booked)
    decide(user, DROPPED, 4, later + timedelta(days=30), status="dropped", reason=REASON)
    quote = {"cost_minor": QUOTE, "cost_currency": "GBP"}
    decide(user, QUOTED, 5, later + timedelta(days=60), **quote)
    decide(user, GONE, 6, later + timedelta(days=90))
    return user
