"""A list of people on its way: changed meanwhile, stopped, given up, sent twice, malformed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from careers.profiles import actions
from careers.profiles.importing import checking, working, writing
from careers.profiles.models import (
    AccessEntry,
    ImportedRow,
    PeopleImport,
    Profile,
    User,
)
from tests.factories import make_user
from tests.profiles.people_lists import (
    ADA,
    BEN,
    HEAD,
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


CHANGES: dict[str, Callable[[], Any]] = {
    "row 2": lambda: User.objects.filter(email=BEN).update(name="Benjamin"),
    "row 3": lambda: make_user("Nia", email="new@x.example"),
    "not in this file": lambda: make_user("One more", email="more@x.example"),
}


@pytest.mark.parametrize("where", CHANGES)
def test_people_who_changed_meanwhile_are_looked_at_again(
    people: Client, run: Run, where: str
) -> None:
    rows = (BEN, "Ben Bright", "", ""), ("new@x.example", "Nia", "", BEN)
    found = send(people, file_of(*rows), run, is_everybody="on")
    CHANGES[where]()
    before = everybody()
    found = write(people, found, run)
    assert (found.state, everybody()) == ("checked", before)
    assert where in found.note
    assert "Nothing was imported." in people.get(f"{IMPORT}{found.pk}/").content.decode()
    found = write(people, found, run)
    assert found.state == "done"
    assert everybody([BEN, "new@x.example"]) == {
        BEN: ["Ben Bright", "", None, True],
        "new@x.example": ["Nia", "", BEN, True],
    }


def test_a_fault_of_the_machine_leaves_nothing_and_can_go_on(
    people: Client, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = send(people, file_of((BEN, "Ben Bright"), ("n@x.example", "Nia")), run)
    before = everybody()

    def break_down(*_arguments: Any, **_named: Any) -> None:
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr(writing, "count_changes", break_down)
        found = write(people, found, run)
    assert (found.state, found.claimed_at, everybody()) == ("writing", None, before)
    page = people.get(f"{IMPORT}{found.pk}/").content.decode()
    assert "It stopped: MemoryError. Nothing of it was imported." in page
    assert "Go on" in page
    with run(execute=True):
        people.post(f"{IMPORT}{found.pk}/again/")
    found.refresh_from_db()
    assert (found.state, person(BEN).name) == ("done", "Ben Bright")


def test_a_fault_before_the_claim_takes_nothing_from_another_worker(people: Client) -> None:
    people.post(IMPORT, {"file": file_of((BEN, "Ben Bright"))})
    now = timezone.now()
    PeopleImport.objects.update(claimed_at=now)

    def broken() -> datetime:
        raise OSError

    found = PeopleImport.objects.get()
    assert working.go_on(found.pk, clock=broken) == "stopped"
    found.refresh_from_db()
    assert (found.claimed_at, found.note) == (now, "")


def test_another_worker_goes_on_where_one_died(
    people: Client, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "ROWS_AT_ONCE", 2)
    now = timezone.now()
    people.post(IMPORT, {"file": file_of(*((f"p{n}@x.example", f"P{n}") for n in range(5)))})
    found = PeopleImport.objects.get()
    assert checking.check_some(found.pk, now=now)  # and dies
    page = people.get(f"{IMPORT}{found.pk}/").content.decode()
    assert "2 of 5 rows are checked." in page
    assert 'hx-trigger="every 3s"' in page
    assert working.go_on(found.pk, clock=lambda: now) == "not ours"
    later = now + timedelta(minutes=5)
    assert working.go_on(found.pk, clock=lambda: later) == "done"
    found.refresh_from_db()
    assert (found.state, found.looked, found.totals) == ("checked", 5, {"create": 5, "leave": 0})


def test_giving_up_leaves_no_trace(people: Client, run: Run) -> None:
    before = everybody()
    people.post(IMPORT, {"file": file_of((BEN, "Other"))})
    found = PeopleImport.objects.get()
    for _twice in range(2):
        response = people.post(f"{IMPORT}{found.pk}/give-up/")
        assert response.headers["Location"] == IMPORT
    assert not PeopleImport.objects.exists()
    assert not ImportedRow.objects.exists()
    assert working.go_on(found.pk, clock=timezone.now) == "not ours"
    assert everybody() == before
    assert people.get(f"{IMPORT}{found.pk}/").status_code == 404

    done = write(people, send(people, file_of((BEN, "Other")), run), run)
    people.post(f"{IMPORT}{done.pk}/give-up/")
    assert PeopleImport.objects.get().state == "done"


def test_lists_that_nobody_wrote_are_forgotten_after_a_week(people: Client, run: Run) -> None:
    old = send(people, file_of((BEN, "Old")), run)
    PeopleImport.objects.update(asked_at=timezone.now() - timedelta(days=7))
    new = send(people, file_of((BEN, "New")), run)
    assert [one.pk for one in PeopleImport.objects.all()] == [new.pk]
    assert not ImportedRow.objects.filter(list=old.pk).exists()


def test_the_same_form_twice_is_one_list(people: Client, run: Run) -> None:
    nonce = "a" * 32
    first = send(people, file_of((BEN, "Other")), run, nonce=nonce)
    assert send(people, file_of((BEN, "Other")), run, nonce=nonce) == first
    assert PeopleImport.objects.count() == 1


@pytest.mark.parametrize(
    "other", [{"file": "Another"}, {"is_everybody": "on"}, {"is_inviting": "on"}, {"user": "Bo"}]
)
def test_the_same_form_with_something_else_is_another_list(
    people: Client, run: Run, other: dict[str, str]
) -> None:
    nonce = "a" * 32
    first = send(people, file_of((BEN, "Other")), run, nonce=nonce)
    name = other.pop("file", "Other")
    if user := other.pop("user", ""):
        people.force_login(make_user(user, is_staff=True, is_superuser=True))
    second = send(people, file_of((BEN, name)), run, nonce=nonce, **other)
    assert second != first
    assert list(ImportedRow.objects.filter(list=second).values_list("name", flat=True)) == [name]
    assert second.asked_by_name == (user or "Olu Office")


def test_the_access_log_names_whoever_had_it_written(people: Client, run: Run) -> None:
    found = send(people, file_of((BEN, "Other")), run)
    people.force_login(make_user("Wanda Writes", is_staff=True, is_superuser=True))
    found = write(people, found, run)
    named = (found.state, found.asked_by_name, found.written_by_name)
    assert named == ("done", "Olu Office", "Wanda Writes")
    looks = AccessEntry.objects.filter(what="import")
    assert list(looks.values_list("viewer__name", "subject__user__email")) == [
        ("Wanda Writes", BEN)
    ]
    page = people.get(f"{IMPORT}{found.pk}/").content.decode()
    assert "Olu Office sent it. Wanda Writes had it imported." in page
    for list_of_imports in (IMPORT, "/admin/profiles/peopleimport/"):
        assert "Wanda Writes" in people.get(list_of_imports).content.decode().split("<main")[1]


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (None, "Choose a file."),
        (
            SimpleUploadedFile("p.csv", b"Mail,Name\na,b\n"),
            "Row 1: It lacks columns: Job title, Manager&#x27;s e-mail.",
        ),
        (file_of(), "The file has headings and nobody below them."),
        (
            SimpleUploadedFile(
                "p.csv", ",".join(HEAD).encode() + b"\n" + b"a,,,,\n" * 1_500 + b'"b'
            ),
            "Row 1502: Its quotation marks do not match.",
        ),
        (SimpleUploadedFile("p.xlsx", b"PK\x03\x04 and no more"), "The workbook cannot be read."),
    ],
)
def test_a_bad_file_is_explained_beside_the_field_and_nothing_is_kept(
    people: Client, file: SimpleUploadedFile | None, words: str
) -> None:
    sent = {"is_everybody": "on", **({"file": file} if file else {})}
    response = people.post(IMPORT, sent)
    page = response.content.decode()
    assert response.status_code == 422
    assert words in page
    assert re.search(r'<input [^>]*name="is_everybody"[^>]* checked', page)
    assert not PeopleImport.objects.exists()
    assert not ImportedRow.objects.exists()


@pytest.mark.parametrize("number", [2, 200])
def test_a_page_costs_the_same_for_any_number(
    people: Client, run: Run, number: int, django_assert_num_queries: Any
) -> None:
    make_user("Somebody Else")
    rows = ((f"p{n}@x.example", f"P{n}", "", ADA) for n in range(number))
    found = send(people, file_of(*rows), run, is_everybody="on")
    people.get(f"{IMPORT}{found.pk}/")
    for show, more in (("create", 0), ("leave", 1)):
        # Session, account, the list, how many rows, the rows; whom each of them leads.
        with django_assert_num_queries(5 + more):
            page = people.get(f"{IMPORT}{found.pk}/?show={show}&page=%F0").content.decode()
    assert "Somebody Else" in page


def test_who_may_bring_people_in(client: Client, people: Client, run: Run) -> None:
    found = send(people, file_of((BEN, "Other")), run)
    editor = make_user("Edith", is_staff=True)
    client.force_login(editor)
    for page in ("", f"{found.pk}/", f"{found.pk}/faults.csv", "template.csv"):
        assert client.get(f"{IMPORT}{page}").status_code == 403
    for page in ("", f"{found.pk}/write/", f"{found.pk}/again/", f"{found.pk}/give-up/"):
        assert client.post(f"{IMPORT}{page}").status_code == 403
    assert PeopleImport.objects.get().state == "checked"


def test_nothing_is_written_past_the_lock_of_managers(people: Client, run: Run) -> None:
    """A manager whom another editor sets between the check and the writing closes no loop."""
    found = send(
        people, file_of((ADA, "Ada", "Head of PMO", "new@x.example"), ("new@x.example", "Nia")), run
    )
    new = make_user("Nia", email="new@x.example")
    actions.set_manager(profile=new.profile, manager=person(ADA).profile)
    found = write(people, found, run)
    assert (found.state, person(ADA).profile.manager) == ("checked", None)
    assert faults(found) == {}
    assert everybody([ADA, "new@x.example"])["new@x.example"] == ["Nia", "", ADA, True]


def test_a_list_longer_than_one_piece(
    people: Client, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Managers stand before and behind whom they lead, in other pieces."""
    for module in (checking, writing):
        monkeypatch.setattr(module, "ROWS_AT_ONCE" if module is checking else "AT_ONCE", 2)
    rows: list[tuple[str, ...]] = [
        (f"p{n}@x.example", f"P{n}", "", f"p{(n * 3 + 1) % 7}@x.example") for n in range(7)
    ]
    rows[1] = ("p1@x.example", "P1", "", BEN)
    rows[3] = ("p3@x.example", "P3", "", "p6@x.example")
    rows[5:] = [(BEN, "Ben Bright"), ("p6@x.example", "P6")]
    found = write(people, send(people, file_of(*rows), run), run)
    assert (found.state, found.note) == ("done", "")
    led = Profile.objects.filter(user__email__startswith="p").order_by("user__email")
    assert list(led.values_list("user__name", "manager__user__name")) == [
        ("P0", "P1"),
        ("P1", "Ben Bright"),
        ("P2", "P0"),
        ("P3", "P6"),
        ("P4", "P6"),
        ("P6", None),
    ]
