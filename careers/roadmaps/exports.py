"""A roadmap as a file: rows for a spreadsheet, or everything for a program (docs/exports.md)."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from io import StringIO
from typing import Any

from django.utils.translation import gettext as _

from careers.certifications.queries.wording import WITHOUT_MINOR_UNIT
from careers.domain.planner import Inputs
from careers.roadmaps.page import RenewalView, RoadmapView, StepView, WorkGap

FORMAT = 1
"""Counts up when a reader of the old shape would misread the new one."""

BEGINS_A_FORMULA = "=+-@\t\r\n＝＋－＠"
PASSED_OVER = " \"'\N{NO-BREAK SPACE}\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NO-BREAK SPACE}"
"""What spreadsheets pass over before they decide that a cell is a formula."""


@dataclass(frozen=True, kw_only=True)
class Export:
    """A roadmap as its page says it, with what the planner was given."""

    page: RoadmapView
    inputs: Inputs


def csv_of(export: Export) -> bytes:
    """Return one row for each step and each renewal, as spreadsheets open it without a question."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for row in (_head(), *_rows(export.page)):
        writer.writerow(safe_cell(cell) for cell in row)
    return text.getvalue().encode("utf-8-sig")


def safe_cell(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: an apostrophe comes first.

    Nothing is lost: take the first apostrophe away where what follows could be a formula.
    """
    is_formula = text.lstrip(PASSED_OVER)[:1] in tuple(BEGINS_A_FORMULA)
    return f"'{text}" if is_formula else text


def json_of(export: Export) -> bytes:
    """Return the whole roadmap; the same roadmap gives the same bytes."""
    page, inputs = export.page, export.inputs
    data = {
        "format": FORMAT,
        "made_on": _day(inputs.today),
        "person": page.person,
        "inputs": _inputs(inputs) | {"assessed_at": page.assessed_at.isoformat()},
        "plan_to_level": page.target,
        "steps": [_step(step) for step in page.steps],
        "totals": _totals(page, inputs.constraints.currency),
        "renewals": [_renewal(one) for one in page.renewals],
        "uncovered": [_gap(gap, export) for gap in page.uncovered],
        "covered_in_part": [_gap(gap, export) for gap in page.partly],
    }
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


def _head() -> tuple[str, ...]:
    return (
        _("Kind"),
        _("Number"),
        _("Certification"),
        _("What to book"),
        _("Provider"),
        _("Starts"),
        _("Date"),
        _("State"),
        _("Study hours"),
        _("Hours assumed"),
        _("Cost"),
        _("Currency"),
        _("Course days"),
        _("Why"),
    )


def _rows(page: RoadmapView) -> Iterator[tuple[str, ...]]:
    states = {"booked": _("booked"), "planned": _("planned"), "overdue": _("overdue")}
    for step in page.steps:
        figures = step.figures
        yield (
            _("exam"),
            str(step.number),
            step.name,
            step.book_name,
            step.provider,
            step.starts_on.isoformat(),
            step.ends_on.isoformat(),
            states[state_of(step)],
            str(figures.hours),
            _("yes") if figures.are_hours_assumed else _("no"),
            amount(figures.cost_minor, figures.currency),
            figures.currency,
            "" if figures.course_days is None else str(figures.course_days),
            " ".join(step.reasons),
        )
    for number, one in enumerate(page.renewals, start=1):
        told = (_("renewal"), str(number), one.name, "", "", "", one.expires_on.isoformat())
        yield (*told, one.label, "", "", "", "", "", one.sentence)


def state_of(step: StepView) -> str:
    if step.is_booked:
        return "booked"
    return "overdue" if step.is_overdue else "planned"


def amount(minor: int | None, currency: str) -> str:
    """Return an amount as a plain number; empty when it is not known."""
    if minor is None:
        return ""
    if currency in WITHOUT_MINOR_UNIT:
        return str(minor)
    return f"{minor // 100}.{minor % 100:02}"


def _inputs(inputs: Inputs) -> dict[str, Any]:
    limits = inputs.constraints
    return {
        "level": inputs.level,
        "target": inputs.target,
        "counted": dict(inputs.counted),
        "held": [
            {
                "certification": one.certification,
                "awarded_on": _day(one.awarded_on),
                "expires_on": _day(one.expires_on),
            }
            for one in sorted(inputs.held, key=lambda one: one.certification)
        ],
        "hours_a_week": limits.hours_a_week,
        "begins_on": _day(limits.begins_on),
        "finish_by": _day(limits.finish_by),
        "budget_minor": limits.budget,
        "currency": limits.currency,
        "booked": {key: _day(limits.booked[key]) for key in sorted(limits.booked)},
        "pinned": sorted(limits.pinned),
        "agreed": sorted(limits.agreed),
        "excluded": sorted(limits.excluded),
        "excluded_providers": sorted(limits.excluded_providers),
        "preferred": sorted(limits.preferred),
        "preferred_providers": sorted(limits.preferred_providers),
    }


def _step(step: StepView) -> dict[str, Any]:
    figures = step.figures
    return {
        "number": step.number,
        "certification": step.key,
        "name": step.name,
        "book": step.book_key,
        "book_name": step.book_name,
        "provider": step.provider,
        "starts_on": _day(step.starts_on),
        "exam_on": _day(step.ends_on),
        "state": state_of(step),
        "is_pinned": step.is_pinned,
        "is_agreed": step.is_agreed,
        "study_hours": figures.hours,
        "are_hours_assumed": figures.are_hours_assumed,
        "cost_minor": figures.cost_minor,
        "currency": figures.currency or None,
        "course_days": figures.course_days,
        "why": list(step.reasons),
    }


def _totals(page: RoadmapView, currency: str) -> dict[str, Any]:
    figures = [step.figures for step in page.steps]
    costs = [one.cost_minor for one in figures]
    days = [one.course_days for one in figures]
    return {
        "exams": len(figures),
        "covers": page.totals.cover,
        "known_cost_minor": _sum(costs),
        "currency": currency,
        "unknown_costs": costs.count(None),
        "known_course_days": _sum(days),
        "unknown_course_days": days.count(None),
        "study_hours": sum(one.hours for one in figures),
        "assumed_hours": sum(one.are_hours_assumed for one in figures),
        "ends_on": _day(max((step.ends_on for step in page.steps), default=None)),
    }


def _sum(numbers: Iterable[int | None]) -> int:
    return sum(number for number in numbers if number is not None)


def _renewal(one: RenewalView) -> dict[str, Any]:
    return {
        "certification": one.key,
        "name": one.name,
        "expires_on": _day(one.expires_on),
        "state": "expired" if one.is_expired else "soon" if one.is_soon else "valid",
        "how": one.sentence,
    }


def _gap(gap: WorkGap, export: Export) -> dict[str, Any]:
    return {
        "competency": gap.code,
        "name": gap.competency,
        "counted": export.inputs.counted.get(gap.code),
        "needed": export.page.target or export.page.level,
        "is_key": gap.is_key,
        "actions": [{"level": one.level, "text": one.text} for one in gap.actions],
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
