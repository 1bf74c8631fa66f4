"""A budget for a quarter: who is paid for, who is deferred, and what is asked of whom."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from careers.profiles.models import Profile, User
from careers.teams.quarters import quarter_of
from careers.teams.queries import BudgetAsked, BudgetPage, budget_page
from tests.factories import make_user
from tests.roadmaps.people import hold
from tests.teams.builders import make_reports
from tests.teams.planning import plan_for_all, plan_step

pytestmark = pytest.mark.usefixtures("catalogue")
TODAY = date(2027, 3, 14)
Q2 = quarter_of(date(2027, 4, 1))
URL = "/team/money/budget/"


@pytest.fixture
def manager(db: None) -> User:
    return make_user("Mona Manager")


def report(manager: User, name: str) -> Profile:
    return make_user(name, manager=manager).profile


def day(number: int) -> date:
    return date(2027, 4, 1) + timedelta(days=number)


def page_of(user: User, budget: int, currency: str = "GBP") -> BudgetPage:
    asked = BudgetAsked(quarter=Q2, budget=budget, currency=currency)
    return budget_page(user, asked, today=TODAY)


def names(lines: tuple[object, ...]) -> list[str]:
    return [getattr(line, "name") for line in lines]  # noqa: B009 - of a test


def test_who_is_deferred_and_why(manager: User) -> None:
    for number, (name, cost) in enumerate({"Ann": 90_000, "Ben": 80_000, "Cat": 45_000}.items()):
        plan_step(report(manager, name), "p3o-foundation", day(number), cost, is_agreed=True)

    page = page_of(manager, 150_000)
    assert (page.budget, page.spent, page.left) == ("£1,500.00", "£1,350.00", "£150.00")
    assert names(page.paid) == ["Ann", "Cat"]
    assert [(line.name, line.cost, line.place, line.reason) for line in page.deferred] == [
        (
            "Ben",
            "£800.00",
            "First exam of the quarter",
            "1 exam before it takes £900.00 of the £1,500.00, so £600.00 is left. £200.00 more "
            "pays for this, and for everything before.",
        )
    ]
    assert page_of(manager, 100).deferred[0].reason == (
        "It costs more than the £1.00. £899.00 more pays for this, and for everything before."
    )


def test_booked_exams_come_first_agreed_or_not(manager: User) -> None:
    ann, ben = report(manager, "Ann"), report(manager, "Ben")
    plan_step(ann, "p3o-foundation", day(1), 90_000, is_agreed=True)
    plan_step(ben, "p3o-foundation", day(80), 80_000, exam_on=day(80))

    page = page_of(manager, 100_000)
    assert [(line.name, line.place, line.is_agreed) for line in page.paid] == [
        ("Ben", "Booked", False)
    ]
    assert (page.booked, page.over) == ("£800.00", "")
    beyond = page_of(manager, 50_000)
    assert (beyond.over, beyond.left) == ("£300.00", "")
    assert beyond.deferred[0].reason == (
        "What is booked already takes more than the £500.00. £1,200.00 more pays for this, and "
        "for everything before."
    )


def test_a_renewal_that_cannot_wait_comes_first(manager: User) -> None:
    ann, ben, cat = (report(manager, name) for name in ("Ann", "Ben", "Cat"))
    plan_step(ann, "ipmo-foundation", day(1), 50_000, is_agreed=True)
    for profile, until in ((ben, date(2027, 9, 30)), (cat, date(2027, 10, 1))):
        hold(profile, "p3o-foundation", expires_on=until)
        plan_step(profile, "p3o-practitioner", day(9), 50_000, is_agreed=True)

    page = page_of(manager, 150_000)
    assert [(line.name, line.place) for line in page.paid] == [
        ("Ben", "Renewal that cannot wait: 30 September 2027"),
        ("Ann", "First exam of the quarter"),
        ("Cat", "First exam of the quarter"),
    ]


def test_what_is_needed_first_is_said(manager: User) -> None:
    ann, ben = report(manager, "Ann"), report(manager, "Ben")
    hold(ben, "p3o-foundation")
    plan_step(ann, "p3o-foundation", day(1), 90_000, is_agreed=True)
    for profile in (ann, ben):
        plan_step(profile, "p3o-practitioner", day(30), 10_000, is_agreed=True)

    page = page_of(manager, 50_000)
    assert names(page.paid) == ["Ben"]
    assert [line.reason for line in page.deferred] == [
        "It costs more than the £500.00. £400.00 more pays for this, and for everything before.",
        "It needs PRINCE2 Project, Programme, Portfolio Office Management Foundation first, which "
        "is deferred. £600.00 more pays for both, and for everything before.",
    ]


def test_what_cannot_be_decided_is_listed_beside(manager: User) -> None:
    ann = report(manager, "Ann")
    plan_step(ann, "p3o-foundation", day(1), None, is_agreed=True)
    plan_step(ann, "ipmo-foundation", day(1), 20_000, "EUR", is_agreed=True)
    plan_step(ann, "ppso-essentials", day(1), 30_000)
    plan_step(ann, "ipmo-practitioner", day(1), 10_000, is_agreed=True, cost_minor=90_000)
    plan_step(ann, "p3o-practitioner", date(2027, 7, 1), 10_000, is_agreed=True)
    plan_step(report(ann.user, "Ben"), "p3o-foundation", TODAY, 10_000, is_agreed=True)

    page = page_of(manager, 100_000)
    assert (page.paid, page.deferred) == ((), ())
    assert [(line.certification, line.cost) for line in page.unpriced] == [
        ("PRINCE2 Project, Programme, Portfolio Office Management Foundation", "")
    ]
    assert [(line.certification, line.cost) for line in page.elsewhere] == [
        ("IPMO-Foundation", "€200.00")
    ]
    assert (page.not_agreed.steps, page.not_agreed.texts) == (2, ("£1,200.00",))
    assert names(page_of(manager, 20_000, "EUR").paid) == ["Ann"]


def test_only_the_own_line_is_looked_at(manager: User) -> None:
    stranger = make_user("Sam Stranger").profile
    plan_step(stranger, "p3o-foundation", day(1), 100, is_agreed=True)
    assert page_of(manager, 100).paid == ()
    assert page_of(stranger.user, 100).paid == ()


def test_the_form_and_its_answer(manager: User, client: Client, settings: Settings) -> None:
    today = timezone.localdate()
    plan_step(report(manager, "Ann"), "p3o-foundation", today, 45_000, is_agreed=True)
    client.force_login(manager)

    empty = client.get(URL)
    assert empty.status_code == 200
    assert 'value="GBP"' in empty.content.decode()
    assert "Paid for" not in empty.content.decode()
    settings.CURRENCY = "CHF"
    assert 'value="CHF"' in client.get(URL).content.decode()

    asked = {"quarter": quarter_of(today).code, "budget": "450.00", "currency": "gbp"}
    text = client.get(URL, asked).content.decode()
    assert f"{quarter_of(today)} with £450.00" in text
    assert "Everything whose price is known in this currency fits." in text
    text = client.get(URL, {**asked, "budget": "449.99"}).content.decode()
    assert "£0.01 more pays for this, and for everything before." in text
    text = client.get(URL, {**asked, "currency": "EUR"}).content.decode()
    assert "Nothing to decide" in text
    assert "Priced in another currency (1)" in text


GOOD = {"quarter": "2027-Q2", "budget": "100", "currency": "GBP"}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"budget": ""}, "Write how much money there is."),
        ({"budget": "-1"}, "An amount cannot be below zero."),
        ({"budget": "lots"}, "Write the amount in digits, for example 450 or 450.50."),
        ({"budget": "NaN"}, "Write the amount in digits, for example 450 or 450.50."),
        ({"budget": "9" * 400}, "Write an amount of at most 10000000."),
        ({"budget": "1e400"}, "Write an amount of at most 10000000."),
        ({"budget": "0.001"}, "Write at most two digits after the point."),
        ({"budget": "1.5", "currency": "JPY"}, "This currency has no smaller unit"),
        ({"currency": ""}, "Write the three letters, for example GBP."),
        ({"currency": "pounds"}, "Write the three letters, for example GBP."),
        ({"currency": "12£"}, "Use the three capital letters, e.g. GBP."),
        ({"quarter": "next"}, "Choose a quarter, for example Q2 2027."),
        ({"quarter": ""}, "This field is required."),
    ],
)
def test_a_wrong_question_is_answered_with_its_words(
    manager: User, client: Client, change: dict[str, str], words: str
) -> None:
    report(manager, "Ann")
    client.force_login(manager)

    asked = GOOD | change
    response = client.get(URL, asked)
    text = response.content.decode()
    assert response.status_code == 422
    assert "There is a problem" in text
    assert words in text
    assert "Paid for" not in text
    if asked["budget"].isalnum():
        assert f'value="{asked["budget"]}"' in text  # nothing that was written is lost


def test_who_leads_nobody_reads_why(signed_in: Client) -> None:
    assert "Nobody reports to you" in signed_in.get(URL).content.decode()


@pytest.mark.parametrize("people", [1, 30, 1_000])
def test_the_page_costs_the_same_for_any_number(
    manager: User, client: Client, people: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    today = timezone.localdate()
    plan_for_all(make_reports(manager, people), "p3o-foundation", today, 45_000)
    client.force_login(manager)
    asked = {"quarter": quarter_of(today).code, "budget": "900", "currency": "GBP"}
    client.get(URL, asked)

    with django_assert_num_queries(6):
        response = client.get(URL, asked)
    text = response.content.decode()
    assert f"Paid for ({min(people, 2)})" in text
    assert (f"Deferred ({people - 2})" in text) is (people > 2)
