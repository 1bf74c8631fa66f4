"""The matrix as rows for a spreadsheet: no cell is run as a formula, and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _

from careers.levels.models import Competency
from careers.levels.sheets import CSV, Content, csv_of, xlsx_of
from careers.teams.queries import Cell, Row

WIDTHS = {"A": 28, "B": 16, "C": 16}
"""In characters; columns of numbers keep the usual width."""


def file_of(form: str, rows: Iterable[Row], columns: Sequence[Competency]) -> bytes:
    """Return the list as a file of this form, with the columns of the page."""
    table = (_head(columns), *(tuple(_line(row, columns)) for row in rows))
    if form == CSV:
        return csv_of(table)
    return xlsx_of(table, title=_("People"), widths=WIDTHS, freeze="B2")


def _head(columns: Iterable[Competency]) -> tuple[str, ...]:
    return (
        _("Name"),
        _("Job title"),
        _("Manager"),
        _("Level"),
        _("Provisional"),
        _("Target"),
        _("Gaps to target"),
        _("Gaps in key competencies"),
        *(f"{one.code} {one.name}" for one in columns),
        _("State"),
        _("Handed in on"),
        _("Due again"),
        _("Plan to agree to"),
        _("Step overdue"),
        _("Certification ending"),
    )


def _line(row: Row, columns: Sequence[Competency]) -> Iterator[Content]:
    has_result = row.level is not None
    yield from (row.name, row.job_title, row.manager, row.level)
    yield _yes_or_no(row.is_provisional) if has_result else None
    yield from (row.target, row.gaps, row.key_gaps if has_result else None)
    yield from (_value(cell) for cell in row.cells or (Cell(),) * len(columns))
    yield from (row.state_label, row.submitted_on)
    yield _yes_or_no(row.is_stale) if has_result else None
    yield from (_yes_or_no(one) for one in (row.is_to_agree, row.is_overdue, row.is_expiring))


def _value(cell: Cell) -> Content:
    return _("N/A") if cell.is_answered and cell.value is None else cell.value


def _yes_or_no(is_so: bool) -> str:
    return _("yes") if is_so else _("no")
