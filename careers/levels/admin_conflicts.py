"""Two editors with one row: the second is told who has changed what, and saves again knowingly."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.models import LogEntry
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.forms.models import _get_foreign_key
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from careers.levels.admin_merging import Conflict, put_together
from careers.levels.admin_seen import (
    SEEN,
    SeenField,
    SeenPart,
    is_what_is_stored,
    sealed,
    seen_of,
    unsealed,
)


def moment_text(moment: Any) -> str:
    return date_format(localtime(moment), "DATETIME_FORMAT")


def refusing(form: type[Any], sentence: str) -> type[Any]:
    """The same form, which is not valid and says why."""

    def clean(self: Any) -> Any:
        cleaned = form.clean(self)
        self.add_error(None, sentence)
        return cleaned

    return type(form.__name__, (form,), {"clean": clean})


class ToldOfOthers(BaseModelAdmin):
    """Forms that carry what they showed, and say so when something else is stored by now."""

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any
    ) -> Any:
        form = super().get_form(request, obj, change=change, **options)  # type: ignore[misc]
        conflict: Conflict | None = getattr(request, "conflict", None)
        return refusing(form, conflict.sentence) if conflict else form

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **options: Any
    ) -> Any:
        form = context["adminform"].form
        if context["original"] is not None:
            formsets = [one.formset for one in context["inline_admin_formsets"]]
            form.fields[SEEN] = SeenField(initial=self.seen(request, form, formsets))
        return super().render_change_form(request, context, *args, **options)  # type: ignore[misc]

    def seen(self, request: HttpRequest, form: forms.BaseForm, formsets: list[Any]) -> str:
        """What a form shows, as a text; one that is shown again shows what it carries."""
        return "" if form.is_bound else sealed(seen_of(form, formsets))

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method != "POST" or object_id is None:
            return super().changeform_view(request, object_id, form_url, extra_context)  # type: ignore
        with transaction.atomic():
            found = self.conflict_of(request, object_id)
            if isinstance(found, HttpResponse):
                return found
            if found is None:
                return super().changeform_view(request, object_id, form_url, extra_context)  # type: ignore
            conflict, data = found
            again = copy(request)
            again.POST = data  # type: ignore[assignment]
            again.conflict = conflict  # type: ignore[attr-defined]
            context = {**(extra_context or {}), "conflict": conflict}
            response = super().changeform_view(again, object_id, form_url, context)  # type: ignore
            response.status_code = 409
            return response

    def conflict_of(
        self, request: HttpRequest, object_id: str
    ) -> tuple[Conflict, QueryDict] | HttpResponse | None:
        """What stands against saving, and what the form says next. None if nothing does.

        A form that was saved already, as when it is sent twice, is answered with the way on. The
        rows are locked first, so that two forms at one moment are judged one after the other.
        """
        self._lock(request, object_id)
        request.held_row = None  # type: ignore[attr-defined]
        row = self.get_object(request, unquote(object_id))  # type: ignore[attr-defined]
        if row is None or not self.has_change_permission(request, row):
            return None
        request.held_row = row  # type: ignore[attr-defined]
        form, formsets = self._as_stored(request, row)
        then, now = unsealed(request.POST.get(SEEN)), seen_of(form, formsets)
        parts = [SeenPart(one) for one in formsets]
        if then == now:
            return None
        if is_what_is_stored(request.POST, form, parts):
            messages.info(request, _("“%(name)s” says that already.") % {"name": row})
            return self.response_post_save_change(request, row)  # type: ignore[attr-defined]
        tables = [(one.model, one.fk.name) for one in formsets]
        return put_together(request.POST, then or {}, form, parts, *last_change(row, tables))

    def _lock(self, request: HttpRequest, object_id: str) -> None:
        """Hold the row; nothing is done about a number that is none."""
        try:
            key = self.model._meta.pk.to_python(unquote(object_id))
            list(self.model._base_manager.select_for_update().filter(pk=key).values_list("pk"))
        except (ValidationError, OverflowError):
            return
        for inline in self.get_inline_instances(request):  # type: ignore[attr-defined]
            parent = _get_foreign_key(self.model, inline.model, fk_name=inline.fk_name)
            parts = inline.model._base_manager.filter(**{parent.name: key}).order_by("pk")
            list(parts.select_for_update().values_list("pk"))

    def _as_stored(self, request: HttpRequest, row: Model) -> tuple[forms.BaseForm, list[Any]]:
        """The forms as somebody would see them who opened the page now."""
        fresh = copy(request)
        fresh.method = "GET"
        fields = flatten_fieldsets(self.get_fieldsets(fresh, row))
        form = self.get_form(fresh, row, change=True, fields=fields)(instance=row)
        formsets, _inlines = self._create_formsets(fresh, row, change=True)  # type: ignore[attr-defined]
        return form, formsets


def last_change(row: Model, parts: Iterable[tuple[Any, str]] = ()) -> tuple[str, str]:
    """Who has changed a row or its parts last, and when; empty if that is not known.

    Parts are tables with the name of their column that points to the row. A SQL query for each.
    """
    found = []
    for table, owner in ((type(row), row._meta.pk.name), *parts):
        if hasattr(table, "history"):
            of_row = table.history.filter(**{owner: row.pk}).select_related("history_user")
            found += of_row.order_by("-history_id")[:1]
    if found:
        newest = max(found, key=lambda one: one.history_date)
        return str(newest.history_user or ""), moment_text(newest.history_date)
    kind = ContentType.objects.get_for_model(type(row))
    entries = LogEntry.objects.filter(content_type=kind, object_id=str(row.pk))
    entry = entries.select_related("user").order_by("-pk").first()
    return (str(entry.user), moment_text(entry.action_time)) if entry else ("", "")
