"""A text in a cell of a spreadsheet: never run as a formula, and nothing of it lost."""

from __future__ import annotations

import re

BEGINS_A_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
PASSED_OVER = " \"'\N{NO-BREAK SPACE}\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NO-BREAK SPACE}"
"""What spreadsheets pass over before they decide that a cell is a formula."""

_BEGINS_INSIDE = rf"(?=[{re.escape(PASSED_OVER)}]*[=+\-@＝＋－＠])"
BARE = re.compile(rf"(?<=[;\t\r\n]){_BEGINS_INSIDE}")
MARKED = re.compile(rf"(?<=[;\t\r\n])'{_BEGINS_INSIDE}")
"""Where a spreadsheet that parts cells by semicolons or tabs sees one begin in the midst of ours.

It does not heed our quotation marks: its cell did not begin with them. So a line ends there, too.
"""

NUMBER = re.compile(r"[-+]?[0-9]+([.,][0-9]+)?")
"""What begins like a formula and is none."""


def is_like_a_formula(text: str) -> bool:
    return text.lstrip(PASSED_OVER)[:1] in BEGINS_A_FORMULA if text else False


def safe_cell(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: an apostrophe comes first.

    The same after each semicolon, tab and end of a line in it. `as_written` gives the text again.
    """
    marked = BARE.sub("'", text)
    return f"'{marked}" if is_like_a_formula(text) else marked


def as_written(cell: str) -> str | None:
    """Return the text of which `safe_cell` made this cell. None for what could be a formula."""
    if not is_like_a_formula(cell) or NUMBER.fullmatch(cell):
        return MARKED.sub("", cell)
    if cell.startswith("'") and is_like_a_formula(cell[1:]):
        return MARKED.sub("", cell[1:])
    return None
