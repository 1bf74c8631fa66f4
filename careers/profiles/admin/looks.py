"""The administration looks at people too: what it shows and changes is in the access log."""

from __future__ import annotations

import json
from typing import Any, cast

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from careers.profiles import actions, queries
from careers.profiles.looks import lines_of
from careers.profiles.models import AccessEntry, HeldCertification, Profile, User
from careers.profiles.noting import note

SEE_CHANGES = ("profiles.view_accessentry", "profiles.change_user", "profiles.change_profile")
"""Whoever has one of these rights may see who changed what of people."""


class RecordsLooks(admin.ModelAdmin):
    """Pages about one person: opened, they are a look; what they save is written down with it.

    What is one's own is no look. A list is none either: it shows no more of a person than a line.
    """

    def person_of(self, obj: Any) -> Profile | None:
        """Whom a row is about."""
        return getattr(obj, "profile", None)

    def changeform_view(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        return self.noted(request, super().changeform_view(request, *args, **options))

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> Any:
        """Before anything of it is written, remember how it was."""
        person = self.person_of(form.instance) if change else None
        if person is not None:
            request.state_before = queries.state_of(person.user)  # type: ignore[attr-defined]
        return super().save_form(request, form, change)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        self._record(request, obj, _("Account opened."))
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Beside Django's record of actions, for the person; not if nothing was changed."""
        person = self.person_of(obj) if message else None
        if person is not None:
            before = getattr(request, "state_before", None)
            lines = lines_of(before, queries.state_of(person.user)) if before else ""
            parts = [one for one in message if _is_of_held(one)]
            words = _in_words(parts) if lines else _in_words(message)
            self._record(request, obj, "\n".join(filter(None, (lines, words))))
        return super().log_change(request, obj, message)

    def _record(self, request: HttpRequest, obj: Any, detail: str) -> None:
        person = self.person_of(obj)
        if person is not None:
            actions.record_changes(
                viewer=cast(User, request.user), details={person.pk: detail}, now=timezone.now()
            )

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Who changed what of the person: the access log, since the tables keep no versions."""
        row = self.get_object(request, unquote(object_id))
        if row is None:
            return super().history_view(request, object_id, extra_context)
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        person = self.person_of(row)
        may_see = any(request.user.has_perm(right) for right in SEE_CHANGES)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": row,
            "title": _("History of %(name)s") % {"name": row},
            "may_see": may_see,
        }
        if person is not None and may_see:
            context["found"] = queries.changes_page(person, request.GET.get("page"))
        response = TemplateResponse(request, "admin/profiles/history.html", context)
        return self.noted(request, response)

    def noted(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Record that this page shows somebody: on GET, or given back with what is wrong in it."""
        if request.method == "HEAD" or not isinstance(response, TemplateResponse):
            return response
        shown = response.context_data or {}
        obj = shown.get("original") or shown.get("object")
        person = self.person_of(obj) if obj is not None else None
        if person is not None:
            note(
                viewer=cast(User, request.user),
                profile=person,
                what=AccessEntry.What.ACCOUNT,
                now=timezone.now(),
            )
        return response


def _is_of_held(one: Any) -> bool:
    """Whether a part of Django's message is about a certification held; how it was is not kept."""
    name = str(HeldCertification._meta.verbose_name)
    return isinstance(one, dict) and any(said.get("name") == name for said in one.values())


def _in_words(message: Any) -> str:
    """Django's message of what was changed, as it is read."""
    if not message:
        return ""
    text = message if isinstance(message, str) else json.dumps(message)
    return str(LogEntry(change_message=text).get_change_message())
