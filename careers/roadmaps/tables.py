"""A roadmap as rows for a spreadsheet (docs/exports.md)."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO

from django.utils.translation import gettext as _

from careers.levels.cells import safe_cell
from careers.roadmaps.exports import Export, amount, state_of
from careers.roadmaps.page import RoadmapView, StepView


def csv_of(export: Export) -> bytes:
    """Return one row for each step and each renewal, as spreadsheets open it without a question."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for row in (_head(), *_rows(export.page)):
        writer.writerow(safe_cell(cell) for cell in row)
    return text.getvalue().encode("utf-8-sig")


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
        _("Tight"),
        _("Fits the limits"),
    )


def _rows(page: RoadmapView) -> Iterator[tuple[str, ...]]:
    """Rows in the order of the page; what a row cannot say is empty."""
    exam, empty, fits = _("exam"), "", _yes_or_no(page.conflict is None)
    for done in page.passed:
        on = done.passed_on.isoformat() if done.passed_on else empty
        yield (exam, empty, done.name, *[empty] * 3, on, _("passed"), *[empty] * 8)
    yield from (_step_row(step, fits) for step in page.steps)
    for lost in page.gone:
        yield (
            exam,
            empty,
            lost.name,
            *[empty] * 4,
            _("gone"),
            *[empty] * 5,
            lost.text,
            *[empty] * 2,
        )
    for number, one in enumerate(page.renewals, start=1):
        head = (
            _("renewal"),
            str(number),
            one.name,
            empty,
            empty,
            empty,
            one.expires_on.isoformat(),
        )
        cost = (amount(one.cost_minor, one.currency), one.currency)
        yield (*head, one.label, empty, empty, *cost, empty, one.sentence, empty, empty)


def _step_row(step: StepView, fits: str) -> tuple[str, ...]:
    figures = step.figures
    return (
        _("exam"),
        str(step.number),
        step.name,
        step.book_name,
        step.provider,
        step.starts_on.isoformat(),
        step.ends_on.isoformat(),
        _states()[state_of(step)],
        str(figures.hours),
        _yes_or_no(figures.are_hours_assumed),
        amount(figures.cost_minor, figures.currency),
        figures.currency,
        "" if figures.course_days is None else str(figures.course_days),
        " ".join(step.reasons),
        _yes_or_no(step.is_tight),
        fits,
    )


def _states() -> dict[str, str]:
    return {
        "booked": _("booked"),
        "planned": _("planned"),
        "overdue": _("overdue"),
        "dropped": _("dropped"),
    }


def _yes_or_no(is_so: bool) -> str:
    return _("yes") if is_so else _("no")
