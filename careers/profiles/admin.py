"""People in the administration: accounts, line of management, certifications held."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from careers.profiles import actions, queries
from careers.profiles.models import HeldCertification, Profile, User

RIGHTS = ("is_staff", "is_superuser", "groups", "user_permissions")


class OwnAddress:
    """An address belongs to one account, also where it is a second address of that account."""

    instance: User
    cleaned_data: dict[str, Any]

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        if queries.is_address_of_another(email, self.instance):
            raise forms.ValidationError(_("This address belongs to another account already."))
        return email


class AccountForm(OwnAddress, UserChangeForm):
    class Meta:
        model = User
        fields = "__all__"
        field_classes: dict[str, type[forms.Field]] = {}


class NewAccountForm(OwnAddress, AdminUserCreationForm):
    class Meta:
        model = User
        fields = ("email", "name")
        field_classes: dict[str, type[forms.Field]] = {}


class ProfileForm(forms.ModelForm):
    class Meta:
        model = Profile
        fields = ("job_title", "manager")

    def clean_manager(self) -> Profile | None:
        manager: Profile | None = self.cleaned_data["manager"]
        try:
            actions.refuse_loop(profile=self.instance, manager=manager)
        except actions.ManagementLoop as loop:
            raise forms.ValidationError(loop.sentence) from loop
        return manager


class ProfileInline(admin.StackedInline):
    model = Profile
    form = ProfileForm
    autocomplete_fields = ("manager",)
    can_delete = False
    show_change_link = True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only for an account that was written past our actions, and so has no profile."""
        return obj is not None and not Profile.objects.filter(user=obj).exists()


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
    form = AccountForm
    add_form = NewAccountForm
    inlines = (ProfileInline,)
    list_display = ("email", "name", "job_title", "manager", "is_active", "is_staff")
    list_filter = ("is_active", "is_staff", "is_superuser", "groups")
    list_select_related = ("profile__manager__user",)
    search_fields = ("email", "name", "profile__job_title")
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

    @admin.display(description=_("manager"), ordering="profile__manager__user__name")
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
    actions.set_manager(profile=profile, manager=manager)


class HeldInline(admin.StackedInline):
    model = HeldCertification
    autocomplete_fields = ("certification",)
    extra = 0


@admin.register(Profile)
class ProfileAdmin(admin.ModelAdmin):
    form = ProfileForm
    inlines = (HeldInline,)
    fields = ("user", "job_title", "manager")
    readonly_fields = ("user",)
    autocomplete_fields = ("manager",)
    list_display = ("user", "email", "job_title", "manager")
    list_filter = ("user__is_active",)
    list_select_related = ("user", "manager__user")
    search_fields = ("user__name", "user__email", "job_title")
    ordering = ("user__name", "pk")

    @admin.display(description=_("e-mail address"), ordering="user__email")
    def email(self, profile: Profile) -> str:
        return profile.user.email

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # a profile is made with its account

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Profile, form: Any, change: bool) -> None:
        _save_profile(obj)
