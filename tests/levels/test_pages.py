"""The page about the four levels."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains

from careers.levels import queries
from careers.levels.models import Instrument

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("catalogue")
def test_each_level_says_what_it_takes(signed_in: Client) -> None:
    response = signed_in.get("/levels/")
    for text in (
        "Supports portfolios, programs, and projects",
        "6 of the 8 competencies in “Delivery support” and “Control and insight”",
        "8 of all 12 competencies",
        "and none more than one level below it:",
        "Nothing is asked: everybody starts here.",
        "Two of three are enough, so a PMO of one person can reach the level.",
        "each of 12 competencies: <q>Which statement describes what you do at work now?</q>",
        "2 out of every 3",
        "Version 1 of the questions and the rule, published on 23 November 2026.",
    ):
        assertContains(response, text)
    assertContains(response, "Our reading.", count=1)


@pytest.mark.usefixtures("catalogue")
def test_the_page_as_values() -> None:
    page = queries.ladder_page()
    asked = [(one.level.number, one.needed, one.in_scope, one.keys) for one in page.levels]
    assert asked == [
        (1, 0, 0, ()),
        (
            2,
            6,
            8,
            (
                "Planning, schedules and dependencies",
                "Risks, issues and changes",
                "Reporting and insight",
            ),
        ),
        (
            3,
            8,
            12,
            (
                "Governance and decision support",
                "PMO services: design and improvement",
                "Leading people and building capability",
            ),
        ),
        (
            4,
            8,
            12,
            (
                "PMO services: design and improvement",
                "Leading people and building capability",
                "Portfolio and strategy",
            ),
        ),
    ]


def test_before_anything_is_loaded(signed_in: Client) -> None:
    assertContains(signed_in.get("/levels/"), "No levels yet")


@pytest.mark.usefixtures("catalogue")
def test_before_a_version_is_published(signed_in: Client) -> None:
    Instrument.objects.update(published_at=None)
    response = signed_in.get("/levels/")
    assertContains(response, "No rule has been published yet.", count=3)
    assertContains(response, "No version of the questions has been published yet.")


@pytest.mark.usefixtures("catalogue")
def test_few_queries(
    signed_in: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(8):
        signed_in.get("/levels/")


def test_strangers_sign_in_first_and_nobody_writes(client: Client, signed_in: Client) -> None:
    assert signed_in.post("/levels/").status_code == 405
    client.logout()
    assert client.get("/levels/").status_code == 302
