"""Sentences and figures about a plan beside the version agreed to. No database, no clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from careers.domain.planner import Money
from careers.roadmaps.agreed import (
    PASSED,
    Difference,
    PlanStep,
    ReviewStep,
    VersionStep,
    in_order,
)
from careers.roadmaps.choices import Status
from careers.roadmaps.plans import hours_text, money_text, not_known
from careers.roadmaps.prices import sums_of


def differences(steps: Iterable[PlanStep]) -> tuple[Difference, ...]:
    """What of an accepted plan is to be agreed, in its order; what has left it comes last."""
    return tuple(
        Difference(key=step.key, name=step.name, sentences=_sentences(step))
        for step in in_order(steps)
        if step.needs_agreeing
    )


def events(steps: Iterable[PlanStep], agreed: Mapping[str, str]) -> tuple[str, ...]:
    """What happened to exams of an accepted plan; their places in it are agreed as before.

    `agreed` names what was to be booked for each step when it was agreed, where that is known.
    """
    told = (_event(step, agreed.get(step.key, step.book)) for step in in_order(steps))
    return tuple(text for text in told if text)


def _event(step: PlanStep, agreed: str) -> str:
    facts = {"name": step.name, "now": step.book_name}
    if not step.is_to_do:
        return ""
    if not step.can_be_taken:
        return _("%(name)s cannot be taken any more: it leaves the plan with the next change.") % (
            facts
        )
    if step.book != step.book_now:
        return _("%(name)s cannot be booked as planned: a change to %(now)s is proposed.") % facts
    if step.is_agreed and step.book != agreed:
        return _("For %(name)s another exam is booked than when it was agreed: %(now)s.") % facts
    return ""


def _sentences(step: PlanStep) -> tuple[str, ...]:
    facts = {"name": step.name, "on": _day_text(step.day)}
    if step.place is None and not step.can_be_taken:
        text = _("%(name)s was agreed, cannot be taken any more and is in the plan no more.")
        return (text % facts,)
    if step.place is None:
        return (_("%(name)s was agreed and is in the plan no more.") % facts,)
    if not step.is_agreed or step.agreed_on is None:
        return (_("%(name)s, planned for %(on)s, is not agreed yet.") % facts,)
    found = []
    if step.has_another_day:
        text = _("%(name)s was agreed for %(then)s and is now planned for %(on)s.")
        found.append(text % {**facts, "then": _day_text(step.agreed_on)})
    if step.has_another_price:
        found.append(_price_sentence(step))
    return tuple(found)


def _price_sentence(step: PlanStep) -> str:
    quote, then = step.quote, step.agreed_quote
    facts = {
        "name": step.name,
        "amount": money_text(quote) if quote else "",
        "then": money_text(then) if then else "",
    }
    if quote is None:
        return _("%(name)s was agreed at %(then)s, and this quote was taken back.") % facts
    if then is None:
        return _("%(name)s was agreed without a quote and is now quoted at %(amount)s.") % facts
    return _("%(name)s was agreed at %(then)s and is now quoted at %(amount)s.") % facts


def state_text(status: str) -> str:
    return _("Passed") if status == PASSED else str(Status(status).label)


def price_or_not_known(price: Money | None) -> str:
    return money_text(price) if price else not_known()


def hours_or_not_known(hours: int | None) -> str:
    return not_known() if hours is None else hours_text(hours)


def _day_text(day: date | None) -> str:
    return date_format(day) if day else not_known()


def review_step(step: PlanStep, today: date, mark: str) -> ReviewStep:
    is_open = step.is_in_plan and not step.is_held
    return ReviewStep(
        key=step.key,
        name=step.name,
        state=state_text(PASSED if step.is_held else step.status),
        day=_day_text(step.day),
        cost=price_or_not_known(step.price),
        hours=hours_or_not_known(step.hours),
        is_overdue=is_open and step.day is not None and step.day < today,
        is_agreed=step.is_agreed,
        is_new=step.needs_agreeing,
        mark=mark,
    )


def version_steps(steps: Iterable[Mapping[str, Any]]) -> tuple[VersionStep, ...]:
    """Frozen steps in words."""
    return tuple(_version_step(step) for step in steps)


def _version_step(step: Mapping[str, Any]) -> VersionStep:
    day, minor = step["ends_on"], step["cost_minor"]
    price = None if minor is None else Money(minor=minor, currency=step["currency"])
    return VersionStep(
        name=step["name"],
        state=state_text(step["status"]),
        day=_day_text(date.fromisoformat(day) if day else None),
        cost=price_or_not_known(price),
        hours=hours_or_not_known(step["hours"]),
    )


def cost_of(steps: Iterable[PlanStep]) -> str:
    """What steps cost together, one sum for each currency; says so where some is not known."""
    prices = [step.price for step in steps]
    known = sums_of(prices)
    if not known:
        return not_known() if prices else _("nothing")
    amount = ", ".join(money_text(one) for one in known)
    return _("at least %(amount)s") % {"amount": amount} if None in prices else amount
