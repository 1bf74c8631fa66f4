"""Sentences about what is to be booked: what can no longer be, and what takes its place.

No database, no clock.
"""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careers.certifications.queries import CertificationCard, wording
from careers.domain.changes import PlanChange, Why
from careers.domain.eligibility import Blocker
from careers.domain.planner import Money, Status
from careers.roadmaps.explanations import Words, listed

ENDED = frozenset({Status.REPLACED, Status.RETIRED})
"""Nobody can book an exam under this name any more."""


def succession(change: PlanChange, words: Words, *, is_all: bool) -> str:
    """What happened to what was to be booked, and what to do; `is_all`: nothing else changes."""
    if change.was is None or change.step is None:
        return ""
    facts = {"name": words.today(change.certification), "now": words.today(change.step.book)}
    what_to_do = {
        Why.OWN_AGAIN: _("Book it under its own name again."),
        Why.OTHER_SUCCESSOR: _("Book that one instead."),
    }.get(change.why, _("Book %(now)s in its place.") % facts)
    effects = _effects(change)
    if not effects and is_all:
        effects = (_("Nothing else in the plan changes."),)
    return " ".join((_what_happened(change, words), what_to_do, *effects))


def _what_happened(change: PlanChange, words: Words) -> str:
    was, step = change.was, change.step
    if was is None or step is None:
        return ""
    facts = {
        "name": words.name(change.certification),
        "was": words.name(was.book),
        "now": words.today(step.book),
    }
    if change.why is Why.OWN_AGAIN:
        return _("%(name)s can be booked again, so %(was)s is not needed in its place.") % facts
    if change.why is Why.OTHER_SUCCESSOR:
        return _("What to book for %(name)s is now %(now)s, no longer %(was)s.") % facts
    standing = words.standing(was.book)
    facts["on"] = date_format(standing.since_on) if standing.since_on else ""
    if standing.status == Status.RETIRED:
        text = _("%(was)s has not been awarded since %(on)s.")
        return (text if facts["on"] else _("%(was)s is no longer awarded.")) % facts
    if facts["on"]:
        return _("%(was)s was replaced by %(now)s on %(on)s.") % facts
    return _("%(was)s has been replaced by %(now)s.") % facts


def _effects(change: PlanChange) -> tuple[str, ...]:
    """Price, course and day, where they differ; what was known and is not any more is said."""
    was, step = change.was, change.step
    if was is None or step is None:
        return ()
    found = [_price(was.cost, step.cost), _course(change.was_course_days, change.course_days)]
    if change.was_on is not None and change.was_on != step.ends_on:
        days = {"was": date_format(change.was_on), "now": date_format(step.ends_on)}
        found.append(_("The exam moves from %(was)s to %(now)s.") % days)
    return tuple(text for text in found if text)


def _price(was: Money | None, now: Money | None) -> str:
    if was == now:
        return ""
    facts = {
        "was": wording.money(was.minor, was.currency) if was else "",
        "now": wording.money(now.minor, now.currency) if now else "",
    }
    if was is None:
        return _("It costs %(now)s.") % facts
    if now is None:
        return _("It cost %(was)s; the price of the new one is not known.") % facts
    return _("It costs %(now)s instead of %(was)s.") % facts


def _course(was: int | None, now: int | None) -> str:
    if was == now or was is None or now is None:
        return ""
    text = ngettext(
        "The course takes %(now)s day instead of %(was)s.",
        "The course takes %(now)s days instead of %(was)s.",
        now,
    )
    return text % {"now": now, "was": was}


def follows(change: PlanChange, words: Words) -> str:
    """Whose successor an addition is; empty for most."""
    if not change.follows:
        return ""
    names = listed(words.name(key) for key in change.follows)
    return _("It is the successor of %(names)s.") % {"names": names}


def ended(key: str, blocker: Blocker, words: Words) -> str:
    """Why nobody can book a certification any more, since when, and what its successor is."""
    standing = words.standing(key)
    facts = {
        "on": date_format(standing.since_on) if standing.since_on else "",
        "names": listed(words.today(one) for one in blocker.certifications),
    }
    if not standing.status:
        text = _("It is no longer awarded, or no longer proposed.")
    elif standing.status not in ENDED:
        text = _("It is no longer proposed in roadmaps.")
    elif facts["on"]:
        text = _("It has not been awarded since %(on)s.") % facts
    else:
        text = _("It is no longer awarded.")
    successor = _("Its successor is %(names)s.") % facts if blocker.certifications else ""
    return f"{text} {successor}".strip()


def notes(
    card: CertificationCard, booked: CertificationCard, *, is_booked: bool = False
) -> tuple[str, ...]:
    """What to know before booking: the successor, the name of today, doubts on availability.

    An accepted plan may still name what nobody can book any more; then only that is said.
    """
    if booked.status in ENDED:
        return (_cannot_be_booked(booked, is_booked=is_booked),)
    lines = []
    if note := note_of(card):
        lines.append(note)
    if booked.key != card.key and booked.status != Status.AVAILABLE and booked.status_sentence:
        lines.append(booked.status_sentence)
    return tuple(lines)


def note_of(card: CertificationCard) -> str:
    """What to know of a certification before booking it; nothing of one that is available."""
    return "" if card.status == Status.AVAILABLE else card.status_sentence


def _cannot_be_booked(card: CertificationCard, *, is_booked: bool) -> str:
    """What to know of a step whose exam nobody can book any more."""
    facts = {"on": date_format(card.since_on) if card.since_on else "", "name": card.book_name}
    if is_booked:
        return _("Booked before it was replaced or retired: ask the provider whether it is held")
    if card.book_name == (card.name_now or card.name):
        text = _("It can no longer be booked: it was retired on %(on)s")
        return (text if facts["on"] else _("It can no longer be booked")) % facts
    if facts["on"]:
        return _("It can no longer be booked: %(name)s replaced it on %(on)s") % facts
    return _("It can no longer be booked: %(name)s has replaced it") % facts
