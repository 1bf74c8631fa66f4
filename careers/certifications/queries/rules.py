"""The catalogue as the rules of the domain take it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, CharField, F, IntegerField, QuerySet, Value, When

from careers.certifications.models import Build, Certification, Prerequisite
from careers.certifications.queries.cards import CertificationCard, card_of, rows_by_key
from careers.domain import planner
from careers.domain.ladder import LOWEST
from careers.levels.models import Level


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """The certifications twice, each in catalogue order: for the rules, and ready to print."""

    certifications: tuple[planner.Certification, ...]
    cards: Mapping[str, CertificationCard]


@dataclass
class _Parts:
    """What hangs on one certification, gathered row by row."""

    builds: list[planner.Build] = field(default_factory=list)
    any_of: dict[int, list[str]] = field(default_factory=dict)  # number of the condition -> keys
    or_experience: set[int] = field(default_factory=set)
    recommended: list[str] = field(default_factory=list)


def domain_catalogue() -> tuple[planner.Certification, ...]:
    """Return what a roadmap may draw on, in catalogue order. Two SQL queries.

    Certifications that are switched off, or that have no level, come as retired: never proposed,
    but known as something held, as a prerequisite, as a successor and in a renewal suite. A
    replaced one keeps its place and names its successor.
    """
    return _as_domain(rows_by_key().values())


def catalogue() -> Catalogue:
    """Return every certification as the planner takes it and as pages print it. Two SQL queries."""
    rows = rows_by_key()
    return Catalogue(
        certifications=_as_domain(rows.values()),
        cards={key: card_of(row, rows) for key, row in rows.items()},
    )


def _as_domain(rows: Iterable[Certification]) -> tuple[planner.Certification, ...]:
    parts = _parts()
    return tuple(_certification(row, parts[row.pk]) for row in rows)


def level_numbers() -> tuple[int, ...]:
    """Return the numbers of the levels, lowest first. One SQL query."""
    return tuple(Level.objects.order_by("number").values_list("number", flat=True))


def _certification(row: Certification, parts: _Parts) -> planner.Certification:
    cost = None
    if row.cost_minor is not None:
        cost = planner.Money(minor=row.cost_minor, currency=row.cost_currency)
    return planner.Certification(
        key=row.key,
        # Without a level it is never proposed, so this number is never looked at.
        level=row.level.number if row.level else LOWEST,
        order=row.order,
        status=planner.Status(row.status) if row.is_proposed else planner.Status.RETIRED,
        successor=row.successor.key if row.successor else None,
        builds=tuple(parts.builds),
        prerequisites=tuple(
            planner.Prerequisite(any_of=tuple(keys), or_experience=number in parts.or_experience)
            for number, keys in sorted(parts.any_of.items())
        ),
        recommended_first=tuple(parts.recommended),
        cost=cost,
        course_days=row.course_days,
        validity_months=row.validity_months,
        suite=row.suite.key if row.suite else "",
        provider=row.body_now.key,
    )


def _parts() -> defaultdict[int, _Parts]:
    """One SQL query: builds, prerequisites and recommendations of every certification."""
    found: defaultdict[int, _Parts] = defaultdict(_Parts)
    rows = _builds().union(_prerequisites(), _recommended(), all=True)
    for pk, kind, _place, key, first, second in sorted(rows, key=lambda row: (row[2], row[3])):
        parts = found[pk]
        if kind == "build":
            parts.builds.append(planner.Build(competency=key, strength=first, up_to=second))
        elif kind == "recommended":
            parts.recommended.append(key)
        else:
            parts.any_of.setdefault(first, []).append(key)
            if second:
                parts.or_experience.add(first)
    return found


def _rows(queryset: QuerySet[Any], kind: str, **names: Any) -> QuerySet[Any]:
    names["kind"] = Value(kind, output_field=CharField())
    rows: QuerySet[Any] = queryset.order_by().annotate(**names)
    return rows.values_list("pk_of", "kind", "place", "key_of", "first", "second")


def _number(value: int) -> Value:
    return Value(value, output_field=IntegerField())


def _builds() -> QuerySet[Any]:
    return _rows(
        Build.objects.all(),
        "build",
        pk_of=F("certification_id"),
        place=F("competency__order"),
        key_of=F("competency__code"),
        first=F("strength"),
        second=F("up_to"),
    )


def _prerequisites() -> QuerySet[Any]:
    return _rows(
        Prerequisite.objects.filter(any_of__isnull=False),
        "prerequisite",
        pk_of=F("certification_id"),
        place=F("any_of__order"),
        key_of=F("any_of__key"),
        first=F("number"),
        second=Case(When(or_experience="", then=_number(0)), default=_number(1)),
    )


def _recommended() -> QuerySet[Any]:
    return _rows(
        Certification.recommended_first.through.objects.all(),
        "recommended",
        pk_of=F("from_certification_id"),
        place=F("to_certification__order"),
        key_of=F("to_certification__key"),
        first=_number(0),
        second=_number(0),
    )
