"""Accounts: who they are, whether they may sign in, and which roles they have."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from careers.levels.admin_forms import PlainAdmin, PlainInline
from careers.profiles import actions, queries
from careers.profiles.admin.looks import RecordsLooks
from careers.profiles.admin.people_files import PeopleFiles
from careers.profiles.admin.profiles import LoopSaidBesideTheField, save_profile
from careers.profiles.admin_forms import (
    AccountForm,
    NewAccountForm,
    PasswordForm,
    ProfileForm,
    RightsByApp,
)
from careers.profiles.admin_lists import (
    AccountHasManagerFilter,
    FoundByName,
    RoleFilter,
    SignedInFilter,
)
from careers.profiles.models import Profile, User, name_of_role
from careers.profiles.queries import importing

SINGLE_RIGHTS = ("is_superuser", "user_permissions")
SIGN_IN = ("email", "password", "is_active")
"""Whoever changes these of an account can take it over, or lock its owner out."""


class ProfileInline(PlainInline):
    model = Profile
    form = ProfileForm
    can_delete = False
    show_change_link = True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only for an account that was written past our actions, and so has no profile."""
        is_bare = obj is not None and not Profile.objects.filter(user=obj).exists()
        return is_bare and super().has_add_permission(request, obj)

    def get_formset(self, request: HttpRequest, obj: Any = None, **options: Any) -> Any:
        formset = super().get_formset(request, obj, **options)
        formset.form.editor = request.user
        return formset

    def get_queryset(self, request: HttpRequest) -> QuerySet[Profile]:
        return super().get_queryset(request).select_related("user", "manager__user")


@admin.register(User)
class UserAdmin(
    LoopSaidBesideTheField,
    RecordsLooks,
    PeopleFiles,
    FoundByName,
    RightsByApp,
    PlainAdmin,
    DjangoUserAdmin,
):
    form = AccountForm
    add_form = NewAccountForm
    change_password_form = PasswordForm
    inlines = (ProfileInline,)
    list_display = ("email", "name", "job_title", "manager", "roles", "is_active")
    list_filter = ("is_active", RoleFilter, AccountHasManagerFilter, SignedInFilter)
    list_select_related = ("profile__manager__user",)
    search_fields = ("email", "profile__job_title", "=profile__manager__user__email")
    search_help_text = _(
        "Name, address or job title. The whole address of a manager finds the direct reports too."
    )
    show_full_result_count = False  # a count of everybody for every search
    filter_horizontal = ()
    ordering = ("email",)
    readonly_fields = ("roles", "last_login", "joined_at")
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

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Roles are three boxes to tick; single rights, which nobody needs daily, are folded up."""
        if obj is None:
            return self.add_fieldsets
        is_superuser = request.user.is_superuser
        account: dict[str, Any] = {"fields": ["email", "name", "is_active"]}
        if self._may_set_password(request, obj):
            account["fields"].insert(2, "password")
        elif self._may_change_sign_in(request, obj):
            account["description"] = _(
                "They have signed in before: only they choose a new password, through “I forgot my"
                " password”. A mail to the old address says that the e-mail address was changed."
            )
        elif self.has_change_permission(request, obj):
            account["description"] = _(
                "Whoever has rights here has a protected sign-in: only a superuser changes the"
                " e-mail address or the password, or switches the account off."
            )
        roles = (_("Roles"), {"fields": ("groups",) if is_superuser else ("roles",)})
        single = (
            _("Rights beside the roles"),
            {"fields": SINGLE_RIGHTS, "classes": ("collapse",)},
        )
        dates = (_("Dates"), {"fields": ("last_login", "joined_at")})
        return [(None, account), roles, *([single] if is_superuser else []), dates]

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Only a superuser gives rights; else whoever may edit accounts could take them all."""
        fields = super().get_readonly_fields(request, obj)
        if obj is None or self._may_set_password(request, obj):
            return fields
        if self._may_change_sign_in(request, obj):
            return (*fields, "password")
        return (*fields, *SIGN_IN)

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return self.inlines if obj else ()  # the profile is made when the account is saved

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        accounts: QuerySet[User] = super().get_queryset(request)
        return accounts.prefetch_related("groups")

    @admin.display(description=_("job title"), ordering="profile__job_title")
    def job_title(self, user: User) -> str:
        return user.profile.job_title if hasattr(user, "profile") else "–"

    @admin.display(description=_("manager"), ordering="profile__manager__user__name_folded")
    def manager(self, user: User) -> str:
        return str((hasattr(user, "profile") and user.profile.manager) or "–")

    @admin.display(description=_("roles"))
    def roles(self, user: User) -> str:
        names = [name_of_role(group.name) for group in user.groups.all()]
        if user.is_superuser:
            names.insert(0, str(_("Superuser")))
        return ", ".join(names) or "–"

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Accounts are switched off, not deleted: assessments belong to them."""
        return False

    def _may_change_sign_in(self, request: HttpRequest, user: User) -> bool:
        """Of somebody with rights only a superuser may: it would be a way to those rights."""
        is_allowed = request.user.is_superuser or not user.has_rights
        return is_allowed and self.has_change_permission(request, user)

    def _may_set_password(self, request: HttpRequest, user: User) -> bool:
        """For whoever has signed in only a superuser may: it would open all that is theirs."""
        is_allowed = request.user.is_superuser or user.last_login is None
        return is_allowed and self._may_change_sign_in(request, user)

    @transaction.atomic
    def user_change_password(
        self, request: HttpRequest, id: str, form_url: str = ""
    ) -> HttpResponse:
        """A form is refused (by Django) to whoever may not change it, a protected sign-in here.

        Whoever gives this account rights, or signs in with it, at the same moment is waited for.
        """
        if request.method == "POST":
            self._lock(request, id)
        user = self.get_object(request, unquote(id))
        if user is not None and not self._may_set_password(request, user):
            raise PermissionDenied
        response = super().user_change_password(request, id, form_url)
        if request.method == "POST" and user is not None:
            before = user.password
            user.refresh_from_db(fields=["password"])
            if user.password != before:
                by = cast(User, request.user)
                actions.tell_of_password(user=user, by=by, now=timezone.now())
        return self.noted(request, response)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        by, now = cast(User, request.user), timezone.now()
        if not change:
            actions.open_account(user=obj)
            if obj.has_usable_password():
                actions.tell_of_password(user=obj, by=by, now=now)
            return
        before = User.objects.values_list("email", flat=True).get(pk=obj.pk)
        super().save_model(request, obj, form, change)
        if obj.email != before:
            actions.change_email(user=obj, email=obj.email)
            actions.tell_of_new_address(user=obj, before=before, by=by, now=now)

    def response_change(self, request: HttpRequest, obj: User) -> HttpResponse:
        """Whoever is switched off may lead people, who are then led by nobody."""
        before = getattr(request, "state_before", {}).get(gettext("Active"))
        if before == gettext("yes") and not obj.is_active:
            words = importing.leads_words(str(obj), queries.reports_who_stay(obj))
            if words:
                text = gettext("%(words)s Record another manager for them.") % {"words": words}
                self.message_user(request, text, messages.WARNING)
        return super().response_change(request, obj)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if request.user.is_superuser:
            actions.let_in(users=[form.instance.pk], is_password_kept=False)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        formset.save(commit=False)
        for profile in formset.new_objects:
            profile.save()
        for profile, _fields in formset.changed_objects:
            save_profile(profile, by=cast(User, request.user), now=timezone.now())
