"""The ways a roadmap leaves the portal, and what somebody without an account sees of it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone

from careers.roadmaps.actions import revoke_link
from tests.browser.acts import open_everything, press, send
from tests.browser.looking import Visit
from tests.browser.pages import Cast
from tests.roadmaps.links import address_of, make_feed, make_link

NOTHING: dict[str, Any] = {}
SHARING, NEW = "/roadmap/sharing/", "/roadmap/sharing/links/new/"
EVERYTHING: dict[str, Any] = dict.fromkeys(("has_ratings", "has_cost", "has_comments"), True)


def sharing_pages(cast: Cast) -> list[Visit]:
    staff, ready, now = cast.staff, cast.ready, timezone.now()
    paper = reverse("roadmaps:paper", args=[staff.profile.pk])
    make_feed(staff, now)
    revoke_link(link=make_link(staff, now, name="Somebody from a course"), now=now)
    little, all_of_it = (address_of(make_link(staff, now, **one)) for one in (NOTHING, EVERYTHING))
    for number in range(20):
        make_link(ready, now, name=f"Mentor {number}")
    return [
        Visit(address=SHARING, user=cast.nobody),
        Visit(address=SHARING, user=cast.nobody, act=press("Make an address for my calendar")),
        Visit(address=SHARING, user=staff, act=open_everything),
        Visit(address=SHARING, user=staff, act=press("Make a new address")),
        Visit(address=NEW, user=staff),
        Visit(address=NEW, user=staff, act=press("Make the link"), status=422),
        Visit(address=NEW, user=ready, act=send("Make the link", name="One more"), status=422),
        Visit(address=paper, user=staff),
        Visit(address=paper, user=cast.manager),
        Visit(address=address_of(make_link(ready, now, name="Mentor 3"))),
        Visit(address=little, act=open_everything),
        Visit(address=all_of_it, act=open_everything),
        Visit(address=all_of_it, user=staff, act=open_everything),
        Visit(address=address_of(make_link(cast.nobody, now))),
        Visit(address="/roadmap/shared/no-such-token/", status=404),
        Visit(address="/roadmap/calendar/no-such-token/", status=404),
        Visit(address=SHARING, user=staff, act=press("Withdraw it")),  # the newest, seen above
    ]
