"""django-allauth's views with our forms and our answers to bad input."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from careers.profiles import account_forms as forms

UNPROCESSABLE = 422
View = Callable[..., HttpResponse]


def _says_422(view: View) -> View:
    """A page that comes back with errors says so in its status, like every form of the portal."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        form = (getattr(response, "context_data", None) or {}).get("form")
        if request.method == "POST" and response.status_code == 200 and form and form.errors:
            response.status_code = UNPROCESSABLE
        return response

    return wrapped


def _tells_nothing_in_a_race(view: View) -> View:
    """Two people (or two clicks) may sign up with one address at the same moment.

    The second is told what everybody is told, so that nobody learns whether an address is known.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except IntegrityError:
            return redirect("account_email_verification_sent")

    return wrapped


def _refuses_a_taken_address(view: View) -> View:
    """A second address may have become somebody else's account since it was added."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                return view(request, *args, **kwargs)
        except IntegrityError:
            messages.error(request, _("This address belongs to another account. Remove it here."))
            return redirect("account_email")

    return wrapped


def _forgets_pages(view: View) -> View:
    """Signing out also ends what the browser kept for its Back button."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if request.method == "POST":
            response.headers["Clear-Site-Data"] = '"cache"'
        return response

    return wrapped


login = _says_422(views.LoginView.as_view(form_class=forms.LoginForm))
signup = _says_422(_tells_nothing_in_a_race(views.SignupView.as_view(form_class=forms.SignupForm)))
reauthenticate = _says_422(views.ReauthenticateView.as_view(form_class=forms.ReauthenticateForm))
email = _says_422(_refuses_a_taken_address(views.EmailView.as_view(form_class=forms.AddEmailForm)))
password_change = _says_422(views.PasswordChangeView.as_view(form_class=forms.ChangePasswordForm))
password_set = _says_422(views.PasswordSetView.as_view(form_class=forms.SetPasswordForm))
password_reset = _says_422(views.PasswordResetView.as_view(form_class=forms.ResetPasswordForm))
password_reset_from_key = _says_422(
    views.PasswordResetFromKeyView.as_view(form_class=forms.ResetPasswordKeyForm)
)
logout = _forgets_pages(views.logout)
account_inactive = views.account_inactive
email_verification_sent = views.email_verification_sent
confirm_email = views.confirm_email
password_reset_done = views.password_reset_done
password_reset_from_key_done = views.password_reset_from_key_done
