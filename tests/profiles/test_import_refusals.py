"""A list of people that is not taken as it is: rows that cannot be read, many who would go."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from careers.profiles.models import PeopleImport, User
from careers.profiles.queries import importing
from tests.factories import make_user
from tests.profiles.people_lists import (
    ADA,
    IMPORT,
    Run,
    everybody,
    faults,
    file_of,
    send,
    write,
)

pytestmark = pytest.mark.django_db


def test_rows_that_cannot_be_read_are_all_told_at_once(people: Client, run: Run) -> None:
    """Nobody who reports to somebody in such a row is told that their manager is not known."""
    head = "Mail,Name,Job title,Manager's e-mail\n"
    vacant = "".join(f"v{n}@x.example,V{n},,- vacant -\n" for n in range(300))
    more = "short@x.example,Short\n=A1,Run,,\nok@x.example,Olga,,v7@x.example\nno,Nat,,\n"
    file = SimpleUploadedFile("people.csv", (head + vacant + more).encode())
    before = everybody()
    found = send(people, file, run)
    formula = "begins like a formula. Put an apostrophe before it if it is a text."
    none = "The manager's “- vacant -” is no whole e-mail address."
    assert faults(found) == {
        **dict.fromkeys(range(2, 302), f"“- vacant -” {formula} {none}"),
        302: "It has 2 cells, but there are 4 columns.",
        303: f"“=A1” {formula} “=a1” is no whole e-mail address.",
        305: "“no” is no whole e-mail address.",
    }
    assert found.totals == {"create": 1, "fault": 303, "leave": 0}
    assert write(people, found, run).state == "checked"
    assert everybody() == before
    lines = b"".join(people.get(f"{IMPORT}{found.pk}/faults.csv")).decode().splitlines()
    assert lines[-3] == '302,"It has 2 cells, but there are 4 columns.",short@x.example,Short,,,'
    assert lines[-2] == f"303,“=A1” {formula} “=a1” is no whole e-mail address.,'=a1,Run,,,"


def test_many_are_switched_off_only_if_their_number_is_typed(people: Client, run: Run) -> None:
    for number in range(10):
        make_user(f"P{number}", email=f"p{number}@x.example")
    off = ("p0@x.example", "P0", "", "", "no")
    found = send(people, file_of((ADA, "Ada", "Head of PMO"), off), run, is_everybody="on")
    address, before = f"{IMPORT}{found.pk}/write/", everybody()
    label = "This switches off 11 accounts. Type 11 to confirm."
    assert label in people.get(f"{IMPORT}{found.pk}/").content.decode()
    for typed in ("", "10", "eleven", "11\0", "9" * 5_000):
        response = people.post(address, {"number": typed})
        page = response.content.decode()
        assert (response.status_code, everybody()) == (422, before), typed
        fault = "Nothing is imported yet. Type 11 here, or give the import up."
        assert f'<p class="people-error" id="id_number_error">{fault}</p>' in page
        assert 'aria-describedby="id_number_error"' in page
        assert f'href="{IMPORT}{found.pk}/?show=leave"' in page
    assert 'value="999' in page
    assert write(people, found, run).state == "checked"

    with run(execute=True):
        people.post(address, {"number": " 11 "})
    assert people.post(address).status_code == 302  # pressed twice
    found.refresh_from_db()
    assert (found.state, User.objects.filter(is_active=True).count()) == ("done", 2)


@pytest.mark.parametrize(
    ("totals", "accounts", "asked"),
    [
        ({"leave": 10}, 10, 0),
        ({"leave": 11}, 110, 0),
        ({"leave": 11}, 109, 11),
        ({"leave": 6, "off": 5, "change": 90}, 109, 11),
        ({"leave": 11, "fault": 1}, 11, 0),
    ],
)
def test_more_than_ten_and_more_than_a_tenth_are_many(
    totals: dict[str, int], accounts: int, asked: int
) -> None:
    User.objects.bulk_create(
        User(email=f"{n}@x.example", is_active=n < accounts) for n in range(accounts + 20)
    )
    found = PeopleImport(state="checked", totals=totals)
    assert importing.to_confirm(found) == asked
