"""Roles are groups. Three come with the portal; a superuser may make others."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import admin
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from careers.levels.admin_forms import PlainAdmin
from careers.profiles import actions
from careers.profiles.admin_forms import RightsByApp
from careers.profiles.models import Role, User

admin.site.unregister(Group)


@admin.register(Group)
class GroupAdmin(RightsByApp, PlainAdmin):
    """Only superusers give rights; else whoever may edit groups could take them all."""

    list_display = ("name", "purpose")
    search_fields = ("name",)
    search_help_text = _("Name of the role.")
    ordering = ("name",)

    @admin.display(description=_("what it is for"))
    def purpose(self, group: Group) -> str:
        return Role(group.name).purpose if group.name in Role.values else "–"

    def get_readonly_fields(self, request: HttpRequest, obj: Group | None = None) -> Any:
        """The roles of the portal are known by their names."""
        return ("name",) if obj is not None and obj.name in Role.values else ()

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_superuser)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_superuser)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        is_ours = obj is not None and obj.name in Role.values
        return bool(request.user.is_superuser) and not is_ours

    def delete_model(self, request: HttpRequest, obj: Group) -> None:
        self._end(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Group]) -> None:
        for group in queryset.exclude(name__in=Role.values):
            self._end(request, group)

    def _end(self, request: HttpRequest, group: Group) -> None:
        actions.end_role(group=group, by=cast(User, request.user), now=timezone.now())
