"""What people read when a request cannot be answered. The words: templates/4xx.html, 500.html.

Django's own handlers read the form that was sent in order to make a CSRF token; for a form that is
too large that fails a second time, and the answer would be 500. Ours do not touch it.
"""

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

TOO_LARGE = 413


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that breaks a rule of form: too large, not text, a forged address."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent):
        what = _(
            "What you sent is larger than the portal takes. Go back: your text is still in the "
            "form. Shorten it and send it again."
        )
        return render(request, "400.html", {"what": what}, status=TOO_LARGE)
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer somebody whose account lacks a right."""
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer for what is not there and for what is not the visitor's, in the same words."""
    return render(request, "404.html", status=404)
