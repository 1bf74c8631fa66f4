"""The history of a row and its parts: who has changed what, when and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Field, Model
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from careers.levels.documents import difference_sentence

Part = tuple[type[Model], str]
"""A table of parts, and its column that points to the row."""


@dataclass(frozen=True, kw_only=True)
class RowLine:
    """One thing that is different since the version before."""

    label: str
    before: str
    after: str

    @property
    def sentence(self) -> str:
        return difference_sentence(self.label, self.before, self.after)


@dataclass(frozen=True, kw_only=True)
class RowVersion:
    at: datetime
    who: str
    why: str
    what: tuple[RowLine, ...]
    number: int | None  # of the version of the row itself; None where only parts were changed
    is_first: bool


def keeps_history(model: type[Model]) -> bool:
    return hasattr(model._meta, "simple_history_manager_attribute")


def row_versions(model: Any, key: Any, parts: Iterable[Part]) -> tuple[RowVersion, ...]:
    """Return what was written of a row and its parts, the newest first.

    Two SQL queries for each table, and one for each of its columns that point to another row.
    """
    history = _History(model, key, [part for part in parts if keeps_history(part[0])])
    found: list[RowVersion] = []
    for moment in sorted(history.events):
        written = history.events[moment]
        what, own = history.forward(written), [row for table, row in written if table is model]
        signed = written[0][1]
        if not what and found:
            continue
        found.append(
            RowVersion(
                at=moment,
                who=str(signed.history_user or _("The portal itself")),
                why=signed.history_change_reason or "",
                what=() if not found else tuple(what),
                number=own[-1].history_id if own else None,
                is_first=not found,
            )
        )
    return tuple(reversed(found))


def row_differences(model: Any, row: Any, version: Any, names: Iterable[str]) -> list[RowLine]:
    """Return what would be different if a row said what a version says, in these columns.

    One SQL query for each column that points to another row.
    """
    texts = _Texts(model, [row, version])
    fields = [field for field in _columns(model) if field.name in set(names)]
    return list(texts.differences(row, version, fields))


def _columns(model: Any) -> list[Field[Any, Any]]:
    return [field for field in model._meta.fields if not field.primary_key]


class _Texts:
    """Values of rows as people read them."""

    def __init__(self, model: Any, rows: Iterable[Any]) -> None:
        self.names: dict[str, Mapping[Any, Any]] = {}
        for field in _columns(model):
            if field.is_relation:
                keys = {getattr(row, field.attname) for row in rows} - {None}
                related: Any = field.related_model
                self.names[field.name] = related._base_manager.in_bulk(keys)

    def of(self, row: Any, field: Field[Any, Any]) -> str:
        value = getattr(row, field.attname)
        if value in (None, ""):
            return _("nothing")
        if field.is_relation:
            found = self.names[field.name].get(value)
            return str(found) if found else _("something that is gone since")
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if field.choices:
            return str(dict(field.flatchoices).get(value, value))
        if isinstance(value, datetime):
            return date_format(localtime(value), "DATETIME_FORMAT")
        return date_format(value, "DATE_FORMAT") if hasattr(value, "isoformat") else str(value)

    def differences(
        self, before: Any, after: Any, fields: Iterable[Field[Any, Any]]
    ) -> Iterable[RowLine]:
        for field in fields:
            if getattr(before, field.attname) != getattr(after, field.attname):
                label = capfirst(str(field.verbose_name))
                old, new = self.of(before, field), self.of(after, field)
                yield RowLine(label=label, before=old, after=new)


class _History:
    def __init__(self, model: Any, key: Any, parts: list[Part]) -> None:
        self.model, self.events = model, defaultdict(list)
        self.owner = dict(parts)
        self.texts: dict[Any, _Texts] = {}
        self.sets: dict[Any, dict[str, Mapping[int, set[str]]]] = {}
        self.there: dict[Any, dict[Any, Any]] = {}
        for table, column in ((model, model._meta.pk.name), *parts):
            rows = list(_rows(table, column, key))
            self.texts[table] = _Texts(table, rows)
            self.sets[table] = {name: _set(table, name, rows) for name in _set_names(table)}
            self.there[table] = {}
            for row in rows:
                self.events[row.history_date].append((table, row))

    def forward(self, written: list[tuple[Any, Any]]) -> list[RowLine]:
        """What these rows change; they are what there is from then on."""
        before: dict[tuple[Any, Any], Any] = {}
        for table, row in written:
            before.setdefault((table, row.id), self.there[table].get(row.id))
            if row.history_type == "-":
                self.there[table].pop(row.id, None)
            else:
                self.there[table][row.id] = row
        told: list[RowLine] = []
        for (table, key), then in before.items():
            told += self._lines(table, then, self.there[table].get(key))
        return told

    def _lines(self, table: Any, then: Any, now: Any) -> list[RowLine]:
        if table is self.model:
            return list(self._changed(table, then, now)) if then and now else _gone(then, now)
        kind = capfirst(str(table._meta.verbose_name))
        if then is not None and now is not None:
            return [
                RowLine(
                    label=_label(kind, one.label),
                    before=one.before,
                    after=one.after,
                )
                for one in self._changed(table, then, now)
            ]
        label = _("%(part)s added") if then is None else _("%(part)s removed")
        text = self._whole(table, now if then is None else then)
        is_new = then is None
        return [
            RowLine(
                label=label % {"part": kind},
                before="" if is_new else text,
                after=text if is_new else "",
            )
        ]

    def _changed(self, table: Any, then: Any, now: Any) -> Iterable[RowLine]:
        yield from self.texts[table].differences(then, now, _columns(table))
        for name, kept in self.sets[table].items():
            old, new = kept[then.history_id], kept[now.history_id]
            if old != new:
                label = capfirst(str(table._meta.get_field(name).verbose_name))
                yield RowLine(label=label, before=_listed(old), after=_listed(new))

    def _whole(self, table: Any, row: Any) -> str:
        fields = [field for field in _columns(table) if field.name != self.owner[table]]
        return "; ".join(self.texts[table].of(row, field) for field in fields)


def _label(kind: str, field: str) -> str:
    if kind == field:
        return kind
    return _("%(part)s, %(field)s") % {"part": kind, "field": field.lower()}


def _gone(then: Any, now: Any) -> list[RowLine]:
    if then is not None and now is None:
        return [RowLine(label=_("Deleted"), before=str(then.history_object), after="")]
    return [RowLine(label=_("Made"), before="", after=_("new"))]


def _listed(names: set[str]) -> str:
    return ", ".join(sorted(names)) or _("nothing")


def _rows(table: Any, column: str, key: Any) -> Any:
    rows = table.history.filter(**{column: key}).select_related("history_user")
    return rows.order_by("history_date", "history_id")


def _set_names(table: Any) -> list[str]:
    return [field.name for field in table.history.model._history_m2m_fields]


def _set(table: Any, name: str, rows: Iterable[Any]) -> Mapping[int, set[str]]:
    """What each version held in a many-to-many field, by name. Two SQL queries."""
    field = table._meta.get_field(name)
    kept = getattr(table.history.model, name).model._base_manager
    pairs = kept.filter(history_id__in=[row.history_id for row in rows])
    pairs = list(pairs.values_list("history_id", field.m2m_reverse_name()))
    names = field.related_model._base_manager.in_bulk({other for _version, other in pairs})
    found: defaultdict[int, set[str]] = defaultdict(set)
    for version, other in pairs:
        found[version].add(str(names.get(other, _("something that is gone since"))))
    return found
