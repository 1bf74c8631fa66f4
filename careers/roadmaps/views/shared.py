"""What is read without signing in. Whoever has the address gets in; everybody else reads the same.

A wrong, withdrawn or ended address, and that of somebody whose account is switched off, give one
and the same answer, so that nobody learns what there is or was.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from careers.roadmaps import actions, ical, queries
from careers.roadmaps.models import ShareLink
from careers.roadmaps.shared_page import Shown, shared_page

logger = logging.getLogger(__name__)
View = Callable[[HttpRequest, str], HttpResponse]

NOT_FOUND, METHOD_NOT_ALLOWED = 404, 405
AS_SIGNED_OUT = {"user": AnonymousUser(), "messages": ()}
HEADERS = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",  # or the address would be told to the next site
    "X-Robots-Tag": "noindex",
}


def for_whoever_has_the_address(view: View) -> View:
    """Ask nobody to sign in, and give every answer the headers of a secret address.

    That of a wrong method too: with a page of its own, or another would take its place later.
    """
    safe = require_safe(view)

    @wraps(view)
    def opened(request: HttpRequest, token: str) -> HttpResponse:
        response = safe(request, token)
        if response.status_code == METHOD_NOT_ALLOWED:
            response.content = render_to_string("405.html", AS_SIGNED_OUT, request).encode()
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response

    return login_not_required(opened)


@for_whoever_has_the_address
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    found = queries.feed_of(token)
    if found is None:
        return _shown(request, None, status=NOT_FOUND)
    profile = found.roadmap.profile
    feed = ical.Feed(
        profile_id=profile.pk,
        site_name=str(settings.SITE_NAME),
        address=request.build_absolute_uri(reverse("roadmaps:detail", args=[profile.pk])),
        changed_at=found.roadmap.changed_at,
    )
    page = queries.roadmap_of(profile, timezone.localdate(), is_own=True)
    return HttpResponse(ical.calendar_of(page, feed), content_type="text/calendar; charset=utf-8")


@for_whoever_has_the_address
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """Show a roadmap to somebody with a link. A GET is counted: its owner asked for that."""
    now = timezone.now()
    link = queries.link_of(token, now)
    if link is None:
        return _shown(request, None, status=NOT_FOUND)
    if request.method == "GET":
        _count(link, now)
    profile = link.roadmap.profile
    page = queries.roadmap_of(profile, timezone.localdate(now), is_own=False)
    shown = Shown(
        has_ratings=link.has_ratings, has_cost=link.has_cost, has_comments=link.has_comments
    )
    return _shown(
        request,
        {
            "person": profile.user.name,
            "page": shared_page(page, shown) if page else None,
            "link": link,
        },
    )


def _count(link: ShareLink, now: datetime) -> None:
    """A look that cannot be counted costs the reader nothing."""
    try:
        actions.record_view(link=link, now=now)
    except DatabaseError as fault:
        logger.warning("A look by link %s was not counted: %s", link.pk, type(fault).__name__)


def _shown(
    request: HttpRequest, context: dict[str, Any] | None, *, status: int = 200
) -> HttpResponse:
    """The page as everybody sees it, whoever has signed in on this browser."""
    context = {**(context or {}), **AS_SIGNED_OUT}
    return render(request, "roadmaps/shared.html", context, status=status)
