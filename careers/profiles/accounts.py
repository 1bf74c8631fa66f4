"""How accounts are made, read and who may make one (django-allauth's adapter and backend)."""

from typing import Any

from allauth.account import auth_backends
from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from careers.profiles import actions, queries
from careers.profiles.models import User


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is switched off. Ask your administrator."),
        "cannot_remove_primary_email": _("You cannot remove your main address."),
        "duplicate_email": _("This address belongs to your account already."),
        "email_password_mismatch": _("The e-mail address or the password is not right."),
        "enter_current_password": _("This is not your current password."),
        "incorrect_password": _("This is not your password."),
        "max_email_addresses": _("An account can have at most %d addresses."),
        "too_many_login_attempts": _(
            "Too many wrong guesses. Wait five minutes, then try again, or set a new password."
        ),
        "unverified_primary_email": _("Confirm an address before you make it your main address."),
        "rate_limited": _("Too many requests in a short time. Wait a minute, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return bool(settings.SIGNUP_IS_OPEN)

    def pre_login(self, request: HttpRequest, user: User, **options: Any) -> HttpResponse | None:
        """The password of the demo is published: its accounts open nothing but the demo."""
        if not settings.DEMO and user.email.endswith(f"@{settings.DEMO_DOMAIN}"):
            return redirect("account_inactive")
        return super().pre_login(request, user, **options)

    def is_safe_url(self, url: str | None) -> bool:
        """Where to go on after signing in; an address that cannot be read is not safe."""
        try:
            return bool(super().is_safe_url(url))
        except ValueError:
            return False

    def clean_email(self, email: str) -> str:
        return email.lower()

    def save_user(self, request: HttpRequest, user: User, form: Form, commit: bool = True) -> User:
        """Every account has a profile from its first moment."""
        user = super().save_user(request, user, form, commit=False)
        user.name = form.cleaned_data["name"]
        return actions.save_sign_up(user=user) if commit else user

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Our mails name the portal as its pages do, not by its host name."""
        super().send_mail(template_prefix, email, {"site_name": settings.SITE_NAME, **context})


class AuthenticationBackend(auth_backends.AuthenticationBackend):
    """Reads the account of a request together with what every page needs of it, in one query."""

    def get_user(self, user_id: int) -> User | None:
        user = queries.account(user_id)
        return user if user is not None and self.user_can_authenticate(user) else None
