"""The list as a file: the same as on the screen, no formula run, nothing lost, written down."""

from __future__ import annotations

import csv
from datetime import datetime
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from careers.levels.sheets import CSV, XLSX, csv_of
from careers.levels.sheets import xlsx_of as workbook_of
from careers.profiles.models import AccessEntry, User
from careers.teams.models import Export
from careers.teams.queries import competencies
from tests.assessments.builders import submitted_assessment
from tests.factories import make_user
from tests.teams.builders import NEW, give_answers, make_reports

pytestmark = pytest.mark.usefixtures("catalogue")
FORMS = (CSV, XLSX)
FORMULAS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t1",
    "\r1",
    "  =cmd|' /C calc'!A0",
    "＝1+1",
    '"=1+1',
)


def download(client: Client, form: str, **query: str) -> Any:
    response = client.get(f"/team/people/people.{form}", query)
    assert response.status_code == 200
    return response


def xlsx_of(table: list[list[Any]]) -> bytes:
    return workbook_of(table, title="People", widths={"A": 28})


def lines(response: Any) -> list[list[str]]:
    text = response.content.decode("utf-8-sig")
    return list(csv.reader(StringIO(text, newline="")))


def cells(content: bytes) -> list[list[Any]]:
    sheet = load_workbook(BytesIO(content)).active
    assert sheet is not None
    return [list(row) for row in sheet.iter_rows()]


def values(content: bytes) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in cells(content)]


@pytest.fixture
def team(user: User) -> User:
    lead = make_user("Lena Lead", manager=user, job_title="PMO lead")
    submitted_assessment(lead, "2 2 – 3 2 3 2 1 1 1 2 1", now=NEW)
    make_user("Nina None", manager=lead)
    return user


def test_the_columns_are_those_of_the_page(signed_in: Client, team: User) -> None:
    head, first, second = lines(download(signed_in, CSV))
    assert head == [
        *("Name", "Job title", "Manager", "Level", "Provisional", "Target"),
        *("Gaps to target", "Gaps in key competencies"),
        *(f"{one.code} {one.name}" for one in competencies()),
        *("State", "Handed in on", "Due again", "Plan to agree to", "Step overdue"),
        "Certification ending",
    ]
    assert first == [
        *("Lena Lead", "PMO lead", "Ada Okafor", "2", "no", "3", "9", "3"),
        *("2", "2", "N/A", "3", "2", "3", "2", "1", "1", "1", "2", "1"),
        *("Self-assessed", "2027-03-01", "no", "no", "no", "no"),
    ]
    assert second == ["Nina None", "", "Lena Lead", *[""] * 20, "no", "no", "no"]


def test_a_workbook_has_numbers_days_and_texts(signed_in: Client, team: User) -> None:
    head, first, second = values(download(signed_in, XLSX).content)
    assert head == lines(download(signed_in, CSV))[0]
    assert first == [
        *("Lena Lead", "PMO lead", "Ada Okafor", 2, "no", 3, 9, 3),
        *(2, 2, "N/A", 3, 2, 3, 2, 1, 1, 1, 2, 1),
        *("Self-assessed", datetime(2027, 3, 1), "no", "no", "no", "no"),
    ]
    assert second == ["Nina None", None, "Lena Lead", *[None] * 20, "no", "no", "no"]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_is_a_formula_and_nothing_is_lost(text: str) -> None:
    ((written,),) = csv.reader(StringIO(csv_of([[text]]).decode("utf-8-sig"), newline=""))
    assert written == f"'{text}"

    ((cell,),) = cells(xlsx_of([[text]]))
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    # XML reads a carriage return as a line feed.
    assert cell.value == text.replace("\r", "\n")


def test_a_text_that_is_no_formula_stays_as_it_is() -> None:
    table: list[list[Any]] = [["Anna-Lee O'Brien", "a=b", "–", -1, None, ""]]
    assert csv_of(table).decode("utf-8-sig") == "Anna-Lee O'Brien,a=b,–,-1,,\r\n"
    (row,) = cells(xlsx_of(table))
    assert [cell.value for cell in row] == ["Anna-Lee O'Brien", "a=b", "–", -1, None, None]
    assert not any(cell.quotePrefix for cell in row)
    assert row[3].data_type == "n"


def test_a_control_character_breaks_no_workbook() -> None:
    assert values(xlsx_of([["a\x0bb\x00"]])) == [["a�b�"]]


@pytest.mark.parametrize("form", FORMS)
def test_a_name_with_a_formula_is_exported(signed_in: Client, user: User, form: str) -> None:
    make_user("=HYPERLINK(1)", manager=user, email="x@example.org", job_title="+title")
    response = download(signed_in, form)
    if form == CSV:
        assert lines(response)[1][:2] == ["'=HYPERLINK(1)", "'+title"]
    else:
        name, title = cells(response.content)[1][:2]
        assert (name.value, name.data_type) == ("=HYPERLINK(1)", "s")
        assert (title.value, title.data_type) == ("+title", "s")


@pytest.mark.parametrize("form", FORMS)
def test_it_holds_what_is_asked_for_on_all_pages_in_its_order(
    signed_in: Client, user: User, form: str
) -> None:
    make_reports(user, 60)
    make_user("Somebody Else", manager=user)
    response = download(signed_in, form, q="Report", sort="-name", page="2")
    found = values(response.content) if form == XLSX else lines(response)
    assert [row[0] for row in found[1:]] == [f"Report {n:04}" for n in range(59, -1, -1)]


def test_the_page_offers_the_same_list(signed_in: Client, team: User) -> None:
    page = signed_in.get("/team/people/?sort=-name&show=direct").content.decode()
    assert 'href="/team/people/people.csv?show=direct&amp;sort=-name"' in page
    assert 'href="/team/people/people.xlsx?show=direct&amp;sort=-name"' in page
    assert "Each download is recorded" in page


@pytest.mark.parametrize("form", FORMS)
def test_the_file_has_a_safe_name_and_nobody_keeps_it(
    signed_in: Client, team: User, form: str
) -> None:
    response = download(signed_in, form)
    today = timezone.localdate().isoformat()
    assert response.headers["Content-Disposition"] == (
        f'attachment; filename="people-{today}.{form}"'
    )
    assert response.headers["Cache-Control"] == "private, no-store"


def test_each_download_is_written_down(signed_in: Client, team: User) -> None:
    download(signed_in, CSV, show="direct")
    download(signed_in, XLSX)
    download(signed_in, XLSX)

    rows = Export.objects.order_by("pk").values_list("by", "what", "form", "asked", "people")
    assert list(rows) == [
        (team.pk, "people", "csv", "People: Your direct reports", 1),
        (team.pk, "people", "xlsx", "", 2),
        (team.pk, "people", "xlsx", "", 2),
    ]
    looks = AccessEntry.objects.order_by("subject").values_list(
        "subject__user__name", "viewer", "what", "times"
    )
    assert set(looks) == {
        ("Lena Lead", team.pk, AccessEntry.What.EXPORT, 3),
        ("Nina None", team.pk, AccessEntry.What.EXPORT, 2),
    }


def test_asking_for_the_headers_takes_nothing_out(signed_in: Client, team: User) -> None:
    for form in ("csv", "xlsx"):
        response = signed_in.head(f"/team/people/people.{form}")
        assert (response.status_code, response.content) == (200, b"")
    assert not Export.objects.exists()
    assert not AccessEntry.objects.exists()


def test_what_was_asked_for_is_cut_to_what_fits(signed_in: Client, team: User) -> None:
    download(signed_in, CSV, q="😀" * 80, sort="-C2", status="expiring", competency="C1", level="1")
    (row,) = Export.objects.all()
    assert row.people == 0
    assert row.asked.startswith(f"Name or job title: {'😀' * 80}; Level: Level 1")
    assert len(row.asked) <= 500


def test_nothing_is_taken_out_that_nobody_asked_for(signed_in: Client, team: User) -> None:
    """What was asked for badly is explained on the page, and not answered with everybody."""
    response = signed_in.get("/team/people/people.csv", {"level": "9", "q": "Lena"})
    assert response.status_code == 302
    assert response.headers["Location"] == "/team/people/?level=9&q=Lena"
    assert not Export.objects.exists()
    assert not AccessEntry.objects.exists()


def test_a_stranger_is_in_nobodys_file(signed_in: Client, team: User) -> None:
    make_user("Sam Stranger")
    assert [row[0] for row in lines(download(signed_in, CSV))[1:]] == ["Lena Lead", "Nina None"]


def test_whoever_signed_out_gets_no_file(client: Client, team: User) -> None:
    assert not Session.objects.exists()
    response = client.get("/team/people/people.csv?show=direct")
    assert response.headers["Location"] == (
        "/accounts/login/?next=/team/people/people.csv%3Fshow%3Ddirect"
    )
    assert not Export.objects.exists()


@pytest.mark.parametrize("people", [1, 30, 400])
def test_it_costs_the_same_for_any_number(signed_in: Client, user: User, people: int) -> None:
    give_answers(make_reports(user, people), "2 2 2 3 2 3 2 1 1 1 2 1")
    download(signed_in, CSV)
    # Without the log, which is written in pieces: session, account, competencies, months, three for
    # the rows, the own profile.
    with CaptureQueriesContext(connection) as captured:
        response = download(signed_in, CSV, sort="-gap")
    reads = [query["sql"] for query in captured if query["sql"].startswith("SELECT")]
    assert len([sql for sql in reads if "accessentry" not in sql]) == 8
    assert len(lines(response)) == people + 1
