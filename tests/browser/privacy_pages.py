"""Who looked, and who stands in: the pages of privacy, full and empty."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from careers.profiles.actions import record_look
from careers.profiles.models import AccessEntry
from tests.browser.acts import press, send
from tests.browser.looking import Visit
from tests.browser.pages import Cast
from tests.factories import make_user
from tests.profiles.delegations import stand_in

LOOKS, ABSENCE = "/profile/looks/", "/profile/absence/"
BUTTON = "Let them stand in"


def privacy_pages(cast: Cast) -> list[Visit]:
    long = "of.the.programme.and.portfolio.office@example.org"  # wider than a phone
    boss = make_user("Bella Boss", email=f"bella.{long}")
    manager = make_user("Max Middle", manager=boss, email=f"max.{long}")
    member = make_user("Mel Member", manager=manager, email=f"mel.{long}")
    vice = make_user("Vera Vice", email=f"vera.{long}")
    gone = make_user("Gia Gone", is_active=False)
    stand_in(manager, vice, last=3)
    stand_in(manager, vice, first=10, last=13)
    stand_in(manager, gone, first=20, last=23)
    now = timezone.now()
    for day in range(60):
        for what in AccessEntry.What:
            then = now - timedelta(days=day)
            record_look(viewer=manager, profile=member.profile, what=what, now=then)
    taken = {"email": vice.email, "first_on": f"{timezone.localdate()}"}
    return [
        Visit(address=LOOKS, user=member),
        Visit(address=f"{LOOKS}?page=3", user=member),
        Visit(address=LOOKS, user=cast.nobody),
        Visit(address="/profile/", user=member),
        Visit(address="/profile/", user=vice),
        Visit(address="/profile/", user=manager),
        Visit(address=ABSENCE, user=manager),
        Visit(address=ABSENCE, user=boss, act=press(BUTTON), status=422),
        Visit(
            address=ABSENCE,
            user=manager,
            act=send(BUTTON, **taken, last_on=f"{timezone.localdate()}"),
            status=422,
        ),
        Visit(address=ABSENCE, user=member),
        Visit(address="/team/", user=vice),
    ]
