"""The matrix as rows for a spreadsheet: no cell is run as a formula, and nothing is lost."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from io import BytesIO, StringIO
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from careers.levels.models import Competency
from careers.roadmaps.tables import safe_cell
from careers.teams.queries import Cell, Row

CSV, XLSX = "csv", "xlsx"
KINDS = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
NAME_WIDTH, TEXT_WIDTH = 28, 16
"""In characters; columns of numbers keep the usual width."""

Content = str | int | date | None


def file_of(form: str, rows: Iterable[Row], columns: Sequence[Competency]) -> bytes:
    """Return the list as a file of this form, with the columns of the page."""
    table = (_head(columns), *(tuple(_line(row, columns)) for row in rows))
    return csv_of(table) if form == CSV else xlsx_of(table)


def csv_of(table: Iterable[Sequence[Content]]) -> bytes:
    """Return the rows as spreadsheets open them without a question.

    What could be a formula has an apostrophe before it; take it away to have the text again.
    """
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for line in table:
        writer.writerow(_plain(content) for content in line)
    return text.getvalue().encode("utf-8-sig")


def xlsx_of(table: Iterable[Sequence[Content]]) -> bytes:
    """Return the rows as a workbook: numbers as numbers, days as days, everything else as text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("People"))
    sheet.freeze_panes = "B2"
    sheet.column_dimensions["A"].width = NAME_WIDTH
    for letter in "BC":
        sheet.column_dimensions[letter].width = TEXT_WIDTH
    for line in table:
        sheet.append([_cell(sheet, content) for content in line])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _plain(content: Content) -> str:
    if content is None:
        return ""
    if isinstance(content, date):
        return content.isoformat()
    return safe_cell(content) if isinstance(content, str) else str(content)


def _cell(sheet: Any, content: Content) -> Any:
    if not isinstance(content, str):
        return WriteOnlyCell(sheet, value=content)
    # XML has no way to write a control character, so no workbook can hold one.
    text = ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", content)
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"  # openpyxl takes a text that begins with = for a formula
    # Said once more in the style, or a spreadsheet would run it once somebody edits the cell.
    cell.quotePrefix = safe_cell(text) != text
    return cell


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
        _("Plan to agree on"),
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
