"""The page on which a manager lets somebody stand in."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from careers.profiles.models import Delegation, User
from tests.assessments.test_submitting import AT_ONCE, a_database_for_threads, in_threads
from tests.factories import make_user
from tests.profiles.delegations import stand_in
from tests.roadmaps.reading import words_of
from tests.roadmaps.test_at_once import sender

pytestmark = pytest.mark.django_db
ABSENCE = "/profile/absence/"


@pytest.fixture
def vera() -> User:
    return make_user("Vera Vice", email="vera@example.org")


@pytest.fixture
def mona(client: Client) -> User:
    """A manager, signed in."""
    mona = make_user("Mona Manager")
    make_user("Report", manager=mona)
    client.force_login(mona)
    return mona


def in_days(number: int) -> date:
    return timezone.localdate() + timedelta(days=number)


def sent(email: str = "vera@example.org", first: int = 0, last: int = 3) -> dict[str, str]:
    days = {"first_on": in_days(first).isoformat(), "last_on": in_days(last).isoformat()}
    return {"email": email, **days}


def printed(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def test_it_says_what_whoever_stands_in_can_do(client: Client, mona: User) -> None:
    text = words_of(client.get(ABSENCE))
    assert "They see everybody below you, at any depth" in text
    assert "All of it is recorded under their own name." in text
    assert "Who can see this: you, and whoever stands in for you." in text


def test_nobody_is_offered_to_choose_from(client: Client, mona: User, vera: User) -> None:
    page = client.get(ABSENCE).content.decode()
    assert "Vera" not in page
    assert "vera@" not in page
    assert "<select" not in page


def test_an_absence_is_recorded_shown_and_ended(client: Client, mona: User, vera: User) -> None:
    response = client.post(ABSENCE, sent("VERA@example.org"))
    assert (response.status_code, response["Location"]) == (302, ABSENCE)
    made = Delegation.objects.get()
    assert (made.absent, made.delegate) == (mona.profile, vera.profile)
    text = words_of(client.get(ABSENCE))
    days = f"From {printed(in_days(0))} to {printed(in_days(3))}"
    assert f"Who stands in Vera Vice {days} Stands in now End it now : Vera Vice" in text
    assert "Vera Vice stands in for you on these days." in text
    ended = client.post(f"{ABSENCE}{made.pk}/end/")
    assert (ended.status_code, ended["Location"]) == (302, ABSENCE)
    text = words_of(client.get(ABSENCE))
    assert "Vera Vice no longer stands in for you." in text
    assert "Who stands in Vera" not in text
    assert client.post(f"{ABSENCE}{made.pk}/end/").status_code == 302


def test_one_that_comes_later_can_be_removed(client: Client, mona: User, vera: User) -> None:
    client.post(ABSENCE, sent(first=2))
    assert "Not yet Remove it : Vera Vice" in words_of(client.get(ABSENCE))
    client.post(f"{ABSENCE}{Delegation.objects.get().pk}/end/")
    assert not Delegation.objects.exists()


def test_it_says_when_nobody_stands_in_after_all(client: Client, mona: User, vera: User) -> None:
    stand_in(mona, vera)
    User.objects.filter(pk=vera.pk).update(is_active=False)
    assert "Account switched off: nobody stands in" in words_of(client.get(ABSENCE))


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"email": ""}, "email", "Enter the address of whoever stands in."),
        ({"email": "vera"}, "email", "Enter a whole e-mail address, like name@example.org."),
        ({"email": "nobody@example.org"}, "email", "Nobody with this address can stand in."),
        ({"email": "gone@example.org"}, "email", "Nobody with this address can stand in."),
        ({"email": "mona@example.org"}, "email", "Nobody stands in for themselves."),
        ({"first_on": ""}, "first_on", "Enter the first day."),
        ({"first_on": "31/31/2027"}, "first_on", "Enter it as day, month and year."),
        ({"first_on": "2001-01-01"}, "first_on", "The first day cannot be in the past."),
        ({"first_on": "9999-12-31"}, "first_on", "The first day can be at most a year from today."),
        ({"last_on": ""}, "last_on", "Enter the last day."),
        ({"last_on": "2001-01-01"}, "last_on", "The last day cannot be before the first."),
        ({"last_on": "9999-12-31"}, "last_on", "Somebody can stand in for at most a year."),
    ],
)
def test_what_does_not_fit_is_said_beside_the_field(
    client: Client, mona: User, vera: User, fields: dict[str, str], field: str, words: str
) -> None:
    User.objects.filter(pk=mona.pk).update(email="mona@example.org")
    make_user("Gone", email="gone@example.org", is_active=False)
    data = sent() | fields
    response = client.post(ABSENCE, data)
    assert response.status_code == 422
    assert response.context["form"].errors == {field: [words]}
    assert words_of(response).count(words) == 2  # above and beside
    for value in data.values():
        assert f'value="{value}"' in response.content.decode() or not value
    assert not Delegation.objects.exists()


@pytest.mark.parametrize("email", ["ve\x00ra@example.org", f"{'v' * 400}@example.org"])
def test_what_no_address_can_be(client: Client, mona: User, email: str) -> None:
    assert client.post(ABSENCE, sent(email)).status_code in {400, 422}
    assert not Delegation.objects.exists()


def test_days_that_are_taken(client: Client, mona: User, vera: User) -> None:
    stand_in(mona, vera)
    make_user("Otto", email="otto@example.org")
    response = client.post(ABSENCE, sent("otto@example.org"))
    assert response.status_code == 422
    assert "Somebody stands in for you on some of these days already." in words_of(response)
    assert Delegation.objects.count() == 1


def test_who_leads_nobody_is_told_so_and_records_nothing(
    signed_in: Client, user: User, vera: User
) -> None:
    stand_in(make_user("Other"), user)
    assert "Nobody reports to you, so nobody needs to stand in." in words_of(signed_in.get(ABSENCE))
    assert signed_in.post(ABSENCE, sent()).status_code == 200
    assert Delegation.objects.count() == 1


def test_nobody_ends_what_another_gave(client: Client, mona: User, vera: User) -> None:
    others = stand_in(vera, mona)
    for method in ("get", "post"):
        assert getattr(client, method)(f"{ABSENCE}{others.pk}/end/").status_code == 404
        assert getattr(client, method)(f"{ABSENCE}99999999/end/").status_code == 404
    assert Delegation.objects.values_list("ends_at", flat=True)[0] == others.ends_at


def test_coming_back_from_the_sign_in_ends_nothing(client: Client, mona: User, vera: User) -> None:
    given = stand_in(mona, vera)
    assert client.get(f"{ABSENCE}{given.pk}/end/")["Location"] == ABSENCE
    assert Delegation.objects.get().ends_at == given.ends_at


@pytest.mark.parametrize("absences", [1, 30])
def test_it_costs_four_queries(
    client: Client, mona: User, vera: User, absences: int, django_assert_num_queries: Any
) -> None:
    for number in range(absences):
        stand_in(mona, vera, first=number, last=number)
    with django_assert_num_queries(4):  # session, account, who reports, absences
        client.get(ABSENCE)


@pytest.mark.django_db(transaction=True)
def test_sent_twenty_times_at_once_it_is_one(mona: User, vera: User, tmp_path: Path) -> None:
    send = sender(mona, ABSENCE, **sent())
    with a_database_for_threads(tmp_path):
        answers = in_threads(AT_ONCE, send)
        found = in_threads(1, Delegation.objects.count)
    assert (set(answers), found) == ({302}, [1])
