"""A form of a certification on its way: read as a document, then saved or kept as a change.

Django's form would write row by row. Here it is only read: what it says is judged as a whole.
"""

from __future__ import annotations

from copy import copy
from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.admin.utils import unquote
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from careers.certifications import actions
from careers.certifications.admin.editing import (
    Editing,
    Filled,
    FormRefused,
    Outcome,
    address_of,
    begin_editing,
    collisions,
    own_change,
    settle,
)
from careers.certifications.admin.form import document_from
from careers.certifications.admin.parts import INLINES
from careers.certifications.admin.proposing import on_to_the_change
from careers.certifications.documents import Document
from careers.certifications.merging import merge
from careers.certifications.models import CatalogueChange, Certification
from careers.levels.admin_conflicts import last_change, moment_text
from careers.levels.admin_merging import Conflict, conflict_sentence
from careers.levels.admin_seen import SEEN, sealed, unsealed


class _Read(Exception):
    """A form was valid; what it says is taken out of Django's way of saving it."""

    def __init__(self, filled: Filled) -> None:
        self.filled = filled
        super().__init__(filled.key)


class SavedAsDocument(ModelAdmin):
    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        row = self.get_object(request, unquote(object_id)) if object_id else None
        if object_id and (row is None or not self.has_change_permission(request, row)):
            return super().changeform_view(request, object_id, form_url, extra_context)
        change = self._change_in(request)
        key = row.key if row else request.GET.get("key", "") if change else ""
        if row is None and change and key not in change.documents:
            key = ""
        request.editing = begin_editing(key, change)  # type: ignore[attr-defined]
        if request.method != "POST":
            return self._shown(request, object_id, extra_context)
        return self._taken(request, object_id, extra_context)

    def _change_in(self, request: HttpRequest) -> CatalogueChange | None:
        """The open change that the address asks to go on with; only one's own."""
        number = request.GET.get("change", "")
        if not number:
            return None
        found = own_change(request.user, number)
        if found is None:
            text = _("That change is not open any more. This is the certification as it is stored.")
            messages.warning(request, text)
        return found

    def _shown(
        self, request: HttpRequest, object_id: str | None, context: dict[str, Any] | None
    ) -> HttpResponse:
        """The form, in the catalogue that it is filled in for."""
        editing: Editing = request.editing  # type: ignore[attr-defined]
        with editing.catalogue(timezone.now()):
            if editing.change is not None and editing.key:
                row = Certification.objects.filter(key=editing.key).first()
                object_id = str(row.pk) if row else None
            # Past the transaction that Django would put around it: nothing is written here.
            response: Any = self._changeform_view(request, object_id, "", context)  # type: ignore[attr-defined]
            if hasattr(response, "render"):
                response.render()
                if editing.contradiction and request.method == "POST":
                    response.status_code = 422
        return response

    def _taken(
        self, request: HttpRequest, object_id: str | None, context: dict[str, Any] | None
    ) -> HttpResponse:
        """What comes of a form that was sent."""
        editing: Editing = request.editing  # type: ignore[attr-defined]
        try:
            return self._shown(request, object_id, context)
        except _Read as read:
            filled = read.filled
        try:
            outcome = settle(filled, editing, user=request.user, now=timezone.now())
        except FormRefused as refused:
            editing.refused = refused.sentences
            return self._shown(request, object_id, context)
        except (actions.ChangedMeanwhile, CatalogueChange.DoesNotExist):
            return self._told(request, object_id, filled)
        return self._left(request, filled.key, outcome, is_new=not editing.key)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Nothing is saved by the row."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        inlines = {one.model: one for one in self.get_inline_instances(request, form.instance)}
        seen = unsealed(request.POST.get(SEEN))
        if not (isinstance(seen, dict) and "base" in seen):
            seen = {"document": None, "held": "", "base": ""}
        raise _Read(
            Filled(
                typed=document_from(form, formsets, inlines),
                seen=seen["document"],
                held=seen["held"],
                base=seen["base"],
                why=form.cleaned_data.get("why") or "",
                into=form.cleaned_data.get("into") or "",
            )
        )

    def _told(self, request: HttpRequest, object_id: str | None, filled: Filled) -> HttpResponse:
        """Somebody else was faster: both changes in one form, and who did what."""
        change = self._change_in(request)
        fresh = begin_editing(filled.key, change)
        theirs = fresh.document if fresh.key else None
        merged: Document = merge(filled.seen, filled.typed, theirs or filled.typed)
        again = copy(request)
        again.method = "GET"
        fresh.document, fresh.begun = merged, {"why": filled.why, "into": filled.into}
        again.editing = fresh  # type: ignore[attr-defined]
        who, when = ("", "")
        if change is not None:
            who, when = change.proposed_by_name, moment_text(change.proposed_at)
        elif row := Certification.objects.filter(key=filled.key).first():
            who, when = last_change(row, [(one.model, "certification") for one in INLINES])
        lines = tuple(collisions(filled.seen, theirs, merged))
        conflict = Conflict(sentence=conflict_sentence(who, when), lines=lines)
        response = self._shown(again, object_id, {"conflict": conflict})
        response.status_code = 409
        return response

    def _left(
        self, request: HttpRequest, key: str, outcome: Outcome, *, is_new: bool
    ) -> HttpResponse:
        if leads_on := on_to_the_change(request, outcome):
            return leads_on
        row = Certification.objects.get(key=key)
        if not outcome.is_saved:
            messages.info(request, _("“%(name)s” says that already.") % {"name": row})
            return redirect(reverse("admin:certifications_certification_changelist"))
        if is_new:
            self.log_addition(request, row, outcome.told)
            return self.response_add(request, row)
        self.log_change(request, row, outcome.told)
        return self.response_change(request, row)

    def conflict_of(self, request: HttpRequest, object_id: str) -> None:
        """Documents are compared when they are settled."""

    def seen(self, request: HttpRequest, form: Any, formsets: Any) -> str:
        editing: Editing | None = getattr(request, "editing", None)
        return sealed(editing.seen()) if editing and not form.is_bound else ""

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **options: Any
    ) -> Any:
        editing: Editing | None = getattr(request, "editing", None)
        context["show_save_and_add_another"] = False
        if editing is not None:
            context["editing"] = editing
            if editing.since and not context.get("conflict"):
                sentence = _(
                    "Somebody else has changed this since your change was begun. Both are put "
                    "together in the form below: look at it, then save."
                )
                context["conflict"] = Conflict(sentence=sentence, lines=editing.since)
            context["waiting"] = waiting_for(editing, request.user)
        return super().render_change_form(request, context, *args, **options)


def waiting_for(editing: Editing, user: Any) -> list[dict[str, Any]]:
    """The open changes that hold this certification already, and where to go on with them."""
    if not editing.key or editing.change is not None:
        return []
    found = []
    for one in CatalogueChange.objects.open().named().holding(editing.key):
        is_own = one.proposed_by_id == getattr(user, "pk", None)
        found.append(
            {
                "change": one,
                "address": address_of(one),
                "go_on": f"?change={one.pk}" if is_own else "",
            }
        )
    return found
