"""Rows of an uploaded CSV file or workbook, one after the other, with bounded memory.

Whatever is wrong with it is said in words, with the number of the row as a spreadsheet shows it.
What is wrong with one row stands beside its texts, and the reading goes on.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import TextIOWrapper
from typing import Any, NamedTuple, NoReturn, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careers.levels.cells import as_written
from careers.levels.faults import MOST_COLUMNS, FileFault, cut, tell, tell_wide
from careers.levels.workbook_parts import LAST_ROW, Line
from careers.levels.workbooks import IS_ZIP, lines_of_workbook

LARGEST_FILE = 20_000_000
"""Bytes; 100,000 people take 9 million (our choice)."""

MOST_ROWS = 200_000
"""Rows below the headings (our choice)."""

LONGEST_ROW = 1_000_000
"""Characters of a row of a CSV file, which is read as a whole (our choice)."""

MOST_NAMED = 12
"""Columns that are all named when one is wrong; of more, a page is the place (our choice)."""

SEPARATORS = (",", ";", "\t")
HEAD = 4_096
"""Bytes from which the kind of a file is told."""

IS_OLD_OR_PROTECTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How workbooks before 2007 begin, and newer ones with a password."""

UNREADABLE = "\N{REPLACEMENT CHARACTER}"
IS_PDF = b"%PDF-"
NAMED_A_WORKBOOK = (".xlsx", ".xlsm", ".xls", ".ods")
"""How files are called that are read as workbooks or not at all: what else they hold is no list."""


class Row(NamedTuple):
    """A row of a list: its texts by the keys of the columns, and what is wrong with it."""

    number: int  # as a spreadsheet shows it
    values: dict[str, str]
    faults: tuple[str, ...] = ()


class Upload(Protocol):
    """What is read of Django's UploadedFile."""

    @property
    def name(self) -> str | None: ...

    @property
    def size(self) -> int | None: ...

    @property
    def file(self) -> Any: ...


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of a file. `label` is its heading; `also` are other words that mean it."""

    key: str
    label: str
    also: tuple[str, ...] = ()
    is_required: bool = True


def rows_of(upload: Upload, columns: Sequence[Column]) -> Iterator[Row]:
    """Return the rows below the headings, as texts by the keys of the columns.

    Rows with nothing in them are passed over. A column that need not be there and is not has no
    key in the rows. A row that is wrong by itself is returned with what is wrong, and with what can
    be read of it. Raises FileFault, for the headings before the first row is asked for.
    """
    lines = lines_of(upload)
    first = next(lines, None)
    if first is None:
        raise FileFault(_("The file is empty. Its first row must name the columns."))
    if first.faults:
        raise FileFault(" ".join(first.faults), first.number)
    keys = _keys_of(first.cells, columns, first.number)
    return _named(lines, keys)


def headings_of(upload: Upload) -> tuple[str, ...]:
    """Return the first row that has something in it. Raises FileFault."""
    return next((line.cells for line in lines_of(upload)), ())


def lines_of(upload: Upload) -> Iterator[Line]:
    """Return all rows that have something in them, the headings among them. Raises FileFault.

    A file that is too large, or of no known kind, is refused before anything of it is returned.
    """
    size = upload.size or 0
    if size > LARGEST_FILE:
        text = _("The file has %(size)d MB; %(limit)d MB is the most. Split it into several files.")
        million = 1_000_000
        raise FileFault(text % {"size": -(-size // million), "limit": LARGEST_FILE // million})
    upload.file.seek(0)
    head = upload.file.read(HEAD)
    upload.file.seek(0)
    if head.startswith(IS_ZIP):
        return _padded(_checked(lines_of_workbook(upload.file)))
    _refuse_other_kinds(head, upload.name or "")
    return _checked(_lines_of_csv(upload.file, _separator(head)))


def _refuse_other_kinds(head: bytes, name: str) -> None:
    if head.startswith(IS_OLD_OR_PROTECTED):
        text = _("This is a workbook with a password, or of before 2007.")
        raise FileFault(f"{text} " + _("Save it as .xlsx without a password, or as CSV UTF-8."))
    if head.startswith(IS_PDF) or name.casefold().endswith(NAMED_A_WORKBOOK):
        text = _("This is not a workbook that we can read, whatever it is called.")
        advice = _("Open the list in your spreadsheet and save it as .xlsx or as CSV UTF-8.")
        raise FileFault(f"{text} {advice}")
    if b"\x00" in head:
        text = _("The file is no workbook, and its text is not in UTF-8.")
        raise FileFault(f"{text} {_as_utf_8()}", 1)


def _lines_of_csv(file: Any, separator: str) -> Iterator[Line]:
    # What is not UTF-8 comes through as half a surrogate, so that the row can be named.
    text = TextIOWrapper(file, encoding="utf-8-sig", errors="surrogateescape", newline="")
    number = length = 0

    def physical_lines() -> Iterator[str]:
        nonlocal length
        while line := text.readline(LONGEST_ROW + 1):
            length += len(line)  # a cell in quotation marks goes on in the next line
            if length > LONGEST_ROW:
                words = _("It has more than %(most)d characters.") % {"most": LONGEST_ROW}
                raise FileFault(words, number + 1)
            yield line

    try:
        reader = csv.reader(physical_lines(), delimiter=separator, strict=True)
        for number, cells in enumerate(reader, start=1):
            length = 0
            told: list[str] = []
            if len(cells) > MOST_COLUMNS:
                tell_wide(told)
            plain = tuple(_plain(cell, number, told) for cell in cells[:MOST_COLUMNS])
            yield Line(number, plain, tuple(told))
    except csv.Error as error:
        words = _("Its quotation marks do not match. Save the file again as CSV UTF-8.")
        if "field limit" in str(error):
            words = _("It has a cell that is far too long, or a quotation mark without its second.")
        raise FileFault(words, number + 1) from error
    finally:
        with suppress(ValueError):  # where the file was closed before
            text.detach()  # or it would be closed with what reads it


def _plain(cell: str, number: int, told: list[str]) -> str:
    """The text of a cell; what could be a formula is told, and kept as it is to be found again."""
    if not cell.isascii() and any("\udc80" <= letter <= "\udcff" for letter in cell):
        raise FileFault(_("It has a character that is not in UTF-8.") + f" {_as_utf_8()}", number)
    cell = cut(cell, told)
    text = as_written(cell)
    if text is None:
        words = _("“%(cell)s” begins like a formula. Put an apostrophe before it if it is a text.")
        tell(told, words % {"cell": cell[:40]})
    return cell if text is None else text


def _as_utf_8() -> str:
    return _("Open it in your spreadsheet and save it as CSV UTF-8.")


def _separator(head: bytes) -> str:
    """What parts most cells of the first row from one another."""
    first = head.decode("utf-8-sig", errors="replace").splitlines()[:1]

    def cells(separator: str) -> int:
        return max((len(row) for row in csv.reader(first, delimiter=separator)), default=0)

    return max(SEPARATORS, key=cells)


def _checked(lines: Iterable[Line]) -> Iterator[Line]:
    """The rows that have something in them; too many are refused."""
    found = 0
    for line in lines:
        if line.number > LAST_ROW:  # empty rows take time, too
            _refuse_rows(LAST_ROW)
        if not line.faults and not any(cell.strip() for cell in line.cells):
            continue
        found += 1
        if found > MOST_ROWS + 1:
            _refuse_rows(MOST_ROWS)
        yield _to_be_saved(line)


def _to_be_saved(line: Line) -> Line:
    if not any("\x00" in text for text in (*line.cells, *line.faults)):
        return line
    faults = [text.replace("\x00", UNREADABLE) for text in line.faults]
    tell(faults, _("It has a character that cannot be saved."))
    cells = tuple(cell.replace("\x00", UNREADABLE) for cell in line.cells)
    return Line(line.number, cells, tuple(faults))


def _refuse_rows(most: int) -> NoReturn:
    text = _("The file has more than %(most)d rows. Split it into several files.")
    raise FileFault(text % {"most": most})


def _padded(lines: Iterable[Line]) -> Iterator[Line]:
    """A workbook does not write the empty cells at the end of a row."""
    width = 0
    for number, cells, faults in lines:
        width = width or len(cells)
        yield Line(number, (*cells, *[""] * (width - len(cells))), faults)


def _keys_of(
    headings: Sequence[str], columns: Sequence[Column], number: int
) -> tuple[str | None, ...]:
    """The key of each column of the file; None for an empty heading. Raises FileFault."""
    known = {_loose(word): one for one in columns for word in (one.key, one.label, *one.also)}
    found = [known.get(_loose(heading)) for heading in headings]
    named = [one for one in found if one is not None]
    faults = (
        (
            _("It has columns that are not known: %(names)s."),
            [h.strip() for h, one in zip(headings, found, strict=True) if h.strip() and not one],
        ),
        (
            _("It lacks columns: %(names)s."),
            [one.label for one in columns if one.is_required and one not in named],
        ),
        (
            _("It has columns twice: %(names)s."),
            [one.label for one in columns if named.count(one) > 1],
        ),
    )
    words = [text % {"names": ", ".join(names)[:400]} for text, names in faults if names]
    if words:
        text = _("Write the names of the columns into the first row: %(names)s.")
        if len(columns) <= MOST_NAMED:
            words.append(text % {"names": ", ".join(one.label for one in columns)})
        raise FileFault(" ".join(words), number)
    return tuple(one.key if one else None for one in found)


def _named(lines: Iterable[Line], keys: Sequence[str | None]) -> Iterator[Row]:
    width = len(keys)
    for number, cells, faults in lines:
        told = list(faults)
        if len(cells) < width:
            text = ngettext(
                "It has %(cells)d cell, but there are %(columns)d columns.",
                "It has %(cells)d cells, but there are %(columns)d columns.",
                len(cells),
            )
            tell(told, text % {"cells": len(cells), "columns": width})
            cells = (*cells, *[""] * (width - len(cells)))
        nameless = [*cells[width:], *(c for c, key in zip(cells, keys, strict=False) if not key)]
        if any(cell.strip() for cell in nameless):
            tell(told, _("It has a cell in a column without a name."))
        values = {key: cell for key, cell in zip(keys, cells, strict=False) if key}
        yield Row(number, values, tuple(told))


def _loose(heading: str) -> str:
    """A heading without capitals, spaces and marks: people write them in many ways."""
    return "".join(letter for letter in heading.casefold() if letter.isalnum())
