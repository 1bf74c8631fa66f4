"""The catalogue as tables: what is written is read back as nothing to do, and faults are words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from careers.certifications import actions, queries
from careers.certifications.documents import fingerprint
from careers.certifications.models import Certification
from careers.certifications.tables import BodyTable, CertificationTable, SuiteTable
from careers.levels.level_tables import CompetencyTable, GroupTable, LevelTable
from careers.levels.readings import Reading
from careers.levels.sheets import CSV, XLSX, csv_of, xlsx_of
from careers.levels.tables import Table
from tests.conventions.source import ROOT
from tests.factories import NOW

pytestmark = pytest.mark.usefixtures("catalogue")
TABLES = (CertificationTable, BodyTable, SuiteTable, CompetencyTable, GroupTable, LevelTable)
FORMS = (CSV, XLSX)
IMPORTS = ROOT / "docs" / "imports.md"
NASTY = (
    "=HYPERLINK(1)",
    "+1",
    "-1 @x",
    "  =1+1",
    "'=1",
    "''",
    '"quoted"',
    'a "b"; c',
    ";",
    "; \n ;",
    "one\ntwo\n\nthree",
    "tab\tin it",
    "007",
    "1e5",
    "yes",
    "2026-11-30",
    "A1: mainly up to 3",
    "name: https://example.org (2026-11-30) x",
    "(2026-11-30)",
    "a | b: c, d",
    "😀 é ＝1 \N{NO-BREAK SPACE}",
    "_x0041_",
    "\\n \\",
)


def written(table: type[Table], form: str) -> bytes:
    lines = table().lines()
    return csv_of(lines) if form == CSV else xlsx_of(lines, title="x", widths={})


def read(table: type[Table], content: bytes | str) -> Reading:
    sent = content.encode() if isinstance(content, str) else content
    return table().read(SimpleUploadedFile("x", sent), user=None, now=NOW)


def table_of(*lines: tuple[Any, ...]) -> bytes:
    return csv_of(lines)


def words(reading: Reading) -> list[str]:
    assert reading.documents == {}
    return [fault.words for fault in reading.faults]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("table", TABLES)
def test_what_is_exported_changes_nothing(table: type[Table], form: str) -> None:
    reading = read(table, written(table, form))
    assert [fault.words for fault in reading.faults] == []
    assert reading.documents == {}
    assert reading.unchanged == len(table().stored())


def nasty_document() -> dict[str, Any]:
    """Of each field that takes any text, one text; of each list, all of them."""
    found = CertificationTable().blank("nasty") | {"order": 999, "body_now": "axelos"}
    found["body_now"] = queries.documents()["p3o-foundation"]["body_now"]
    texts = iter(NASTY * 3)
    for field in Certification._meta.fields:
        is_text = field.get_internal_type() in ("CharField", "TextField") and not field.choices
        if is_text and field.name not in ("key", "cost_currency"):
            found[field.name] = next(texts).strip()
    found["summary"] = "x" * 999 + "é"
    url = "https://example.org/a;b?c=(2)&d='"
    sources = [f"{url}{number}" for number in range(len(NASTY))]
    sources += [f"{url}{number}{'_x0041_;=' * 48}" for number in range(18)]  # as long as can be
    return found | {
        "cost_minor": 1999,
        "cost_currency": "JPY",
        "cost_on": "1899-12-31",
        "level": 4,
        "level_basis": "derived",
        "recommended_first": ["ppso-essentials", "p3o-foundation"],
        "aliases": sorted(NASTY),
        "builds": [{"competency": "B2", "strength": 1, "up_to": 4}],
        "prerequisites": [
            {
                "number": number,
                "any_of": ["ppso-essentials", "p3o-foundation"],
                "or_experience": text.strip(),
                "is_official": number == 2,
            }
            for number, text in ((2, NASTY[7]), (12, NASTY[10]))
        ],
        "sources": [
            {"topic": "name", "url": one, "note": note, "verified_on": "2026-11-30"}
            for one, note in zip(sources, [*NASTY, *["\n;=" * 66] * 18], strict=True)
        ],
    }


@pytest.mark.parametrize("form", FORMS)
def test_nothing_is_lost_of_any_text(form: str) -> None:
    document = nasty_document()
    options: dict[str, Any] = {"user": None, "why": "", "now": NOW, "bases": {}}
    actions.write_documents(documents={"nasty": document}, **options)
    stored = queries.documents(["nasty"])["nasty"]
    file = written(CertificationTable, form)

    assert read(CertificationTable, file) == Reading(documents={}, bases={}, rows={}, unchanged=16)
    Certification.objects.get(key="nasty").delete()
    reading = read(CertificationTable, file)
    assert [fault.words for fault in reading.faults] == []
    found = reading.documents["nasty"]
    for one in (found, stored):
        one["aliases"].sort()
        one["sources"].sort(key=str)
    assert found == stored
    assert (reading.bases, reading.rows) == ({"nasty": ""}, {"nasty": 17})


def test_no_list_is_longer_than_a_cell_of_a_file() -> None:
    before = queries.documents(["pmp"])["pmp"]
    many = {"aliases": [f"{number:x>200}" for number in range(80)]}
    with pytest.raises(actions.DocumentInvalid) as refused:
        actions.write_documents(
            documents={"pmp": before | many},
            bases={"pmp": fingerprint(before)},
            user=None,
            why="",
            now=NOW,
        )
    text = "Other names: together they have more than 16382 characters. Take some out."
    assert refused.value.faults == {"pmp": {"aliases": [text]}}


def test_columns_and_rows_that_are_not_there_stay_as_they_are() -> None:
    before = queries.documents(["ipmo-expert"])["ipmo-expert"]
    reading = read(
        CertificationTable,
        "Key;COST;currency;Price of\r\nipmo-expert;1950.5;EUR;2026-11-30\r\nppso-essentials;;;\r\n",
    )
    assert reading.faults == ()
    cost = {"cost_minor": 195_050, "cost_currency": "EUR", "cost_on": "2026-11-30"}
    assert reading.documents == {"ipmo-expert": before | cost}
    assert (reading.rows, reading.unchanged) == ({"ipmo-expert": 2}, 1)


def test_an_empty_cell_is_not_known_and_an_empty_condition_is_gone() -> None:
    head = ("key", "course days", "other names", "prerequisite 1: any of", "builds")
    line = ("p3o-practitioner", "", "", "", "C1: 2 up to 3")
    (found,) = read(CertificationTable, table_of(head, line)).documents.values()
    assert (found["course_days"], found["aliases"], found["prerequisites"]) == (None, [], [])
    assert found["builds"] == [{"competency": "C1", "strength": 2, "up_to": 3}]


def test_faults_name_the_row_and_the_column() -> None:
    head = ("key", "level", "cost", "status", "successor", "builds", "sources", "verified on")
    more = ("may be proposed", "prerequisite 1: or experience", "other names", "course days")
    first = ("ipmo-expert", "5", "£2", "gone", "nothing", "Z9: mainly up to 2", "here", "1/2/26")
    ok = ("", "", "available", "", "", "", "", "yes", "", "", "")
    last = ("cb-pmo", "", "-1", "retired", "", "A1: fully up to 2", "x: y", "2026-02-30")
    lines = (
        (*head, *more),
        (*first, "perhaps", "Years", "a;a", "3.5"),
        ("ipmo-expert", *ok),
        ("", *ok),
        ("New one", *ok),
        (*last, "no", "", '"a', "-1"),
    )
    example = "is not written like this: cost: https://example.org/price (2026-11-30)"
    assert words(read(CertificationTable, table_of(*lines))) == [
        "Row 2, level: 5 is not one of the four levels.",
        "Row 2, cost: “£2” is not an amount. Write it like 245.00.",
        "Row 2, status: “gone” is none of these words: available, renamed, replaced, "
        "unconfirmed, retired.",
        "Row 2, successor: “nothing” is not the key of a certification, in the catalogue or in "
        "this file.",
        "Row 2, builds: “Z9” is not the code of a competency.",
        f"Row 2, sources: “here” {example}",
        "Row 2, verified on: “1/2/26” is not a day. Write it like 2026-11-30.",
        "Row 2, may be proposed: “perhaps” is neither yes nor no.",
        "Row 2, other names: “a” is in it twice.",
        "Row 2, course days: “3.5” is not a whole number.",
        "Row 2, prerequisite 1: any of: Experience alone is no condition: name a certification "
        "too.",
        "Row 3, key: “ipmo-expert” is in row 2 already.",
        "Row 4, key: It must not be empty.",
        "Row 5, key: Use only letters, digits, hyphens and underscores.",
        "Row 5, place: A new row needs this column.",
        "Row 5, name: A new row needs this column.",
        "Row 5, awarding body: A new row needs this column.",
        "Row 6, cost: “-1” is not an amount. Write it like 245.00.",
        "Row 6, builds: “fully” is neither mainly nor partly.",
        f"Row 6, sources: “x: y” {example}",
        "Row 6, verified on: “2026-02-30” is not a day. Write it like 2026-11-30.",
        "Row 6, other names: A quotation mark is not closed.",
        "Row 6, course days: Choose 0 or more.",
    ]


def test_rows_that_cannot_be_read_are_told_beside_the_others() -> None:
    """A certification in such a row is still one that others may name."""
    lines = "key,course days,successor\nnew,2\nipmo-expert,=1+1,\nppso-essentials,x,new\n"
    told = [
        "Row 2: It has 2 cells, but there are 3 columns.",
        "Row 3: “=1+1” begins like a formula. Put an apostrophe before it if it is a text.",
        "Row 4, course days: “x” is not a whole number.",
    ]
    assert words(read(CertificationTable, lines)) == told
    assert words(read(CertificationTable, lines.rsplit("pp", 1)[0])) == told[:2]
    broken = "Row 5: Its quotation marks do not match. Save the file again as CSV UTF-8."
    assert words(read(CertificationTable, lines + '"')) == [*told[:2], broken]


def test_nothing_was_read_on_a_day_that_is_still_to_come() -> None:
    """The status of a certification may begin later."""
    today, tomorrow = NOW.date(), NOW.date() + timedelta(days=1)
    head = ("key", "cost", "currency", "price of", "verified on", "sources", "status since")
    source = "status: https://example.org/ ({})"

    def row(day: date) -> bytes:
        line = ("ipmo-expert", "7", "GBP", day, day, source.format(day), tomorrow)
        return table_of(head, line)

    assert words(read(CertificationTable, row(tomorrow))) == [
        "Row 2, price of: This day is in the future.",
        "Row 2, verified on: This day is in the future.",
        "Row 2, sources: This day is in the future.",
    ]
    (found,) = read(CertificationTable, row(today)).documents.values()
    assert (found["verified_on"], found["status_since_on"]) == (str(today), str(tomorrow))
    body = table_of(("key", "verified on"), ("pmi", tomorrow))
    assert words(read(BodyTable, body)) == ["Row 2, verified on: This day is in the future."]


@pytest.mark.parametrize("word", ["gbp", "Gbp", "GBP"])
def test_a_currency_is_taken_in_small_letters(word: str) -> None:
    lines = f"key,cost,currency,price of\nipmo-expert,7,{word},2026-11-30\n"
    document = read(CertificationTable, lines).documents["ipmo-expert"]
    assert (document["cost_minor"], document["cost_currency"]) == (700, "GBP")
    assert words(read(CertificationTable, lines.replace(word, "12"))) == [
        "Row 2, currency: Use the three capital letters, e.g. GBP."
    ]


def test_a_row_that_cannot_be_is_told_with_its_number() -> None:
    lines = (
        ("key", "cost", "currency", "status", "recommended first"),
        ("ipmo-foundation", "", "", "unconfirmed", "ipmo-expert"),
        ("cb-pmo", "10", "", "replaced", ""),
    )
    assert words(read(CertificationTable, table_of(*lines))) == [
        "Row 3: A cost needs its currency and its date.",
        "Row 3: A replaced certification needs its successor.",
    ]
    assert words(read(CertificationTable, table_of(*lines[:2]))) == [
        "Certifications wait for each other in a circle, so nobody could begin: “IPMO-Foundation” "
        "comes after “IPMO-Expert”, “IPMO-Expert” comes after “IPMO-Practitioner”, "
        "“IPMO-Practitioner” comes after “IPMO-Foundation”.",
        "What comes before “IPMO-Foundation” is meant for a higher level: “IPMO-Expert”.",
    ]
    assert not queries.documents(["ipmo-foundation"])["ipmo-foundation"]["recommended_first"]


def test_a_successor_may_come_further_down_in_the_same_file() -> None:
    head = ("key", "place", "name", "awarding body", "status", "successor", "level")
    body = queries.documents(["pmp"])["pmp"]["body_now"]
    lines = (
        (*head, "basis of the level"),
        ("p3o-foundation", 30, "P3O Foundation", "peoplecert", "replaced", "new-one", 2, "author"),
        ("new-one", 31, "The new one", body, "available", "", 2, "derived"),
    )
    reading = read(CertificationTable, table_of(*lines))
    assert words(Reading(**(vars(reading) | {"documents": {}}))) == []
    assert sorted(reading.documents) == ["new-one", "p3o-foundation"]
    assert not Certification.objects.filter(key="new-one").exists()


@pytest.mark.parametrize("table", TABLES)
def test_every_column_is_written_down(table: type[Table]) -> None:
    text = IMPORTS.read_text(encoding="utf-8")
    assert [head for head in table().head() if f"| {head} |" not in text] == []
