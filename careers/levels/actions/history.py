"""Versions of rows that were written past `save()`: fixtures, and rows older than the history.

SQL statements are counted without the marks of transactions and savepoints.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet


@transaction.atomic
def keep_versions(*, rows: Iterable[QuerySet[Any]], why: str, now: datetime) -> int:
    """Give each of these rows a version that has none, or whose newest one says something else.

    Returns how many were written. Done again, nothing is written. For each table two SQL
    statements and two for each of its many-to-many fields; for each row written a handful.
    """
    return sum(_keep(some, why, now) for some in rows)


@transaction.atomic
def drop_versions_since(*, tables: Iterable[type[Model]], moment: datetime) -> None:
    """Forget the versions written since a moment; for loading, which writes half a row at a time.

    A handful of SQL statements for each table.
    """
    for table in tables:
        _history_of(table).filter(history_date__gte=moment).delete()


@transaction.atomic
def restore_row(
    *, row: Any, version: Any, names: Iterable[str], user: Any, why: str, now: datetime
) -> bool:
    """Let a row say again, in these columns, what a version of it said. False if it does already.

    Raises ValidationError, also for what is gone since. A handful of SQL statements.
    """
    table = type(row)
    held = table._base_manager.select_for_update().get(pk=row.pk)
    columns = [field for field in table._meta.fields if field.name in set(names)]
    if all(getattr(held, one.attname) == getattr(version, one.attname) for one in columns):
        return False
    for one in columns:
        setattr(held, one.attname, getattr(version, one.attname))
    held.full_clean()
    held._history_user, held._history_date, held._change_reason = user, now, why
    held.save()
    return True


def _history_of(table: type[Model]) -> Any:
    return table.history  # type: ignore[attr-defined]


def _keep(rows: QuerySet[Any], why: str, now: datetime) -> int:
    table = rows.model
    versions = _history_of(table).order_by("history_date", "history_id")
    newest = {one.id: one for one in versions if one.history_type != "-"}
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
