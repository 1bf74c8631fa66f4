"""People in the administration: accounts, line of management, certifications held."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.db.models import ForeignKey, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult

from careers.certifications.models import Certification
from careers.levels.admin_forms import PlainAdmin, PlainInline
from careers.profiles import actions
from careers.profiles.admin_forms import (
    AccountForm,
    HeldField,
    HeldForm,
    NewAccountForm,
    PasswordForm,
    ProfileForm,
    RightsByApp,
)
from careers.profiles.admin_lists import AccountHasManagerFilter, FoundByName, HasManagerFilter
from careers.profiles.models import HeldCertification, Profile, User

RIGHTS = ("is_staff", "is_superuser", "groups", "user_permissions")


class LoopSaidBesideTheField(admin.ModelAdmin):
    """Two changes at one moment can make a loop that the form of neither could see.

    The second is taken back and its form shown again, which now sees the first.
    """

    def changeform_view(self, *args: Any, **options: Any) -> HttpResponse:
        try:
            return super().changeform_view(*args, **options)
        except actions.ManagementLoop:
            return super().changeform_view(*args, **options)


class ProfileInline(PlainInline):
    model = Profile
    form = ProfileForm
    can_delete = False
    show_change_link = True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only for an account that was written past our actions, and so has no profile."""
        return obj is not None and not Profile.objects.filter(user=obj).exists()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Profile]:
        return super().get_queryset(request).select_related("user", "manager__user")


@admin.register(User)
class UserAdmin(LoopSaidBesideTheField, FoundByName, RightsByApp, PlainAdmin, DjangoUserAdmin):
    form = AccountForm
    add_form = NewAccountForm
    change_password_form = PasswordForm
    inlines = (ProfileInline,)
    list_display = ("email", "name", "job_title", "manager", "is_active", "is_staff")
    list_filter = ("is_active", "is_staff", "is_superuser", AccountHasManagerFilter, "groups")
    list_select_related = ("profile__manager__user",)
    search_fields = ("email", "profile__job_title", "=profile__manager__user__email")
    search_help_text = _(
        "Name, address or job title. The whole address of a manager finds the direct reports too."
    )
    show_full_result_count = False  # a count of everybody for every search
    filter_horizontal = ()
    ordering = ("email",)
    fieldsets = (
        (None, {"fields": ("email", "name", "password", "is_active")}),
        (_("Rights"), {"fields": RIGHTS, "classes": ("collapse",)}),
        (_("Dates"), {"fields": ("last_login", "joined_at")}),
    )
    readonly_fields = ("last_login", "joined_at")
    add_fieldsets = (
        (
            None,
            {
                "fields": ("email", "name", "usable_password", "password1", "password2"),
                "description": _(
                    "Without a password, the person chooses one through “I forgot my password”."
                ),
            },
        ),
    )

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return self.inlines if obj else ()  # the profile is made when the account is saved

    @admin.display(description=_("job title"), ordering="profile__job_title")
    def job_title(self, user: User) -> str:
        return user.profile.job_title if hasattr(user, "profile") else "–"

    @admin.display(description=_("manager"), ordering="profile__manager__user__name_folded")
    def manager(self, user: User) -> str:
        return str((hasattr(user, "profile") and user.profile.manager) or "–")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Only a superuser gives rights; else whoever may edit accounts could take them all."""
        fields = super().get_readonly_fields(request, obj)
        return fields if request.user.is_superuser else (*fields, *RIGHTS)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Accounts are switched off, not deleted: assessments belong to them."""
        return False

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        if not change:
            actions.open_account(user=obj)
            return
        super().save_model(request, obj, form, change)
        if "email" in form.changed_data:
            actions.change_email(user=obj, email=obj.email)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        formset.save(commit=False)
        for profile in formset.new_objects:
            profile.save()
        for profile, _fields in formset.changed_objects:
            _save_profile(profile)


def _save_profile(profile: Profile) -> None:
    manager = profile.manager
    profile.save(update_fields=["job_title"])
    # Somebody in a loop that is there already can still be given another job title.
    if Profile.objects.values_list("manager", flat=True).get(pk=profile.pk) != profile.manager_id:
        actions.set_manager(profile=profile, manager=manager)


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


@admin.register(Profile)
class ProfileAdmin(LoopSaidBesideTheField, FoundByName, PlainAdmin):
    form = ProfileForm
    name_path = "user__name_folded"
    inlines = (HeldInline,)
    fields = ("user", "job_title", "manager")
    readonly_fields = ("user",)
    list_display = ("user", "email", "job_title", "manager")
    list_filter = ("user__is_active", HasManagerFilter, "held__certification")
    list_select_related = ("user", "manager__user")
    search_fields = ("user__email", "job_title", "=manager__user__email")
    search_help_text = UserAdmin.search_help_text
    show_full_result_count = False
    ordering = ("user__name_folded", "pk")

    @admin.display(description=_("e-mail address"), ordering="user__email")
    def email(self, profile: Profile) -> str:
        return profile.user.email

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # a profile is made with its account

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Profile, form: Any, change: bool) -> None:
        _save_profile(obj)


admin.site.unregister(Group)
admin.site.unregister(EmailAddress)
admin.site.unregister(DBTaskResult)  # work that waits is nothing to look at or to change


@admin.register(Group)
class GroupAdmin(RightsByApp, PlainAdmin):
    """Only superusers give rights; else whoever may edit groups could take them all."""

    search_fields = ("name",)
    search_help_text = _("Name of the group.")
    ordering = ("name",)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_superuser)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_superuser)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_superuser)


@admin.register(EmailAddress)
class EmailAddressAdmin(FoundByName, PlainAdmin):
    """Addresses change with their account; here one confirms what the mail did not reach."""

    list_display = ("email", "user", "primary", "verified")
    list_filter = ("verified", "primary")
    list_select_related = ("user",)
    name_path = "user__name_folded"
    search_fields = ("email", "user__email")
    search_help_text = _("Address, or name of the account.")
    ordering = ("email",)
    actions = ("confirm",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_confirm_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("account.change_emailaddress")

    @admin.action(description=_("Confirm the selected addresses"), permissions=["confirm"])
    def confirm(self, request: HttpRequest, queryset: QuerySet[EmailAddress]) -> None:
        for address in queryset.filter(verified=False):
            if address.set_verified():
                text, kind = _("%(address)s is confirmed."), messages.SUCCESS
            else:
                text, kind = _("%(address)s belongs to another account."), messages.ERROR
            self.message_user(request, text % {"address": address.email}, kind)
