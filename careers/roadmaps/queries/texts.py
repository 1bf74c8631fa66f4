"""The words of the admin-edited tables that a roadmap is told in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F, IntegerField, QuerySet, TextField, Value

from careers.certifications.models import Certification, Prerequisite
from careers.levels.models import Competency, Level, WorkAction
from careers.roadmaps.booking import Conditions


@dataclass(frozen=True, kw_only=True)
class Texts:
    levels: Mapping[int, str]  # number -> label
    competencies: Mapping[str, str]  # code -> name
    actions: Mapping[tuple[str, int], str]  # competency code, level reached -> what to do
    conditions: Mapping[str, Conditions]  # certification -> experience asked for


def texts() -> Texts:
    """Return every word a roadmap may need, whatever the size of the tables. One SQL query.

    Five small tables in one union: the page asks about all of them every time it is shown.
    """
    found: dict[str, list[tuple[str, int, str]]] = {}
    for kind, key, number, text in _rows():
        found.setdefault(kind, []).append((key, number, text))
    return Texts(
        levels={number: text for _key, number, text in found.get("level", ())},
        competencies={key: text for key, _number, text in found.get("competency", ())},
        actions={(key, number): text for key, number, text in found.get("action", ())},
        conditions=_conditions(found.get("besides", ()), found.get("instead", ())),
    )


def _conditions(
    besides: Iterable[tuple[str, int, str]], instead: Iterable[tuple[str, int, str]]
) -> dict[str, Conditions]:
    always = {key: text for key, _number, text in besides}
    others: dict[str, tuple[str, ...]] = {}
    for key, _number, text in sorted(instead):
        others[key] = (*others.get(key, ()), text)
    return {
        key: Conditions(besides=always.get(key, ""), instead=others.get(key, ()))
        for key in {**always, **others}
    }


def _rows() -> QuerySet[Any, Any]:
    """Rows of kind, key, number, text."""
    zero = Value(0, output_field=IntegerField())
    nothing = Value("", output_field=TextField())
    required = Certification.objects.exclude(experience_required="")
    instead = Prerequisite.objects.exclude(or_experience="")
    return _part(Level.objects.all(), "level", nothing, F("number"), "label").union(
        _part(Competency.objects.all(), "competency", F("code"), zero, "name"),
        _part(
            WorkAction.objects.all(), "action", F("competency__code"), F("level__number"), "text"
        ),
        _part(required, "besides", F("key"), zero, "experience_required"),
        _part(instead, "instead", F("certification__key"), F("number"), "or_experience"),
        all=True,
    )


def _part(rows: QuerySet[Any], kind: str, key: Any, number: Any, text: str) -> QuerySet[Any, Any]:
    told: QuerySet[Any, Any] = rows.order_by().annotate(
        of_kind=Value(kind, output_field=TextField()),
        of_key=key,
        of_number=number,
        of_text=F(text),
    )
    return told.values_list("of_kind", "of_key", "of_number", "of_text")
