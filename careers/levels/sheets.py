"""Rows written for a spreadsheet: no cell is run as a formula, and nothing is lost."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from io import BytesIO, StringIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from careers.levels.cells import is_like_a_formula, safe_cell

CSV, XLSX = "csv", "xlsx"
KINDS = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
Content = str | int | date | None

ROWS_AT_ONCE = 500
LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")

FIRST_MONTH = (1900, 3)
"""Spreadsheets count days from 1900 on, and some of them count a 29 February of that year."""


def csv_of(table: Iterable[Sequence[Content]]) -> bytes:
    """Return the rows as spreadsheets open them without a question.

    What could be a formula has an apostrophe before it; `as_written` gives the text again.
    """
    return b"".join(csv_parts(table))


def csv_parts(table: Iterable[Sequence[Content]]) -> Iterator[bytes]:
    """The same, some hundred rows at a time, for lists that need not be in memory at once."""
    text = StringIO("\N{ZERO WIDTH NO-BREAK SPACE}")  # by which spreadsheets know UTF-8
    text.seek(0, 2)
    writer = csv.writer(text, lineterminator="\r\n")
    for number, line in enumerate(table, start=1):
        writer.writerow([_plain(content) for content in line])
        if number % ROWS_AT_ONCE == 0:
            yield text.getvalue().encode()
            text.seek(0)
            text.truncate()
    yield text.getvalue().encode()


def xlsx_of(
    table: Iterable[Sequence[Content]], *, title: str, widths: Mapping[str, int], freeze: str = "A2"
) -> bytes:
    """Return the rows as a workbook: numbers as numbers, days as days, everything else as text.

    `widths` are those of columns by their letters, in characters. The rows are not kept in memory.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = freeze
    for letter, width in widths.items():
        sheet.column_dimensions[letter].width = width
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
    if isinstance(content, date) and (content.year, content.month) < FIRST_MONTH:
        content = content.isoformat()
    if not isinstance(content, str):
        return WriteOnlyCell(sheet, value=content)
    # XML has no way to write a control character, so no workbook can hold one.
    text = ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", content)
    if "_x" in text:
        text = LOOKS_ESCAPED.sub("_x005F_", text)  # or it would be read as another character
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"  # openpyxl takes a text that begins with = for a formula
    # Said once more in the style, or a spreadsheet would run it once somebody edits the cell.
    cell.quotePrefix = is_like_a_formula(text)
    return cell
