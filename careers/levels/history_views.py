"""The pages of the history of a row: its versions, and one of them brought back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.forms.models import _get_foreign_key
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from careers.levels.actions import ChangedMeanwhile, hold_row, restore_row
from careers.levels.admin_history import Part, keeps_history, row_differences, row_versions
from careers.levels.documents import mark_of_row

VERSIONS_A_PAGE = 50


class KeptHistory(BaseModelAdmin):
    """For tables that keep one; the others show what the administration has noted of them."""

    restores_rows = True  # row by row

    def get_urls(self) -> list[Any]:
        urls: list[Any] = super().get_urls()  # type: ignore[misc]
        if not keeps_history(self.model):
            return urls
        view = self.admin_site.admin_view(self.restore_view)
        return [
            path("<int:object_id>/history/<int:number>/", view, name=self._name_of("restore")),
            *urls,
        ]

    def _name_of(self, page: str) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{page}"

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        row = self.get_object(request, unquote(object_id)) if keeps_history(self.model) else None  # type: ignore[attr-defined]
        if row is None:
            return super().history_view(request, object_id, extra_context)  # type: ignore[misc]
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        versions = row_versions(self.model, row.pk, self._parts(request))
        page = Paginator(versions, VERSIONS_A_PAGE).get_page(request.GET.get("page"))
        title = _("History of %(name)s") % {"name": row}
        context: dict[str, Any] = {"page": page, "restore_url": f"admin:{self._name_of('restore')}"}
        newest = next((one.number for one in versions if one.number), None)
        context |= {"newest": newest, "may_restore": self.has_change_permission(request, row)}
        return self._of_history(request, "history", row, title, **context)

    def _parts(self, request: HttpRequest) -> list[Part]:
        return [
            (one.model, _get_foreign_key(self.model, one.model, fk_name=one.fk_name).name)
            for one in self.get_inline_instances(request)  # type: ignore[attr-defined]
        ]

    def restore_view(self, request: HttpRequest, object_id: int, number: int) -> HttpResponse:
        """What would be different if a version of the row came back; and bring it back."""
        row, version = self._row_to_restore(request, object_id, number)
        problems: tuple[str, ...] = ()
        status = 200
        if request.method == "POST":
            try:
                return self._restored(request, row, version)
            except ChangedMeanwhile:
                text = _("Somebody else has changed this. See below what is different now.")
                problems, status = (text,), 409
            except ValidationError as refused:
                problems, status = tuple(refused.messages), 422
            row, version = self._row_to_restore(request, object_id, number)
        names = self._restorable(request, row)
        lines = row_differences(self.model, row, version, names)
        title = _("Restore a version of %(name)s") % {"name": row}
        context = {"version": version, "lines": lines, "problems": problems}
        context["seen"] = mark_of_row(row, names)
        return self._of_history(request, "restore", row, title, status, **context)

    def _row_to_restore(self, request: HttpRequest, object_id: int, number: int) -> tuple[Any, Any]:
        row = self.get_object(request, str(object_id))  # type: ignore[attr-defined]
        if row is None:
            raise Http404(_("It is not there any more."))
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        version = self.model.history.filter(id=row.pk, history_id=number).first()
        if version is None:
            raise Http404(_("There is no such version."))
        return row, version

    @transaction.atomic
    def _restored(self, request: HttpRequest, row: Any, version: Any) -> HttpResponse:
        """Bring it back, if what the page showed is stored still and may be changed still."""
        try:
            held = hold_row(row=row)
        except ObjectDoesNotExist:
            raise Http404(_("It is not there any more.")) from None
        if not self.has_change_permission(request, held):
            raise PermissionDenied
        why, now = _("An earlier version came back"), timezone.now()
        is_new = restore_row(
            row=held,
            version=version,
            names=self._restorable(request, held),
            seen=request.POST.get("seen", ""),
            user=request.user,
            why=why,
            now=now,
        )
        if is_new:
            self.log_change(request, held, why)  # type: ignore[attr-defined]
        messages.success(request, _("“%(name)s” says again what it said then.") % {"name": row})
        return redirect(reverse(f"admin:{self._name_of('history')}", args=[row.pk]))

    def _restorable(self, request: HttpRequest, row: Any) -> list[str]:
        """The columns that this editor could type in."""
        fixed = set(self.get_readonly_fields(request, row))
        return [
            name
            for name in flatten_fieldsets(self.get_fieldsets(request, row))
            if name not in fixed and name in {field.name for field in self.opts.fields}
        ]

    def _of_history(
        self,
        request: HttpRequest,
        name: str,
        row: Any,
        title: str,
        status: int = 200,
        **values: Any,
    ) -> HttpResponse:
        frame = {**self.admin_site.each_context(request), "opts": self.opts, "original": row}
        context = {**frame, "title": title, **values}
        return TemplateResponse(request, f"admin/row_{name}.html", context, status=status)
