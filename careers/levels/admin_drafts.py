"""Pages that write in a version of the questions: only while it is a draft."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.utils import unquote
from django.db import transaction
from django.db.models import Model
from django.forms.models import _get_foreign_key
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.text import capfirst, normalize_newlines
from django.utils.translation import gettext as _

from careers.levels.actions.instrument import hold_drafts
from careers.levels.models import Instrument


def is_draft(instrument: Instrument | None) -> bool:
    return instrument is None or not instrument.is_published


class DraftOnlyInline:
    """Parts of a published version can be looked at, and that is all."""

    def has_add_permission(self, request: HttpRequest, obj: Instrument | None = None) -> bool:
        return is_draft(obj) and super().has_add_permission(request, obj)  # type: ignore[misc]

    def has_change_permission(self, request: HttpRequest, obj: Instrument | None = None) -> bool:
        return is_draft(obj) and super().has_change_permission(request, obj)  # type: ignore[misc]

    def has_delete_permission(self, request: HttpRequest, obj: Instrument | None = None) -> bool:
        return is_draft(obj) and super().has_delete_permission(request, obj)  # type: ignore[misc]


class DraftsHeld(BaseModelAdmin):
    """Whoever writes in a draft and whoever publishes it wait for each other.

    The drafts are held before a page judges whether this is one of them, and before any of its
    parts: first the version, then what is in it. What is published meanwhile is refused, and what
    was typed is shown.
    """

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, *args: Any, **options: Any
    ) -> HttpResponse:
        return _held(request, self._judged, object_id, *args, **options)

    def _judged(
        self, request: HttpRequest, object_id: str | None, *args: Any, **options: Any
    ) -> HttpResponse:
        if request.method == "POST" and object_id is not None:
            row = self.get_object(request, unquote(object_id))  # type: ignore[attr-defined]
            may_change = self.has_change_permission
            if row is not None and may_change(request) and not may_change(request, row):
                return self._too_late(request, row)
        return super().changeform_view(request, object_id, *args, **options)  # type: ignore[misc]

    def _too_late(self, request: HttpRequest, row: Any) -> HttpResponse:
        """Say that it is published, and show what was typed: nothing of it is stored."""
        version = row if isinstance(row, Instrument) else row.instrument
        tables = [inline.model for inline in self.inlines]  # type: ignore[attr-defined]
        return self._of_history(  # type: ignore[attr-defined]
            request,
            "too_late",
            row,
            _("Published already"),
            409,
            version=version,
            lines=typed_beside(request.POST, row, tables),
        )

    def delete_view(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        return _held(request, super().delete_view, *args, **options)  # type: ignore[misc]

    def restore_view(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        return _held(request, super().restore_view, *args, **options)  # type: ignore[misc]


@dataclass(frozen=True, kw_only=True)
class Typed:
    """Something a form holds that is not what is stored."""

    label: str
    before: str  # stored
    after: str  # typed


def typed_beside(data: QueryDict, row: Model, tables: Iterable[type[Model]]) -> list[Typed]:
    """What a form of a row and of its parts holds that is not stored. A SQL query for a table."""
    found = list(_typed(data, row, "", ""))
    for table in tables:
        parent: Any = _get_foreign_key(type(row), table)
        prefix = parent.remote_field.get_accessor_name(model=table)
        parts = table._base_manager.filter(**{parent.name: row}).select_related()
        rows = {str(part.pk): part for part in parts}
        for name in [name for name in data if name.startswith(f"{prefix}-")]:
            part = rows.get(data.get(name, "")) if name.endswith("-id") else None
            if part is not None:
                about = _named(part, besides=parent)
                found += _typed(data, part, name.removesuffix("id"), f"{about}: ")
    return found


def _named(part: Model, *, besides: Any) -> str:
    """What a part is about: the rows it points to, besides the one it is a part of."""
    columns = [one for one in part._meta.concrete_fields if one.is_relation and one != besides]
    return ", ".join(str(getattr(part, one.name)) for one in columns)


def _typed(data: QueryDict, row: Model, prefix: str, about: str) -> Iterator[Typed]:
    for field in row._meta.concrete_fields:
        sent = data.get(prefix + field.name)
        if sent is None or field.is_relation or field.primary_key:
            continue
        stored, typed = str(getattr(row, field.name)), normalize_newlines(sent).strip()
        if normalize_newlines(stored).strip() != typed:
            label = capfirst(f"{about}{field.verbose_name}")
            yield Typed(label=label, before=stored, after=typed)


def _held(request: HttpRequest, view: Any, *args: Any, **options: Any) -> Any:
    if request.method != "POST":
        return view(request, *args, **options)
    with transaction.atomic():
        hold_drafts()
        return view(request, *args, **options)
