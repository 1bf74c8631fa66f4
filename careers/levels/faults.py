"""Why an uploaded file is refused, and the limits that every kind of file shares.

What is wrong with the file as a whole ends the reading (`FileFault`). What is wrong with one row
stands beside its texts, and the reading goes on: whoever mends the file hears of all rows at once.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

LONGEST_CELL = 32_767
"""Characters; no spreadsheet holds more."""

MOST_COLUMNS = 200

MOST_OF_A_ROW = 5
"""Faults told of one row; who mends these sends the file again (our choice)."""


class FileFault(Exception):
    """A file that cannot be read on; `sentence` says why in the user's words, `row` where."""

    def __init__(self, sentence: str, row: int | None = None) -> None:
        self.sentence = sentence
        self.row = row  # as a spreadsheet shows it
        super().__init__(self.words)

    @property
    def words(self) -> str:
        """The sentence with the number of the row before it."""
        if self.row is None:
            return self.sentence
        return _("Row %(row)d: %(sentence)s") % {"row": self.row, "sentence": self.sentence}


def tell(told: list[str], sentence: str) -> None:
    """Put what is wrong with a row beside what is known of it: once, and not without end."""
    if sentence not in told and len(told) < MOST_OF_A_ROW:
        told.append(sentence)


def tell_wide(told: list[str]) -> None:
    tell(told, _("It has more than %(most)d columns.") % {"most": MOST_COLUMNS})


def cut(cell: str, told: list[str]) -> str:
    """A cell that is not too long, or as much of it as is kept; that is a fault."""
    if len(cell) <= LONGEST_CELL:
        return cell
    tell(told, _("It has a cell of more than %(most)d characters.") % {"most": LONGEST_CELL})
    return cell[:LONGEST_CELL]
