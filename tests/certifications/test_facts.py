"""The facts that ship, spot-checked as whole values. What nobody read anywhere is left out."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from careers.certifications.models import (
    AwardingBody,
    Certification,
    CertificationAlias,
    Prerequisite,
    Source,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]

EXAM = (
    "exam_questions",
    "exam_scored",
    "exam_marks",
    "exam_format",
    "exam_minutes",
    "exam_reading_minutes",
    "exam_pass",
    "exam_book",
)
EXAMS: dict[str, tuple[Any, ...]] = {
    "ppso-essentials": (40, None, None, "multiple choice", None, None, "", ""),
    "ppso-advanced": (
        None,
        None,
        None,
        "written, on a scenario",
        120,
        15,
        "50 %, with at least 30 marks in question 1",
        "closed book",
    ),
    "p3o-foundation": (75, 70, None, "multiple choice", 60, None, "35 of 70 (50 %)", "closed book"),
    "p3o-practitioner": (
        4,
        None,
        80,
        "objective testing",
        150,
        None,
        "40 of 80 (50 %)",
        "open book (official guide only)",
    ),
    "ipmo-foundation": (None, None, None, "", None, None, "", ""),
    "ipmo-practitioner": (None, None, None, "", None, None, "", ""),
    "ipmo-expert": (None, None, None, "", None, None, "", ""),
    "essentials-for-pmo-administrators": (60, None, None, "", 45, None, "30 of 60", "closed book"),
    "essentials-for-pmo-managers": (None, None, None, "", None, None, "", ""),
}


@pytest.mark.parametrize("key", EXAMS)
def test_exam(key: str) -> None:
    assert Certification.objects.values_list(*EXAM).get(key=key) == EXAMS[key]


def test_the_seven_of_the_article_in_order() -> None:
    rows = Certification.objects.filter(is_in_article=True).order_by("order")
    fields = ("name", "body_then__short_name", "body_now__short_name", "status", "level__number")
    assert list(rows.values_list(*fields, "level_basis", "course_days", "validity_months")) == [
        ("PPSO Essentials", "BCS", "House of PMO", "replaced", 1, "article", 4, None),
        ("PPSO Advanced Practitioner", "BCS", "House of PMO", "replaced", 3, "derived", 4, None),
        ("P3O Foundation", "AXELOS", "PeopleCert", "renamed", 2, "author", 3, 36),
        ("P3O Practitioner", "AXELOS", "PeopleCert", "renamed", 3, "derived", 2, 36),
        ("IPMO-Foundation", "AIPMO", "AIPMO", "unconfirmed", 2, "author", None, None),
        ("IPMO-Practitioner", "AIPMO", "AIPMO", "unconfirmed", 3, "author", 5, None),
        ("IPMO-Expert", "AIPMO", "AIPMO", "unconfirmed", 4, "article", 5, None),
    ]


def test_the_replaced_ones_name_their_successor() -> None:
    # Of the day it is known only that it was in May and in July 2021; the note says so.
    rows = Certification.objects.filter(status="replaced").order_by("order")
    assert list(rows.values_list("key", "successor__key", "status_since_on", "examined_by")) == [
        ("ppso-essentials", "essentials-for-pmo-administrators", None, "APMG"),
        ("ppso-advanced", "essentials-for-pmo-managers", None, "APMG"),
    ]


def test_no_price_ships_because_none_has_a_date() -> None:
    assert not Certification.objects.exclude(cost_minor=None, cost_currency="", cost_note="")
    notes = Source.objects.filter(topic="cost").values_list("certification__key", flat=True)
    assert set(notes) == {"p3o-foundation"}


def test_prerequisites() -> None:
    rows = Prerequisite.objects.order_by("certification__order", "any_of__order")
    assert list(rows.values_list("certification__key", "any_of__key")) == [
        ("ppso-advanced", "ppso-essentials"),
        ("p3o-practitioner", "p3o-foundation"),
        ("essentials-for-pmo-managers", "p3o-practitioner"),
        ("essentials-for-pmo-managers", "essentials-for-pmo-analysts"),
        ("essentials-for-pmo-managers", "prince2-practitioner"),
        ("essentials-for-pmo-directors", "essentials-for-pmo-managers"),
        ("pmi-pmocp", "pmp"),
    ]


def test_only_the_seven_and_the_two_successors_are_proposed() -> None:
    assert list(Certification.objects.enabled().values_list("order", flat=True)) == [*range(1, 10)]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("ISEB PPSO", "ppso-essentials"),
        ("P3O", "p3o-foundation"),
        ("IPMO-F", "ipmo-foundation"),
        ("IPMO-E", "ipmo-expert"),
        ("Essentials for Project Administrators", "essentials-for-pmo-administrators"),
    ],
)
def test_other_names(name: str, key: str) -> None:
    assert CertificationAlias.objects.filter(name=name, certification__key=key).exists()


def test_every_certification_has_a_source_and_every_source_its_day() -> None:
    assert not Certification.objects.filter(sources=None).exists()
    assert set(Source.objects.values_list("verified_on", flat=True)) == {date(2026, 11, 23)}
    assert not AwardingBody.objects.filter(source="").exists()


def test_every_level_says_why() -> None:
    assert not Certification.objects.filter(level__isnull=False, level_reason="").exists()
