"""A certification is replaced by another, or retired: one change, looked at first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.admin.helpers import AdminForm
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from careers.certifications import actions
from careers.certifications.admin.editing import FormRefused, Outcome, next_place
from careers.certifications.admin.ending_forms import EndingForm, ReplaceForm, RetireForm
from careers.certifications.admin.proposing import on_to_the_change, propose_or_save
from careers.certifications.documents import Document
from careers.certifications.models import Certification
from careers.certifications.queries import documents


class EndedHere(ModelAdmin):
    def get_urls(self) -> list[Any]:
        views = {"replace": self.replace_view, "retire": self.retire_view}
        own = [
            path(
                f"<int:object_id>/{name}/",
                self.admin_site.admin_view(view),
                name=f"certifications_certification_{name}",
            )
            for name, view in views.items()
        ]
        return own + super().get_urls()

    def replace_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Another certification takes its place."""
        row = self._row_to_end(request, object_id)
        form = ReplaceForm(_sent(request), certification=row)
        if request.method == "POST" and form.is_valid():
            today, place = timezone.localdate(), next_place()
            before = documents([row.key])
            changed = form.documents(before[row.key], today, place)
            return self._ended(request, row, form, before, changed, "replace")
        return self._asked(request, row, form, "replace")

    def retire_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """It is no longer awarded."""
        row = self._row_to_end(request, object_id)
        form = RetireForm(_sent(request), certification=row)
        if request.method == "POST" and form.is_valid():
            before = documents([row.key])
            changed = form.documents(before[row.key], timezone.localdate())
            return self._ended(request, row, form, before, changed, "retire")
        return self._asked(request, row, form, "retire")

    def _row_to_end(self, request: HttpRequest, pk: int) -> Certification:
        row = Certification.objects.select_related("body_now", "successor").filter(pk=pk).first()
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        if row is None:
            raise Http404(_("There is no such certification."))
        return row

    def _ended(
        self,
        request: HttpRequest,
        row: Certification,
        form: EndingForm,
        before: dict[str, Document],
        changed: dict[str, Document],
        page: str,
    ) -> HttpResponse:
        """Make the change and go on to it; or say beside the field why it cannot be made."""
        title = form.title()  # type: ignore[attr-defined]
        try:
            outcome = propose_or_save(
                documents=changed,
                made_from=before,
                title=title,
                why=form.cleaned_data["why"],
                user=request.user,
                now=timezone.now(),
            )
        except FormRefused as refused:
            _blame(form, refused.sentences.values())
            return self._asked(request, row, form, page)
        except actions.ChangedMeanwhile:
            text = _("Somebody else has just changed this. Look at it, then send this again.")
            _blame(form, [[text]])
            return self._asked(request, row, form, page, status=409)
        return self.after(request, row, outcome)

    def after(self, request: HttpRequest, row: Certification, outcome: Outcome) -> HttpResponse:
        """Where somebody goes whose change is made."""
        if leads_on := on_to_the_change(request, outcome):
            return leads_on
        if outcome.is_saved:
            self.log_change(request, row, outcome.told)
            messages.success(request, _("It is saved: it touches nobody’s roadmap."))
        else:
            messages.info(request, _("“%(name)s” says that already.") % {"name": row})
        return redirect(reverse("admin:certifications_certification_change", args=[row.pk]))

    def _asked(
        self,
        request: HttpRequest,
        row: Certification,
        form: EndingForm,
        page: str,
        status: int = 200,
    ) -> HttpResponse:
        groups = [(None, {"fields": list(form.fields)})]
        titles = {
            "replace": _("Replace %(name)s by another certification"),
            "retire": _("Retire %(name)s"),
        }
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": row,
            "title": titles[page] % {"name": row},
            "adminform": AdminForm(form, groups, {}, model_admin=self),  # type: ignore[arg-type]
            "errors": form.errors,
        }
        if status == 200 and form.errors:
            status = 422
        template = f"admin/certifications/certification/{page}.html"
        return TemplateResponse(request, template, context, status=status)


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _blame(form: forms.Form, told: Iterable[Iterable[str]]) -> None:
    for sentences in told:
        for sentence in sentences:
            form.add_error(None, sentence)
