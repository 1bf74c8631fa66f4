"""A text in a cell of a spreadsheet: never run as a formula, and nothing of it lost."""

from __future__ import annotations

import re

BEGINS_A_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
PASSED_OVER = " \"'\N{NO-BREAK SPACE}\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NO-BREAK SPACE}"
"""What spreadsheets pass over before they decide that a cell is a formula."""

NUMBER = re.compile(r"[-+]?[0-9]+([.,][0-9]+)?")
"""What begins like a formula and is none."""


def is_like_a_formula(text: str) -> bool:
    return text.lstrip(PASSED_OVER)[:1] in BEGINS_A_FORMULA if text else False


def safe_cell(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: an apostrophe comes first.

    `as_written` gives the text again.
    """
    return f"'{text}" if is_like_a_formula(text) else text


def as_written(cell: str) -> str | None:
    """Return the text of which `safe_cell` made this cell. None for what could be a formula."""
    if not is_like_a_formula(cell) or NUMBER.fullmatch(cell):
        return cell
    if cell.startswith("'") and is_like_a_formula(cell[1:]):
        return cell[1:]
    return None
