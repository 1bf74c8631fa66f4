"""Links and calendars made as their owner makes them, with what opens them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.urls import reverse

from careers.certifications.models import Certification
from careers.profiles.models import User
from careers.roadmaps import actions
from careers.roadmaps.models import CalendarFeed, Roadmap, RoadmapStep, ShareLink
from careers.roadmaps.tokens import Purpose, token_of
from tests.factories import NOW


def make_link(user: User, now: datetime, *, name: str = "Mo Mentor", **facts: Any) -> ShareLink:
    shows = {"has_ratings": False, "has_cost": False, "has_comments": False}
    given = {"days": 30, **shows, **facts}
    return actions.add_link(profile=user.profile, name=name, now=now, **given)


def address_of(link: ShareLink) -> str:
    return reverse("roadmaps:shared", args=[token_of(link.nonce, Purpose.LINK)])


def make_feed(user: User, now: datetime) -> str:
    """Make the calendar of a person; its address."""
    before = CalendarFeed.objects.filter(roadmap__profile=user.profile).first()
    replaces = before.mark if before else ""
    feed = actions.new_feed(profile=user.profile, replaces=replaces, now=now)
    assert feed is not None
    return reverse("roadmaps:calendar", args=[token_of(feed.nonce, Purpose.CALENDAR)])


def book(user: User, key: str, on: date) -> None:
    """Record the exam of a certification as booked."""
    roadmap, _is_new = Roadmap.objects.get_or_create(
        profile=user.profile, defaults={"changed_at": NOW}
    )
    RoadmapStep.objects.update_or_create(
        roadmap=roadmap,
        certification=Certification.objects.get(key=key),
        defaults={"status": "booked", "exam_on": on, "changed_at": NOW},
    )
