"""Certifications as documents, read from the tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from careers.certifications.documents import REFERENCES, Document, as_domain, own_fields, plain
from careers.certifications.models import (
    Build,
    CatalogueChange,
    Certification,
    CertificationAlias,
    Prerequisite,
    Source,
)
from careers.domain import planner


def documents(keys: Collection[str] | None = None) -> dict[str, Document]:
    """Return certifications with all their parts by key, in catalogue order; all without keys.

    A key that is not in the catalogue is not in the answer. Seven SQL queries.
    """
    rows = Certification.objects.select_related(*REFERENCES).order_by("order", "key")
    if keys is not None:
        rows = rows.filter(key__in=keys)
    found = {row.pk: document_of_row(row) for row in rows}
    for name, values in _parts(found).items():
        for pk, document in found.items():
            document[name] = values.get(pk, [])
    return {document["key"]: document for document in found.values()}


def document_of_row(row: Certification) -> Document:
    """The columns of a certification, without its parts. No SQL query if references were read."""
    document: Document = {}
    for field in own_fields():
        value = getattr(row, field.name)
        if field.name in REFERENCES and value is not None:
            value = getattr(value, REFERENCES[field.name])
        document[field.name] = plain(value)
    return document


def catalogue_with(change: CatalogueChange) -> tuple[planner.Certification, ...]:
    """Return the catalogue as the rules take it, as it would be with a change. Seven SQL queries.

    What somebody else has changed since the change was begun is in it; so is what it leaves alone.
    """
    return as_domain({**documents(), **change.documents})


def _parts(pks: Collection[int]) -> dict[str, dict[int, list[Any]]]:
    recommended = Certification.recommended_first.through.objects.filter(from_certification__in=pks)
    aliases = CertificationAlias.objects.filter(certification__in=pks).order_by("name")
    sources = Source.objects.filter(certification__in=pks).order_by("topic", "url")
    builds = Build.objects.filter(certification__in=pks).order_by("competency__order")
    return {
        "recommended_first": _grouped(
            recommended.order_by("to_certification__order", "to_certification__key").values_list(
                "from_certification", "to_certification__key"
            )
        ),
        "aliases": _grouped(aliases.values_list("certification", "name")),
        "prerequisites": _prerequisites(pks),
        "builds": _grouped(
            (pk, {"competency": code, "strength": strength, "up_to": up_to})
            for pk, code, strength, up_to in builds.values_list(
                "certification", "competency__code", "strength", "up_to"
            )
        ),
        "sources": _grouped(
            (pk, {"topic": topic, "url": url, "note": note, "verified_on": plain(on)})
            for pk, topic, url, note, on in sources.values_list(
                "certification", "topic", "url", "note", "verified_on"
            )
        ),
    }


def _prerequisites(pks: Collection[int]) -> dict[int, list[Any]]:
    rows = Prerequisite.objects.filter(certification__in=pks).order_by("number")
    through = Prerequisite.any_of.through.objects.filter(prerequisite__certification__in=pks)
    any_of = _grouped(
        through.order_by("certification__order", "certification__key").values_list(
            "prerequisite", "certification__key"
        )
    )
    return _grouped(
        (
            row.certification_id,
            {
                "number": row.number,
                "any_of": any_of.get(row.pk, []),
                "or_experience": row.or_experience,
                "is_official": row.is_official,
            },
        )
        for row in rows
    )


def _grouped(pairs: Iterable[tuple[int, Any]]) -> dict[int, list[Any]]:
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for pk, value in pairs:
        found[pk].append(value)
    return dict(found)
