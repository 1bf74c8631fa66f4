"""Two versions of a review side by side: what one manager sent, and what was stored meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from careers.assessments.actions import Rated
from careers.assessments.queries import RatedRow, ReviewSheet
from careers.assessments.wording import value_text


@dataclass(frozen=True, kw_only=True)
class Said:
    """What one version says of one competency, in words."""

    manager: str
    agreed: str
    note: str


@dataclass(frozen=True, kw_only=True)
class Difference:
    name: str
    mine: Said
    stored: Said


def differences(sheet: ReviewSheet, mine: Mapping[str, Rated]) -> tuple[Difference, ...]:
    """The competencies of which the two versions do not say the same, in the order asked."""
    pairs = [(row, _mine(row, mine[row.code]), _stored(row)) for row in sheet.rows]
    return tuple(
        Difference(name=row.name, mine=said, stored=stored)
        for row, said, stored in pairs
        if said != stored
    )


def _mine(row: RatedRow, rated: Rated) -> Said:
    is_same = rated.manager == row.counted
    agreed = rated.manager if is_same else rated.agreed
    is_open = rated.is_open and not is_same
    return Said(
        manager=value_text(rated.manager),
        agreed=_("open") if is_open else value_text(agreed),
        note=rated.note,
    )


def _stored(row: RatedRow) -> Said:
    if not row.is_rated:
        return Said(manager=_("nothing yet"), agreed=_("open"), note="")
    return Said(
        manager=row.manager_text,
        agreed=row.agreed_text if row.has_agreed else _("open"),
        note=row.note,
    )
