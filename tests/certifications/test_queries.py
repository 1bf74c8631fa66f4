"""What the rules and the pages are given, as whole values."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from careers.certifications import queries
from careers.certifications.models import Certification
from careers.certifications.queries import wording
from careers.domain import planner
from careers.domain.planner import Build, Prerequisite, Status

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]


def builds(up_to: int, **strengths: int) -> tuple[Build, ...]:
    return tuple(Build(competency=c, strength=s, up_to=up_to) for c, s in strengths.items())


SEVEN = (
    planner.Certification(
        key="ppso-essentials",
        provider="house-of-pmo",
        level=1,
        order=1,
        status=Status.REPLACED,
        successor="essentials-for-pmo-administrators",
        builds=builds(2, A1=2, A2=2, A3=1, A4=2, B1=1, B2=2, B3=1, C3=1),
        course_days=4,
    ),
    planner.Certification(
        key="ppso-advanced",
        provider="house-of-pmo",
        level=3,
        order=2,
        status=Status.REPLACED,
        successor="essentials-for-pmo-managers",
        builds=builds(3, A3=2, B1=1, B3=2, C1=2, C3=1),
        prerequisites=(Prerequisite(any_of=("ppso-essentials",)),),
        course_days=4,
    ),
    planner.Certification(
        key="p3o-foundation",
        provider="peoplecert",
        level=2,
        order=3,
        status=Status.RENAMED,
        builds=builds(2, A3=1, B1=2, B2=1, B3=2, B4=1, C1=1, C4=1),
        course_days=3,
        validity_months=36,
        suite="peoplecert-ppm",
    ),
    planner.Certification(
        key="p3o-practitioner",
        provider="peoplecert",
        level=3,
        order=4,
        status=Status.RENAMED,
        builds=builds(3, B1=2, B3=1, B4=1, C1=2, C2=1, C4=1),
        prerequisites=(Prerequisite(any_of=("p3o-foundation",)),),
        course_days=2,
        validity_months=36,
        suite="peoplecert-ppm",
    ),
    planner.Certification(
        key="ipmo-foundation",
        provider="aipmo",
        level=2,
        order=5,
        status=Status.UNCONFIRMED,
        builds=builds(2, A4=1, B2=1, B3=1, C1=2, C2=1, C3=1),
    ),
    planner.Certification(
        key="ipmo-practitioner",
        provider="aipmo",
        level=3,
        order=6,
        status=Status.UNCONFIRMED,
        builds=builds(3, B1=2, B3=1, C1=2, C2=2, C3=1),
        recommended_first=("ipmo-foundation",),
        course_days=5,
    ),
    planner.Certification(
        key="ipmo-expert",
        provider="aipmo",
        level=4,
        order=7,
        status=Status.UNCONFIRMED,
        builds=builds(4, B1=1, B3=1, C1=2, C2=2, C3=1, C4=2),
        recommended_first=("ipmo-practitioner",),
        course_days=5,
    ),
)
SUCCESSORS = (
    planner.Certification(
        key="essentials-for-pmo-administrators",
        provider="house-of-pmo",
        level=1,
        order=8,
        builds=SEVEN[0].builds,
        course_days=3,
    ),
    planner.Certification(
        key="essentials-for-pmo-managers",
        provider="house-of-pmo",
        level=3,
        order=9,
        builds=SEVEN[1].builds,
        prerequisites=(
            Prerequisite(
                any_of=("p3o-practitioner", "essentials-for-pmo-analysts", "prince2-practitioner"),
                or_experience=True,
            ),
        ),
        course_days=3,
    ),
)


def test_the_rules_get_the_seven_and_their_successors() -> None:
    assert queries.domain_catalogue()[:9] == SEVEN + SUCCESSORS


def test_what_is_switched_off_comes_as_retired() -> None:
    others = queries.domain_catalogue()[9:]
    assert {one.status for one in others} == {Status.RETIRED}
    assert [one.key for one in others] == [
        "essentials-for-pmo-analysts",
        "essentials-for-pmo-directors",
        "pmi-pmocp",
        "cb-pmo",
        "prince2-practitioner",
        "pmp",
    ]
    assert next(one.suite for one in others if one.key == "prince2-practitioner") == (
        "peoplecert-ppm"
    )


def test_the_shipped_catalogue_has_no_fault() -> None:
    assert queries.current_faults() == ()


def test_a_cost_comes_in_minor_units_with_its_currency() -> None:
    Certification.objects.filter(key="p3o-foundation").update(
        cost_minor=24500, cost_currency="GBP", cost_on=date(2027, 1, 31)
    )
    found = {one.key: one for one in queries.domain_catalogue()}
    assert found["p3o-foundation"].cost == planner.Money(minor=24500, currency="GBP")
    assert queries.cards()["p3o-foundation"].cost_text == "£245.00 (price of 31 January 2027)"


def test_cards_say_what_to_book() -> None:
    cards = queries.cards()
    assert {
        key: (cards[key].status_label, cards[key].status_sentence, cards[key].book_name)
        for key in ("ppso-essentials", "p3o-foundation", "ipmo-foundation", "cb-pmo")
    } == {
        "ppso-essentials": (
            "Replaced",
            "Replaced: book Essentials for PMO Administrators",
            "Essentials for PMO Administrators",
        ),
        "p3o-foundation": (
            "Renamed",
            "Renamed: book PRINCE2 Project, Programme, Portfolio Office Management Foundation",
            "PRINCE2 Project, Programme, Portfolio Office Management Foundation",
        ),
        "ipmo-foundation": (
            "Availability to be confirmed",
            "Check availability with the provider",
            "IPMO-Foundation",
        ),
        "cb-pmo": (
            "Availability to be confirmed",
            "Check availability with the provider",
            "CB-PMO",
        ),
    }


def test_one_card_as_a_whole() -> None:
    assert queries.cards()["ppso-advanced"] == queries.CertificationCard(
        key="ppso-advanced",
        name="PPSO Advanced Practitioner",
        name_now="",
        full_name="Advanced Certificate in Programme and Project Support Office",
        body_then="BCS",
        body_now="House of PMO",
        examined_by="APMG",
        status="replaced",
        since_on=None,
        status_label="Replaced",
        status_sentence="Replaced: book Essentials for PMO Managers",
        book_name="Essentials for PMO Managers",
        level=3,
        level_basis_label="Our derivation",
        cost_text=None,
        course_days=4,
        exam_text=(
            "written, on a scenario, 120 minutes and 15 minutes of reading, to pass: "
            "50\N{NO-BREAK SPACE}%, with at least 30 marks in question 1, closed book"
        ),
        validity_months=None,
        is_open_to_all=False,
        is_enabled=True,
        is_proposed=True,
        is_in_article=True,
        source_url="https://houseofpmo.com/qualifications-and-training/ppso-certifications/",
        verified_on=date(2026, 11, 23),
        url="/certifications/ppso-advanced/",
    )


def test_book_follows_a_chain_of_successors_and_survives_a_circle() -> None:
    first = Certification.objects.get(key="essentials-for-pmo-administrators")
    last = Certification.objects.get(key="pmp")
    Certification.objects.filter(pk=first.pk).update(status="replaced", successor=last)
    assert queries.cards()["ppso-essentials"].book_name == "PMP"
    Certification.objects.filter(pk=last.pk).update(status="replaced", successor=first)
    assert queries.cards()["pmp"].book_name in ("PMP", "Essentials for PMO Administrators")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"status": "retired"}, "Retired: no longer awarded"),
        (
            {"status": "retired", "status_since_on": date(2027, 3, 1)},
            "Retired since 1 March 2027: no longer awarded",
        ),
        (
            {"status": "retired", "successor": Certification(name="Next")},
            "Retired: its successor is Next",
        ),
        (
            {
                "status": "retired",
                "status_since_on": date(2027, 3, 1),
                "successor": Certification(name="Next", name_now="Next of today"),
            },
            "Retired since 1 March 2027: its successor is Next of today",
        ),
        (
            {"status": "renamed", "status_since_on": date(2027, 3, 1), "name_now": "New"},
            "Renamed on 1 March 2027: book New",
        ),
        ({"status": "available"}, "Available under this name"),
    ],
)
def test_status_in_words(fields: dict[str, Any], sentence: str) -> None:
    row = Certification(name="Old", **fields)
    assert wording.status_sentence(row, row) == sentence


@pytest.mark.parametrize(
    ("minor", "currency", "text"),
    [
        (24500, "GBP", "£245.00"),
        (123456789, "EUR", "€1,234,567.89"),
        (5, "USD", "US$ 0.05"),
        (9900, "CHF", "CHF 99.00"),
        (30000, "JPY", "JPY 30,000"),
    ],
)
def test_money(minor: int, currency: str, text: str) -> None:
    assert wording.money(minor, currency) == text


def test_validity_in_years_where_they_are_whole() -> None:
    months = {1: "1 month", 12: "1 year", 18: "18 months", 36: "3 years"}
    assert {n: wording.validity_text(Certification(validity_months=n)) for n in months} == months
    assert wording.validity_text(Certification()) is None


def test_query_counts(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(2):
        queries.domain_catalogue()
    with django_assert_num_queries(1):
        queries.cards()
    with django_assert_num_queries(4):
        queries.current_faults()
    with django_assert_num_queries(3):
        queries.index_page()
    with django_assert_num_queries(5):
        queries.detail_page("essentials-for-pmo-managers")
