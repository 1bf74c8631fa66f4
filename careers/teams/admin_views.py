"""The frame of the administration: its first page, its layout, and who may change anything."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from careers.teams import queries
from careers.teams.admin_sections import sections

READING = ("GET", "HEAD", "OPTIONS")


class Administration(AdminSite):
    site_header = _("Administration")
    site_title = _("Administration of the PMO career portal")
    index_title = _("Administration")
    enable_nav_sidebar = False  # it opens and closes by a script; the way back is in the header

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Whoever may only read sends nothing, on no page, whatever that page would say to it."""

        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **options: Any) -> Any:
            is_sent = request.method not in READING
            if is_sent and request.path != reverse("admin:logout") and only_reads(request.user):
                raise PermissionDenied
            return view(request, *args, **options)

        return super().admin_view(guarded, cacheable)

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        care = queries.care(request.user, now=timezone.now())
        return super().index(request, {"care": care, **(extra_context or {})})

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> Any:
        """Tables under the headings of the office; of one application, as Django has them."""
        if app_label is not None:
            return super().get_app_list(request, app_label)
        applications = self._build_app_dict(request).values()
        found = {
            table["model"]._meta.label_lower: {**table, "key": table["object_name"].lower()}
            for application in applications
            for table in application["models"]
        }
        address = reverse("admin:index")
        return [
            {**section, "app_url": f"{address}#{section['app_label']}"}
            for section in sections(found)
        ]


def only_reads(user: Any) -> bool:
    """Whether every right somebody has here is one to look: an auditor's."""
    if user.is_superuser:
        return False
    rights = (right.partition(".")[2] for right in user.get_all_permissions())
    return all(right.startswith("view_") for right in rights)
