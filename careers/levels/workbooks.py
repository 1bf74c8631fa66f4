"""Rows of a workbook (XLSX), read as a stream: a small file can unpack to gigabytes.

Libraries for workbooks build the tree of a whole row, or of all styles, before they hand anything
on; here nothing is kept but one row and the texts that rows share, and both have a limit.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from posixpath import normpath
from typing import Any
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from django.utils.translation import gettext as _

from careers.levels.faults import FileFault
from careers.levels.workbook_parts import (
    BookPart,
    Line,
    Part,
    RelationsPart,
    SharedPart,
    SheetPart,
    StylesPart,
)

IS_ZIP = b"PK\x03\x04"
MOST_ENTRIES = 1_000
LARGEST_UNPACKED = 200_000_000
"""Bytes of everything in the file together; 100,000 people take 40 million (our choice)."""

MOST_TIMES = 200
"""How often an entry may be larger than it is packed; a list of people is about twenty times."""

SMALL = 1_000_000
"""Bytes below which an entry may be packed as well as it likes."""

AT_ONCE = 65_536

LONGEST_TOKEN = 1_000_000
"""Bytes of one tag, comment or attribute; expat begins it again with every piece that it is fed."""


def lines_of_workbook(file: Any) -> Iterator[Line]:
    """Return the rows of the first sheet that is not hidden. Raises FileFault."""
    try:
        with ZipFile(file) as archive:
            _refuse_bombs(archive)
            yield from _Workbook(archive).lines()
    except (BadZipFile, expat.ExpatError, zlib.error, *BROKEN) as error:
        text = _("The workbook cannot be read.")
        advice = _("Open it, save it again as .xlsx without a password, or save it as CSV UTF-8.")
        raise FileFault(f"{text} {advice}") from error


BROKEN = (
    ArithmeticError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,  # of a file on disk that is asked for a place it cannot have
    RuntimeError,
    ValueError,
)
"""What comes of a directory, a number or a reference that is wrong in some way."""


def _refuse_bombs(archive: ZipFile) -> None:
    """By its directory. What lies there is not unpacked further than the directory says."""
    entries = archive.infolist()
    is_bomb = (
        len(entries) > MOST_ENTRIES
        or sum(one.file_size for one in entries) > LARGEST_UNPACKED
        or any(
            one.file_size > max(SMALL, MOST_TIMES * max(one.compress_size, 1)) for one in entries
        )
    )
    if is_bomb:
        text = _("The workbook is much larger than it looks, so it is not opened.")
        raise FileFault(f"{text} " + _("Save the sheet with the rows as CSV UTF-8."))
    if any(one.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for one in entries):
        raise NotImplementedError  # others are unpacked without a limit
    if any(one.header_offset < 0 for one in entries):
        raise BadZipFile  # the directory says that it lies further on than it does


class _Workbook:
    def __init__(self, archive: ZipFile) -> None:
        self.archive = archive
        main = self._targets("").named("officeDocument")
        book, styles, shared = BookPart(), StylesPart(), SharedPart()
        self._feed(main, book)
        parts = self._targets(main)
        for kind, part in (("styles", styles), ("sharedStrings", shared)):
            if kind in parts.kinds:
                self._feed(parts.named(kind), part)
        self.sheet_name = parts.by_id[book.sheet]
        self.sheet = SheetPart(shared=shared.texts, days=styles.days(), is_of_1904=book.is_of_1904)

    def lines(self) -> Iterator[Line]:
        for _chunk in self._chunks(self.sheet_name, self.sheet):
            while self.sheet.lines:
                yield self.sheet.lines.popleft()

    def _targets(self, of: str) -> RelationsPart:
        """Where the parts of a part are."""
        path = PurePosixPath("/", of)
        relations = RelationsPart(folder=path.parent)
        self._feed(normpath(path.parent / "_rels" / f"{path.name}.rels").lstrip("/"), relations)
        return relations

    def _feed(self, name: str, part: Part) -> None:
        for _chunk in self._chunks(name, part):
            pass

    def _chunks(self, name: str, part: Part) -> Iterator[None]:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = lambda tag, values: part.start(tag.rpartition(" ")[2], values)
        parser.EndElementHandler = lambda tag: part.end(tag.rpartition(" ")[2])
        parser.CharacterDataHandler = part.text
        parser.StartDoctypeDeclHandler = _refuse_dtd
        fed = 0
        with self.archive.open(name) as stream:
            while chunk := stream.read(AT_ONCE):
                parser.Parse(chunk, False)
                fed += len(chunk)
                if fed - parser.CurrentByteIndex > LONGEST_TOKEN:  # where what is unfinished began
                    raise ValueError
                yield None
            parser.Parse(b"", True)
            yield None


def _refuse_dtd(*_declaration: Any) -> None:
    raise ValueError("A workbook has no DTD.")
