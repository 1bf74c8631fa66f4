"""At the same moment, twenty times: managers never make a loop, a list is written once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from careers.profiles import actions
from careers.profiles.importing import working
from careers.profiles.models import ImportedRow, Notice, PeopleImport, Profile
from tests.assessments.test_submitting import AT_ONCE, a_database_for_threads, in_threads
from tests.factories import NOW, make_user

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
    boss = make_user("Bess Boss", email="bess@x.example")
    found = PeopleImport.objects.create(
        nonce="1" * 32, file_name="p.csv", asked_at=NOW, asked_by=boss, is_inviting=True, rows=2
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
