"""At the same moment, twenty times: managers never make a loop, a list is written once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from careers.profiles import actions
from careers.profiles.importing import working
from careers.profiles.models import (
    ImportedRow,
    Notice,
    PeopleImport,
    PeopleImportQuerySet,
    Profile,
    User,
)
from tests.assessments.test_submitting import AT_ONCE, a_database_for_threads, in_threads
from tests.factories import NOW, make_user
from tests.meeting import Meeting

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_ring_of_managers_stays_open(tmp_path: Path) -> None:
    """Each of twenty is to report to the next; the last one to be written would close the ring."""
    ring = [make_user(f"Person {number:02}").profile.pk for number in range(AT_ONCE)]
    pairs = iter(zip(ring, [*ring[1:], ring[0]], strict=True))

    def change() -> bool:
        person, manager = (Profile.objects.get(pk=key) for key in next(pairs))
        try:
            actions.set_manager(profile=person, manager=manager)
        except actions.ManagementLoop:
            return False
        return True

    def managers() -> dict[int, int | None]:
        return dict(Profile.objects.filter(pk__in=ring).values_list("pk", "manager_id"))

    with a_database_for_threads(tmp_path):
        done = in_threads(AT_ONCE, change)
        above = in_threads(1, managers)[0]
    assert done.count(False) == 1
    assert list(above.values()).count(None) == 1
    seen, at = [], next(key for key in ring if key not in above.values())
    while at is not None:
        seen.append(at)
        at = above[at]
    assert sorted(seen) == sorted(ring)


def test_a_list_is_written_once(tmp_path: Path) -> None:
    """Twenty workers, each told that a list is to be written."""
    make_user("Bess Boss", email="bess@x.example")
    office = make_user("Olu Office")
    found = PeopleImport.objects.create(
        nonce="1" * 32, file_name="p.csv", asked_at=NOW, asked_by=office, is_inviting=True, rows=2
    )
    rows = {"ben@x.example": "bess@x.example", "bess@x.example": ""}
    ImportedRow.objects.bulk_create(
        ImportedRow(list=found, number=number, email=email, name="Be", manager_email=manager)
        for number, (email, manager) in enumerate(rows.items(), start=2)
    )
    PeopleImport.objects.update(state="checking")
    assert working.go_on(found.pk, clock=lambda: NOW) == "done"
    PeopleImport.objects.update(state="writing")

    def read() -> Any:
        people = Profile.objects.filter(user__email__in=rows).order_by("user__email")
        return (
            list(people.values_list("user__name", "manager__user__email")),
            Notice.objects.filter(key="invitation").count(),
            PeopleImport.objects.get().totals,
        )

    with a_database_for_threads(tmp_path):
        done = in_threads(AT_ONCE, lambda: working.go_on(found.pk, clock=timezone.now))
        written = in_threads(1, read)[0]
    assert sorted(done) == ["done", *["not ours"] * (AT_ONCE - 1)]
    totals = {"create": 1, "change": 1, "leave": 0}
    assert written == ([("Be", "bess@x.example"), ("Be", None)], 1, totals)


def test_a_list_is_given_up_while_a_worker_claims_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One of both has it: what is given up is not written."""
    found = PeopleImport.objects.create(nonce="1" * 32, file_name="p.csv", asked_at=NOW, rows=1)
    ImportedRow.objects.create(list=found, number=2, email="ben@x.example", name="Be")
    PeopleImport.objects.update(state="checking")
    assert working.go_on(found.pk, clock=lambda: NOW) == "done"
    PeopleImport.objects.update(state="writing")
    answers, left = Meeting(folder=tmp_path, patch=monkeypatch).of(
        lambda: actions.give_up(found=found, now=timezone.now()),
        lambda: working.go_on(found.pk, clock=timezone.now),
        pause_before=(PeopleImportQuerySet, "delete"),
        read=lambda: (PeopleImport.objects.count(), Profile.objects.count()),
    )
    assert (answers, left) == ([True, "not ours"], (0, 0))


def test_who_is_given_rights_meanwhile_is_not_switched_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list that lacks them is written while their rights are being stored."""
    boss = make_user("Bess Boss", email="bess@x.example")
    rita = make_user("Rita Rights")
    found = PeopleImport.objects.create(
        nonce="1" * 32, file_name="p.csv", asked_at=NOW, asked_by=boss, is_everybody=True, rows=1
    )
    ImportedRow.objects.create(list=found, number=2, email="bess@x.example", name="Bess Boss")
    PeopleImport.objects.update(state="checking")
    assert working.go_on(found.pk, clock=lambda: NOW) == "done"
    PeopleImport.objects.update(state="writing")

    def give_rights() -> str:
        with transaction.atomic():
            User.objects.filter(pk=rita.pk).update(is_superuser=True)
            actions.let_in(users=[rita.pk])
        return "given"

    def read() -> Any:
        written = PeopleImport.objects.get()
        rights = User.objects.values_list("is_staff", "is_active").get(pk=rita.pk)
        return rights, written.state, written.totals, written.note.split(".")[0]

    answers, after = Meeting(folder=tmp_path, patch=monkeypatch).of(
        give_rights,
        lambda: working.go_on(found.pk, clock=timezone.now),
        pause_after=(actions, "let_in"),
        read=read,
    )
    words = "Meanwhile people came or went who are not in this file"
    assert answers == ["given", "done"]
    assert after == ((True, True), "checked", {"same": 1, "leave": 0}, words)
