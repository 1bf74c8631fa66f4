"""How lists of people are searched and filtered in the administration."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from careers.levels.admin_forms import LONGEST_SEARCH, MOST_WORDS
from careers.profiles.names import folded


class HasManagerFilter(admin.SimpleListFilter):
    title = _("manager")
    parameter_name = "has_manager"
    path = "manager"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("Has a manager")), ("no", _("Has no manager"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() in ("yes", "no"):
            return queryset.filter(**{f"{self.path}__isnull": self.value() == "no"})
        return queryset


class AccountHasManagerFilter(HasManagerFilter):
    path = "profile__manager"


class FoundByName(admin.ModelAdmin):
    """Names are found without capitals and accents, alike on every database."""

    name_path = "name_folded"

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        words = folded(search_term[:LONGEST_SEARCH]).split()[:MOST_WORDS]
        named = queryset if words else queryset.none()
        for word in words:
            named = named.filter(**{f"{self.name_path}__contains": word})
        return found | named, may_repeat
