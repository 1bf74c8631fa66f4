"""Writing rows of a table from documents, with their history; all of them or none.

SQL statements are counted without the marks of transactions and savepoints.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from careers.domain.ladder import LEVELS
from careers.levels.actions.signing import (
    Author,
    ChangedMeanwhile,
    DocumentInvalid,
    Written,
    hold_catalogue,
)
from careers.levels.documents import Document, fingerprint, sentences_by_field
from careers.levels.models import Competency, Level, Statement, WorkAction
from careers.levels.queries import documents_of, documents_of_competencies, own_columns

PARKED = 16_000
"""Added to a number that must be unique, while rows change places: far above any that is used."""


@transaction.atomic
def write_rows(
    *,
    model: type[models.Model],
    key: str,
    documents: Mapping[str, Document],
    bases: Mapping[str, str],
    user: Any,
    why: str,
    now: datetime,
) -> Written:
    """Make these rows what their documents say. Written again, nothing changes.

    `bases` are fingerprints of what each was when the change was begun, empty for a new one.
    Raises ChangedMeanwhile or DocumentInvalid. Two SQL statements, and a handful for each row that
    differs.
    """
    hold_catalogue()
    before = documents_of(model, key, documents)
    author = Author(user=user, why=why, now=now)
    different = _different(before, documents, bases)
    _write(model, key, {name: documents[name] for name in different}, before, author)
    return Written(changed=different)


@transaction.atomic
def write_competencies(
    *,
    documents: Mapping[str, Document],
    bases: Mapping[str, str],
    user: Any,
    why: str,
    now: datetime,
) -> Written:
    """The same for competencies with their work actions.

    Group and order of one that a published version asks about are refused: results rest on them.
    Four SQL statements, and a handful for each row that differs.
    """
    hold_catalogue()
    before = documents_of_competencies(documents)
    author = Author(user=user, why=why, now=now)
    different = _different(before, documents, bases)
    changed = {code: documents[code] for code in different}
    _refuse_moves(before, changed)
    _write(Competency, "code", changed, before, author)
    for code, document in changed.items():
        _write_work_actions(code, document, author)
    return Written(changed=different)


def _different(
    before: Mapping[str, Document], documents: Mapping[str, Document], bases: Mapping[str, str]
) -> tuple[str, ...]:
    different = tuple(key for key in documents if before.get(key) != documents[key])
    late = tuple(key for key in different if fingerprint(before.get(key)) != bases.get(key, ""))
    if late:
        raise ChangedMeanwhile(late)
    return different


def _refuse_moves(before: Mapping[str, Document], changed: Mapping[str, Document]) -> None:
    moved = {
        code: [name for name in ("group", "order") if before[code][name] != one[name]]
        for code, one in changed.items()
        if code in before
    }
    asked = Statement.objects.filter(
        competency__code__in=[code for code, names in moved.items() if names],
        instrument__published_at__isnull=False,
    )
    fixed = set(asked.order_by().values_list("competency__code", flat=True).distinct())
    text = _("A published version asks about %(code)s, so this stays as it is.")
    faults = {
        code: {name: [text % {"code": code}] for name in names}
        for code, names in moved.items()
        if code in fixed
    }
    if faults:
        raise DocumentInvalid(faults)


def _write(
    model: type[models.Model],
    key: str,
    documents: Mapping[str, Document],
    before: Mapping[str, Document],
    author: Author,
) -> None:
    _park(model, key, documents, before)
    table = model._default_manager
    rows: dict[str, Any] = {
        str(getattr(row, key)): row for row in table.filter(**{f"{key}__in": list(documents)})
    }
    faults: dict[str, dict[str, list[str]]] = {}
    for name, document in documents.items():
        row = rows.get(name) or model()
        try:
            with transaction.atomic():
                _fill(row, document)
                row.full_clean()
                author.sign(row).save()
        except ValidationError as refused:
            faults[name] = sentences_by_field(refused)
    if faults:
        raise DocumentInvalid(faults)


def _park(
    model: type[models.Model],
    key: str,
    documents: Mapping[str, Document],
    before: Mapping[str, Document],
) -> None:
    """Rows that change places would stand in each other's way."""
    for field in own_columns(model):
        if not field.unique or not isinstance(field, models.IntegerField) or field.name == key:
            continue
        moving = [
            name
            for name, one in documents.items()
            if name in before and before[name][field.name] != one[field.name]
        ]
        rows = model._default_manager.filter(**{f"{key}__in": moving})
        rows.update(**{field.name: F(field.name) + PARKED})


def _fill(row: Any, document: Document) -> None:
    for field in own_columns(type(row)):
        value = document[field.name]
        if field.is_relation:
            value = _named(field, value)
        setattr(row, field.name, value if field.is_relation else field.to_python(value))


def _named(field: Any, value: str) -> Any:
    """A row that the document names by its code."""
    found = field.related_model._default_manager.filter(code=value).first()
    if found is None:
        text = _("“%(value)s” is not in the list: %(kind)s.")
        words = {"value": value, "kind": field.related_model._meta.verbose_name}
        raise ValidationError({field.name: text % words})
    return found


def _write_work_actions(code: str, document: Document, author: Author) -> None:
    competency = Competency.objects.get(code=code)
    levels = {level.number: level for level in Level.objects.order_by("number")}
    there = {row.level_id: row for row in WorkAction.objects.filter(competency=competency)}
    for number in LEVELS:
        text, row = document[f"work_action_{number}"], there.get(levels[number].pk)
        if not text and row is not None:
            author.sign(row).delete()
        elif text and (row is None or row.text != text):
            row = row or WorkAction(competency=competency, level=levels[number])
            row.text = text
            row.full_clean()
            author.sign(row).save()
