"""What an import of people costs, as ratios to bare rows of the same run.

    DATABASE_URL=... python -m tests.load.people_import [people]

It fills the database it is given with people in a tree of managers, so give it an empty one; tables
are made if there are none. Three lists are brought in, through what the pages call: everybody new,
the same again, and everybody with another manager. The floor is one `bulk_create` of as many
accounts without anything else, rolled back.
"""

from __future__ import annotations

import os
import resource
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, sleep
from typing import Any
from uuid import uuid4

import django

PEOPLE = 100_000
REPORTS = 8
"""How many people each manager leads."""

MEGABYTE = 1_000_000
SETTINGS = {
    "READ_DOT_ENV": "false",
    "DEBUG": "false",
    "SECRET_KEY": "only-for-load-0123456789-0123456789-0123456789-0123456789",
    "TASKS_BACKEND": "database",
    "DJANGO_SETTINGS_MODULE": "pmoportal.settings",
}


class Peak:
    """The most memory that this process held while something was done, looked at all the time."""

    def __enter__(self) -> Peak:
        self.bytes, self.is_over = resident(), False
        self.thread = threading.Thread(target=self._watch, daemon=True)
        self.thread.start()
        return self

    def _watch(self) -> None:
        while not self.is_over:
            self.bytes = max(self.bytes, resident())
            sleep(0.05)

    def __exit__(self, *_fault: object) -> None:
        self.is_over = True
        self.thread.join()


def resident() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize()


def table(people: int, boss_of: Callable[[int], int]) -> Iterator[tuple[str, ...]]:
    yield ("E-mail", "Name", "Job title", "Manager's e-mail", "Active")
    for n in range(people):
        boss = f"person{boss_of(n)}@load.example" if n else ""
        yield (f"person{n}@load.example", f"Person Number {n}", f"PMO role {n % 40}", boss, "yes")


def in_a_tree(n: int) -> int:
    return (n - 1) // REPORTS


def in_another_tree(n: int) -> int:
    """Everybody but the first few gets another manager; who leads stands before whom they lead."""
    other = n // (REPORTS + 4)
    return other if other != in_a_tree(n) else max(other - 1, 0)


def upload_of(folder: str, form: str, rows: Iterator[tuple[str, ...]]) -> Any:
    """As a request hands it on: a file on the disk."""
    from django.core.files.uploadedfile import UploadedFile

    from careers.levels.sheets import csv_parts, xlsx_of

    path = Path(folder) / f"people.{form}"
    with path.open("wb") as file:
        pieces = csv_parts(rows) if form == "csv" else [xlsx_of(rows, title="People", widths={})]
        file.writelines(pieces)
    return UploadedFile(file=path.open("rb"), name=path.name, size=path.stat().st_size)


def bring_in(name: str, upload: Any, floor: float) -> None:
    from django.utils import timezone
    from django.utils.datastructures import MultiValueDict

    from careers.profiles import actions
    from careers.profiles.forms import PeopleForm
    from careers.profiles.importing import working
    from careers.profiles.models import PeopleImport, User

    office = User.objects.get(email="office@load.example")
    form = PeopleForm({"nonce": uuid4().hex}, MultiValueDict({"file": [upload]}))
    assert form.is_valid(), form.errors
    print(f"{name}, {upload.size / MEGABYTE:.1f} MB")
    with Peak() as peak:
        found, seconds = timed(lambda: form.save(office, now=timezone.now()))
    assert found is not None, form.errors
    say("reading", seconds, floor, peak)
    with Peak() as peak:
        _done, seconds = timed(lambda: working.go_on(found.pk, clock=timezone.now))
    say("checking", seconds, floor, peak)
    found.refresh_from_db()
    assert found.state == PeopleImport.State.CHECKED, found.note
    assert actions.write_people(found=found, user=office), found.totals
    with Peak() as peak:
        _done, seconds = timed(lambda: working.go_on(found.pk, clock=timezone.now))
    say("writing", seconds, floor, peak)
    found.refresh_from_db()
    assert found.state == PeopleImport.State.DONE, found.note
    print(f"    {found.totals}")


def timed(task: Callable[[], Any]) -> tuple[Any, float]:
    began = perf_counter()
    return task(), perf_counter() - began


def say(what: str, seconds: float, floor: float, peak: Peak) -> None:
    times = f"{seconds / floor:5.1f} x the floor ({seconds:6.1f} s here)"
    print(f"    {what:9} {times}, {peak.bytes / MEGABYTE:4.0f} MB at most", flush=True)


def measure_floor(people: int) -> float:
    from django.db import transaction

    from careers.profiles.models import User

    with transaction.atomic():
        rows = (User(email=f"bare{n}@load.example", name=f"Bare {n}") for n in range(people))
        _rows, seconds = timed(lambda: User.objects.bulk_create(rows, batch_size=1_000))
        transaction.set_rollback(True)
    return seconds


def main() -> None:
    people = int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE
    os.environ.update(SETTINGS)
    django.setup()

    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from careers.profiles.models import User

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    call_command("migrate", verbosity=0)
    assert not User.objects.filter(email__endswith="@load.example").exists(), (
        "Give an empty database."
    )
    User.objects.create_user("office@load.example", None, name="Olu Office", is_superuser=True)
    floor = measure_floor(people)
    print(f"{people} people on {connection.vendor}; {resident() / MEGABYTE:.0f} MB before")
    print(f"the floor, {people} bare accounts: 1 ({floor:.1f} s here)")
    with TemporaryDirectory() as folder:
        csv = upload_of(folder, "csv", table(people, in_a_tree))
        bring_in("everybody new, CSV", csv, floor)
        same = upload_of(folder, "xlsx", table(people, in_a_tree))
        bring_in("the same again, XLSX", same, floor)
        moved = upload_of(folder, "csv", table(people, in_another_tree))
        bring_in("everybody with another manager, CSV", moved, floor)


if __name__ == "__main__":
    main()
