"""The list of certifications and the page of one."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains, assertNotContains

from careers.certifications import queries
from careers.certifications.models import AwardingBody, Certification, Prerequisite
from careers.levels.models import Level

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]


def names(**filters: str | int) -> tuple[dict[int, list[str]], list[str]]:
    page = queries.index_page(**filters)  # type: ignore[arg-type]
    groups = {group.level.number: [card.name for card in group.cards] for group in page.groups}
    return groups, [card.name for card in page.others]


def test_list_by_level_with_the_rest_apart() -> None:
    assert names() == (
        {
            1: ["PPSO Essentials", "Essentials for PMO Administrators"],
            2: ["P3O Foundation", "IPMO-Foundation"],
            3: [
                "PPSO Advanced Practitioner",
                "P3O Practitioner",
                "IPMO-Practitioner",
                "Essentials for PMO Managers",
            ],
            4: ["IPMO-Expert"],
        },
        [
            "Essentials for PMO Analysts",
            "Essentials for PMO Directors",
            "PMI-PMOCP",
            "CB-PMO",
            "PRINCE2 Practitioner",
            "PMP",
        ],
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ipmo-f", {2: ["IPMO-Foundation"]}),
        ("  ISEB   ppso ", {1: ["PPSO Essentials"], 3: ["PPSO Advanced Practitioner"]}),
        ("prince2 office practitioner", {3: ["P3O Practitioner"]}),
        ("nothing like it", {}),
    ],
)
def test_search_looks_at_all_names(text: str, found: dict[int, list[str]]) -> None:
    assert names(text=text) == (found, [])


def test_one_level_only() -> None:
    assert names(level=4) == ({4: ["IPMO-Expert"]}, ["Essentials for PMO Directors"])


def test_index_prints_status_and_what_is_not_known(signed_in: Client) -> None:
    response = signed_in.get("/certifications/", {"q": "ppso essentials"})
    assertContains(response, "1 of 15 certifications found.")
    assertContains(response, "Replaced: book Essentials for PMO Administrators.")
    assertContains(response, "(in the article: BCS)")
    assertContains(response, "not known")
    assertContains(response, 'value="ppso essentials"')


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"level": "5"}, "Choose one of the four levels."),
        ({"level": "two"}, "Choose one of the four levels."),
        ({"q": "x" * 101}, "Search for 100 characters or fewer."),
    ],
)
def test_a_filter_that_makes_no_sense_is_said(
    signed_in: Client, query: dict[str, str], sentence: str
) -> None:
    response = signed_in.get("/certifications/", query)
    assertContains(response, sentence, status_code=422)
    assertContains(response, "IPMO-Expert", status_code=422)


def test_nothing_found_and_nothing_loaded(signed_in: Client) -> None:
    assertContains(signed_in.get("/certifications/", {"q": "zzz"}), "No certification found")
    Certification.objects.update(status="available", successor=None)
    Prerequisite.objects.all().delete()
    Certification.objects.all().delete()
    response = signed_in.get("/certifications/")
    assertContains(response, "No certifications yet")
    assertNotContains(response, "No certification found")


def test_page_of_a_replaced_one(signed_in: Client) -> None:
    response = signed_in.get("/certifications/ppso-advanced/")
    for text in (
        "Replaced: book Essentials for PMO Managers.",
        "Read about Essentials for PMO Managers",
        "Three years of practical work",
        "120 minutes and 15 minutes of reading",
        "Our derivation",
        "23 November 2026",
        "(earlier: ISEB)",
    ):
        assertContains(response, text)
    assertNotContains(response, 'href="https://')


def test_page_of_a_retired_one(signed_in: Client) -> None:
    old = Certification.objects.get(key="p3o-foundation")
    old.status, old.status_since_on = Certification.Status.RETIRED, date(2027, 3, 2)
    old.successor = Certification.objects.get(key="ipmo-foundation")
    old.save()
    response = signed_in.get("/certifications/p3o-foundation/")
    for text in (
        "Retired since 2 March 2027: its successor is IPMO-Foundation.",
        "Read about IPMO-Foundation",
        "Who holds it keeps it: it counts wherever it is asked for.",
        "Recorded, but not proposed in roadmaps.",
    ):
        assertContains(response, text)
    groups, others = names()
    assert "P3O Foundation" in others
    assert "P3O Foundation" not in groups[2]


def test_page_of_a_successor_names_its_predecessor_and_any_of(signed_in: Client) -> None:
    response = signed_in.get("/certifications/essentials-for-pmo-managers/")
    assertContains(response, "Required, any one of:")
    assertContains(response, 'href="/certifications/prince2-practitioner/"')
    assertContains(response, "or from experience.")
    assertContains(response, 'It takes the place of <a href="/certifications/ppso-advanced/">')


def test_page_of_one_that_is_only_recorded(signed_in: Client) -> None:
    response = signed_in.get("/certifications/cb-pmo/")
    assertContains(response, "Recorded, but not proposed in roadmaps.")
    assertContains(response, "30 hours of learning in three years, and a fee.")
    assertContains(response, "Not known: ask the provider.")


def test_details_as_values() -> None:
    page = queries.detail_page("ipmo-practitioner")
    assert page is not None
    assert [card.name for card in page.recommended_first] == ["IPMO-Foundation"]
    assert page.conditions == ()
    assert [(one.name, one.strength, one.up_to) for one in page.builds] == [
        ("Governance and decision support", "Mainly", 3),
        ("PMO services: design and improvement", "Mainly", 3),
        ("Leading people and building capability", "Mainly", 3),
        ("Assurance, quality and standards", "Partly", 3),
        ("Stakeholders and advice", "Partly", 3),
    ]
    assert [(line.topics, line.url, line.verified_on) for line in page.sources] == [
        ("Name", "https://www.aipmo.org/about-us-aipmo/", date(2026, 11, 23)),
        (
            "Status, Prerequisite, Exam, Content and audience",
            "https://www.aipmo.org/aipmo-practitioner-certification-ipmo-p/",
            date(2026, 11, 23),
        ),
        ("Course", "https://aipmo.org/ace-training-program/", date(2026, 11, 23)),
    ]


def test_an_unknown_key_is_not_found(signed_in: Client) -> None:
    assert signed_in.get("/certifications/no-such-thing/").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_only_reading(signed_in: Client, method: str) -> None:
    for url in ("/certifications/", "/certifications/pmp/"):
        assert getattr(signed_in, method)(url).status_code == 405


def test_strangers_sign_in_first(client: Client) -> None:
    for url in ("/certifications/", "/certifications/pmp/"):
        assert client.get(url).status_code == 302


def test_queries_do_not_grow_with_the_catalogue(
    signed_in: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    urls = ("/certifications/", "/certifications/essentials-for-pmo-managers/")
    body, level = AwardingBody.objects.get(key="bcs"), Level.objects.get(number=2)
    for round_ in range(2):
        for url in urls:
            with django_assert_max_num_queries(8):
                assert signed_in.get(url).status_code == 200
        if round_ == 0:
            Certification.objects.bulk_create(
                Certification(
                    key=f"more-{number}",
                    name=f"More {number}",
                    order=100 + number,
                    body_now=body,
                    body_then=body,
                    level=level,
                    level_basis="derived",
                )
                for number in range(30)
            )
