"""The history of a certification: its versions, two of them compared, one of them restored."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _

from careers.certifications import actions
from careers.certifications.admin.editing import FormRefused
from careers.certifications.admin.history_forms import CompareForm, RestoreForm
from careers.certifications.admin.proposing import propose_or_save
from careers.certifications.differences import differences
from careers.certifications.documents import Document
from careers.certifications.history_page import compared, version_lines
from careers.certifications.models import Certification
from careers.certifications.queries import catalogue_names, documents
from careers.certifications.queries.history import Version, versions_of

VERSIONS_A_PAGE = 50


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


class HistoryOfDocuments(ModelAdmin):
    restores_rows = False  # a certification comes back with all its parts

    def get_urls(self) -> list[Any]:
        views: dict[str, tuple[str, Any]] = {
            "compare": ("compare/", self.compare_view),
            "restore": ("<int:number>/restore/", self.restore_view),
        }
        own = [
            path(
                f"<int:object_id>/history/{address}",
                self.admin_site.admin_view(view),
                name=f"certifications_certification_{name}",
            )
            for name, (address, view) in views.items()
        ]
        return own + super().get_urls()

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Who has changed what and when, the newest first."""
        row = self.get_object(request, object_id)
        if row is None:
            return super().history_view(request, object_id, extra_context)
        versions = self._versions(request, row)
        lines = version_lines(versions, catalogue_names())
        page = Paginator(lines, VERSIONS_A_PAGE).get_page(request.GET.get("page"))
        return self._shown_of(
            request,
            row,
            "history",
            _("History of %(name)s") % {"name": row},
            page=page,
            compare=CompareForm(versions=versions),
            may_restore=self.has_change_permission(request, row),
        )

    def compare_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Two versions beside each other."""
        row = self._row_with_history(request, object_id)
        versions = self._versions(request, row)
        form = CompareForm(request.GET, versions=versions)
        found = None
        if form.is_valid():
            found = compared(versions, *form.numbers(), catalogue_names())
        return self._shown_of(
            request,
            row,
            "compare",
            _("Two versions of %(name)s") % {"name": row},
            status=200 if found else 422,
            compare=form,
            found=found,
        )

    def restore_view(self, request: HttpRequest, object_id: int, number: int) -> HttpResponse:
        """What would be different if an old version came back; and bring it back."""
        row = self._row_with_history(request, object_id)
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        versions = self._versions(request, row)
        if not 1 <= number <= len(versions):
            raise Http404(_("There is no such version."))
        version, now = versions[number - 1], documents([row.key])[row.key]
        form, status = RestoreForm(_sent(request), now=now), 200
        if request.method == "POST":
            try:
                if form.is_valid():
                    return self._bring_back(request, row, now, version, form.cleaned_data["why"])
                status = 409 if form.is_old else 422
            except FormRefused as refused:
                form.blame(refused.sentences.values())
                status = 422
            except actions.ChangedMeanwhile:
                now, status = documents([row.key])[row.key], 409
                form.look_again(now)
        return self._shown_of(
            request,
            row,
            "restore",
            _("Restore version %(number)s of %(name)s") % {"number": number, "name": row},
            status=status,
            version=version,
            lines=differences(now, version.document, catalogue_names([version.document])),
            form=form,
        )

    def _bring_back(
        self, request: HttpRequest, row: Certification, now: Document, version: Version, why: str
    ) -> HttpResponse:
        words = {"name": row.name, "number": version.number}
        outcome = propose_or_save(
            documents={row.key: version.document},
            made_from={row.key: now},
            title=_("%(name)s as in version %(number)s") % words,
            why=why,
            user=request.user,
            now=timezone.now(),
        )
        return self.after(request, row, outcome)  # type: ignore[attr-defined]

    def _row_with_history(self, request: HttpRequest, pk: int) -> Certification:
        row = Certification.objects.filter(pk=pk).first()
        if row is None:
            raise Http404(_("There is no such certification."))
        return row

    def _versions(self, request: HttpRequest, row: Certification) -> tuple[Version, ...]:
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        return versions_of(row.key)

    def _shown_of(
        self,
        request: HttpRequest,
        row: Certification,
        name: str,
        title: str,
        status: int = 200,
        **values: Any,
    ) -> HttpResponse:
        frame = {**self.admin_site.each_context(request), "opts": self.opts, "original": row}
        template = f"admin/certifications/certification/{name}.html"
        context = {**frame, "title": title, **values}
        return TemplateResponse(request, template, context, status=status)
