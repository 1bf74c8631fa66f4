"""What an answer still lacks. The same rule on every page, on Continue and when handing in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careers.assessments.models import NOT_APPLICABLE, Answer
from careers.assessments.months import first_of_month
from careers.levels.models import Instrument


@dataclass(frozen=True, kw_only=True)
class Demand:
    """What a version of the instrument asks of an answer, on one day."""

    evidence_from: int  # answers from this number on need evidence
    evidence_months: int
    oldest: date  # first day of the oldest month that evidence may come from
    newest: date  # first day of this month


@dataclass(frozen=True, kw_only=True)
class Content:
    """What somebody has answered; an empty choice means nothing yet."""

    choice: str = ""
    not_applicable_reason: str = ""
    evidence: str = ""
    evidence_on: date | None = None
    evidence_confirmed_by: str = ""


def demand_of(instrument: Instrument, today: date) -> Demand:
    """Return what this version asks of an answer today; evidence counts by calendar months.

    No SQL query.
    """
    return Demand(
        evidence_from=instrument.evidence_from,
        evidence_months=instrument.evidence_months,
        oldest=first_of_month(today, months_ago=instrument.evidence_months - 1),
        newest=first_of_month(today),
    )


def content_of(answer: Answer | None) -> Content:
    """Return what an answer says, empty where there is none yet. No SQL query."""
    if answer is None:
        return Content()
    return Content(
        choice=answer.choice,
        not_applicable_reason=answer.not_applicable_reason,
        evidence=answer.evidence,
        evidence_on=answer.evidence_on,
        evidence_confirmed_by=answer.evidence_confirmed_by,
    )


def lacking(content: Content, demand: Demand) -> tuple[str, ...]:
    """Name the fields that must be filled before the answer is complete, in their order.

    No SQL query. ValueError for a choice that is neither a number nor “not applicable”.
    """
    if not content.choice:
        return ("choice",)
    if content.choice == NOT_APPLICABLE:
        return () if content.not_applicable_reason else ("not_applicable_reason",)
    if int(content.choice) < demand.evidence_from:
        return ()
    filled = {
        "evidence": bool(content.evidence),
        "evidence_on": content.evidence_on is not None
        and demand.oldest <= content.evidence_on <= demand.newest,
        "evidence_confirmed_by": bool(content.evidence_confirmed_by),
    }
    return tuple(name for name, is_filled in filled.items() if not is_filled)


def sentence(field: str, demand: Demand) -> str:
    """Say what to do about a field that lacks something; the same words everywhere.

    No SQL query. KeyError for a field that `lacking` never names.
    """
    if field == "evidence_on":
        return ngettext(
            "Choose when it was. This answer needs evidence of the last month.",
            "Choose when it was. This answer needs evidence of the last %(count)s months.",
            demand.evidence_months,
        ) % {"count": demand.evidence_months}
    return {
        "choice": _("Choose the statement that describes what you do."),
        "not_applicable_reason": _("Say in a few words why your PMO does not do this."),
        "evidence": _("Write what you did. This answer needs evidence."),
        "evidence_confirmed_by": _("Name somebody who could confirm it."),
    }[field]


def no_remit() -> str:
    """Say what to do about the job that nobody has named yet. No SQL query."""
    return _("Choose what your job is meant to be.")
