"""The parts of a workbook (XLSX), each told of its elements one after the other."""

from __future__ import annotations

import re
from collections import deque
from datetime import datetime, time, timedelta
from pathlib import PurePosixPath
from posixpath import normpath
from typing import NamedTuple

from django.utils.translation import gettext as _
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from careers.levels.faults import LONGEST_CELL, MOST_COLUMNS, cut, tell, tell_wide


class Line(NamedTuple):
    """A row as it stands in a file."""

    number: int  # as a spreadsheet shows it
    cells: tuple[str, ...]
    faults: tuple[str, ...] = ()


MOST_SHARED = 1_500_000
LONGEST_SHARED = 40_000_000
"""Texts that rows share, and their characters together: they have to be kept."""

MOST_STYLES = 100_000
MOST_RELATIONS = 10_000
LAST_ROW = 1_048_576
"""A workbook has no more rows."""

PLACE = re.compile(r"([A-Z]{1,3})[0-9]{1,7}")
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
"""How a character stands in a text that XML cannot hold."""


class Part:
    """Is told of a part while it is read."""

    def start(self, tag: str, values: dict[str, str]) -> None: ...

    def end(self, tag: str) -> None: ...

    def text(self, text: str) -> None: ...


class RelationsPart(Part):
    """Where the parts of a part are: by their ids, or the first of a kind."""

    def __init__(self, *, folder: PurePosixPath) -> None:
        self.folder = folder
        self.by_id: dict[str, str] = {}
        self.kinds: dict[str, str] = {}

    def start(self, tag: str, values: dict[str, str]) -> None:
        if tag != "Relationship" or values.get("TargetMode") == "External":
            return
        target = normpath(self.folder / values["Target"]).lstrip("/")
        self.by_id[values["Id"]] = target
        self.kinds.setdefault(values["Type"].rpartition("/")[2], target)
        _keep_below(len(self.by_id), MOST_RELATIONS)

    def named(self, kind: str) -> str:
        return self.kinds[kind]


class BookPart(Part):
    """The first sheet that is not hidden, by the id of its part."""

    sheet = ""
    is_of_1904 = False

    def start(self, tag: str, values: dict[str, str]) -> None:
        if tag == "workbookPr":
            self.is_of_1904 = values.get("date1904") in ("1", "true")
        elif tag == "sheet" and not self.sheet and values.get("state", "visible") == "visible":
            self.sheet = next(value for key, value in values.items() if key.endswith(" id"))


class StylesPart(Part):
    """Which styles show a number as a day."""

    def __init__(self) -> None:
        self.formats: dict[int, str] = dict(BUILTIN_FORMATS)
        self.styles: list[int] = []
        self.is_of_cells = False

    def start(self, tag: str, values: dict[str, str]) -> None:
        if tag == "numFmt":
            self.formats[int(values["numFmtId"])] = values["formatCode"]
            _keep_below(len(self.formats), MOST_STYLES)
        elif tag == "cellXfs":
            self.is_of_cells = True
        elif tag == "xf" and self.is_of_cells:
            self.styles.append(int(values.get("numFmtId", 0)))
            _keep_below(len(self.styles), MOST_STYLES)

    def end(self, tag: str) -> None:
        self.is_of_cells &= tag != "cellXfs"

    def days(self) -> frozenset[int]:
        formats = {key for key, code in self.formats.items() if is_date_format(code)}
        return frozenset(number for number, one in enumerate(self.styles) if one in formats)


class _Texts(Part):
    """What stands in `<t>`, without the reading aids of Japanese (`<rPh>`)."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.length = 0
        self.is_said = self.is_aid = False

    def start(self, tag: str, values: dict[str, str]) -> None:
        self.is_aid |= tag == "rPh"
        self.is_said = tag in ("t", "v") and not self.is_aid

    def end(self, tag: str) -> None:
        self.is_said = False
        self.is_aid &= tag != "rPh"

    def text(self, text: str) -> None:
        if self.is_said and self.length <= LONGEST_CELL:
            self.said.append(text)
            self.length += len(text)

    def taken(self) -> str:
        """What was said since the last time; cut off a little above the longest text allowed."""
        text = "".join(self.said)
        self.said, self.length = [], 0
        return text


class SharedPart(_Texts):
    """Texts that cells name by their numbers."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.characters = 0

    def end(self, tag: str) -> None:
        super().end(tag)
        if tag == "si":
            text = _unescaped(self.taken())
            self.characters += len(text)
            self.texts.append(text)
            _keep_below(len(self.texts), MOST_SHARED)
            _keep_below(self.characters, LONGEST_SHARED)


class SheetPart(_Texts):
    """Rows of cells; `lines` holds those that are complete."""

    def __init__(self, *, shared: list[str], days: frozenset[int], is_of_1904: bool) -> None:
        super().__init__()
        self.shared, self.days = shared, days
        self.epoch = CALENDAR_MAC_1904 if is_of_1904 else CALENDAR_WINDOWS_1900
        self.lines: deque[Line] = deque()
        self.row = self.column = 0
        self.cells: dict[int, str] = {}
        self.told: list[str] = []  # what is wrong with the row
        self.kind, self.style = "n", 0

    def start(self, tag: str, values: dict[str, str]) -> None:
        super().start(tag, values)
        if tag == "c":
            self.column = _column_of(values["r"]) if "r" in values else self.column + 1
            self.kind, self.style = values.get("t", "n"), int(values.get("s", 0))
        elif tag == "row":
            before, self.row = self.row, int(values.get("r", self.row + 1))
            if not before < self.row <= LAST_ROW:
                raise ValueError
            self.column = 0
        elif tag == "f":
            text = _("Cell %(place)s has a formula. Put its value in the place of the formula.")
            tell(self.told, text % {"place": self._place()})

    def end(self, tag: str) -> None:
        super().end(tag)
        if tag == "c":
            self._keep(self.taken())
        elif tag == "row":
            width = max(self.cells, default=0)
            cells = tuple(self.cells.get(column, "") for column in range(1, width + 1))
            self.lines.append(Line(self.row, cells, tuple(self.told)))
            self.cells, self.told = {}, []

    def _keep(self, said: str) -> None:
        text = cut(self._value(said) if said else "", self.told)
        if text and self.column > MOST_COLUMNS:
            tell_wide(self.told)
        elif text:
            self.cells[self.column] = text

    def _value(self, said: str) -> str:
        if self.kind == "s":
            return self.shared[int(said)]
        if self.kind == "b":
            return _("yes") if int(said) else _("no")
        if self.kind == "e":
            text = _("Cell %(place)s shows a fault of the spreadsheet: %(fault)s.")
            tell(self.told, text % {"place": self._place(), "fault": said[:20]})
            return said
        if self.kind == "n":
            return self._number(float(said))
        return _unescaped(said)

    def _number(self, number: float) -> str:
        if self.style in self.days:
            return _moment(from_excel(number, self.epoch))
        return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)

    def _place(self) -> str:
        letters, rest = "", self.column
        while rest:
            rest, letter = divmod(rest - 1, 26)
            letters = chr(ord("A") + letter) + letters
        return f"{letters}{self.row}"


def _moment(value: datetime | time | timedelta) -> str:
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return value.isoformat(" ") if isinstance(value, datetime) else str(value)


def _column_of(place: str) -> int:
    found = PLACE.fullmatch(place)
    if found is None:
        raise ValueError
    number = 0
    for letter in found[1]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _unescaped(text: str) -> str:
    return ESCAPED.sub(_letter, text) if "_x" in text else text


def _letter(found: re.Match[str]) -> str:
    number = int(found[1], 16)
    is_half_of_a_pair = 0xD800 <= number <= 0xDFFF
    return found[0] if is_half_of_a_pair else chr(number)


def _keep_below(number: int, most: int) -> None:
    """What has to be kept in memory has a limit."""
    if number > most:
        raise ValueError
