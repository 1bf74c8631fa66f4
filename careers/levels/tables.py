"""A part of the catalogue as one flat table, read from a file and written to one.

A row is a document (`careers.levels.documents`), found by its stable key; django-import-export goes
through rows and columns. A column that is not in the file leaves what is there, and so does a row.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, cast

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from import_export.instance_loaders import BaseInstanceLoader
from import_export.resources import Resource
from import_export.results import Result, RowResult
from tablib import Dataset

from careers.levels import files
from careers.levels.actions.signing import ChangedMeanwhile, DocumentInvalid, Written
from careers.levels.columns import Column, Known, quoted, text_of
from careers.levels.documents import Document, fingerprint
from careers.levels.faults import FileFault
from careers.levels.readings import Fault, Reading, Said
from careers.levels.sheets import Content

MOST_ROWS = 1_000
"""Rows of the catalogue in one file; the shipped one has eleven (our choice)."""


@dataclass(kw_only=True)
class _Rows:
    """The rows of a file: those that can be judged, and what is wrong with the others."""

    dataset: Dataset = field(default_factory=Dataset)
    numbers: list[int] = field(default_factory=list)
    keys: dict[str, None] = field(default_factory=dict)  # of all of them: others may refer to each
    faults: list[Fault] = field(default_factory=list)


class Table(Resource):
    """How one kind of thing stands in a table. The columns are declared by the kinds."""

    model: ClassVar[type[models.Model]]
    key: ClassVar[str]  # the column that names a row
    may_add: ClassVar[bool] = True
    unknown: ClassVar[str | Promise] = ""  # said of a row that is not there, where none is added

    class Meta:
        instance_loader_class = BaseInstanceLoader
        store_instance = True
        report_skipped = True
        skip_diff = True

    def __init__(self) -> None:
        super().__init__()
        self.before: dict[str, Document] = {}
        self.seen: dict[str, int] = {}

    # What each kind of thing says of itself.

    def stored(self, keys: Collection[str] | None = None) -> dict[str, Document]:
        raise NotImplementedError

    def blank(self, key: str) -> Document:
        raise NotImplementedError

    def known(self, keys: Collection[str]) -> Known:
        """What cells may refer to; `keys` are those of the file."""
        return {}

    def finish(self, document: Document, before: Document | None) -> Mapping[str, str]:
        """Put right what several columns say together; faults by the heading of a column."""
        return {}

    def in_order(self, documents: Mapping[str, Document]) -> None:
        """Put lists into the order in which they are read from the database."""

    def write(
        self,
        *,
        documents: Mapping[str, Document],
        bases: Mapping[str, str],
        user: Any,
        why: str,
        now: datetime,
    ) -> Written:
        """Raises DocumentInvalid or ChangedMeanwhile."""
        raise NotImplementedError

    def said(self, before: Document | None, after: Document, names: Any) -> Iterator[Said]:
        """Cell by cell, what differs."""
        for column in self.columns():
            old = "" if before is None else _shown(column.export(before))
            new = _shown(column.export(after))
            if old != new:
                yield Said(label=column.heading, before=old, after=new)

    def names(self, documents: Iterable[Document]) -> Any:
        """What `said` needs to know of the rest of the catalogue."""
        return None

    def name_of(self, document: Document) -> str:
        return str(document.get("name") or document[self.key])

    def key_of(self, document: Document) -> str:
        return str(document[self.key])

    # Out.

    def columns(self) -> tuple[Column, ...]:
        return tuple(self.fields.values())

    def head(self) -> list[str]:
        return [column.heading for column in self.columns()]

    def lines(self, keys: Collection[str] | None = None) -> Iterator[Sequence[Content]]:
        """Headings and rows, for a file."""
        self.widen(stored := self.stored(keys))
        yield self.head()
        for key in keys if keys is not None else stored:
            if key in stored:
                yield self.export_resource(stored[key])

    def widen(self, stored: Mapping[str, Document]) -> None:
        """Add columns that only some rows need."""

    def widen_for(self, headings: Sequence[str]) -> None:
        """Add columns that only some files have."""

    # In.

    def read(self, upload: Any, *, user: Any, now: datetime) -> Reading:
        """Say what a file would do, and try it: nothing is changed."""
        self.before = self.stored()
        self.widen(self.before)
        rows = _Rows()
        try:
            self._collect(rows, upload)
        except FileFault as refused:
            return _refused(*rows.faults, Fault(row=refused.row, sentence=refused.sentence))
        if not rows.numbers:
            return _refused(*rows.faults)
        result = self.import_data(
            rows.dataset,
            use_transactions=False,
            known=self.known(rows.keys),
            numbers=rows.numbers,
            today=timezone.localdate(now),
        )
        faults = [*rows.faults, *_faults_of(result, rows.numbers)]
        if faults:
            return _refused(*sorted(faults, key=lambda one: one.row or 0))
        return self._tried(self._reading(result, rows.numbers), user, now)

    def _collect(self, rows: _Rows, upload: Any) -> None:
        self.widen_for(files.headings_of(upload))
        known = [
            files.Column(
                key=one.heading,
                label=one.heading,
                also=(str(one.attribute),) if one.attribute == self.key else (),
                is_required=one.attribute == self.key,
            )
            for one in self.columns()
        ]
        heading, found = self._key_column().heading, 0
        for found, (number, row, faults) in enumerate(files.rows_of(upload, known), start=1):
            if found > MOST_ROWS:
                text = _("The file has more than %(most)d rows. Split it into several files.")
                raise FileFault(text % {"most": MOST_ROWS})
            rows.keys[text_of(row[heading])] = None
            if faults:
                rows.faults += [Fault(row=number, sentence=sentence) for sentence in faults]
                continue
            if rows.dataset.headers is None:
                rows.dataset.headers = list(row)
            rows.dataset.append(list(row.values()))
            rows.numbers.append(number)
        if not found:
            raise FileFault(_("There is nothing below the headings."))

    def _key_column(self) -> Column:
        return next(one for one in self.columns() if one.attribute == self.key)

    def _reading(self, result: Result, numbers: Sequence[int]) -> Reading:
        new: dict[str, Document] = {}
        rows: dict[str, int] = {}
        for number, line in zip(numbers, result.rows, strict=True):
            if line.import_type != RowResult.IMPORT_TYPE_SKIP:
                key = self.key_of(line.instance)
                new[key], rows[key] = line.instance, number
        self.in_order(new)
        new = {key: one for key, one in new.items() if one != self.before.get(key)}
        return Reading(
            documents=new,
            bases={key: fingerprint(self.before.get(key)) for key in new},
            rows={key: rows[key] for key in new},
            unchanged=len(numbers) - len(new),
        )

    def _tried(self, reading: Reading, user: Any, now: datetime) -> Reading:
        """Contradictions show only once all rows are written; they are taken back at once."""
        options: dict[str, Any] = {"user": user, "why": "", "now": now}
        try:
            with transaction.atomic():
                written = self.write(documents=reading.documents, bases=reading.bases, **options)
                transaction.set_rollback(True)
        except DocumentInvalid as refused:
            return _refused(*self.faults_in(refused, reading.rows))
        except ChangedMeanwhile as refused:
            text = _("Somebody else has changed “%(key)s” while your file was read. Send it again.")
            told = {key: text % {"key": quoted(key)} for key in refused.keys}
            return _refused(*(Fault(row=reading.rows[key], sentence=told[key]) for key in told))
        return Reading(**(vars(reading) | {"warnings": written.warnings}))

    def faults_in(self, refused: DocumentInvalid, rows: Mapping[str, int]) -> Iterator[Fault]:
        """Say by row and column what the rules of the database or the catalogue refuse."""
        headings = {one.attribute: one.heading for one in self.columns()}
        for key, faults in refused.faults.items():
            for name, sentences in faults.items():
                for sentence in sentences:
                    column = headings.get(name, "")
                    yield Fault(row=rows.get(key), column=column, sentence=sentence)

    # What django-import-export asks of a table.

    def before_import_row(self, row: Mapping[str, str], **options: Any) -> None:
        heading = self._key_column().heading
        key, number = text_of(row[heading]), options["numbers"][options["row_number"] - 1]
        if not key:
            raise ValidationError({heading: _("It must not be empty.")})
        if key in self.seen:
            text = _("“%(key)s” is in row %(row)d already.")
            words = {"key": quoted(key), "row": self.seen[key]}
            raise ValidationError({heading: text % words})
        self.seen[key] = number

    def get_or_init_instance(self, loader: Any, row: Mapping[str, str]) -> tuple[Document, bool]:
        key = text_of(row[self._key_column().heading])
        before = self.before.get(key)
        return (self.blank(key), True) if before is None else (deepcopy(before), False)

    def import_instance(self, document: Document, row: Mapping[str, str], **options: Any) -> None:
        faults: dict[str, str] = {}
        before = self.before.get(self.key_of(document))
        if before is None and not self.may_add:
            words = {"key": quoted(self.key_of(document))}
            raise ValidationError({self._key_column().heading: str(self.unknown) % words})
        for column in self.columns():
            if column.heading not in row:
                if before is None and column.is_needed:
                    faults[column.heading] = _("A new row needs this column.")
                continue
            try:
                column.save(document, row, is_new=before is None, **options)
            except ValueError as refused:
                faults[column.heading] = str(refused)
        faults = {**self.finish(document, before), **faults}
        if faults:
            places = [*row, *self.head()]  # as they stand in the file
            raise ValidationError({name: faults[name] for name in sorted(faults, key=places.index)})

    def skip_row(
        self, document: Document, original: Any, row: Any, import_validation_errors: Any = None
    ) -> bool:
        return not import_validation_errors and document == self.before.get(self.key_of(document))

    def save_instance(self, document: Document, is_create: bool, row: Any, **options: Any) -> None:
        """All rows are written together, once everything is known to be sound."""


def _shown(content: Content) -> str:
    return "" if content is None else str(content)


def _refused(*faults: Fault) -> Reading:
    return Reading(documents={}, bases={}, rows={}, unchanged=0, faults=faults)


def _faults_of(result: Result, numbers: Sequence[int]) -> Iterator[Fault]:
    for broken in (*result.base_errors, *(e for _row, es in result.row_errors() for e in es)):
        raise cast(Exception, broken.error)  # a fault of ours: nobody could mend it in the file
    for invalid in result.invalid_rows:
        number = numbers[invalid.number - 1]
        for column, sentences in invalid.error_dict.items():
            for sentence in sentences:
                yield Fault(row=number, column=column, sentence=sentence)
