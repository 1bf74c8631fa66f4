"""Sentences about a budget: why a step stands where it stands, and why it is deferred."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careers.domain.budget import Decision, Rank, Why


def place_of(one: Decision) -> str:
    """Why a step has its place in the order."""
    if one.rank is Rank.BOOKED:
        return _("Booked")
    if one.rank is Rank.RENEWAL and one.renew_by is not None:
        return _("Renewal that cannot wait: %(day)s") % {"day": date_format(one.renew_by)}
    if one.turn == 1:
        return _("First exam of the quarter")
    return _("Exam %(number)s of the quarter") % {"number": one.turn}


def deferred_because(
    one: Decision, budget: int, needed: Sequence[str], amount: Callable[[int], str]
) -> str:
    """Why a step is deferred, and what would help; empty if it is paid.

    `needed` names what it waits for; `amount` writes minor units.
    """
    if one.is_paid:
        return ""
    facts = {
        "paid": one.paid_before,
        "taken": amount(budget - one.left),
        "budget": amount(budget),
        "left": amount(max(0, one.left)),
        "more": amount(one.more),
        "names": get_text_list(list(needed), _("or")),
    }
    if one.why is Why.NEEDS:
        return (
            _(
                "It needs %(names)s first, which is deferred. %(more)s more pays for both, and for "
                "everything before."
            )
            % facts
        )
    if one.left < 0:
        return (
            _(
                "What is booked already takes more than the %(budget)s. %(more)s more pays for "
                "this, and for everything before."
            )
            % facts
        )
    if not one.paid_before:
        return (
            _(
                "It costs more than the %(budget)s. %(more)s more pays for this, and for "
                "everything before."
            )
            % facts
        )
    text = ngettext(
        "%(paid)s exam before it takes %(taken)s of the %(budget)s, so %(left)s is left. %(more)s "
        "more pays for this, and for everything before.",
        "%(paid)s exams before it take %(taken)s of the %(budget)s, so %(left)s is left. %(more)s "
        "more pays for this, and for everything before.",
        one.paid_before,
    )
    return text % facts
