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
    """Return what comes when, the soonest first; of one day, exams first."""
    exams = [Entry(on=step.ends_on, text=exam_text(step)) for step in steps]
    ends = [Entry(on=one.expires_on, text=renewal_text(one)) for one in renewals]
    return tuple(sorted((*exams, *ends), key=lambda entry: entry.on))


def exam_text(step: StepView) -> str:
    text = _("Exam: %(name)s (booked)") if step.is_booked else _("Exam: %(name)s (planned)")
    return text % {"name": step.name}


def renewal_text(renewal: RenewalView) -> str:
    return _("Renew: %(name)s") % {"name": renewal.name}
