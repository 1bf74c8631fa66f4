"""The words of the admin-edited tables that a roadmap is told in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import F

from careers.certifications.models import Certification, Prerequisite
from careers.levels.models import Competency, Level, WorkAction
from careers.roadmaps.booking import Conditions
from careers.roadmaps.queries.rows import Row, Rows, part, read


@dataclass(frozen=True, kw_only=True)
class Texts:
    levels: Mapping[int, str]  # number -> label
    competencies: Mapping[str, str]  # code -> name
    actions: Mapping[tuple[str, int], str]  # competency code, level reached -> what to do
    conditions: Mapping[str, Conditions]  # certification -> experience asked for
    beside: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)  # what else was asked for


def texts(*beside: Rows) -> Texts:
    """Return every word a roadmap may need, whatever the size of the tables. One SQL query.

    Five small tables in one union: the page asks about all of them every time it is shown. Rows of
    `beside` come with them, by their kinds.
    """
    found = read(*_parts(), *beside)
    return Texts(
        levels={row.number: row.text for row in found.get("level", ())},
        competencies={row.key: row.text for row in found.get("competency", ())},
        actions={(row.key, row.number): row.text for row in found.get("action", ())},
        conditions=_conditions(found.get("besides", ()), found.get("instead", ())),
        beside=found,
    )


def _conditions(besides: Iterable[Row], instead: Iterable[Row]) -> dict[str, Conditions]:
    always = {row.key: row.text for row in besides}
    others: dict[str, tuple[str, ...]] = {}
    for row in sorted(instead, key=lambda row: (row.key, row.number)):
        others[row.key] = (*others.get(row.key, ()), row.text)
    return {
        key: Conditions(besides=always.get(key, ""), instead=others.get(key, ()))
        for key in {**always, **others}
    }


def _parts() -> tuple[Rows, ...]:
    required = Certification.objects.exclude(experience_required="")
    return (
        part(Level.objects.all(), "level", number=F("number"), text=F("label")),
        part(Competency.objects.all(), "competency", key=F("code"), text=F("name")),
        part(
            WorkAction.objects.all(),
            "action",
            key=F("competency__code"),
            number=F("level__number"),
            text=F("text"),
        ),
        part(required, "besides", key=F("key"), text=F("experience_required")),
        instead(),
    )


def instead() -> Rows:
    """What experience replaces a certification that is asked for. Part of an SQL query."""
    return part(
        Prerequisite.objects.exclude(or_experience=""),
        "instead",
        key=F("certification__key"),
        number=F("number"),
        text=F("or_experience"),
        about=F("certification__name"),
    )
