"""Lists of people as tests send them in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from careers.levels.sheets import csv_of
from careers.profiles.models import ImportedRow, PeopleImport, Profile, User

IMPORT = "/admin/profiles/user/import/"
HEAD = ("E-mail", "Name", "Job title", "Manager's e-mail", "Active")
Row = tuple[str, ...]
Run = Callable[..., Any]
ADA, BEN, CLEO = "ada@x.example", "ben@x.example", "cleo@x.example"


def file_of(*rows: Row, head: Row = HEAD, name: str = "people.csv") -> SimpleUploadedFile:
    """Rows may be shorter than the heading: the rest is empty."""
    table = [head, *((*row, *[""] * (len(head) - len(row))) for row in rows)]
    return SimpleUploadedFile(name, csv_of(table))


def send(client: Client, file: Any, run: Run, **asked: str) -> PeopleImport:
    """Send a list in and have it checked, as a browser and a worker do; return it."""
    with run(execute=True):
        response = client.post(IMPORT, {"file": file, **asked})
    assert response.status_code == 302, response.content.decode()
    return PeopleImport.objects.get(pk=response.headers["Location"].rstrip("/").split("/")[-1])


def write(client: Client, found: PeopleImport, run: Run) -> PeopleImport:
    with run(execute=True):
        client.post(f"{IMPORT}{found.pk}/write/")
    found.refresh_from_db()
    return found


def kinds(found: PeopleImport) -> list[tuple[int, str]]:
    rows = ImportedRow.objects.filter(list=found).order_by("number")
    return list(rows.values_list("number", "kind"))


def faults(found: PeopleImport) -> dict[int, str]:
    rows = ImportedRow.objects.filter(list=found, kind="fault").order_by("number")
    return {row.number: row.sentence for row in rows}


def everybody(addresses: Iterable[str] = ()) -> dict[str, tuple[Any, ...]]:
    """Name, job title, manager and whether they are on, of these people or of all."""
    found = Profile.objects.order_by("user__email")
    if addresses:
        found = found.filter(user__email__in=list(addresses))
    values = ("user__name", "job_title", "manager__user__email", "user__is_active")
    return {email: rest for email, *rest in found.values_list("user__email", *values)}


def person(email: str) -> User:
    return User.objects.get(email=email)
