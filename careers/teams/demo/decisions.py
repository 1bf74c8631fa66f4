"""What some people of the demo did with their roadmap, through the same actions as everybody.

Only the first telling of each story does anything, so that a large demo takes no longer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256

from careers.profiles.actions import delegate
from careers.profiles.models import Profile, User
from careers.roadmaps import actions, queries
from careers.teams.demo.people import Person
from careers.teams.demo.stories import Deed, is_told_exactly

ACCEPTED_DAYS_AGO = 7
LONG_AGO_DAYS = 240
AGREED_DAYS_AGO = 5
NONCE_LENGTH = 32
BOOKED_IN_DAYS = 40
QUOTED_MINOR, DEARER_MINOR = 45_000, 12_500
"""Made up, like everything of the demo: a price somebody was quoted, each next exam a bit more."""

AWAY_DAYS = 14


def write_decisions(people: Sequence[Person], today: date) -> None:
    """Let these people decide. Some dozen SQL statements for each deed."""
    for one in people:
        if is_told_exactly(one.seat) and one.number == one.seat.number:
            for deed in one.story.deeds:
                DEEDS[deed](one.profile, today)


def _at(day: date) -> datetime:
    return datetime.combine(day, time(15), tzinfo=UTC)


def _accept(profile: Profile, today: date, days_ago: int = ACCEPTED_DAYS_AGO) -> None:
    day = today - timedelta(days=days_ago)
    situation = queries.situation_of(profile, day)
    if situation is not None:
        actions.accept(profile=profile, digest=situation.digest, now=_at(day))


def _accept_long_ago(profile: Profile, today: date) -> None:
    _accept(profile, today, LONG_AGO_DAYS)


def _first(profile: Profile, today: date) -> str | None:
    situation = queries.situation_of(profile, today)
    return next(iter(situation.plan.keys), None) if situation else None


def _book(profile: Profile, today: date) -> None:
    if key := _first(profile, today):
        on = today + timedelta(days=BOOKED_IN_DAYS)
        actions.book(profile=profile, key=key, on=on, now=_at(today))


def _fail(profile: Profile, today: date) -> None:
    if key := _first(profile, today):
        on = today - timedelta(days=1)
        actions.fail(profile=profile, key=key, on=on, now=_at(today))


def _hurry(profile: Profile, today: date) -> None:
    wishes = replace(queries.choices_of(profile).wishes, hours_a_week=8)
    actions.set_wishes(profile=profile, wishes=wishes, now=_at(today))


def _press(profile: Profile, today: date) -> None:
    wishes = replace(queries.choices_of(profile).wishes, finish_on=today + timedelta(days=5))
    actions.set_wishes(profile=profile, wishes=wishes, now=_at(today))


def _compare(profile: Profile, today: date) -> None:
    now, own = _at(today), queries.choices_of(profile).wishes
    trials = {
        "Ten hours a week": replace(own, hours_a_week=10),
        "Only AIPMO": replace(own, preferred_bodies=("aipmo",), excluded_bodies=("peoplecert",)),
    }
    for name, wishes in trials.items():
        actions.add_scenario(profile=profile, name=name, wishes=wishes, now=now)


def _quote(profile: Profile, today: date, *, days_ago: int = 8, most: int | None = None) -> None:
    situation = queries.situation_of(profile, today)
    keys = situation.plan.keys if situation else ()
    for place, key in enumerate(list(keys)[:most]):
        actions.set_figures(
            profile=profile,
            key=key,
            cost_minor=QUOTED_MINOR + place * DEARER_MINOR,
            currency="GBP",
            study_hours=None,
            now=_at(today - timedelta(days=days_ago)),
        )


def _quote_first(profile: Profile, today: date) -> None:
    _quote(profile, today, days_ago=AGREED_DAYS_AGO + 1, most=1)


def _go_away(profile: Profile, today: date) -> None:
    manager = profile.manager
    if manager and manager.manager_id:
        others = Profile.objects.filter(manager=manager.manager_id).exclude(pk=manager.pk)
        if other := others.select_related("user").order_by("pk").first():
            last_on = today + timedelta(days=AWAY_DAYS - 1)
            delegate(
                absent=profile, delegate=other, first_on=today, last_on=last_on, now=_at(today)
            )


def _agree(profile: Profile, today: date) -> None:
    if profile.manager:
        now = _at(today - timedelta(days=AGREED_DAYS_AGO))
        by = profile.manager.user
        mark = queries.plan_review(profile, by, today).mark
        text = "A good plan. Tell me early if the second exam gets too close to the busy weeks."
        actions.agree_plan(profile=profile, by=by, mark=mark, comment=text, now=now)


def _confirm_experience(profile: Profile, today: date) -> None:
    if profile.manager:
        by, now = profile.manager.user, _at(today - timedelta(days=AGREED_DAYS_AGO))
        for one in queries.plan_review(profile, by, today).experiences[:1]:
            actions.confirm_experience(
                profile=profile, key=one.key, is_confirmed=True, by=by, now=now
            )


def _answer(profile: Profile, today: date) -> None:
    if profile.manager:
        text = "Thank you for sharing this. Let us talk about the order of the exams on Thursday."
        _say(profile, profile.manager.user, text, None, today - timedelta(days=2))


def _ask(profile: Profile, today: date) -> None:
    text = "May I study for this one on Friday afternoons until the exam?"
    _say(profile, profile.user, text, _first(profile, today), today - timedelta(days=1))


def _say(profile: Profile, author: User, text: str, key: str | None, day: date) -> None:
    nonce = sha256(text.encode()).hexdigest()[:NONCE_LENGTH]
    actions.add_comment(
        profile=profile, author=author, key=key, text=text, nonce=nonce, now=_at(day)
    )


DEEDS: dict[Deed, Callable[[Profile, date], None]] = {
    Deed.ACCEPTED: _accept,
    Deed.LONG_AGO: _accept_long_ago,
    Deed.BOOKED: _book,
    Deed.NOT_PASSED: _fail,
    Deed.HURRIED: _hurry,
    Deed.PRESSED: _press,
    Deed.COMPARED: _compare,
    Deed.QUOTED: _quote,
    Deed.QUOTED_FIRST: _quote_first,
    Deed.PLAN_AGREED: _agree,
    Deed.EXPERIENCED: _confirm_experience,
    Deed.ASKED: _ask,
    Deed.ANSWERED: _answer,
    Deed.AWAY: _go_away,
}
