"""The dates of a roadmap as an iCalendar (RFC 5545): no cost, no level, no answer. No clock."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.text import slugify
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from careers.roadmaps import diary, plans
from careers.roadmaps.page import RenewalView, RoadmapView, StepView

REFRESH = timedelta(days=1)
BEFORE_A_RENEWAL = timedelta(days=14)
BEFORE_AN_EXAM = timedelta(days=7)
UID_DIGITS = 32


@dataclass(frozen=True, kw_only=True)
class Feed:
    """What a calendar is called, whom it is for, and where it leads."""

    profile_id: int
    site_name: str
    address: str  # of the page of the roadmap
    changed_at: datetime  # the newest decision; the same roadmap is the same calendar

    def uid(self, kind: str, key: str) -> str:
        """The same event keeps its identity; it names neither person nor exam."""
        text = f"{self.profile_id}:{kind}:{key}".encode()
        right = slugify(self.site_name) or "portal"  # a name may have no Latin letter
        return f"{hashlib.sha256(text).hexdigest()[:UID_DIGITS]}@{right}"


def calendar_of(page: RoadmapView | None, feed: Feed) -> bytes:
    """Return the calendar; before the first result it is one without events."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{feed.site_name}//Roadmap//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Exams and renewals"))
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "P1D")
    for event in _events(page, feed) if page else ():
        calendar.add_component(event)
    return calendar.to_ical()


def _events(page: RoadmapView, feed: Feed) -> Iterable[Event]:
    stamp = max(feed.changed_at, page.assessed_at)
    for step in page.steps:
        if step.is_dropped:
            continue
        event = _event(feed, "exam", step.key, step.ends_on, stamp)
        event.add("summary", diary.exam_text(step))
        event.add("description", _about_exam(step, page, feed))
        event.add("status", "CONFIRMED" if step.is_booked else "TENTATIVE")
        if step.is_booked:
            event.add_component(_alarm(BEFORE_AN_EXAM, diary.exam_text(step)))
        yield event
    for renewal in page.renewals:
        event = _event(feed, "renewal", renewal.key, renewal.expires_on, stamp)
        event.add("summary", diary.renewal_text(renewal))
        event.add("description", _about_renewal(renewal, feed))
        if renewal.can_be_renewed:
            event.add_component(_alarm(BEFORE_A_RENEWAL, diary.renewal_text(renewal)))
        yield event


def _event(feed: Feed, kind: str, key: str, on: date, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", feed.uid(kind, key))
    event.add("dtstamp", stamp)
    event.add("dtstart", on)
    event.add("transp", "TRANSPARENT")  # a day with an exam is not a day that is taken whole
    event.add("url", feed.address)
    return event


def _alarm(before: timedelta, text: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", text)
    alarm.add("trigger", -before)
    return alarm


def _about_exam(step: StepView, page: RoadmapView, feed: Feed) -> str:
    lines = (
        _("To book: %(name)s") % {"name": step.book_name},
        _("Provider: %(name)s") % {"name": step.provider},
        *step.notes,
        plans.no_fit_text(page),
        feed.address,
    )
    return "\n".join(line for line in lines if line)


def _about_renewal(renewal: RenewalView, feed: Feed) -> str:
    return "\n".join((renewal.sentence, feed.address))
