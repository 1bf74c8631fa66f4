"""Pages that write in a version of the questions, while it is a draft, or in what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.utils import unquote
from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from careers.levels.actions.instrument import hold_drafts
from careers.levels.actions.signing import hold_catalogue
from careers.levels.admin_merging import shown
from careers.levels.admin_seen import SEEN, SeenPart, Sent, sent_by, typed_in, unsealed
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
        return _held(request, hold_drafts, self._judged, object_id, *args, **options)

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
        form, formsets = self._as_stored(request, _as_draft(row))  # type: ignore[attr-defined]
        return self._of_history(  # type: ignore[attr-defined]
            request,
            "too_late",
            row,
            _("Published already"),
            409,
            version=version,
            lines=typed_since(request.POST, form, formsets),
        )

    def delete_view(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        return _held(request, hold_drafts, super().delete_view, *args, **options)  # type: ignore[misc]

    def restore_view(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        return _held(request, hold_drafts, super().restore_view, *args, **options)  # type: ignore[misc]


class CatalogueHeld(BaseModelAdmin):
    """Pages of what an import writes too, and of what is fixed once a version asks about it.

    The catalogue is held before a page judges what may be changed, and before its row: imports and
    publishing hold it first as well, so that nobody waits for each other in a ring.
    """

    def changeform_view(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        return _held(request, hold_catalogue, super().changeform_view, *args, **options)  # type: ignore[misc]

    def delete_view(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        return _held(request, hold_catalogue, super().delete_view, *args, **options)  # type: ignore[misc]

    def restore_view(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        return _held(request, hold_catalogue, super().restore_view, *args, **options)  # type: ignore[misc]


@dataclass(frozen=True, kw_only=True)
class Typed:
    """Something that was done in a form and is not what is stored."""

    label: str
    before: str  # stored
    after: str  # typed


def typed_since(data: QueryDict, form: forms.BaseForm, formsets: Iterable[Any]) -> list[Typed]:
    """What an editor did in a form since it was opened, beside what the form would show now.

    What others have changed meanwhile is not listed. SQL queries of the forms alone.
    """
    then = unsealed(data.get(SEEN))
    then = then if isinstance(then, dict) else {}  # not known: all that is different was typed
    now, fields = sent_by(form), _with_all_choices(form.fields)
    typed = {name: typed_in(data, name) for name in now}
    found = [
        Typed(label=str(form[name].label), before=before, after=after)
        for name, before, after in _told(fields, then.get("own", {}), now, typed)
    ]
    for formset in formsets:
        part = SeenPart(formset)
        found += _typed_parts(data, part, then.get("parts", {}).get(part.prefix, {}))
    return found


def _typed_parts(data: QueryDict, part: SeenPart, then: Mapping[str, Sent]) -> Iterator[Typed]:
    rows = {str(form.instance.pk): form.instance for form in part.formset.initial_forms}
    kind, owner = str(part.formset.model._meta.verbose_name), part.formset.fk
    fields = _with_all_choices(part.formset.empty_form.fields)
    nothing: Sent = {}

    def whole(row: Sent) -> str:
        return "; ".join(shown(fields[name], values) for name, values in row.items())

    for key, row, is_gone in part.typed(data):
        if not key:
            if not is_gone and row not in part.rows.values():  # as when it was sent twice
                label = capfirst(_("%(part)s added") % {"part": kind})
                yield Typed(label=label, before="", after=whole(row))
            continue
        now = part.rows.get(key)
        about = (_named(rows[key], besides=owner) if key in rows else "") or kind
        if is_gone and now is not None:
            yield Typed(label=capfirst(about), before=whole(now), after=_("deleted"))
        elif not is_gone:
            for name, before, after in _told(fields, then.get(key, nothing), now or nothing, row):
                label = part.formset.model._meta.get_field(name).verbose_name
                yield Typed(label=capfirst(f"{about}: {label}"), before=before, after=after)


def _told(
    fields: Mapping[str, forms.Field], then: Sent, now: Sent, typed: Sent
) -> Iterator[tuple[str, str, str]]:
    """The fields that were touched and are not stored like that: stored and typed, in words."""
    for name, values in typed.items():
        is_touched = name not in then or _bare(values) != _bare(then[name])
        if is_touched and _bare(values) != _bare(now.get(name, [])):
            yield name, shown(fields[name], now.get(name, [])), shown(fields[name], values)


def _bare(values: list[str]) -> list[str]:
    return [one.strip() for one in values if one.strip()]


def _with_all_choices(fields: Mapping[str, forms.Field]) -> Mapping[str, forms.Field]:
    """What has been published since can be chosen no more, and has its name still."""
    choosing: list[Any] = [
        one
        for one in fields.values()
        if isinstance(one, forms.ModelChoiceField) and not one.widget.is_hidden
    ]
    for field in choosing:
        field.queryset = field.queryset.model._default_manager.all()
        field.choices = [(str(key), label) for key, label in field.choices]
    return fields


def _named(part: Model, *, besides: Any) -> str:
    """What a part is about: the rows it points to, besides the one it is a part of."""
    columns = [one for one in part._meta.concrete_fields if one.is_relation and one != besides]
    return ", ".join(str(getattr(part, one.name)) for one in columns)


def _as_draft(row: Any) -> Any:
    """The same row as long as its version was a draft, for the forms that it had then."""
    draft = copy(row)
    if isinstance(draft, Instrument):
        draft.published_at = None
    else:
        draft.instrument = _as_draft(row.instrument)
    return draft


def _held(request: HttpRequest, hold: Any, view: Any, *args: Any, **options: Any) -> Any:
    if request.method != "POST":
        return view(request, *args, **options)
    with transaction.atomic():
        hold()
        return view(request, *args, **options)
