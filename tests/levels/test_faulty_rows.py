"""Faults of single rows of a file are told together; a file that is no list is called so."""

from __future__ import annotations

import pytest

from careers.levels.faults import FileFault
from careers.levels.files import rows_of
from tests.levels.files_made import upload, workbook
from tests.levels.test_files import COLUMNS, HEAD, TWO


def test_a_faulty_row_does_not_hide_those_below_it() -> None:
    """What can be read of it stays; a cell that could run stays as it was written."""
    formula = "begins like a formula. Put an apostrophe before it if it is a text."
    text = f"{HEAD}a,=1\nb,Ben\n-b,=2\nc\nd,{'x' * 32_768}\ne,E\0,more\nf,F\n"
    assert list(rows_of(upload(text.encode()), COLUMNS)) == [
        (2, {"email": "a", "name": "=1"}, (f"“=1” {formula}",)),
        (3, {"email": "b", "name": "Ben"}, ()),
        (4, {"email": "-b", "name": "=2"}, (f"“-b” {formula}", f"“=2” {formula}")),
        (5, {"email": "c", "name": ""}, ("It has 1 cell, but there are 2 columns.",)),
        (
            *(6, {"email": "d", "name": "x" * 32_767}),
            ("It has a cell of more than 32767 characters.",),
        ),
        (
            *(7, {"email": "e", "name": "E\N{REPLACEMENT CHARACTER}"}),
            (
                "It has a character that cannot be saved.",
                "It has a cell in a column without a name.",
            ),
        ),
        (8, {"email": "f", "name": "F"}, ()),
    ]
    rows = (
        '<row><c t="str"><v>Ada</v></c><c><f>1+1</f></c></row><row><c><f>2</f><v>2</v></c>'
        '<c t="e"><v>#N/A</v></c></row><row><c t="str"><v>Ben</v></c><c t="str"><v>b</v></c></row>'
    )
    formula = "has a formula. Put its value in the place of the formula."
    assert list(rows_of(upload(workbook(TWO + rows)), COLUMNS)) == [
        (2, {"name": "Ada", "email": ""}, (f"Cell B2 {formula}",)),
        (
            *(3, {"name": "2", "email": "#N/A"}),
            (f"Cell A3 {formula}", "Cell B3 shows a fault of the spreadsheet: #N/A."),
        ),
        (4, {"name": "Ben", "email": "b"}, ()),
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("people.xlsx", b"%PDF-1.4 not\n"),
        ("people.csv", b"%PDF-1.4\n\0"),
        ("PEOPLE.XLS", HEAD.encode()),
    ],
)
def test_what_is_only_called_a_workbook(name: str, content: bytes) -> None:
    with pytest.raises(FileFault) as caught:
        rows_of(upload(content, name), COLUMNS)
    assert caught.value.words == (
        "This is not a workbook that we can read, whatever it is called. "
        "Open the list in your spreadsheet and save it as .xlsx or as CSV UTF-8."
    )
