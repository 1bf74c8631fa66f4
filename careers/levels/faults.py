"""Why an uploaded file is refused, and the limits that every kind of file shares."""

from __future__ import annotations

from django.utils.translation import gettext as _

LONGEST_CELL = 10_000
"""Characters; no text of ours is nearly as long (our choice)."""

MOST_COLUMNS = 200


class FileFault(Exception):
    """A file, or one row of it, that cannot be taken; `sentence` says why in the user's words."""

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


def refuse_long(cell: str, number: int) -> None:
    if len(cell) > LONGEST_CELL:
        text = _("It has a cell of more than %(most)d characters.")
        raise FileFault(text % {"most": LONGEST_CELL}, number)
