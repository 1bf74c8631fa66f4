"""A certification with all its parts as one document, by stable keys. No database, no clock.

Forms, files, restored versions and changes that wait for publication all speak of certifications
this way: two documents can be compared, kept as JSON, and written by one action.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Field

from careers.certifications.models import Certification
from careers.domain import planner
from careers.domain.ladder import LOWEST
from careers.levels.documents import Document, fingerprint, is_same, plain

__all__ = [
    "PARTS",
    "REFERENCES",
    "Document",
    "as_domain",
    "fingerprint",
    "is_same",
    "matters",
    "own_fields",
    "plain",
]

REFERENCES = {
    "body_then": "key",
    "body_now": "key",
    "successor": "key",
    "level": "number",
    "suite": "key",
}
"""Fields that name another row, and what names it."""

PARTS = ("recommended_first", "aliases", "prerequisites", "builds", "sources")


def own_fields() -> tuple[Field[Any, Any], ...]:
    """The columns of a certification, in the order of its model, without the number of the row."""
    return tuple(field for field in Certification._meta.fields if not field.primary_key)


def as_domain(documents: Mapping[str, Document]) -> tuple[planner.Certification, ...]:
    """What the rules need to know of a whole catalogue of documents, in catalogue order.

    The same as `queries.domain_catalogue` says of the rows the documents were made from.
    """
    order = {key: (one["order"], key) for key, one in documents.items()}
    return tuple(_certification(documents[key], order) for key in sorted(documents, key=order.get))  # type: ignore[arg-type]


def _certification(
    document: Document, order: Mapping[str, tuple[int, str]]
) -> planner.Certification:
    level, cost = document["level"], None
    is_proposed = document["is_enabled"] and level is not None
    if document["cost_minor"] is not None:
        cost = planner.Money(minor=document["cost_minor"], currency=document["cost_currency"])
    return planner.Certification(
        key=document["key"],
        level=LOWEST if level is None else level,
        order=document["order"],
        status=planner.Status(document["status"]) if is_proposed else planner.Status.RETIRED,
        successor=document["successor"],
        builds=tuple(planner.Build(**build) for build in document["builds"]),
        prerequisites=tuple(
            planner.Prerequisite(
                any_of=_in_order(one["any_of"], order), or_experience=bool(one["or_experience"])
            )
            for one in document["prerequisites"]
            if one["any_of"]
        ),
        recommended_first=_in_order(document["recommended_first"], order),
        cost=cost,
        course_days=document["course_days"],
        validity_months=document["validity_months"],
        suite=document["suite"] or "",
        provider=document["body_now"],
    )


def _in_order(keys: Iterable[str], order: Mapping[str, tuple[int, str]]) -> tuple[str, ...]:
    return tuple(sorted(keys, key=lambda key: order.get(key, (0, key))))


def matters(before: Mapping[str, Document], changed: Mapping[str, Document]) -> bool:
    """Whether a change can touch a roadmap: the rules would read another catalogue."""
    return as_domain(before) != as_domain({**before, **changed})
