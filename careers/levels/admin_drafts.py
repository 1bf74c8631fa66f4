"""Pages that write in a version of the questions: only while it is a draft."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.options import BaseModelAdmin
from django.db import transaction
from django.http import HttpRequest, HttpResponse

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
    parts: first the version, then what is in it. What is published meanwhile is refused as ever.
    """

    def changeform_view(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        return _held(request, super().changeform_view, *args, **options)  # type: ignore[misc]

    def delete_view(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        return _held(request, super().delete_view, *args, **options)  # type: ignore[misc]

    def restore_view(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        return _held(request, super().restore_view, *args, **options)  # type: ignore[misc]


def _held(request: HttpRequest, view: Any, *args: Any, **options: Any) -> Any:
    if request.method != "POST":
        return view(request, *args, **options)
    with transaction.atomic():
        hold_drafts()
        return view(request, *args, **options)
