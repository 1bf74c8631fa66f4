"""Everything with a date in one list: exams of the plan, and certifications that run out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from careers.roadmaps.page import RenewalView, StepView


@dataclass(frozen=True, kw_only=True)
class Entry:
    on: date
    text: str


def diary_of(steps: Iterable[StepView], renewals: Iterable[RenewalView]) -> tuple[Entry, ...]:
    """Return what comes when, the soonest first; of one day, exams first.

    What was set aside has no day any more.
    """
    exams = [Entry(on=step.ends_on, text=exam_text(step)) for step in steps if not step.is_dropped]
    ends = [Entry(on=one.expires_on, text=renewal_text(one)) for one in renewals]
    return tuple(sorted((*exams, *ends), key=lambda entry: entry.on))


def exam_text(step: StepView) -> str:
    facts = {"name": step.name}
    if step.is_booked:
        return _("Exam: %(name)s (booked)") % facts
    if step.is_overdue:
        return _("Exam: %(name)s (was planned)") % facts
    return _("Exam: %(name)s (planned)") % facts


def renewal_text(renewal: RenewalView) -> str:
    facts = {"name": renewal.name}
    if renewal.can_be_renewed:
        return _("Renew: %(name)s") % facts
    return (_("Expired: %(name)s") if renewal.is_expired else _("Expires: %(name)s")) % facts
