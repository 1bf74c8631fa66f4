"""Taking an assessment again: which of the last answers are still good."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from careers.assessments.completeness import content_of, demand_of, lacking
from careers.assessments.models import Answer, Assessment
from careers.assessments.months import whole_months
from careers.assessments.queries import answers_of
from careers.levels.models import Instrument, Level
from careers.levels.queries import SheetStatement, sheet_of
from careers.profiles.models import Profile

Sheet = Mapping[str, tuple[SheetStatement, ...]]


@dataclass(frozen=True, kw_only=True)
class Reusable:
    answers: tuple[Answer, ...] = ()
    remit: Level | None = None


def reusable(profile: Profile, instrument: Instrument, *, today: date) -> Reusable:
    """Return what of the newest submitted assessment need not be asked again.

    Asked again is what was answered too long ago, what rests on evidence that is too old, what
    lacks something, and what reads differently in this version of the instrument. Three SQL
    queries, one when nothing was submitted, four when this is another version than last time.
    """
    submitted = Assessment.objects.filter(profile=profile).submitted().newest_first()
    last = submitted.select_related("instrument", "remit").first()
    if last is None or last.submitted_at is None:
        return Reusable()
    sheet = _statements(instrument)
    same = sheet if last.instrument_id == instrument.pk else _statements(last.instrument)
    fresh = [
        answer
        for answer in answers_of(last)
        if answer.competency.code in sheet
        and sheet[answer.competency.code] == same[answer.competency.code]
        and _is_fresh(answer, instrument, today)
    ]
    is_recent = whole_months(timezone.localdate(last.submitted_at), today) < instrument.stale_months
    return Reusable(
        answers=tuple(_within_limit(fresh, instrument.max_not_applicable)),
        remit=last.remit if is_recent else None,
    )


def _statements(instrument: Instrument) -> Sheet:
    return {one.code: one.statements for one in sheet_of(instrument)}


def _is_fresh(answer: Answer, instrument: Instrument, today: date) -> bool:
    demand = demand_of(instrument, today)
    if whole_months(timezone.localdate(answer.answered_at), today) >= instrument.stale_months:
        return False
    if answer.evidence_on is not None and answer.evidence_on < demand.oldest:
        return False
    return not lacking(content_of(answer), demand)


def _within_limit(answers: list[Answer], most: int) -> list[Answer]:
    """This version may allow fewer answers “not applicable” than the one before."""
    kept, found = [], 0
    for answer in answers:
        found += answer.is_not_applicable
        if not answer.is_not_applicable or found <= most:
            kept.append(answer)
    return kept
