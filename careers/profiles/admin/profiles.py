"""Profiles: the job title, the line of management, the certifications held."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from django import forms
from django.contrib import admin
from django.db.models import ForeignKey
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from careers.certifications.models import Certification
from careers.levels.admin_forms import PlainAdmin, PlainInline
from careers.profiles import actions
from careers.profiles.admin.looks import RecordsLooks
from careers.profiles.admin_forms import HeldField, HeldForm, ProfileForm
from careers.profiles.admin_lists import FoundByName, HasManagerFilter
from careers.profiles.models import HeldCertification, Profile, User


class LoopSaidBesideTheField(admin.ModelAdmin):
    """Two changes at one moment can make a loop that the form of neither could see.

    The second is taken back and its form shown again, which now sees the first.
    """

    def changeform_view(self, *args: Any, **options: Any) -> HttpResponse:
        try:
            return super().changeform_view(*args, **options)
        except actions.ManagementLoop:
            return super().changeform_view(*args, **options)


def save_profile(profile: Profile, *, by: User, now: datetime) -> None:
    """Save what a form says of a profile, its manager under the lock of all such changes.

    Whoever gets another manager is told.
    """
    manager = profile.manager
    profile.save(update_fields=["job_title"])
    before = Profile.objects.select_related("manager__user").get(pk=profile.pk).manager
    # Somebody in a loop that is there already can still be given another job title.
    if before != manager:
        actions.set_manager(profile=profile, manager=manager)
        actions.tell_of_new_manager(profile=profile, before=before, by=by, now=now)


class HeldInline(PlainInline):
    model = HeldCertification
    form = HeldForm

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **options: Any
    ) -> forms.ModelChoiceField[Any] | None:
        if db_field.name == "certification":
            options |= {
                "form_class": HeldField,
                "queryset": Certification.objects.select_related("body_now"),
            }
        return super().formfield_for_foreignkey(db_field, request, **options)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("certification__body_now")


@admin.register(Profile)
class ProfileAdmin(LoopSaidBesideTheField, RecordsLooks, FoundByName, PlainAdmin):
    form = ProfileForm
    name_path = "user__name_folded"
    inlines = (HeldInline,)
    fields = ("user", "job_title", "manager")
    readonly_fields = ("user",)
    list_display = ("user", "email", "job_title", "manager")
    list_filter = ("user__is_active", HasManagerFilter, "held__certification")
    list_select_related = ("user", "manager__user")
    search_fields = ("user__email", "job_title", "=manager__user__email")
    search_help_text = _(
        "Name, address or job title. The whole address of a manager finds the direct reports too."
    )
    show_full_result_count = False
    ordering = ("user__name_folded", "pk")

    def person_of(self, obj: Profile) -> Profile:
        return obj

    @admin.display(description=_("e-mail address"), ordering="user__email")
    def email(self, profile: Profile) -> str:
        return profile.user.email

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # a profile is made with its account

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Profile, form: Any, change: bool) -> None:
        save_profile(obj, by=cast(User, request.user), now=timezone.now())

    def get_form(self, request: HttpRequest, *args: Any, **options: Any) -> Any:
        form = super().get_form(request, *args, **options)
        form.editor = request.user
        return form
