"""The administration looks at people too: what it shows and changes is in the access log."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from careers.profiles import actions
from careers.profiles.models import AccessEntry, Profile, User
from careers.profiles.noting import note


class RecordsLooks(admin.ModelAdmin):
    """Pages about one person: opened, they are a look; what they save is written down with it.

    What is one's own is no look. A list is none either: it shows no more of a person than a line.
    """

    def person_of(self, obj: Any) -> Profile | None:
        """Whom a row is about."""
        return getattr(obj, "profile", None)

    def changeform_view(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        return self.noted(request, super().changeform_view(request, *args, **options))

    def history_view(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        return self.noted(request, super().history_view(request, *args, **options))

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Beside Django's record of actions, for the person; not if nothing was changed."""
        person = self.person_of(obj) if message else None
        if person is not None:
            actions.record_look(
                viewer=cast(User, request.user),
                profile=person,
                what=AccessEntry.What.CHANGE,
                now=timezone.now(),
            )
        return super().log_change(request, obj, message)

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
