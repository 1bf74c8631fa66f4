"""What a certification was, version by version: every row of it that was written at one moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model

from careers.certifications.documents import REFERENCES, Document, is_same, own_fields, plain
from careers.certifications.models import (
    AwardingBody,
    Build,
    Certification,
    CertificationAlias,
    Prerequisite,
    RenewalSuite,
    Source,
)
from careers.levels.models import Competency, Level


@dataclass(frozen=True, kw_only=True)
class Version:
    number: int  # from 1, the oldest; never another one's later
    at: datetime
    who: str  # empty = a command, or somebody who is not known any more
    why: str
    document: Document


PARTS_BY_TABLE: dict[type[Model], str] = {
    CertificationAlias: "aliases",
    Prerequisite: "prerequisites",
    Build: "builds",
    Source: "sources",
}
SOURCE = ("topic", "url", "note", "verified_on")
KEYS: dict[type[Model], str] = {
    Certification: "key",
    AwardingBody: "key",
    RenewalSuite: "key",
    Level: "number",
    Competency: "code",
}


def document_at(key: str, moment: datetime) -> Document | None:
    """Return what a certification was at a moment; None before its history. 18 SQL queries."""
    return next((one.document for one in reversed(versions_of(key)) if one.at <= moment), None)


def versions_of(key: str) -> tuple[Version, ...]:
    """Return the versions of a certification, the oldest first; none for an unknown key.

    What was written without a difference is no version. A row that is gone since is named by the
    key it had. 18 SQL queries whatever the number of versions.
    """
    row = Certification.objects.filter(key=key).values_list("pk", flat=True).first()
    if row is None:
        return ()
    record = _Record(row)
    found: list[Version] = []
    for moment in sorted(record.moments):
        document = record.forward_to(moment)
        if document is None or (found and is_same(found[-1].document, document)):
            continue
        signed = record.moments[moment]
        found.append(
            Version(
                number=len(found) + 1,
                at=moment,
                who=str(signed.history_user or ""),
                why=signed.history_change_reason or "",
                document=document,
            )
        )
    return tuple(found)


class _Record:
    """The rows of the history of one certification, played from the beginning."""

    def __init__(self, row: int) -> None:
        self.names = {table: _keys_of(table) for table in KEYS}
        self.order: dict[type[Model], dict[Any, int]] = {
            table: {key: place for place, key in enumerate(self.names[table].values())}
            for table in (Certification, Competency)
        }
        own = list(_of(Certification, id=row))
        parts = {table: list(_of(table, certification_id=row)) for table in PARTS_BY_TABLE}
        self.recommended = _sets(Certification, "recommended_first", own)
        self.any_of = _sets(Prerequisite, "any_of", parts[Prerequisite])
        self.moments: dict[datetime, Any] = {}
        self.events: dict[datetime, list[tuple[type[Model], Any]]] = defaultdict(list)
        found: list[tuple[type[Model], list[Any]]] = [(Certification, own), *parts.items()]
        for table, rows in found:
            for one in rows:
                self.moments.setdefault(one.history_date, one)
                self.events[one.history_date].append((table, one))
        self.own: Any = None
        self.parts: dict[type[Model], dict[int, Any]] = {table: {} for table in PARTS_BY_TABLE}

    def forward_to(self, moment: datetime) -> Document | None:
        """Take the rows of the next moment in; moments come in their order."""
        for table, row in self.events[moment]:
            if table is Certification:
                self.own = row
            elif row.history_type == "-":
                self.parts[table].pop(row.id, None)
            else:
                self.parts[table][row.id] = row
        return self._document() if self.own is not None else None

    def _document(self) -> Document:
        document: Document = {}
        for field in own_fields():
            value = getattr(self.own, field.attname)
            if field.name in REFERENCES and value is not None:
                table: Any = field.related_model
                value = self._name(table, value)
            document[field.name] = plain(value)
        rows = {kind: self.parts[table].values() for table, kind in PARTS_BY_TABLE.items()}
        recommended = self._names(Certification, self.recommended[self.own.history_id])
        return document | {
            "recommended_first": recommended,
            "aliases": sorted(one.name for one in rows["aliases"]),
            "prerequisites": [
                self._prerequisite(one) for one in sorted(rows["prerequisites"], key=_number)
            ],
            "builds": self._builds(rows["builds"]),
            "sources": [
                {
                    name: plain(getattr(one, name))
                    for name in ("topic", "url", "note", "verified_on")
                }
                for one in sorted(rows["sources"], key=lambda one: (one.topic, one.url))
            ],
        }

    def _prerequisite(self, row: Any) -> dict[str, Any]:
        return {
            "number": row.number,
            "any_of": self._names(Certification, self.any_of[row.history_id]),
            "or_experience": row.or_experience,
            "is_official": row.is_official,
        }

    def _builds(self, rows: Iterable[Any]) -> list[dict[str, Any]]:
        places = self.order[Competency]
        found = [
            {
                "competency": self._name(Competency, one.competency_id),
                "strength": one.strength,
                "up_to": one.up_to,
            }
            for one in rows
        ]
        return sorted(found, key=lambda one: places.get(one["competency"], len(places)))

    def _names(self, table: type[Model], rows: Iterable[int]) -> list[Any]:
        places = self.order[table]
        found = [self._name(table, row) for row in rows]
        return sorted(found, key=lambda key: (places.get(key, len(places)), str(key)))

    def _name(self, table: type[Model], row: int) -> Any:
        return self.names[table].get(row, f"#{row}")


def _number(row: Any) -> int:
    return int(row.number)


def _of(table: Any, **which: Any) -> Any:
    rows = table.history.filter(**which).select_related("history_user")
    return rows.order_by("history_date", "history_id")


def _keys_of(table: Any) -> dict[int, Any]:
    """What names each row, in the order of the table; rows that are gone come last. Two queries."""
    key = KEYS[table]
    last = dict(table.history.order_by("history_id").values_list("id", key))
    order = ("order", key) if hasattr(table, "order") else (key,)
    today = dict(table.objects.order_by(*order).values_list("pk", key))
    return today | {row: name for row, name in last.items() if row not in today}


def _sets(table: Any, name: str, rows: Iterable[Any]) -> Mapping[int, list[int]]:
    """What each of these versions held in a many-to-many field. One query."""
    field = table._meta.get_field(name)
    kept = getattr(table.history.model, name).model._base_manager
    found: defaultdict[int, list[int]] = defaultdict(list)
    pairs = kept.filter(history_id__in=[one.history_id for one in rows])
    for version, other in pairs.values_list("history_id", field.m2m_reverse_name()):
        found[version].append(other)
    return found
