"""Uploaded files: what is read of good ones, and what is said of every kind of bad one."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from contextlib import suppress
from typing import Any
from zipfile import ZIP_BZIP2

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careers.levels import files
from careers.levels.cells import as_written, safe_cell
from careers.levels.faults import FileFault
from careers.levels.files import Column, lines_of, rows_of
from careers.levels.sheets import csv_of, csv_parts, xlsx_of
from tests.levels.files_made import MAIN, upload, workbook

COLUMNS = (
    Column(key="email", label="E-mail address", also=("Mail",)),
    Column(key="name", label="Name"),
    Column(key="active", label="Active", is_required=False),
)
HEAD = "E-mail address,Name\r\n"


def rows(content: bytes | str) -> list[tuple[int, dict[str, str]]]:
    return [(number, values) for number, values, _faults in rows_of(upload(content), COLUMNS)]


def fault(content: bytes | str) -> str:
    """What ends the reading, or else what is wrong with the last row."""
    try:
        number, _values, faults = list(rows_of(upload(content), COLUMNS))[-1]
    except FileFault as refused:
        return refused.words
    return f"Row {number}: {' '.join(faults)}"


def test_a_table_with_loose_headings_and_empty_rows() -> None:
    text = "\ufeffNAME;  e‑Mail Address ;;\r\nAda;ada@x.example;;\r\n;;;\r\n\r\nBen;ben@x.example"
    text += ";;\r\n"
    assert rows(text) == [
        (2, {"name": "Ada", "email": "ada@x.example"}),
        (5, {"name": "Ben", "email": "ben@x.example"}),
    ]
    assert rows('mail\tname\n a@x.example\t"two\nlines; one, cell"\n') == [
        (2, {"email": " a@x.example", "name": "two\nlines; one, cell"})
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "The file is empty. Its first row must name the columns."),
        (",,\n,,\n", "The file is empty. Its first row must name the columns."),
        (
            "Mail,Shoe size,Mail,E-mail address\n",
            "Row 1: It has columns that are not known: Shoe size. It lacks columns: Name. "
            "It has columns twice: E-mail address. "
            "Write the names of the columns into the first row: E-mail address, Name, Active.",
        ),
        (HEAD + "a@x.example,Ada\nb@x.example\n", "Row 3: It has 1 cell, but there are 2 columns."),
        (HEAD + "a,Ada,more\n", "Row 2: It has a cell in a column without a name."),
        (
            HEAD + "a,Ada\nb,=1+1\n",
            "Row 3: “=1+1” begins like a formula. Put an apostrophe before it if it is a text.",
        ),
        (
            HEAD.encode() + b"a,Ada\nb,Ren\xe9e\n",
            "Row 3: It has a character that is not in UTF-8. "
            "Open it in your spreadsheet and save it as CSV UTF-8.",
        ),
        (
            (HEAD + "a,Ada").encode("utf-16"),
            "Row 1: The file is no workbook, and its text is not in UTF-8. "
            "Open it in your spreadsheet and save it as CSV UTF-8.",
        ),
        (HEAD + "\n" * 5_000 + "a,A\x00da\n", "Row 5002: It has a character that cannot be saved."),
        (
            HEAD + 'a,"Ada\nb,Ben\n',
            "Row 2: Its quotation marks do not match. Save the file again as CSV UTF-8.",
        ),
        (
            HEAD + "a,Ada\nb," + "x" * 131_073,
            "Row 3: It has a cell that is far too long, or a quotation mark without its second.",
        ),
        (HEAD + "a," + "x" * 32_768, "Row 2: It has a cell of more than 32767 characters."),
        (HEAD + "," * 300 + "x", "Row 2: It has more than 200 columns."),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 900,
            "This is a workbook with a password, or of before 2007. "
            "Save it as .xlsx without a password, or as CSV UTF-8.",
        ),
    ],
)
def test_a_malformed_table_is_refused_by_its_row(content: bytes | str, words: str) -> None:
    assert fault(content) == words


def test_too_many_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_ROWS", 2)
    assert len(rows(HEAD + "a,A\n\nb,B\n")) == 2
    words = "The file has more than 2 rows. Split it into several files."
    assert fault(HEAD + "a,A\nb,B\nc,C\n") == words


def test_a_large_file_is_not_read() -> None:
    class Large:
        name = "people.csv"
        size = 50_000_001

        @property
        def file(self) -> Any:
            raise AssertionError("It was read.")

    with pytest.raises(FileFault) as caught:
        rows_of(Large(), COLUMNS)
    assert caught.value.words == (
        "The file has 51 MB; 20 MB is the most. Split it into several files."
    )


CELLS = (
    '<row r="2"><c r="B2" t="s"><v>0</v></c><c r="C2" t="inlineStr"><is><t>Mail</t></is></c></row>'
    '<row r="4"><c r="A4" s="1"/><c r="B4" t="s"><v>1</v></c>'
    '<c t="str"><v>a@x.example</v></c></row>'
    '<row r="7"><c r="C7"><v>12</v></c><c r="B7" t="s"><v>2</v></c></row>'
)


def test_a_workbook() -> None:
    """The first sheet in sight; numbers of rows as shown, missing cells, shared and rich texts."""
    assert list(rows_of(upload(workbook(CELLS)), (*COLUMNS, Column(key="", label="")))) == [
        (4, {"name": "Ada", "email": "a@x.example"}, ()),
        (7, {"name": "a\tb", "email": "12"}, ()),
    ]


def test_days_numbers_and_yes() -> None:
    cells = '<row><c s="1"><v>46460</v></c><c s="1"><v>46460.5</v></c><c><v>1.5</v></c>'
    cells += '<c><v>1E3</v></c><c t="b"><v>1</v></c><c t="b"><v>0</v></c></row>'
    assert list(lines_of(upload(workbook(cells)))) == [
        (1, ("2027-03-14", "2027-03-14 12:00:00", "1.5", "1000", "yes", "no"), ())
    ]


TWO = '<row r="1"><c t="s"><v>0</v></c><c t="inlineStr"><is><t>Mail</t></is></c></row>'
BROKEN = (
    "The workbook cannot be read. "
    "Open it, save it again as .xlsx without a password, or save it as CSV UTF-8."
)
BOMB = (
    "The workbook is much larger than it looks, so it is not opened. "
    "Save the sheet with the rows as CSV UTF-8."
)
SHEET = "xl/worksheets/sheet2.xml"


def with_a_lie(content: bytes) -> bytes:
    """The directory says of every entry that it is small, so what is unpacked does not fit it."""
    place = content.index(b"PK\x01\x02")
    head, directory = content[:place], bytearray(content[place:])
    at = 0
    while (at := directory.find(b"PK\x01\x02", at)) >= 0:
        directory[at + 24 : at + 28] = (100).to_bytes(4, "little")
        at += 4
    return head + bytes(directory)


def malformed_workbooks() -> Iterator[tuple[str, bytes, str]]:
    yield "cut off", workbook(TWO)[:-200], BROKEN
    yield "no sheet", workbook(TWO, parts={"xl/_rels/workbook.xml.rels": "<a/>"}), BROKEN
    yield "no XML", workbook("<row>", parts={"xl/sharedStrings.xml": "x"}), BROKEN
    dtd = '<!DOCTYPE a [<!ENTITY b "c">]>'
    yield "a DTD", workbook(TWO, parts={SHEET: f'{dtd}<worksheet xmlns="{MAIN}"/>'}), BROKEN
    yield "another packer", workbook(TWO, compression=ZIP_BZIP2), BROKEN
    yield "a reference to no text", workbook('<row><c t="s"><v>99</v></c></row>'), BROKEN
    yield "rows in no order", workbook('<row r="3"/><row r="2"/>'), BROKEN
    yield "a row beyond the last", workbook('<row r="99999999999"/>'), BROKEN
    yield "a bomb", workbook(TWO + " " * 5_000_000), BOMB
    yield "a bomb of many", workbook(TWO, parts={f"x{n}": "" for n in range(1_000)}), BOMB
    yield "a directory that lies", with_a_lie(workbook(TWO + " " * 5_000_000)), BROKEN
    formula = '<row r="5"><c r="AB5"><f>1+1</f><v>2</v></c></row>'
    words = "Row 5: Cell AB5 has a formula. Put its value in the place of the formula."
    yield "a formula", workbook(TWO + formula), f"{words} It has a cell in a column without a name."
    words = "Row 2: Cell B2 shows a fault of the spreadsheet: #REF!."
    yield "a fault", workbook(TWO + '<row><c/><c t="e"><v>#REF!</v></c></row>'), words
    words = "Row 2: It has more than 200 columns."
    yield "too wide", workbook(TWO + '<row><c r="XFD2"><v>1</v></c></row>'), words
    long = f'<row><c t="str"><v>{"x" * 32_768}</v></c></row>'
    yield "too long", workbook(TWO + long), "Row 2: It has a cell of more than 32767 characters."


@pytest.mark.parametrize(
    ("content", "words"),
    [pytest.param(*case, id=name) for name, *case in malformed_workbooks()],
)
def test_a_malformed_workbook_is_refused(content: bytes, words: str) -> None:
    assert fault(content) == words


@pytest.mark.parametrize(
    "rows_of_bomb",
    [
        "<row>" + "<c/>" * 200_000 + "</row>",
        "<unknown><x/></unknown>" * 100_000,
        '<row><c t="str"><v>' + "<b/>x" * 200_000 + "</v></c></row>",
    ],
    ids=["one row", "unknown elements", "one cell"],
)
def test_what_unpacks_to_much_takes_little_memory(
    rows_of_bomb: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("careers.levels.workbooks.MOST_TIMES", 100_000)
    file = upload(workbook(TWO + rows_of_bomb))
    del rows_of_bomb
    tracemalloc.start()
    with suppress(FileFault):
        list(lines_of(file))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2_000_000


LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")
TEXTS = st.text(LETTERS | st.sampled_from("'\"=+-@ ;\t\n"), max_size=8)


@given(TEXTS)
def test_the_text_of_a_safe_cell_comes_back(text: str) -> None:
    assert as_written(safe_cell(text)) == text


@settings(max_examples=50)
@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=4))
def test_what_is_written_is_read(table: list[tuple[str, str]]) -> None:
    told = [("E-mail address", "Name"), *table]
    filled = [row for row in table if any(cell.strip() for cell in row)]
    assert [tuple(row.values()) for _number, row in rows(csv_of(told))] == filled
    book = xlsx_of(told, title="People", widths={})
    assert [tuple(row.values()) for _number, row in rows(book)] == [
        tuple(map(as_a_workbook_holds_it, row))
        for row in table
        if any(as_a_workbook_holds_it(cell).strip() for cell in row)
    ]


def as_a_workbook_holds_it(text: str) -> str:
    """XML knows one end of a line, and no control characters."""
    kept = "".join(
        "\N{REPLACEMENT CHARACTER}" if letter < " " and letter not in "\t\n\r" else letter
        for letter in text
    )
    return kept.replace("\r\n", "\n").replace("\r", "\n")


def test_a_long_table_is_written_in_pieces() -> None:
    pieces = list(csv_parts([("a", 1)] * 1_200))
    assert [piece.count(b"\r\n") for piece in pieces] == [500, 500, 200]
    assert b"".join(pieces) == csv_of([("a", 1)] * 1_200)
