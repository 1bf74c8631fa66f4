"""django-allauth's forms with our words: what to write, and what is wrong, in plain English."""

from typing import Any, ClassVar

from allauth.account import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from careers.profiles import queries

PASSWORD_HELP = _(
    "At least 8 characters, not only digits, not a well-known password, "
    "and not like your name or e-mail address."
)


class PlainWords:
    """Label, help text and what to say when it is empty, for each field; no placeholders."""

    fields: dict[str, Any]
    words: ClassVar[dict[str, tuple[Promise, Promise | str, Promise]]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("password2", None)
        for name, (label, help_text, required) in self.words.items():
            field = self.fields[name]
            field.label, field.help_text = label, help_text
            field.error_messages = {**field.error_messages, "required": required}
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


ENTER_EMAIL = _("Enter your e-mail address.")
ENTER_PASSWORD = _("Enter your password.")
NEW_PASSWORD = (_("New password"), PASSWORD_HELP, _("Choose a new password."))


class LoginForm(PlainWords, forms.LoginForm):
    words: ClassVar = {
        "login": (_("E-mail address"), "", ENTER_EMAIL),
        "password": (_("Password"), "", ENTER_PASSWORD),
        "remember": (_("Keep me signed in on this device"), "", ENTER_PASSWORD),
    }


class SignupForm(PlainWords, forms.SignupForm):
    field_order = ("name", "email", "password1")

    def validate_unique_email(self, value: str) -> str:
        """An address somebody added to another account and never confirmed is still free."""
        email: str = super().validate_unique_email(value)
        if self.account_already_exists:  # type: ignore[has-type]  # set by allauth
            self.account_already_exists = queries.is_owned(email)
        return email

    words: ClassVar = {
        "email": (
            _("E-mail address"),
            _("The one you use at work. You sign in with it."),
            ENTER_EMAIL,
        ),
        "password1": (_("Password"), PASSWORD_HELP, _("Choose a password.")),
    }


class AddEmailForm(PlainWords, forms.AddEmailForm):
    words: ClassVar = {"email": (_("Another e-mail address"), "", ENTER_EMAIL)}


class ChangePasswordForm(PlainWords, forms.ChangePasswordForm):
    words: ClassVar = {
        "oldpassword": (_("Current password"), "", _("Enter your current password.")),
        "password1": NEW_PASSWORD,
    }


class SetPasswordForm(PlainWords, forms.SetPasswordForm):
    words: ClassVar = {"password1": (_("Password"), PASSWORD_HELP, _("Choose a password."))}


class ResetPasswordForm(PlainWords, forms.ResetPasswordForm):
    words: ClassVar = {"email": (_("E-mail address"), "", ENTER_EMAIL)}

    def clean_email(self) -> str:
        """The way to a new password goes to an address of the account only.

        One that was added and not confirmed may be mistyped: its owner must not get in.
        """
        email: str = super().clean_email()
        found = self.users  # type: ignore[has-type]  # set by allauth
        self.users = [user for user in found if queries.is_owned(email, user)]
        return email


class ResetPasswordKeyForm(PlainWords, forms.ResetPasswordKeyForm):
    words: ClassVar = {"password1": NEW_PASSWORD}


class ReauthenticateForm(PlainWords, forms.ReauthenticateForm):
    words: ClassVar = {"password": (_("Password"), "", ENTER_PASSWORD)}
