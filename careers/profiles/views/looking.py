"""The access log: what its pages record, and what a person is shown of it."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from careers.profiles import queries
from careers.profiles.models import AccessEntry, Profile, User
from careers.profiles.noting import note


def note_look(request: HttpRequest, profile: Profile, what: AccessEntry.What) -> None:
    """Record that this request shows somebody the work of another; a HEAD shows nothing.

    A form that is given back shows it like the page it stood on. Two SQL statements, none for the
    own work. The reader has the right to the page, so a look that cannot be recorded costs them
    nothing; whoever runs the portal finds it in its log.
    """
    if request.method == "HEAD" or profile.user_id == request.user.pk:
        return
    viewer = cast(User, request.user)
    note(viewer=viewer, profile=profile, what=what, now=timezone.now())


@require_safe
def looks(request: HttpRequest) -> HttpResponse:
    found = queries.looks_page(request.user, request.GET.get("page"))
    return render(request, "profiles/looks.html", {"found": found})
