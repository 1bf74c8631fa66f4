"""What a line costs by quarter and person: which steps, at which price, for whom."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from careers.certifications.models import Certification
from careers.domain.planner import Money
from careers.profiles.models import Profile, User
from careers.teams.amounts import amounts_of, unknown_text
from careers.teams.quarters import Quarter, quarter_named, quarter_of, quarters_ahead
from careers.teams.queries import MoneyFilters, MoneyPage, money_page
from tests.factories import make_user
from tests.roadmaps.people import hold
from tests.teams.builders import make_reports
from tests.teams.planning import plan_for_all, plan_step

pytestmark = pytest.mark.usefixtures("catalogue")
TODAY = date(2027, 3, 14)
Q1, Q2 = quarter_of(TODAY), quarter_of(date(2027, 4, 1))
URL = "/team/money/"


@pytest.fixture
def manager(db: None) -> User:
    return make_user("Mona Manager")


@pytest.fixture
def ann(manager: User) -> Profile:
    return make_user("Ann Analyst", manager=manager, job_title="Analyst").profile


def page_of(user: User, start: Quarter = Q1, **filters: str | bool) -> MoneyPage:
    asked = MoneyFilters(start=start, **filters)  # type: ignore[arg-type]
    return money_page(user, asked, None, today=TODAY)


def cells(page: MoneyPage) -> dict[str, list[tuple[str, ...]]]:
    return {row.name: [cell.amounts.texts for cell in row.cells] for row in page.rows}


def test_costs_stand_in_the_quarter_of_the_exam(manager: User, ann: Profile) -> None:
    ben = make_user("Ben Below", manager=ann.user).profile
    plan_step(ann, "p3o-foundation", date(2027, 3, 31), 45_000)
    plan_step(ann, "p3o-practitioner", date(2027, 4, 1), 60_000)
    plan_step(ben, "ipmo-foundation", date(2027, 4, 30), 30_000, exam_on=date(2027, 12, 31))
    plan_step(ben, "ipmo-practitioner", date(2028, 1, 1), 90_000)

    page = page_of(manager)
    assert [str(one) for one in page.quarters] == ["Q1 2027", "Q2 2027", "Q3 2027", "Q4 2027"]
    assert cells(page) == {
        "Ann Analyst": [("£450.00",), ("£600.00",), (), ()],
        "Ben Below": [(), (), (), ("£300.00",)],
    }
    assert [cell.amounts.texts for cell in page.cells] == [
        ("£450.00",),
        ("£600.00",),
        (),
        ("£300.00",),
    ]
    assert page.total.amounts.texts == ("£1,350.00",)
    assert [row.total.amounts.texts for row in page.rows] == [("£1,050.00",), ("£300.00",)]
    assert page.outside == 1


def test_currencies_are_not_added_and_unknown_prices_are_counted(
    manager: User, ann: Profile
) -> None:
    plan_step(ann, "p3o-foundation", TODAY, 45_000)
    plan_step(ann, "p3o-practitioner", TODAY, 20_000, "EUR")
    plan_step(ann, "ipmo-foundation", TODAY, None)

    total = page_of(manager).total.amounts
    assert total.known == (
        Money(minor=20_000, currency="EUR"),
        Money(minor=45_000, currency="GBP"),
    )
    assert total.texts == ("€200.00", "£450.00")
    assert total.unknown_text == "1 of 3 steps has no known price"
    assert [chart.currency for chart in page_of(manager).charts] == ["EUR", "GBP"]


def test_words_about_prices_that_are_not_known() -> None:
    assert unknown_text(1, 1) == "price not known"
    assert unknown_text(3, 7) == "3 of 7 steps have no known price"
    assert amounts_of([]).unknown_text == ""
    assert amounts_of([None, Money(minor=5, currency="GBP")]).minor("EUR") == 0


def test_a_price_is_the_own_quote_or_what_the_catalogue_says_of_what_is_booked(
    manager: User, ann: Profile
) -> None:
    prices = {"p3o-foundation": 40_000, "essentials-for-pmo-administrators": 70_000}
    for key, cost in prices.items():
        Certification.objects.filter(key=key).update(
            cost_minor=cost, cost_currency="GBP", cost_on=TODAY
        )
    plan_step(ann, "p3o-foundation", TODAY, 45_000)
    plan_step(ann, "ppso-essentials", date(2027, 4, 1))  # replaced: its successor is booked
    ben = make_user("Ben Below", manager=ann.user).profile
    plan_step(ben, "p3o-foundation", TODAY)

    assert cells(page_of(manager)) == {
        "Ann Analyst": [("£450.00",), ("£700.00",), (), ()],
        "Ben Below": [("£400.00",), (), (), ()],
    }


def test_what_is_held_dropped_or_not_accepted_costs_nothing(manager: User, ann: Profile) -> None:
    plan_step(ann, "p3o-foundation", TODAY, 45_000)
    hold(ann, "p3o-foundation")
    plan_step(ann, "ppso-essentials", TODAY, 45_000)
    hold(ann, "essentials-for-pmo-administrators")
    plan_step(ann, "ipmo-foundation", TODAY, 45_000, status="dropped", reason="Not now")
    plan_step(
        ann, "ipmo-expert", TODAY, 45_000, place=None, starts_on=None, ends_on=None, is_pinned=True
    )

    assert page_of(manager).rows == ()


def test_an_overdue_step_is_still_to_be_paid(manager: User, ann: Profile) -> None:
    plan_step(ann, "p3o-foundation", date(2026, 12, 1), 45_000)
    plan_step(ann, "ipmo-foundation", date(2027, 3, 13), 10_000)

    page = page_of(manager)
    assert cells(page) == {"Ann Analyst": [("£550.00",), (), (), ()]}
    assert page.overdue == 2
    later = page_of(manager, Q2)
    assert (later.rows, later.overdue, later.outside) == ((), 0, 2)


def test_agreed_and_not_agreed_are_told_apart(manager: User, ann: Profile) -> None:
    plan_step(ann, "p3o-foundation", TODAY, 45_000, is_agreed=True)
    plan_step(ann, "ipmo-foundation", TODAY, 10_000)
    plan_step(ann, "ipmo-practitioner", TODAY, 30_000, is_agreed=True, cost_minor=35_000)
    plan_step(ann, "p3o-practitioner", Q2.ends_on, 5_000, is_agreed=True)
    plan_step(ann, "ipmo-expert", Q2.later(1).ends_on, None)

    page = page_of(manager)
    # What was changed since it was agreed is to be agreed again.
    assert [cell.not_agreed for cell in page.cells] == [("£450.00",), (), (), ()]
    assert [cell.is_open for cell in page.cells] == [True, False, True, False]
    bars = [(bar.label, bar.agreed, bar.open, bar.text) for bar in page.charts[0].bars]
    assert bars == [
        ("Q1 2027", 45_000, 45_000, "£900.00"),
        ("Q2 2027", 5_000, 0, "£50.00"),
        ("Q3 2027", 0, 0, "£0.00"),
        ("Q4 2027", 0, 0, "£0.00"),
    ]
    assert page.charts[0].total == "£950.00"


def test_filters_narrow_whose_costs(manager: User, ann: Profile) -> None:
    ben = make_user("Ben Below", manager=ann.user, job_title="Planner").profile
    for profile in (ann, ben):
        plan_step(profile, "p3o-foundation", TODAY, 45_000)
    other = make_user("Sam Stranger").profile
    plan_step(other, "p3o-foundation", TODAY, 45_000)
    gone = make_user("Gone", manager=manager, is_active=False).profile
    plan_step(gone, "p3o-foundation", TODAY, 45_000)

    assert list(cells(page_of(manager))) == ["Ann Analyst", "Ben Below"]
    assert list(cells(page_of(manager, is_direct_only=True))) == ["Ann Analyst"]
    assert list(cells(page_of(manager, text="planN"))) == ["Ben Below"]
    assert list(cells(page_of(manager, text="%"))) == []
    assert list(cells(page_of(other.user))) == []


def test_the_page_shows_a_table_and_a_chart(manager: User, ann: Profile, client: Client) -> None:
    today = timezone.localdate()
    plan_step(ann, "p3o-foundation", today, 45_000, is_agreed=True)
    plan_step(ann, "ipmo-foundation", today, None)
    client.force_login(manager)

    response = client.get(URL)
    text = response.content.decode()
    assert response.status_code == 200
    assert "1 of 2 steps has no known price. The totals leave them out." in " ".join(text.split())
    assert f'<th scope="row"><a href="/team/people/{ann.pk}/">Ann Analyst</a></th>' in text
    assert f'<desc id="costs-GBP-text">{quarter_of(today)}: £450.00.' in text
    assert text.count('<rect class="bar-fill"') == 1
    assert text.count('<rect class="bar-fill-soft"') == 0
    assert 'style="' not in text


def test_empty_pages_say_why(manager: User, ann: Profile, client: Client) -> None:
    client.force_login(ann.user)
    assert "Nobody reports to you" in client.get(URL).content.decode()
    client.force_login(manager)
    text = client.get(URL).content.decode()
    assert "Nothing to pay for in these quarters" in text
    assert "Costs appear here once somebody in your line accepts a plan." in text
    plan_step(ann, "p3o-foundation", timezone.localdate(), 45_000)
    later = quarters_ahead(timezone.localdate())[2]
    text = client.get(URL, {"start": later.code}).content.decode()
    assert "What these people plan lies in other quarters." in text


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"start": "2027-Q5"}, "Choose a quarter, for example Q2 2027."),
        ({"start": "2027-Q1 "}, "Choose a quarter, for example Q2 2027."),
        ({"start": "2099-Q4"}, None),
        ({"show": "strangers"}, "Select a valid choice."),
        ({"q": "x" * 81}, "Ensure this value has at most 80 characters"),
        ({"page": "9" * 40}, None),
        ({"page": "x"}, None),
    ],
)
def test_what_makes_no_sense_is_said(
    manager: User, ann: Profile, client: Client, asked: dict[str, str], words: str | None
) -> None:
    plan_step(ann, "p3o-foundation", timezone.localdate(), 45_000)
    client.force_login(manager)

    response = client.get(URL, asked)
    text = response.content.decode()
    assert response.status_code == (422 if words else 200)
    assert (words or "") in text
    assert ("There is a problem" in text) is bool(words)
    assert ("Ann Analyst" in text) is (asked != {"start": "2099-Q4"})


def test_quarters_are_named_and_read() -> None:
    assert (str(Q1), Q1.code, Q1.ends_on) == ("Q1 2027", "2027-Q1", date(2027, 3, 31))
    assert quarter_named("2027-Q1") == Q1
    assert Q1.later(3).ends_on == date(2027, 12, 31)
    assert [one.code for one in quarters_ahead(TODAY)][::7] == ["2027-Q1", "2028-Q4"]
    wrong = ("", "2027", "2027-Q0", "2027-Q5", "1999-Q1", "2027-Q11", "２０27-Q1", "2027-Q1\n")
    assert [quarter_named(code) for code in wrong] == [None] * len(wrong)


@pytest.mark.parametrize("people", [1, 30, 1_000])
def test_the_page_costs_the_same_for_any_number(
    manager: User, client: Client, people: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    plan_for_all(make_reports(manager, people), "p3o-foundation", timezone.localdate(), 45_000)
    client.force_login(manager)
    client.get(URL)

    with django_assert_num_queries(5):
        response = client.get(URL)
    text = response.content.decode()
    assert text.count('<th scope="row">') == min(people, 50) + 1
    assert f"£{people * 450:,}.00" in text
    if people > 50:
        assert "Page 1 of 20" in text
        assert "Report 0999" in client.get(f"{URL}?page=20").content.decode()
