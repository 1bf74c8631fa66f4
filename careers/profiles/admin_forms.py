"""What the administration sends about people, made into clean values."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django import forms
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.auth.forms import (
    AdminPasswordChangeForm,
    AdminUserCreationForm,
    ReadOnlyPasswordHashField,
    ReadOnlyPasswordHashWidget,
    UserChangeForm,
)
from django.contrib.auth.hashers import is_password_usable
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import ManyToManyField, Model, QuerySet
from django.db.models.functions import Lower
from django.forms.models import ModelChoiceIterator
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from careers.levels.admin_forms import Choices, in_plain_words
from careers.profiles import actions, queries
from careers.profiles.models import HeldCertification, Profile, Role, User, name_of_role


class PlainWords:
    """Every field of the form says in the user's words what is wrong with it."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            in_plain_words(field)


class OwnAddress:
    """An address belongs to one account, also where it is a second address of that account."""

    instance: User
    cleaned_data: dict[str, Any]

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        if queries.is_address_of_another(email, self.instance):
            raise forms.ValidationError(_("This address belongs to another account already."))
        return email


class PasswordIsSet(ReadOnlyPasswordHashWidget):
    """Says whether there is one; how it is kept means nothing to an office."""

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        is_set = bool(value) and is_password_usable(value)
        text = _("There is a password.") if is_set else _("There is no password yet.")
        return {**context, "summary": [{"label": text}]}


class AccountForm(PlainWords, OwnAddress, UserChangeForm):
    password = ReadOnlyPasswordHashField(
        label=_("Password"),
        widget=PasswordIsSet,
        help_text=_("Nobody can read it. People set a new one through “I forgot my password”."),
    )

    class Meta:
        model = User
        fields = "__all__"
        field_classes: dict[str, type[forms.Field]] = {}
        help_texts = {
            "email": _("They sign in with it, and confirm a new one at their next sign-in."),
            "is_superuser": _("May do everything here, without a role. Nobody needs it daily."),
        }


class NewAccountForm(PlainWords, OwnAddress, AdminUserCreationForm):
    class Meta:
        model = User
        fields = ("email", "name")
        field_classes: dict[str, type[forms.Field]] = {}
        help_texts = {"email": _("They sign in with it, and confirm it at their first sign-in.")}


class PasswordForm(PlainWords, AdminPasswordChangeForm):
    """A new password for somebody else."""


class AddressOfManager(forms.CharField):
    """Typed, not chosen from a list: there may be a hundred thousand people."""

    widget = forms.EmailInput(attrs={"class": "vTextField", "autocomplete": "off"})

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(initial or "").lower() != str(data or "").strip().lower()


class ProfileForm(PlainWords, forms.ModelForm):
    editor: User  # set by the page, for whom the form is made

    manager = AddressOfManager(
        label=_("Manager's e-mail address"),
        max_length=254,
        required=False,
        help_text=_("The address the manager signs in with. Leave empty if there is none."),
    )

    class Meta:
        model = Profile
        fields = ("job_title", "manager")
        help_texts = {"job_title": _("As it stands in the contract or on the intranet.")}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        manager = self.instance.manager
        self.initial["manager"] = manager.user.email if manager else ""

    def clean_manager(self) -> Profile | None:
        if "manager" not in self.changed_data:
            return self.instance.manager  # also if that account was switched off since
        address: str = self.cleaned_data["manager"]
        manager = _manager_at(address) if address else None
        try:
            actions.refuse_loop(profile=self.instance, manager=manager)
        except actions.ManagementLoop as loop:
            raise forms.ValidationError(loop.sentence) from loop
        try:
            actions.refuse_own_line(profile=self.instance, manager=manager, by=self.editor)
        except actions.OwnLine as refused:
            raise forms.ValidationError(refused.sentence) from refused
        return manager


def _manager_at(address: str) -> Profile:
    """Return the profile with this address. ValidationError for one that cannot be a manager's."""
    users = User.objects.select_related("profile").annotate(address=Lower("email"))
    user = users.filter(address=address.lower()).first()
    if user is None:
        raise forms.ValidationError(
            _("No account has this address. Check how it is written, or open the account first.")
        )
    words = {"name": user.name}
    if not user.is_active:
        text = _("The account of %(name)s is switched off. Choose somebody else.")
        raise forms.ValidationError(text % words)
    if not hasattr(user, "profile"):
        text = _("The account of %(name)s has no profile yet. Open the account and give it one.")
        raise forms.ValidationError(text % words)
    return user.profile


class HeldForm(forms.ModelForm):
    class Meta:
        model = HeldCertification
        fields = ("certification", "awarded_on", "expires_on", "credential_reference")
        help_texts = {
            "expires_on": _("Leave empty if it does not expire, or if the date is not known."),
            "credential_reference": _("The number on the certificate, so that it can be checked."),
        }


class HeldField(forms.ModelChoiceField):
    """A certification by its name and its awarding body."""

    def label_from_instance(self, obj: Any) -> str:
        return queries.name_to_choose(obj)


class _ByApp(ModelChoiceIterator):
    """Permissions under the names of their applications."""

    queryset: Any

    def __iter__(self) -> Iterator[Any]:
        for label, found in groupby(self.queryset, lambda one: one.content_type.app_label):
            name = apps.get_app_config(label).verbose_name
            yield name, [self.choice(permission) for permission in found]


class PermissionsField(Choices):
    iterator = _ByApp

    def label_from_instance(self, obj: Permission) -> str:
        return obj.name


class RolesField(Choices):
    """Roles by their names, each with what it is for."""

    def label_from_instance(self, obj: Group) -> str:
        name = name_of_role(obj.name)
        if obj.name not in Role.values:
            return name
        return format_html("<strong>{}.</strong> {}", name, Role(obj.name).purpose)


class RightsByApp(BaseModelAdmin):
    """Roles to tick, and permissions, by application."""

    def formfield_for_manytomany(
        self, db_field: ManyToManyField[Any, Any], request: HttpRequest, **options: Any
    ) -> forms.ModelMultipleChoiceField | None:
        if db_field.related_model is Group:
            options |= {
                "form_class": RolesField,
                "label": _("Roles"),
                "help_text": _(
                    "Whoever has a role may enter the administration; take the last one away, and"
                    " they may not. Who never signed in has to choose a new password then."
                ),
            }
        if db_field.related_model is Permission:
            options |= {
                "form_class": PermissionsField,
                "queryset": _rights(),
                "help_text": _("What they may do in the administration."),
            }
        return super().formfield_for_manytomany(db_field, request, **options)


def _rights() -> QuerySet[Permission]:
    """Rights over what the administration shows; no page asks for others. Groups: superusers."""
    pages = admin.site._registry.items()
    tables = {table for model, page in pages for table in (model, *_parts_of(page))} - {Group}
    types = ContentType.objects.get_for_models(*tables).values()
    return Permission.objects.filter(content_type__in=types).select_related("content_type")


def _parts_of(page: admin.ModelAdmin) -> list[type[Model]]:
    return [part.model for part in page.inlines]
