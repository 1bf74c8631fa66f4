"""What the pages about the impact of something have in common."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from careers.profiles.actions import record_looks
from careers.profiles.models import AccessEntry, User

by_button = require_http_methods(["GET", "HEAD", "POST"])


class LookedAtFirst(ModelAdmin):
    """Pages under a row of the administration, beside those that Django makes."""

    shown_pages: tuple[str, ...] = ()
    sent_pages: tuple[str, ...] = ()
    """Names of views and of what stands behind the row in their address: pages to look at, and what
    takes a form. Whoever had to sign in first comes back by GET, and is led to the page."""

    def get_urls(self) -> list[Any]:
        shown = [self._own_path(name, require_safe) for name in self.shown_pages]
        sent = [self._own_path(name, by_button) for name in self.sent_pages]
        return shown + sent + super().get_urls()

    def _own_path(self, name: str, methods: Any) -> URLPattern:
        view = methods(getattr(self, f"{name}_view"))
        return path(
            f"<int:object_id>/{name}/",
            self.admin_site.admin_view(view),
            name=f"{self.opts.app_label}_{self.opts.model_name}_{name}",
        )

    def row(self, request: HttpRequest, pk: int, *, is_to_change: bool = False) -> Any:
        """The row the page is about. 403 without the right to look at it, or to change it."""
        may = self.has_change_permission if is_to_change else self.has_view_permission
        if not may(request):
            raise PermissionDenied
        found = self.get_queryset(request).defer(None).filter(pk=pk).first()
        if found is None:
            raise Http404(_("It is not there. Perhaps somebody has given it up."))
        return found

    def shown(
        self, request: HttpRequest, name: str, title: str, status: int = 200, **context: Any
    ) -> TemplateResponse:
        """A page in the frame of the administration."""
        template = f"admin/{self.opts.app_label}/{self.opts.model_name}/{name}.html"
        start = f"admin:{self.opts.app_label}_{self.opts.model_name}"
        frame = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": title,
            "list_address": reverse(f"{start}_changelist"),
        }
        return TemplateResponse(request, template, {**frame, **context}, status=status)


def remember(request: HttpRequest, people: Iterable[int]) -> None:
    """Record that somebody has looked at what a change would do to these people."""
    if request.method == "HEAD":
        return
    record_looks(
        viewer=cast(User, request.user),
        profiles=people,
        what=AccessEntry.What.IMPACT,
        now=timezone.now(),
    )
