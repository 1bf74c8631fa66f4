"""What is read of a table that somebody sends: what it would change, or what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from careers.levels.documents import Document


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What is wrong with a file, as precisely as it can be said."""

    sentence: str
    row: int | None = None  # as a spreadsheet shows it
    column: str = ""

    @property
    def words(self) -> str:
        values = {"row": self.row, "column": self.column, "sentence": self.sentence}
        if self.row is None:
            return self.sentence
        if not self.column:
            return _("Row %(row)d: %(sentence)s") % values
        return _("Row %(row)d, %(column)s: %(sentence)s") % values


@dataclass(frozen=True, kw_only=True)
class Said:
    """One thing that a row would change."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a file would do. With any fault it would do nothing."""

    documents: Mapping[str, Document]  # of rows that are new or changed
    bases: Mapping[str, str]  # fingerprints of what they were; empty for new ones
    rows: Mapping[str, int]  # where each of them stands in the file
    unchanged: int
    faults: tuple[Fault, ...] = ()
    warnings: tuple[str, ...] = ()  # what would be incomplete afterwards
