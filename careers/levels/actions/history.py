"""Versions of rows that were written past `save()`: fixtures, and rows older than the history.

SQL statements are counted without the marks of transactions and savepoints.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import CASCADE, Model, QuerySet

from careers.levels.actions.signing import ChangedMeanwhile
from careers.levels.documents import mark_of_row


@transaction.atomic
def keep_versions(*, rows: Iterable[QuerySet[Any]], why: str, now: datetime) -> int:
    """Give each of these rows a version that has none, or whose newest one says something else.

    A row that is gone, which only its history does not know yet, gets the version that says so.
    Returns how many were written. Done again, nothing is written. For each table three SQL
    statements and two for each of its many-to-many fields; for each row written a handful.
    """
    return sum(_keep(some, why, now) + _keep_ends(some.model, why, now) for some in rows)


@transaction.atomic
def drop_versions_since(*, tables: Iterable[type[Model]], moment: datetime) -> None:
    """Forget the versions written since a moment; for loading, which writes half a row at a time.

    A handful of SQL statements for each table.
    """
    for table in tables:
        _history_of(table).filter(history_date__gte=moment).delete()


@transaction.atomic
def hold_row(*, row: Any) -> Any:
    """Lock a row and return it as it is stored now, until the transaction around it ends.

    What it is a part of is locked first, so that a version is not published while a statement of
    it is held. Forms lock the whole before its parts too: nobody waits for each other in a ring.
    One SQL statement, and one for each row it is a part of. Raises DoesNotExist if it is gone.
    """
    for field in type(row)._meta.fields:
        whole = field.remote_field
        if whole and whole.on_delete is CASCADE:
            _locked(field.related_model, getattr(row, field.attname))
    return _locked(type(row), row.pk)


@transaction.atomic
def restore_row(
    *,
    row: Any,
    version: Any,
    names: Iterable[str],
    seen: str,
    user: Any,
    why: str,
    now: datetime,
) -> bool:
    """Let a row say again, in these columns, what a version of it said. False if it does already.

    `seen` is the mark of what these columns said to whoever asks for it. Raises ChangedMeanwhile if
    they say something else by now, and ValidationError, also for what is gone since. A handful of
    SQL statements.
    """
    held, names = hold_row(row=row), set(names)
    columns = [field for field in held._meta.fields if field.name in names]
    if all(getattr(held, one.attname) == getattr(version, one.attname) for one in columns):
        return False
    if mark_of_row(held, names) != seen:
        raise ChangedMeanwhile((str(held.pk),))
    for one in columns:
        setattr(held, one.attname, getattr(version, one.attname))
    held.full_clean()
    held._history_user, held._history_date, held._change_reason = user, now, why
    held.save()
    return True


def _locked(table: Any, key: Any) -> Any:
    return table._base_manager.select_for_update().get(pk=key)


def _history_of(table: type[Model]) -> Any:
    return table.history  # type: ignore[attr-defined]


def _keep(rows: QuerySet[Any], why: str, now: datetime) -> int:
    table = rows.model
    newest = _newest(table)
    names = [field.attname for field in _history_of(table).model.tracked_fields]
    sets, kept_sets = _sets(table), _kept_sets(table)
    written = 0
    for row in rows.order_by("pk"):
        then = newest.get(row.pk)
        same_sets = then is not None and sets[row.pk] == kept_sets[then.history_id]
        if same_sets and all(getattr(row, name) == getattr(then, name) for name in names):
            continue
        row._history_date, row._change_reason = now, why
        row.save()
        written += 1
    return written


def _newest(table: type[Model]) -> dict[Any, Any]:
    """The newest version of each row that is there, as far as the history knows."""
    versions = _history_of(table).order_by("history_date", "history_id")
    newest = {one.id: one for one in versions}
    return {pk: one for pk, one in newest.items() if one.history_type != "-"}


def _keep_ends(table: type[Model], why: str, now: datetime) -> int:
    newest = _newest(table)
    there = set(table._base_manager.values_list("pk", flat=True))
    gone = [one for pk, one in newest.items() if pk not in there]
    for one in gone:
        one.pk, one.history_type, one.history_date = None, "-", now
        one.history_user, one.history_change_reason = None, why
        one.save(force_insert=True)
    return len(gone)


def _sets(table: type[Model]) -> dict[Any, set[tuple[str, Any]]]:
    """What each row holds in its many-to-many fields, by the key of the row."""
    found: dict[Any, set[tuple[str, Any]]] = defaultdict(set)
    for field in _history_of(table).model._history_m2m_fields:
        through = getattr(table, field.name).through._base_manager
        pairs = through.values_list(f"{field.m2m_column_name()}", field.m2m_reverse_name())
        for own, other in pairs:
            found[own].add((field.name, other))
    return found


def _kept_sets(table: type[Model]) -> dict[Any, set[tuple[str, Any]]]:
    """The same of the versions, by the key of the version."""
    found: dict[Any, set[tuple[str, Any]]] = defaultdict(set)
    history = _history_of(table).model
    for field in history._history_m2m_fields:
        kept = getattr(history, field.name).model._base_manager
        for version, other in kept.values_list("history_id", field.m2m_reverse_name()):
            found[version].add((field.name, other))
    return found
