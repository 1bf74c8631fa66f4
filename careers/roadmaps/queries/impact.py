"""A look at everybody whom a change can touch: what it is made from, and whether it still holds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from typing import NamedTuple

from careers.certifications import queries as certifications
from careers.certifications.documents import as_domain
from careers.certifications.models import CatalogueChange
from careers.levels.models import Instrument, Statement
from careers.roadmaps.models import ImpactRun
from careers.roadmaps.queries.rehearsal import CatalogueRehearsal
from careers.roadmaps.queries.rescoring import LevelRehearsal, rehearsal_of_draft

Rehearsal = CatalogueRehearsal | LevelRehearsal


class Basis(NamedTuple):
    """What a look is made from, and a mark that changes with any of it."""

    rehearsal: Rehearsal
    mark: str


def basis_of_change(change: CatalogueChange, on: date) -> Basis:
    """The catalogue as it is and as it would be on a day. Nine SQL queries."""
    before, after = certifications.domain_catalogue(), certifications.catalogue_with(change)
    return Basis(CatalogueRehearsal(before, after, on), _mark(on, before, after))


def marks_of_changes(changes: Iterable[CatalogueChange], on: date) -> dict[int, str]:
    """The marks that looks at these changes would have on a day, by change. Ten SQL queries.

    What they hold is read for one at a time: it may be a thousand certifications each.
    """
    before, stored = certifications.domain_catalogue(), certifications.documents()
    rows = CatalogueChange.objects.filter(pk__in=[one.pk for one in changes]).order_by()
    held = rows.values_list("pk", "documents").iterator(chunk_size=1)
    return {pk: _mark(on, before, as_domain({**stored, **documents})) for pk, documents in held}


def basis_of_draft(draft: Instrument, on: date) -> Basis:
    """The rule in use and that of a draft on a day, with their words. Four SQL queries."""
    rehearsal = rehearsal_of_draft(draft)
    words = Statement.objects.filter(instrument__in=[draft, rehearsal.in_use])
    told = words.order_by("instrument", "competency__code", "level__number")
    rows = told.values_list("instrument", "competency__code", "level__number", "text")
    return Basis(rehearsal, _mark(on, rehearsal.rule, rehearsal.current, list(rows)))


def basis_of(run: ImpactRun) -> Basis:
    """What a look would be made from now. Nine SQL queries and one for what was not selected."""
    if run.change is not None:
        return basis_of_change(run.change, run.counted_on)
    assert run.instrument is not None  # noqa: S101 - a constraint says so
    return basis_of_draft(run.instrument, run.counted_on)


def is_current(run: ImpactRun, today: date) -> bool:
    """Whether the numbers are of today, and nothing has changed that they were computed from.

    People may have changed: an older day would be too long. Nine SQL queries and one for
    what was not selected with the run.
    """
    return run.counted_on == today and run.basis == basis_of(run).mark


def _mark(*parts: object) -> str:
    return sha256(repr(parts).encode()).hexdigest()
