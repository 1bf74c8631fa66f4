"""Columns of a table that office people fill in: what a cell says, and what is wrong with it.

A column reads a cell into a value of a document (`careers.levels.documents`) and writes it back.
Faults are sentences; the row and the column are said by whoever shows them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.fields import Field
from import_export.widgets import Widget
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from careers.levels.documents import Document, plain
from careers.levels.sheets import Content

WHOLE = re.compile(r"-?[0-9]{1,9}")
DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})([ T]00:00(:00)?)?")
IN_THE_FUTURE = gettext_lazy("This day is in the future.")
YES, NO = "yes", "no"
WORDS_FOR_YES, WORDS_FOR_NO = {YES, "true", "1"}, {NO, "false", "0"}

Known = Mapping[str, Sequence[str]]
"""Keys that a cell may name, by the kind of thing: those stored, and those of the same file."""


def text_of(cell: str) -> str:
    """A cell as it is meant: without the blanks around it, lines ending as everywhere."""
    return cell.replace("\r\n", "\n").replace("\r", "\n").strip()


def quoted(cell: str) -> str:
    """A cell as a fault names it, cut to what fits into a sentence."""
    return cell if len(cell) <= 40 else f"{cell[:39]}…"


def fault_of(refused: ValidationError) -> str:
    """What the rules of a column of the database say, in one text."""
    told = []
    for error in refused.error_list:
        text = str(error.message)
        if error.code == "max_length":
            text = _("Write at most %(limit_value)d characters; it has %(show_value)d.")
        elif error.code in ("max_value", "min_value"):
            is_most = error.code == "max_value"
            text = (
                _("Choose %(limit_value)s or less.")
                if is_most
                else _("Choose %(limit_value)s or more.")
            )
        elif text == str(validate_slug.message):
            text = _("Use only letters, digits, hyphens and underscores.")
        told.append(text % error.params if error.params else text)
    return " ".join(told)


class Written(Widget):
    """A text, as a column of the database takes it."""

    def __init__(self, field: models.Field[Any, Any], *, may_be_empty: bool = False) -> None:
        super().__init__()
        self.field = field
        self.may_be_empty = may_be_empty or (field.blank and field.empty_strings_allowed)

    def clean(self, value: str, row: Any = None, **options: Any) -> Any:
        text = text_of(value)
        if not text:
            return self.empty()
        try:
            return plain(self.field.clean(self.parsed(text), None))
        except ValidationError as refused:
            raise ValueError(fault_of(refused)) from refused

    def empty(self) -> Any:
        if self.field.null:
            return None
        if self.may_be_empty:
            return ""
        raise ValueError(_("It must not be empty."))

    def parsed(self, text: str) -> Any:
        return text

    def render(self, value: Any, obj: Any = None, **options: Any) -> Content:
        return value


class Number(Written):
    def parsed(self, text: str) -> int:
        if not WHOLE.fullmatch(text):
            raise ValueError(_("“%(cell)s” is not a whole number.") % {"cell": quoted(text)})
        return int(text)


class Day(Written):
    def parsed(self, text: str) -> date:
        found = DAY.fullmatch(text)
        try:
            return date.fromisoformat(found[1] if found else "")
        except ValueError as error:
            words = _("“%(cell)s” is not a day. Write it like 2026-11-30.")
            raise ValueError(words % {"cell": quoted(text)}) from error

    def render(self, value: Any, obj: Any = None, **options: Any) -> Content:
        return date.fromisoformat(value) if value else None


class PastDay(Day):
    """A day on which somebody has looked something up."""

    def clean(self, value: str, row: Any = None, today: date | None = None, **options: Any) -> Any:
        found = super().clean(value, row, **options)
        refuse_the_future(found, today)
        return found


def refuse_the_future(day: str | None, today: date | None) -> None:
    """Raises ValueError for a day after today; without today, every day is taken."""
    if day and today and date.fromisoformat(day) > today:
        raise ValueError(IN_THE_FUTURE)


class YesOrNo(Written):
    def empty(self) -> Any:
        raise ValueError(_("Write yes or no."))

    def parsed(self, text: str) -> bool:
        word = text.casefold()
        if word not in {*WORDS_FOR_YES, *WORDS_FOR_NO, _("yes").casefold(), _("no").casefold()}:
            raise ValueError(_("“%(cell)s” is neither yes nor no.") % {"cell": quoted(text)})
        return word in {*WORDS_FOR_YES, _("yes").casefold()}

    def render(self, value: Any, obj: Any = None, **options: Any) -> Content:
        return YES if value else NO


class Choice(Written):
    """One of a few words, or what the site calls it."""

    def parsed(self, text: str) -> Any:
        return chosen(text, self.field.choices or ())


def chosen(text: str, choices: Any) -> Any:
    """The value that a word means: the value itself, or what the site calls it."""
    known = {
        str(word).casefold(): value for value, label in choices for word in (label, value) if value
    }
    if text.casefold() not in known:
        words = ", ".join(str(value) for value, _label in choices if value)
        fault = _("“%(cell)s” is none of these words: %(words)s.")
        raise ValueError(fault % {"cell": quoted(text), "words": words})
    return known[text.casefold()]


class Reference(Written):
    """Another row, by its key."""

    def __init__(self, field: models.Field[Any, Any], kind: str, unknown: Any) -> None:
        super().__init__(field)
        self.kind, self.unknown = kind, unknown

    def clean(self, value: str, row: Any = None, known: Known | None = None, **options: Any) -> Any:
        text = text_of(value)
        if not text:
            return self.empty()
        if text not in (known or {}).get(self.kind, ()):
            raise ValueError(self.unknown % {"key": quoted(text)})
        return self.key_of(text)

    def key_of(self, text: str) -> Any:
        return text


class LevelNumber(Reference):
    def key_of(self, text: str) -> int:
        return int(text)


class Column(Field):
    """One column: its heading, and what stands in its cells."""

    def __init__(
        self, name: str, heading: str, cell: Widget, told: Any = "", *, is_needed: bool = False
    ) -> None:
        super().__init__(attribute=name, column_name=heading, widget=cell)
        self.told = told  # what to write into it, for whoever fills it in
        self.is_needed = is_needed  # by a row that is new

    @property
    def heading(self) -> str:
        return str(self.column_name)

    def get_value(self, instance: Document) -> Any:
        return instance.get(self.attribute)

    def save(self, instance: Document, row: Any, is_m2m: bool = False, **options: Any) -> None:
        """A cell that says what is there leaves it as it is, to the letter."""
        if options.get("is_new") or not self.says_the_same(row[self.column_name], instance):
            self.put(instance, self.clean(row, **options))

    def put(self, document: Document, value: Any) -> None:
        document[self.attribute] = value

    def says_the_same(self, cell: str, document: Document) -> bool:
        content = self.export(document)
        there = "" if content is None else str(content)
        return _as_read(cell) == _as_read(there)


def _as_read(text: str) -> str:
    """No workbook can hold a control character; it comes back as another."""
    return text_of(ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", text))
