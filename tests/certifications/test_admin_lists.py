"""Searching and filtering the catalogue in the administration."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from careers.certifications.actions import propose_change, publish_change
from careers.certifications.models import AwardingBody, Certification, RenewalSuite
from careers.levels.models import Level
from tests.admin_lists import Case, filters_in, filters_of, rows
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]

TABLE = "certifications.certification"
NEVER, LONG_AGO = "pmp", "cb-pmo"  # when they were verified


def name(row: Any) -> str:
    return str(getattr(row, "key", row))


def key_of(model: Any, **fields: Any) -> Callable[[], int]:
    return lambda: model.objects.get(**fields).pk


def keys(**fields: Any) -> Callable[[], list[str]]:
    """The keys in the order of the catalogue."""
    return lambda: list(Certification.objects.filter(**fields).values_list("key", flat=True))


CASES: list[Case] = [
    (TABLE, {"q": "ISEB PPSO"}, ["ppso-essentials", "ppso-advanced"]),  # another name
    (TABLE, {"q": "p3o"}, ["p3o-foundation", "p3o-practitioner"]),
    (TABLE, {"q": "aipmo"}, ["ipmo-foundation", "ipmo-practitioner", "ipmo-expert"]),  # the body
    (TABLE, {"q": "ipmo-expert"}, ["ipmo-expert"]),
    (TABLE, {"status__exact": "replaced"}, ["ppso-essentials", "ppso-advanced"]),
    (
        TABLE,
        {"level__id__exact": key_of(Level, number=4)},
        ["ipmo-expert", "essentials-for-pmo-directors"],
    ),
    (
        TABLE,
        {"is_enabled__exact": "0"},
        [
            "essentials-for-pmo-analysts",
            "essentials-for-pmo-directors",
            "pmi-pmocp",
            "cb-pmo",
            "prince2-practitioner",
            "pmp",
        ],
    ),
    (TABLE, {"level_basis__exact": "article"}, ["ppso-essentials", "ipmo-expert"]),
    (
        TABLE,
        {"is_in_article__exact": "1", "level__id__exact": key_of(Level, number=2)},
        ["p3o-foundation", "ipmo-foundation"],
    ),
    (
        TABLE,
        {"body_now__id__exact": key_of(AwardingBody, key="pmi")},
        ["pmi-pmocp", "pmp"],
    ),
    (
        TABLE,
        {"suite__id__exact": key_of(RenewalSuite, key="peoplecert-ppm")},
        ["p3o-foundation", "p3o-practitioner", "prince2-practitioner"],
    ),
    (TABLE, {"verified": "old"}, [LONG_AGO, NEVER]),
    ("certifications.awardingbody", {"q": "iseb"}, ["bcs"]),  # its earlier name
    ("certifications.awardingbody", {"q": "institute for IT"}, ["bcs"]),
    ("certifications.awardingbody", {"verified": "old"}, ["bcs"]),
    ("certifications.renewalsuite", {"q": "renews them all"}, ["peoplecert-ppm"]),
    ("certifications.renewalsuite", {"q": "nothing like it"}, []),
    ("certifications.cataloguechange", {"q": "dearer"}, ["Dearer"]),
    ("certifications.cataloguechange", {"state": "open"}, ["Dearer"]),
    ("certifications.cataloguechange", {"state": "published"}, ["Cheaper"]),
]


@pytest.fixture(autouse=True)
def what_is_verified(catalogue: None) -> None:
    for model in (Certification, AwardingBody):
        model._default_manager.update(verified_on=timezone.localdate())
    Certification.objects.filter(key=NEVER).update(verified_on=None)
    Certification.objects.filter(key=LONG_AGO).update(verified_on=date(2020, 1, 1))
    AwardingBody.objects.filter(key="bcs").update(verified_on=date(2020, 1, 1))


@pytest.fixture(autouse=True)
def what_has_changed() -> None:
    said: dict[str, Any] = {"why": "", "user": None, "now": NOW, "documents": {}, "bases": {}}
    propose_change(title="Dearer", **said)
    publish_change(change=propose_change(title="Cheaper", **said), user=None, now=NOW)


@pytest.mark.parametrize(("table", "query", "found"), CASES)
def test_lists(office: Client, table: str, query: dict[str, Any], found: list[str]) -> None:
    assert rows(office, table, query, name) == found


def test_what_was_verified_this_year_is_the_rest(office: Client) -> None:
    everything = rows(office, TABLE, {}, name)
    assert everything == keys()()
    fresh = rows(office, TABLE, {"verified": "fresh"}, name)
    assert fresh == [key for key in everything if key not in {NEVER, LONG_AGO}]


def test_every_filter_is_tried() -> None:
    assert filters_in(CASES) == filters_of("certifications")


def test_what_cannot_be_booked_itself_is_not_shown_as_proposed(office: Client) -> None:
    """Of what is switched on: one that is replaced or retired, or has no level."""
    rows = Certification.objects
    rows.filter(key="ipmo-expert").update(status="retired")
    rows.filter(key="p3o-foundation").update(level=None, level_basis="", level_reason="")
    address = "/admin/certifications/certification/"
    place = office.get(address).context["cl"].list_display.index("is_proposed")
    listed = office.get(address, {"o": f"-{place}"}).context["cl"]
    shown = {row.key: listed.model_admin.is_proposed(row) for row in listed.result_list}
    off = {row.key for row in rows.filter(is_enabled=True) if not shown[row.key]}
    assert off == {"ipmo-expert", "p3o-foundation", "ppso-essentials", "ppso-advanced"}
    assert not any(shown[row.key] for row in rows.filter(is_enabled=False))
    assert list(shown.values()) == sorted(shown.values(), reverse=True)  # sorted by the column
    assert any(shown.values())
