"""Rows of several small tables in one union, so that a page asks once about all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import (
    BigIntegerField,
    DateTimeField,
    F,
    IntegerField,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.functions import Cast

Rows = QuerySet[Any, Any]
"""A part of a union, made by `part`."""


@dataclass(frozen=True, kw_only=True)
class Row:
    kind: str
    key: str
    number: int
    text: str
    who: str
    about: str
    other: int | None
    at: datetime | None


def part(
    rows: QuerySet[Any],
    kind: str,
    *,
    key: Any = None,
    number: Any = None,
    text: Any = None,
    who: Any = None,
    about: Any = None,
    other: Any = None,
    at: Any = None,
) -> Rows:
    """Rows of one table as a part of a union; what is left out is empty. Part of an SQL query."""
    nothing = Value("", output_field=TextField())
    told: Rows = rows.order_by().annotate(
        of_kind=Value(kind, output_field=TextField()),
        of_key=nothing if key is None else key,
        of_number=Value(0, output_field=IntegerField()) if number is None else number,
        of_text=nothing if text is None else text,
        of_who=nothing if who is None else who,
        of_about=nothing if about is None else about,
        # With their types: a database that sees only NULL takes it for a text.
        of_other=Cast(Value(None) if other is None else other, BigIntegerField()),
        of_at=Cast(Value(None), DateTimeField()) if at is None else F(at),
    )
    return told.values_list(
        "of_kind", "of_key", "of_number", "of_text", "of_who", "of_about", "of_other", "of_at"
    )


def read(*parts: Rows) -> Mapping[str, tuple[Row, ...]]:
    """The rows of all parts by kind, in no order. One SQL query."""
    first, *others = parts
    found: dict[str, tuple[Row, ...]] = {}
    for kind, key, number, text, who, about, other, at in first.union(*others, all=True):
        row = Row(
            kind=kind,
            key=key,
            number=number,
            text=text,
            who=who,
            about=about,
            other=other,
            at=at,
        )
        found[kind] = (*found.get(kind, ()), row)
    return found
