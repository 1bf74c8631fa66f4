"""Everybody as a file, which brings in exactly what is there."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from careers.profiles.models import AccessEntry, Profile, User
from tests.factories import make_user
from tests.profiles.people_lists import (
    ADA,
    BEN,
    CLEO,
    IMPORT,
    Run,
    everybody,
    faults,
    file_of,
    person,
    send,
    write,
)

pytestmark = pytest.mark.django_db
EXPORT = "/admin/profiles/user/export/people."
FORMS = ("csv", "xlsx")


def fetched(client: Client, form: str) -> bytes:
    response: Any = client.get(f"{EXPORT}{form}")
    assert response.status_code == 200
    assert "private, no-store" in response.headers["Cache-Control"]
    return b"".join(response) if response.streaming else response.content


def test_the_columns_are_those_of_an_import(people: Client) -> None:
    Profile.objects.filter(user=person(BEN)).update(job_title="=HYPERLINK(1)")
    rows = list(csv.reader(StringIO(fetched(people, "csv").decode("utf-8-sig"))))
    office = User.objects.get(name="Olu Office").email
    assert rows == [
        ["E-mail", "Name", "Job title", "Manager's e-mail", "Active"],
        [ADA, "Ada", "Head of PMO", "", "yes"],
        [BEN, "Ben", "'=HYPERLINK(1)", ADA, "yes"],
        [CLEO, "Cleo", "", "", "no"],
        [office, "Olu Office", "", "", "yes"],
    ]
    template = b"".join(people.get(f"{IMPORT}template.csv")).decode("utf-8-sig")
    assert template == "E-mail,Name,Job title,Manager's e-mail,Active\r\n"


@pytest.mark.parametrize("form", FORMS)
def test_what_was_exported_changes_nothing(people: Client, run: Run, form: str) -> None:
    """Whatever the names are, and whatever is odd about the accounts."""
    cleo = person(CLEO)
    odd = ["=1+1", "'=1", "Zoë  ‘Z’ O'Hara", " _x0041_ ", "a\tb\nc", "\x01bell", "", "名前"]
    odd += ["-1", "#N/A", "＝1", "x" * 120]
    for number, name in enumerate(odd):
        make_user(name, email=f"odd{number}@x.example", manager=cleo, job_title=name)
        User.objects.filter(email=f"odd{number}@x.example").update(name=name)
    make_user("Sue", email="sue@x.example", is_superuser=True, is_active=False)
    before = everybody()

    file = SimpleUploadedFile(f"people.{form}", fetched(people, form))
    found = send(people, file, run, is_everybody="on")
    assert faults(found) == {}
    assert found.totals == {"same": len(before), "leave": 0}
    page = people.get(f"{IMPORT}{found.pk}/").content.decode()
    assert "There is nothing to import." in page
    assert write(people, found, run).state == "done"
    assert everybody() == before
    assert not AccessEntry.objects.filter(what="import").exists()


def test_each_export_is_recorded_for_everybody_in_it(people: Client) -> None:
    people.head(f"{EXPORT}csv")
    assert not AccessEntry.objects.exists()
    for form in FORMS:
        fetched(people, form)
    looks = AccessEntry.objects.values_list("subject__user__email", "what", "times")
    assert sorted(looks) == [(email, "export", 2) for email in (ADA, BEN, CLEO)]


def test_who_may_take_people_out(client: Client, people: Client) -> None:
    for page in ("Import people", "Export people as CSV", "Export people as XLSX"):
        assert page in people.get("/admin/profiles/user/").content.decode()
    client.force_login(make_user("Edith", is_staff=True))
    for form in FORMS:
        assert client.get(f"{EXPORT}{form}").status_code == 403
    assert not AccessEntry.objects.exists()


def test_an_import_is_told_to_whom_it_changed(people: Client, client: Client, run: Run) -> None:
    write(people, send(people, file_of((BEN, "Ben Bright")), run), run)
    client.force_login(person(BEN))
    page = client.get("/profile/looks/").content.decode()
    assert "your account, changed by an import of people" in page
    assert "Olu Office" in page
