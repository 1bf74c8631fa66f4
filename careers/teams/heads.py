"""The heads of the matrix: what each column is called, and the link that sorts by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from careers.levels.models import Competency
from careers.teams.filters import BY_DATE, BY_GAP, BY_LEVEL, BY_NAME, Filters


@dataclass(frozen=True, kw_only=True)
class Head:
    label: str
    name: str  # what the label stands for; empty where it says all
    query: str  # of the list sorted by this column
    order: str  # "ascending" or "descending"; empty unless the list is sorted by it


@dataclass(frozen=True, kw_only=True)
class Heads:
    name: Head
    level: Head
    gap: Head
    date: Head
    competencies: tuple[Head, ...]


def heads_of(filters: Filters, columns: Sequence[Competency]) -> Heads:
    """The heads of a list with these filters."""
    return Heads(
        name=_head(filters, BY_NAME, _("Name")),
        level=_head(filters, BY_LEVEL, _("Level")),
        gap=_head(filters, BY_GAP, _("Gaps")),
        date=_head(filters, BY_DATE, _("Assessed")),
        competencies=tuple(_head(filters, one.code, one.code, one.name) for one in columns),
    )


def _head(filters: Filters, column: str, label: str, name: str = "") -> Head:
    order = "descending" if filters.is_descending else "ascending"
    return Head(
        label=label,
        name=name,
        query=filters.sorted_by(column).query(),
        order=order if column == filters.column else "",
    )
