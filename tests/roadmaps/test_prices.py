"""What an exam costs, in words and as numbers, whatever the currency; and whose figure it is."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from pytest_django import Settings

from careers.certifications.models import Certification
from careers.profiles.models import User
from careers.roadmaps import actions, exports, queries, tables
from careers.roadmaps.page import RoadmapView
from tests.factories import NOW
from tests.roadmaps.people import assess, hold
from tests.roadmaps.prices import put_prices

pytestmark = pytest.mark.usefixtures("catalogue")
TODAY = NOW.date()


@pytest.fixture
def priced(user: User) -> User:
    assess(user, "P2")
    put_prices()
    return user


def page_of(user: User, *, is_own: bool = True) -> RoadmapView:
    page = queries.roadmap_of(user.profile, TODAY, is_own=is_own)
    assert page is not None
    return page


def quote(user: User, minor: int, currency: str) -> str:
    """Put in a price for the first step; its key."""
    key = page_of(user).steps[0].key
    figures: dict[str, Any] = {"cost_minor": minor, "currency": currency, "study_hours": None}
    actions.set_figures(profile=user.profile, key=key, now=NOW, **figures)
    return key


def test_a_quote_in_the_currency_of_the_plan(priced: User) -> None:
    quote(priced, 55_500, "GBP")
    assert page_of(priced).steps[0].cost == "£555.00 (your figure)"
    assert page_of(priced, is_own=False).steps[0].cost == "£555.00 (as quoted)"


def test_a_quote_in_another_currency_is_told(priced: User) -> None:
    quote(priced, 55_500, "EUR")
    step = page_of(priced).steps[0]
    assert step.cost == "€555.00, quoted; not in the totals, which are in GBP"
    assert (step.figures.cost_minor, step.figures.currency) == (55_500, "EUR")


def test_a_price_of_the_catalogue_in_another_currency_is_told(priced: User) -> None:
    book = page_of(priced).steps[0].book_key
    Certification.objects.filter(key=book).update(
        cost_minor=55_500, cost_currency="EUR", cost_on=date(2026, 11, 1)
    )
    assert page_of(priced).steps[0].cost == (
        "€555.00 (price of 1 November 2026); not in the totals, which are in GBP"
    )


def test_a_short_number_is_not_taken_for_the_beginning_of_a_long_one(
    priced: User, settings: Settings
) -> None:
    settings.CURRENCY = "JPY"
    Certification.objects.update(cost_minor=500, cost_currency="JPY", cost_on=TODAY)
    quote(priced, 50, "JPY")
    assert page_of(priced).steps[0].cost == "JPY 50 (your figure)"


def test_the_totals_tell_another_currency_from_not_known(priced: User) -> None:
    key = quote(priced, 55_500, "EUR")
    steps = page_of(priced).steps
    assert len(steps) > 1
    others = [step.book_key for step in steps if step.key != key]
    Certification.objects.filter(key__in=others).update(
        cost_minor=None, cost_currency="", cost_on=None
    )
    unknown = page_of(priced).totals.unknown
    count, total = len(others), len(steps)
    assert f"cost in another currency for 1 of {total} steps" in unknown
    assert f"cost not known for {count} of {total} steps" in unknown


def test_files_give_the_amount_with_its_own_currency(priced: User) -> None:
    quote(priced, 55_500, "EUR")
    export = queries.export_of(priced.profile, TODAY)
    assert export is not None
    data = json.loads(exports.json_of(export))
    assert (data["steps"][0]["cost_minor"], data["steps"][0]["currency"]) == (55_500, "EUR")
    totals, others = data["totals"], data["steps"][1:]
    assert totals["known_cost_minor"] == sum(one["cost_minor"] or 0 for one in others)
    assert totals["costs_in_another_currency"] == 1
    assert totals["unknown_costs"] == sum(one["cost_minor"] is None for one in others)
    assert b",555.00,EUR," in tables.csv_of(export)


def test_what_a_renewal_costs(user: User) -> None:
    assess(user, "P6")
    put_prices()
    hold(user.profile, "p3o-foundation", expires_on=TODAY + timedelta(days=30))
    (renewal,) = page_of(user).renewals
    assert renewal.can_be_renewed
    assert renewal.cost.startswith("£400.00 (price of")
    assert (renewal.cost_minor, renewal.currency) == (40_000, "GBP")
    Certification.objects.filter(suite__key="peoplecert-ppm").update(status="retired")
    (renewal,) = page_of(user).renewals
    assert not renewal.can_be_renewed
    assert (renewal.cost, renewal.cost_minor, renewal.currency) == ("", None, "")
