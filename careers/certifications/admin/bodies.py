"""Awarding bodies and renewal suites. One that a certification names cannot be deleted."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from careers.certifications import queries
from careers.certifications.admin.days import DaysLookedUp
from careers.certifications.models import AwardingBody, RenewalSuite
from careers.certifications.tables import BodyTable, SuiteTable
from careers.levels.import_views import TableAdmin


class VerifiedFilter(admin.SimpleListFilter):
    title = _("verified")
    parameter_name = "verified"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("old", _("Not verified for a year")), ("fresh", _("Verified within a year"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        old = queries.not_verified(timezone.localdate())
        if self.value() in ("old", "fresh"):
            return queryset.filter(old if self.value() == "old" else ~old)
        return queryset


@admin.register(AwardingBody)
class AwardingBodyAdmin(DaysLookedUp, TableAdmin):
    table = BodyTable
    list_display = ("short_name", "name", "formerly", "website", "verified_on")
    list_filter = (VerifiedFilter,)
    search_fields = ("name", "short_name", "formerly", "key")
    search_help_text = _("Name today or earlier, or key.")
    prepopulated_fields = {"key": ("short_name",)}
    fieldsets = (
        (None, {"fields": ("name", "short_name", "key", "formerly", "note")}),
        (_("Where it was read"), {"fields": ("website", "source", "verified_on")}),
    )

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: AwardingBody | None = None
    ) -> dict[str, Any]:
        return {} if obj else dict(self.prepopulated_fields)


@admin.register(RenewalSuite)
class RenewalSuiteAdmin(TableAdmin):
    table = SuiteTable
    list_display = ("name", "key", "rule")
    search_fields = ("name", "key", "rule")
    search_help_text = _("Name, key, or words of how it is renewed.")
