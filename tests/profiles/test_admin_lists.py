"""Searching and filtering people in the administration."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.test import Client

from careers.profiles.models import Profile, User
from tests.admin_lists import Case, filters_in, filters_of, rows
from tests.factories import make_user
from tests.profiles.makers import make_certification, make_held

pytestmark = pytest.mark.django_db

USERS, PROFILES, ADDRESSES = "profiles.user", "profiles.profile", "account.emailaddress"
EVERYBODY = ["Bea Boss", "Femi Kovač", "Gone Person", "Olu Office", "Zoë Ngata"]


def name(row: Any) -> str:
    return row.email if isinstance(row, EmailAddress) else str(row)


def key_of(model: Any, **fields: Any) -> Callable[[], int]:
    return lambda: model.objects.get(**fields).pk


def held_by_zoe() -> int:
    make_certification("pmp")  # a filter with one choice would not be offered
    return make_held(User.objects.get(email="zoe@example.org"), "p3o").certification_id


def led_by_gone() -> str:
    gone = Profile.objects.get(user__email="gone@example.org")
    Profile.objects.filter(user__email="zoe@example.org").update(manager=gone)
    return "1"


CASES: list[Case] = [
    (USERS, {}, EVERYBODY),
    (USERS, {"q": "kovac"}, ["Femi Kovač"]),  # typed without the accent
    (USERS, {"q": "KOVAČ femi"}, ["Femi Kovač"]),
    (USERS, {"q": "zoe"}, ["Zoë Ngata"]),
    (USERS, {"q": "femi@example"}, ["Femi Kovač"]),
    (USERS, {"q": "planner"}, ["Zoë Ngata"]),  # the job title
    (USERS, {"q": "bea@example.org"}, ["Bea Boss", "Femi Kovač", "Zoë Ngata"]),  # with reports
    (USERS, {"q": "bea@example"}, ["Bea Boss"]),
    (USERS, {"q": "\u0301"}, []),  # an accent and no letter
    (USERS, {"is_active__exact": "0"}, ["Gone Person"]),
    (USERS, {"role": "any"}, ["Bea Boss", "Olu Office"]),
    (USERS, {"role": key_of(Group, name="Catalogue")}, ["Bea Boss"]),
    (USERS, {"signed_in": "never"}, ["Bea Boss", "Femi Kovač", "Gone Person", "Zoë Ngata"]),
    (USERS, {"signed_in": "yes"}, ["Olu Office"]),
    (USERS, {"has_manager": "yes"}, ["Femi Kovač", "Zoë Ngata"]),
    (USERS, {"has_manager": "no"}, ["Bea Boss", "Gone Person", "Olu Office"]),
    (USERS, {"has_manager": "alone"}, ["Gone Person", "Olu Office"]),
    (PROFILES, {}, EVERYBODY),
    (PROFILES, {"q": "kovac"}, ["Femi Kovač"]),
    (PROFILES, {"q": "planner"}, ["Zoë Ngata"]),
    (PROFILES, {"q": "bea@example.org"}, ["Bea Boss", "Femi Kovač", "Zoë Ngata"]),
    (PROFILES, {"user__is_active__exact": "0"}, ["Gone Person"]),
    (PROFILES, {"has_manager": "yes"}, ["Femi Kovač", "Zoë Ngata"]),
    (PROFILES, {"has_manager": "alone"}, ["Gone Person", "Olu Office"]),
    (PROFILES, {"has_manager": "off"}, []),
    (PROFILES, {"has_manager": "off", "user__is_active__exact": led_by_gone}, ["Zoë Ngata"]),
    (USERS, {"has_manager": "off", "is_active__exact": led_by_gone}, ["Zoë Ngata"]),
    (PROFILES, {"held__certification__id__exact": held_by_zoe}, ["Zoë Ngata"]),
    ("auth.group", {}, ["Auditor", "Catalogue", "Catalogue editor", "People administrator"]),
    ("auth.group", {"q": "peop"}, ["People administrator"]),
    ("profiles.peopleimport", {"state__exact": "done"}, []),
    ("profiles.accessentry", {"what": "plan", "days": "7"}, []),  # more in test_admin_looks
    (ADDRESSES, {"q": "kovac"}, ["femi@example.org"]),
    (ADDRESSES, {"q": "zoe@"}, ["zoe@example.org", "zoe@home.example"]),
    (ADDRESSES, {"q": "zoe", "primary__exact": "0"}, ["zoe@home.example"]),
    (ADDRESSES, {"verified__exact": "1"}, ["bea@example.org"]),
]


@pytest.fixture(autouse=True)
def people(office: Client) -> None:
    """A small organisation; the office is signed in."""
    boss = make_user("Bea Boss", email="bea@example.org", is_staff=True)
    make_user("Femi Kovač", email="femi@example.org", manager=boss)
    zoe = make_user("Zoë Ngata", email="zoe@example.org", manager=boss, job_title="Planner")
    make_user("Gone Person", email="gone@example.org", is_active=False)
    boss.groups.add(Group.objects.create(name="Catalogue"))
    EmailAddress.objects.create(user=zoe, email="zoe@home.example")
    EmailAddress.objects.filter(user=boss).update(verified=True)


@pytest.mark.parametrize(("table", "query", "found"), CASES)
def test_lists(office: Client, table: str, query: dict[str, Any], found: list[str]) -> None:
    assert rows(office, table, query, name) == found


@pytest.mark.parametrize("app", ["profiles", "auth", "account"])
def test_every_filter_is_tried(app: str) -> None:
    tried = {(table, key) for table, key in filters_in(CASES) if table.startswith(f"{app}.")}
    assert tried == filters_of(app)


def test_an_address_that_no_mail_reached_is_confirmed(office: Client) -> None:
    one = EmailAddress.objects.get(email="femi@example.org")
    sent = {"action": "confirm", "_selected_action": [one.pk]}
    response = office.post("/admin/account/emailaddress/", sent, follow=True)
    assert [str(message) for message in response.context["messages"]] == [
        "femi@example.org is confirmed."
    ]
    one.refresh_from_db()
    assert one.verified


def test_an_address_that_another_account_has_confirmed_is_not(office: Client) -> None:
    zoe = User.objects.get(email="zoe@example.org")
    taken = EmailAddress.objects.create(user=zoe, email="bea@example.org")
    sent = {"action": "confirm", "_selected_action": [taken.pk]}
    response = office.post("/admin/account/emailaddress/", sent, follow=True)
    assert [str(message) for message in response.context["messages"]] == [
        "bea@example.org belongs to another account."
    ]
    taken.refresh_from_db()
    assert not taken.verified


def test_addresses_are_changed_with_their_account_only(office: Client) -> None:
    one = EmailAddress.objects.get(email="femi@example.org")
    url = "/admin/account/emailaddress/"
    sent = {"user": one.user_id, "email": "eve@example.org", "verified": "on"}
    for page in ("add/", f"{one.pk}/change/", f"{one.pk}/delete/"):
        assert office.post(url + page, sent | {"post": "yes"}).status_code == 403
    assert EmailAddress.objects.get(pk=one.pk).email == "femi@example.org"
