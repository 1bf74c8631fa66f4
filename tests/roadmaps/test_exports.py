"""The roadmap as a table and as data."""

from __future__ import annotations

import csv
import json
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from careers.certifications.models import Certification
from careers.levels.cells import safe_cell
from careers.profiles.models import User
from careers.roadmaps import actions, exports, queries, tables
from careers.roadmaps.exports import amount
from tests.conventions.source import ROOT
from tests.factories import NOW, make_user
from tests.roadmaps.links import book
from tests.roadmaps.people import assess, hold

pytestmark = pytest.mark.usefixtures("catalogue")
TODAY = NOW.date()
HEAD = (
    "Kind,Number,Certification,What to book,Provider,Starts,Date,State,Study hours,Hours assumed,"
    "Cost,Currency,Course days,Why,Tight,Fits the limits"
)


@pytest.fixture
def planned(user: User) -> User:
    assess(user, "P2")
    hold(user.profile, "p3o-foundation", expires_on=date(2028, 2, 29))
    return user


def export(user: User, **voice: Any) -> exports.Export:
    found = queries.export_of(user.profile, TODAY, **voice)
    assert found is not None
    return found


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline="")))


def address(user: User, kind: str) -> str:
    return f"/roadmap/{user.profile.pk}/roadmap.{kind}"


class TestTable:
    def test_one_row_for_each_step_and_each_renewal(self, planned: User) -> None:
        content = tables.csv_of(export(planned))
        page = export(planned).page
        assert content.startswith(b"\xef\xbb\xbf" + HEAD.encode() + b"\r\n")
        found = rows(content)
        assert [row["Certification"] for row in found if row["Kind"] == "exam"] == [
            step.name for step in page.steps
        ]
        (renewal,) = [row for row in found if row["Kind"] == "renewal"]
        assert (renewal["Certification"], renewal["Date"]) == ("P3O Foundation", "2028-02-29")
        assert renewal["State"] == "Valid"

    def test_what_a_step_says(self, planned: User) -> None:
        Certification.objects.update(cost_minor=98_765, cost_currency="GBP", cost_on=TODAY)
        row, step = rows(tables.csv_of(export(planned)))[0], export(planned).page.steps[0]
        assert row["What to book"] == step.book_name
        assert row["Starts"] == step.starts_on.isoformat()
        assert row["Date"] == step.ends_on.isoformat()
        assert row["State"] == "planned"
        assert row["Study hours"] == str(step.figures.hours)
        assert row["Hours assumed"] in {"yes", "no"}
        assert (row["Cost"], row["Currency"]) == ("987.65", "GBP")
        assert row["Why"] == " ".join(step.reasons)

    def test_what_is_not_known_is_empty(self, planned: User) -> None:
        Certification.objects.update(cost_minor=None, cost_currency="", cost_on=None)
        Certification.objects.update(course_days=None)
        row = rows(tables.csv_of(export(planned)))[0]
        assert (row["Cost"], row["Currency"], row["Course days"]) == ("", "", "")
        assert (row["Study hours"], row["Hours assumed"]) == ("40", "yes")

    def test_a_name_that_is_a_formula_is_text(self, planned: User) -> None:
        name = '=HYPERLINK("http://evil.example","Win")'
        Certification.objects.filter(key="p3o-foundation").update(name=name)
        content = tables.csv_of(export(planned))
        assert f"'{name}" in {row["Certification"] for row in rows(content)}


@pytest.mark.parametrize(
    "text",
    [
        *("=1+1", "+1", "-1", "@SUM(A1)", "\t1", "\r1", "\n1", " =1", '"=1', "'=1", " \"' =1"),
        *("\u00a0=1", "\ufeff=1", "\u200b+1", "＝1", "＋1", "－1", "＠x", "\tplain"),
    ],
)
def test_what_could_be_a_formula_is_marked_and_nothing_is_lost(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "P3O", "a=1", "1-2", "'tis", '"quoted"', "  plain", "–"])
def test_what_could_not_stays(text: str) -> None:
    assert safe_cell(text) == text


@pytest.mark.parametrize(
    ("minor", "currency", "text"),
    [
        (None, "", ""),
        (0, "GBP", "0.00"),
        (5, "EUR", "0.05"),
        (123_456, "GBP", "1234.56"),
        (500, "JPY", "500"),
    ],
)
def test_an_amount_is_a_plain_number(minor: int | None, currency: str, text: str) -> None:
    assert amount(minor, currency) == text


class TestData:
    def test_its_shape(self, planned: User) -> None:
        Certification.objects.update(cost_minor=98_765, cost_currency="GBP", cost_on=TODAY)
        actions.exclude(profile=planned.profile, key="ipmo-foundation", reason="No", now=NOW)
        data = json.loads(exports.json_of(export(planned)))
        assert list(data) == [
            *("format", "made_on", "person", "is_accepted", "accepted_at", "proposal_waits"),
            *("fits", "conflict", "inputs", "plan_to_level", "steps", "passed", "gone", "totals"),
            *("renewals", "uncovered", "covered_in_part"),
        ]
        assert (data["format"], data["made_on"], data["plan_to_level"]) == (2, "2027-03-14", 3)
        inputs = data["inputs"]
        assert (inputs["level"], inputs["target"], inputs["hours_a_week"]) == (2, None, 5)
        assert inputs["excluded"] == ["ipmo-foundation"]
        assert inputs["budget_minor"] is None
        assert inputs["held"] == [
            {
                "certification": "p3o-foundation",
                "awarded_on": "2026-03-01",
                "expires_on": "2028-02-29",
            }
        ]
        step = data["steps"][0]
        assert step["exam_on"] == export(planned).page.steps[0].ends_on.isoformat()
        assert (step["cost_minor"], step["currency"]) == (98_765, "GBP")
        assert data["totals"]["known_cost_minor"] == 98_765 * len(data["steps"])
        assert data["totals"]["ends_on"] == max(one["exam_on"] for one in data["steps"])
        assert data["renewals"][0]["certification"] == "p3o-foundation"
        gap = data["uncovered"][0]
        assert gap["counted"] < gap["needed"] == 3
        assert gap["actions"][0]["level"] == gap["counted"] + 1

    def test_what_is_not_known_is_null(self, planned: User) -> None:
        Certification.objects.update(cost_minor=None, cost_currency="", cost_on=None)
        data = json.loads(exports.json_of(export(planned)))
        assert (data["steps"][0]["cost_minor"], data["steps"][0]["currency"]) == (None, None)
        assert data["totals"]["unknown_costs"] == len(data["steps"])

    def test_every_name_is_explained(self, planned: User) -> None:
        told = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
        names = names_in(json.loads(exports.json_of(export(planned))))
        assert {"format", "exam_on", "counted"} <= names
        assert {name for name in names if f"`{name}`" not in told} == set()

    def test_at_the_top_there_is_no_next_level(self, user: User) -> None:
        assess(user, "P6")
        data = json.loads(exports.json_of(export(user)))
        assert (data["plan_to_level"], data["steps"]) == (None, [])
        assert data["totals"]["ends_on"] is None
        assert data["uncovered"]
        assert "0\N{NO-BREAK SPACE}% of what is missing" in data["totals"]["covers"]

    def test_where_nothing_is_missing_nothing_is_covered(self, user: User) -> None:
        assess(user, "4 4 4 4 · 4 4 4 4 · 4 4 4 4")
        data = json.loads(exports.json_of(export(user)))
        assert (data["uncovered"], data["covered_in_part"]) == ([], [])
        assert data["totals"]["covers"] is None


def names_in(data: Any) -> set[str]:
    """Every name in the data but the codes and keys that stand for themselves."""
    if isinstance(data, list):
        return {name for one in data for name in names_in(one)}
    if not isinstance(data, dict):
        return set()
    own = {name for name in data if name.islower() and "-" not in name}
    return own | {name for one in data.values() for name in names_in(one)}


@pytest.mark.parametrize("made", [tables.csv_of, exports.json_of])
def test_the_same_roadmap_gives_the_same_bytes(planned: User, made: Any) -> None:
    assert made(export(planned)) == made(export(planned))


@pytest.mark.parametrize("kind", ["csv", "json"])
class TestByAddress:
    def test_it_is_a_file(self, signed_in: Client, planned: User, kind: str) -> None:
        response = signed_in.get(address(planned, kind))
        today = timezone.localdate().isoformat()
        told = f'attachment; filename="roadmap-{today}.{kind}"'
        assert response.status_code == 200
        assert response.headers["Content-Disposition"] == told
        assert response.headers["Content-Type"].startswith(("text/csv", "application/json"))
        assert "private" in response.headers["Cache-Control"]

    def test_a_manager_reads_it_in_the_third_person(
        self, client: Client, user: User, kind: str
    ) -> None:
        report = make_user("Ben Ito", manager=user)
        assess(report, "P2")
        client.force_login(user)
        text = client.get(address(report, kind)).content.decode()
        assert "you are at" not in text
        assert "now at" in text

    def test_nobody_else_learns_anything(self, client: Client, user: User, kind: str) -> None:
        assess(user, "P2")
        nothing = make_user("Nia New")
        client.force_login(nothing)
        assert client.get(address(user, kind)).status_code == 404
        assert client.get(address(nothing, kind)).status_code == 404

    def test_how_often_it_asks(
        self, signed_in: Client, planned: User, kind: str, django_assert_num_queries: Any
    ) -> None:
        with django_assert_num_queries(8):  # session, account, and six for the file
            signed_in.get(address(planned, kind))


def test_a_booked_exam_says_so(planned: User) -> None:
    key, on = export(planned).page.steps[0].key, TODAY + timedelta(days=200)
    book(planned, key, on)
    found = json.loads(exports.json_of(export(planned)))
    assert found["inputs"]["booked"] == {key: on.isoformat()}
    assert [step["exam_on"] for step in found["steps"] if step["state"] == "booked"] == [
        on.isoformat()
    ]
