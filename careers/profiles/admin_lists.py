"""How lists of people are searched and filtered in the administration."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import Group
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from careers.levels.admin_forms import LONGEST_KEY, LONGEST_SEARCH, MOST_WORDS
from careers.profiles.models import AccessEntry, name_of_role
from careers.profiles.names import folded

MOST_COUNTED = 5_000
"""Of a long record so many rows are listed, the newest: to count all of it would take seconds."""

THINGS = {
    AccessEntry.What.RESULT: _("Result and answers"),
    AccessEntry.What.PLAN: _("Roadmap"),
    AccessEntry.What.REVIEW: _("Review"),
    AccessEntry.What.FILE: _("Roadmap, on paper or as a file"),
    AccessEntry.What.EXPORT: _("Row in a list taken out"),
    AccessEntry.What.IMPACT: _("What a change would do to them"),
    AccessEntry.What.ACCOUNT: _("Account, opened here"),
    AccessEntry.What.CHANGE: _("Account, changed here"),
    AccessEntry.What.IMPORT: _("Account, changed by an import"),
}
"""What was looked at, as others than its owner call it."""


class HasManagerFilter(admin.SimpleListFilter):
    title = _("manager")
    parameter_name = "has_manager"
    profile = ""  # the way from the rows of the list to the profile

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("yes", _("Has a manager")),
            ("no", _("Has no manager")),
            ("alone", _("Has none, and leads nobody")),
            ("off", _("Has one who is switched off")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        manager, reports = f"{self.profile}manager__isnull", f"{self.profile}reports__isnull"
        if self.value() == "alone":
            return queryset.filter(**{manager: True, reports: True})
        if self.value() == "off":
            return queryset.filter(**{f"{self.profile}manager__user__is_active": False})
        if self.value() in ("yes", "no"):
            return queryset.filter(**{manager: self.value() == "no"})
        return queryset


class AccountHasManagerFilter(HasManagerFilter):
    profile = "profile__"


class RoleFilter(admin.SimpleListFilter):
    """Who has which role, who has any, and who is above all of them."""

    title = _("role")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        roles = Group.objects.order_by("name").values_list("pk", "name")
        return [
            *((str(pk), name_of_role(name)) for pk, name in roles),
            ("superuser", _("Superuser")),
            ("any", _("Any right here")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        chosen = str(self.value() or "")
        if chosen == "superuser":
            return queryset.filter(is_superuser=True)
        if chosen == "any":
            return queryset.filter(is_staff=True)
        if chosen.isdecimal() and len(chosen) <= LONGEST_KEY:
            return queryset.filter(groups=int(chosen))
        return queryset


class SignedInFilter(admin.SimpleListFilter):
    title = _("sign-in")
    parameter_name = "signed_in"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("never", _("Has never signed in")), ("yes", _("Has signed in"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() in ("never", "yes"):
            return queryset.filter(last_login__isnull=self.value() == "never")
        return queryset


class ThingFilter(admin.SimpleListFilter):
    title = _("what")
    parameter_name = "what"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(what.value, label) for what, label in THINGS.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        is_known = self.value() in AccessEntry.What.values
        return queryset.filter(what=self.value()) if is_known else queryset


class NewestFirst(Paginator):
    """Pages of the newest rows of a record that only grows."""

    @cached_property
    def count(self) -> int:
        newest: Any = self.object_list[:MOST_COUNTED]
        return int(newest.count())


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
