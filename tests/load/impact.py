"""What it costs to see whom a change would touch, in a large organisation.

    python -m tests.load.impact [--people 100000]
    python -m tests.postgres --module tests.load.impact [--people 100000]

An absolute time says more about a machine than about the portal, so everything is compared with a
floor of the same run: reading the same rows of everybody, in the same batches, without asking or
planning anything. The last number is how many times the floor a look takes of this process.

A demo organisation is made in a database of its own; of those whom the demo lets decide nothing,
every fourth has accepted a plan, on a day of the year before.
"""

from __future__ import annotations

from tests import environment  # before the settings are read

# isort: split
import os
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from resource import RUSAGE_SELF, getrusage
from time import perf_counter, process_time
from typing import Any

import django

DAYS = 360
PRICE = {"cost_minor": 30000, "cost_currency": "GBP", "cost_on": "2027-01-01"}


def batches() -> Iterator[list[int]]:
    """Everybody with an active account, as a look reads them."""
    from careers.profiles.models import Profile
    from careers.roadmaps.runs import AT_ONCE

    people, last = Profile.objects.active().order_by("pk"), 0
    while pks := list(people.filter(pk__gt=last).values_list("pk", flat=True)[:AT_ONCE]):
        yield pks
        last = pks[-1]


def memory() -> int:
    """The most that this process has held so far, in MB."""
    return getrusage(RUSAGE_SELF).ru_maxrss // 1024


def accept_plans(today: date) -> int:
    """Let every fourth of those who have decided nothing accept what is proposed."""
    from careers.certifications.models import Certification
    from careers.certifications.queries import domain_catalogue
    from careers.roadmaps.choices import Choices
    from careers.roadmaps.models import Roadmap, RoadmapStep
    from careers.roadmaps.queries.inputs import inputs_from
    from careers.roadmaps.queries.rehearsal import people_of
    from careers.roadmaps.queries.situation import standing_from

    catalogue, rows = domain_catalogue(), Certification.objects.in_bulk(field_name="key")
    accepted = 0
    for pks in batches():
        roadmaps, steps = [], []
        for one in people_of([pk for pk in pks if pk % 4 == 0]):
            if one.choices != Choices():
                continue
            on = today - timedelta(days=one.profile_id * 7 % DAYS)
            at = datetime(on.year, on.month, on.day, 9, tzinfo=UTC)
            made = inputs_from(one.result, one.held, one.choices, catalogue, on)
            _inputs, standing, _conflict = standing_from(
                replace(made, has_alternatives=False), one.choices
            )
            plan = standing.plan
            basis = {
                "begins_on": on.isoformat(),
                "hours_a_week": made.constraints.hours_a_week,
                "book": {step.certification: step.book for step in plan.steps},
                "study": {step.certification: step.hours for step in plan.steps},
                "wishes": {},
            }
            roadmap = Roadmap(profile_id=one.profile_id, changed_at=at, accepted_at=at, basis=basis)
            roadmaps.append(roadmap)
            steps += [
                RoadmapStep(
                    roadmap=roadmap,
                    certification=rows[step.certification],
                    place=place,
                    starts_on=step.starts_on,
                    ends_on=step.ends_on,
                    changed_at=at,
                )
                for place, step in enumerate(plan.steps, start=1)
            ]
        Roadmap.objects.bulk_create(roadmaps)
        RoadmapStep.objects.bulk_create(steps)
        accepted += len(roadmaps)
    return accepted


def changes() -> dict[str, dict[str, Any]]:
    """What is tried: certifications as they would be."""
    from careers.certifications.queries import documents

    stored = documents()
    cheap = stored["p3o-foundation"]
    return {
        "another price": {"p3o-foundation": cheap | PRICE},
        "a retired certification": {
            "ipmo-foundation": stored["ipmo-foundation"] | {"status": "retired"}
        },
        "a new one at level 2": {
            "new": cheap | PRICE | {"key": "new", "name": "New", "order": 99, "suite": None}
        },
    }


def asked() -> Iterator[tuple[str, dict[str, Any]]]:
    """Each change, and a draft of the instrument, as a look is begun with it."""
    from careers.certifications.models import CatalogueChange
    from careers.levels.actions import copy_to_draft
    from careers.levels.queries import current_instrument

    now = datetime.now(tz=UTC)
    for name, documents in changes().items():
        change = CatalogueChange.objects.create(
            title=name, documents=documents, proposed_at=now, proposed_by_name="Load"
        )
        yield name, {"change": change}
    instrument = current_instrument()
    assert instrument is not None
    draft = copy_to_draft(instrument=instrument, now=now)
    draft.breadth_numerator, draft.breadth_denominator = 3, 4
    draft.save()
    yield "an instrument with another breadth", {"instrument": draft}


def measure() -> None:
    from careers.profiles.models import User
    from careers.roadmaps.actions.impact import begin_impact
    from careers.roadmaps.queries.rehearsal import people_of

    began = perf_counter(), process_time()
    read = sum(len(people_of(pks)) for pks in batches())
    floor = process_time() - began[1]
    print(f"floor, read only: {read} with a result, {spent(began)}: 1")
    print(f"memory so far: {memory()} MB")
    somebody = User.objects.order_by("pk")[0]
    for name, about in asked():
        began = perf_counter(), process_time()
        run = begin_impact(**about, asked_by=somebody, now=datetime.now(tz=UTC))
        times = (process_time() - began[1]) / floor
        assert run is not None
        run.refresh_from_db()
        assert run.state == "done", run.fault
        print(
            f"{name}: {run.looked} looked at, {run.totals['planned']} planned, "
            f"{run.totals['affected']} touched, {spent(began)}: {times:.1f}; {memory()} MB"
        )


def spent(began: tuple[float, float]) -> str:
    seconds, busy = perf_counter() - began[0], process_time() - began[1]
    return f"{seconds:.0f} s ({busy:.0f} s of this process)"


def main() -> None:
    parser = ArgumentParser()
    parser.add_argument("--people", type=int, default=100_000)
    people = parser.parse_args().people
    os.environ["DJANGO_SETTINGS_MODULE"] = "pmoportal.settings"
    django.setup()

    from django.conf import settings
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases

    from careers.teams.demo.loading import load
    from tests.shipped import load_catalogue

    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database["TEST"]["NAME"] = f"{environment.FOLDER}/load.sqlite3"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    setup_test_environment()
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        load_catalogue()
        today = datetime.now(tz=UTC).date()
        load(people=people, today=today, tell=lambda _number: None)
        print(f"{people} people, {accept_plans(today)} of them with an accepted plan")
        measure()
    finally:
        teardown_databases(databases, verbosity=0)


if __name__ == "__main__":
    main()
