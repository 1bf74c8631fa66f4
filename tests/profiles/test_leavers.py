"""Whoever is switched off and leads people who stay does not go unnoticed."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.admin_forms import save
from tests.factories import make_user
from tests.profiles.people_lists import ADA, BEN, IMPORT, Run, file_of, person, send
from tests.profiles.test_admin import USERS, account_data
from tests.roadmaps.reading import words_of

pytestmark = pytest.mark.django_db
WOULD = "would have a manager who is switched off."


def reports(leader: str, *names: str, **fields: Any) -> None:
    for name in names:
        address = f"{name.lower()}@x.example"
        make_user(name, email=address, manager=person(leader), **fields)


def dry_run(client: Client, run: Run, *rows: Any, show: str, **asked: str) -> str:
    found = send(client, file_of(*rows), run, **asked)
    assert found.totals.get("fault") is None
    return words_of(client.get(f"{IMPORT}{found.pk}/?show={show}"))


def test_the_dry_run_says_whom_they_leave_behind(people: Client, run: Run) -> None:
    """Of Ada's people one stays, one comes back, one is moved, one leaves with her, one is off."""
    reports(ADA, "Moved", "Leaves")
    reports(ADA, "Back", "Off", is_active=False)
    rows = [
        (ADA, "Ada", "Head of PMO", "", "no"),
        ("moved@x.example", "Moved", "", "cleo@x.example"),
        ("leaves@x.example", "Leaves", "", ADA, "no"),
        ("back@x.example", "Back", "", ADA, "yes"),
        ("cleo@x.example", "Cleo", "", "", "yes"),
    ]
    page = dry_run(people, run, *rows, show="off")
    assert "Active: before: yes → after: no Ada leads 2 people who stay." in page
    assert page.count("who stay.") == 1
    assert f"2 people who stay {WOULD}" in page


def test_it_says_so_of_whoever_is_not_in_the_file(people: Client, run: Run) -> None:
    reports(BEN, "Stays", "Goes")
    make_user("Ruth Rights", email="ruth@x.example", manager=person(BEN), is_staff=True)
    rows = [(ADA, "Ada", "Head of PMO"), ("stays@x.example", "Stays", "", "")]
    page = dry_run(people, run, *rows, show="leave", is_everybody="on")
    assert "Ben leads 1 person who stays." in page  # Stays is moved, Goes goes
    assert f"1 person who stays {WOULD}" in page
    page = dry_run(people, run, (ADA, "Ada", "Head"), (BEN, "Ben", "", ADA), show="change")
    assert WOULD not in page


def test_the_account_form_says_so_once_it_is_saved(people: Client) -> None:
    reports(ADA, "Cem")
    reports(ADA, "Off", is_active=False)
    ada = person(ADA)
    sent = account_data(ada, **{"profile-0-job_title": "Head of PMO"})
    del sent["is_active"]
    for _twice in range(2):
        save(people, f"{USERS}{ada.pk}/change/", sent)
        text = "Ada leads 2 people who stay. Record another manager for them."
        page = words_of(people.get(USERS))
        assert (text in page) is (_twice == 0)
    ben = person(BEN)
    sent = account_data(ben)
    del sent["is_active"]
    save(people, f"{USERS}{ben.pk}/change/", sent)
    assert "who stay" not in words_of(people.get(USERS))
