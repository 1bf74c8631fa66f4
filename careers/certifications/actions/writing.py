"""Writing certifications from documents: the one way in which the catalogue changes.

SQL statements are counted without the marks of transactions and savepoints.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from careers.certifications.differences import field_labels
from careers.certifications.documents import (
    PARTS,
    REFERENCES,
    Document,
    fingerprint,
    is_same,
    own_fields,
)
from careers.certifications.models import (
    AwardingBody,
    Build,
    Certification,
    CertificationAlias,
    Prerequisite,
    RenewalSuite,
    Source,
)
from careers.certifications.queries import current_faults
from careers.certifications.queries.documents import documents as read
from careers.levels.actions.signing import (
    Author,
    ChangedMeanwhile,
    DocumentInvalid,
    Written,
    hold_catalogue,
)
from careers.levels.documents import sentences_by_field
from careers.levels.faults import LONGEST_CELL
from careers.levels.models import Competency, Level

TABLES: dict[str, tuple[type[models.Model], str]] = {
    "body_then": (AwardingBody, "key"),
    "body_now": (AwardingBody, "key"),
    "successor": (Certification, "key"),
    "level": (Level, "number"),
    "suite": (RenewalSuite, "key"),
}


LONGEST_TOGETHER = LONGEST_CELL // 2 - 1
"""Characters of all parts of one kind; marks that keep a cell safe can double them."""


class Contradiction(Exception):
    """The change would make the catalogue contradict itself; `sentences` say how."""

    def __init__(self, sentences: tuple[str, ...]) -> None:
        self.sentences = sentences
        super().__init__(" ".join(sentences))


@transaction.atomic
def write_documents(
    *,
    documents: Mapping[str, Document],
    bases: Mapping[str, str],
    user: Any,
    why: str,
    now: datetime,
) -> Written:
    """Make these certifications what their documents say; all of them or none.

    `bases` are fingerprints of what each was when the change was begun, empty for a new one.
    Written again, nothing changes. Every version in the history has the same moment, author and
    reason. Raises ChangedMeanwhile, DocumentInvalid or Contradiction. About twenty SQL statements,
    and a handful for each part that differs.
    """
    hold_catalogue()
    before = read(documents)
    different = [key for key, one in documents.items() if not is_same(before.get(key), one)]
    late = tuple(key for key in different if fingerprint(before.get(key)) != bases.get(key, ""))
    if late:
        raise ChangedMeanwhile(late)
    faults_before = {fault.sentence for fault in current_faults()}
    _write(different, documents, Author(user=user, why=why, now=now))
    new = [fault for fault in current_faults() if fault.sentence not in faults_before]
    if refused := tuple(fault.sentence for fault in new if fault.is_contradiction):
        raise Contradiction(refused)
    return Written(
        changed=tuple(different),
        warnings=tuple(fault.sentence for fault in new),
        before={key: before.get(key) for key in different},
    )


def _write(keys: Iterable[str], documents: Mapping[str, Document], author: Author) -> None:
    faults: dict[str, dict[str, list[str]]] = {}
    rows: dict[str, Certification] = {}
    for key in _successors_first(keys, documents):
        try:
            rows[key] = _write_row(documents[key], author)
        except ValidationError as refused:
            faults[key] = sentences_by_field(refused)
    for key, row in rows.items():
        try:
            with transaction.atomic():
                _write_parts(row, documents[key], author)
        except ValidationError as refused:
            faults[key] = sentences_by_field(refused)
    if faults:
        raise DocumentInvalid(faults)


def _successors_first(keys: Iterable[str], documents: Mapping[str, Document]) -> list[str]:
    """A row can name another only once that one is there."""
    ordered: list[str] = []
    wanted = list(keys)

    def put(key: str, before: frozenset[str]) -> None:
        if key in ordered or key in before:
            return
        successor = documents[key].get("successor")
        if successor in wanted:
            put(successor, before | {key})
        ordered.append(key)

    for key in wanted:
        put(key, frozenset())
    return ordered


def _write_row(document: Document, author: Author) -> Certification:
    row = Certification.objects.filter(key=document.get("key")).first() or Certification()
    for field in own_fields():
        value = document.get(field.name, field.get_default())
        if field.name in REFERENCES:
            value = _reference(field.name, value)
        setattr(row, field.name, value if field.name in REFERENCES else field.to_python(value))
    row.full_clean()
    author.sign(row).save()
    return row


def _reference(name: str, value: Any) -> Any:
    if value in (None, ""):
        return None
    table, key = TABLES[name]
    return _row(name, table, key, value)


def _row(name: str, table: type[models.Model], key: str, value: Any) -> Any:
    found = table._default_manager.filter(**{key: value}).first()
    if found is None:
        text = _("“%(value)s” is not in the list: %(kind)s.")
        words = {"value": value, "kind": table._meta.verbose_name}
        raise ValidationError({name: text % words})
    return found


def _write_parts(row: Certification, document: Document, author: Author) -> None:
    assert set(PARTS) >= {"aliases", "builds", "prerequisites", "sources"}  # noqa: S101
    _refuse_more_than_a_cell(document)
    _set(row, "recommended_first", document.get("recommended_first", ()))
    aliases = {name: {"name": name} for name in document.get("aliases", ())}
    _replace(row, CertificationAlias, ("name",), aliases, author)
    sources = {(one["topic"], one["url"]): one for one in document.get("sources", ())}
    _replace(row, Source, ("topic", "url"), sources, author)
    builds = {one["competency"]: _build(one) for one in document.get("builds", ())}
    _replace(row, Build, ("competency__code",), builds, author)
    conditions = {one["number"]: one for one in document.get("prerequisites", ())}
    columns = {
        number: {name: value for name, value in one.items() if name != "any_of"}
        for number, one in conditions.items()
    }

    def fill(prerequisite: Prerequisite, is_new: bool) -> None:
        _set(prerequisite, "any_of", conditions[prerequisite.number]["any_of"], is_new=is_new)

    _replace(row, Prerequisite, ("number",), columns, author, fill)


def _refuse_more_than_a_cell(document: Document) -> None:
    """An export puts all parts of a kind into one cell, and what is exported can be imported."""
    joined = [(kind, document.get(kind, ())) for kind in PARTS if kind != "prerequisites"]
    joined += [("prerequisites", one["any_of"]) for one in document.get("prerequisites", ())]
    for kind, items in joined:
        length = sum(
            len(str(value)) + len("between")
            for item in items
            for value in (item.values() if isinstance(item, Mapping) else (item,))
        )
        if length > LONGEST_TOGETHER:
            text = _("%(parts)s: together they have more than %(most)d characters. Take some out.")
            words = {"parts": field_labels()[kind], "most": LONGEST_TOGETHER}
            raise ValidationError({kind: text % words})


def _build(one: Mapping[str, Any]) -> dict[str, Any]:
    return {**one, "competency": _row("builds", Competency, "code", one["competency"])}


def _set(row: Any, name: str, keys: Iterable[str], *, is_new: bool = False) -> None:
    wanted = [_row(name, Certification, "key", key) for key in keys]
    field = getattr(row, name)
    there = {} if is_new else {one.pk: one for one in field.all()}
    field.remove(*(one for pk, one in there.items() if pk not in {one.pk for one in wanted}))
    field.add(*(one for one in wanted if one.pk not in there))


def _replace(
    certification: Certification,
    table: type[models.Model],
    key: tuple[str, ...],
    wanted: Mapping[Any, Mapping[str, Any]],
    author: Author,
    fill: Callable[[Any, bool], None] | None = None,
) -> None:
    """Leave what is the same, change what differs, delete what is gone, add what is new."""
    there: dict[Any, Any] = {}
    related = [name.rpartition("__")[0] for name in key if "__" in name]
    sets = [field.name for field in table._meta.many_to_many]
    rows = table._default_manager.filter(certification=certification).prefetch_related(*sets)
    for row in rows.select_related(*related) if related else rows:
        there[_key_of(row, key)] = author.sign(row)
    for name, row in there.items():
        if name not in wanted:
            row.delete()
    for name, columns in wanted.items():
        row = there.get(name) or author.sign(table(certification=certification))
        before = {column: getattr(row, column, None) for column in columns} if row.pk else None
        for column, value in columns.items():
            field = table._meta.get_field(column)
            setattr(row, column, value if field.is_relation else field.to_python(value))  # type: ignore[union-attr]
        if before != {column: getattr(row, column) for column in columns}:
            row.full_clean()
            row.save()
        if fill:
            fill(row, name not in there)


def _key_of(row: Any, path: tuple[str, ...]) -> Any:
    found = []
    for name in path:
        value = row
        for part in name.split("__"):
            value = getattr(value, part)
        found.append(value)
    return found[0] if len(found) == 1 else tuple(found)
