"""Nonsense in every field of every URL: no answer is a server error, and none changes the rules.

The dice are loaded the same on every run, so a failure can be repeated.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.utils.http import urlencode

from tests.guard.matrix import values_for
from tests.guard.offers import Offer, offers_of
from tests.guard.requests import send
from tests.guard.routes import Route, all_routes
from tests.guard.world import Relation, Role, World

pytestmark = pytest.mark.django_db
SEED = f"20270314 {connection.vendor}"
PORTAL, ADMINISTRATION = "portal", "administration"
CASES = {
    (Role.STAFF, PORTAL): (3, 650),
    (Role.MANAGER, PORTAL): (2, 425),
    (Role.SUPERUSER, ADMINISTRATION): (2, 850),
    (Role.PEOPLE_ADMINISTRATOR, ADMINISTRATION): (1, 400),
    (Role.ANONYMOUS, PORTAL): (1, 200),
    (Role.ANONYMOUS, ADMINISTRATION): (1, 250),
}
"""Who tries what: how often each URL, and how many requests that is at least."""

LEAST_REQUESTS = 2_500  # on each of the two databases, with other dice
MEGABYTE = 1_000_000
SENSE = 0.5
"""Share of the values that the page itself offers, so that nonsense gets past the first check."""

NEARLY_RIGHT = 0.5
"""Share of the forms that are sent as a browser would, but for one to three fields."""

OTHER_NAMES = (
    *("page", "q", "show", "level", "next", "o", "p", "e", "all", "_facets", "_popup", "_to_field"),
    *("_saveasnew", "_continue", "_addanother", "action", "_selected_action", "select_across"),
    *("_changelist_filters", "post", "csrfmiddlewaretoken"),
)
TEXTS = (
    "",
    " ",
    "0",
    "-1",
    "3",
    "1e309",
    "NaN",
    "9" * 40,
    "9" * 5_000,
    "2147483648",
    "9223372036854775808",
    "99999999",
    "1,2",
    "2027-02-30",
    "0000-00-00",
    "99999-01-01",
    "9999-12-31",
    "null",
    "true",
    "[]",
    "{}",
    "a1",
    "\x00",
    "x\x00y",
    "\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
    "\u202e\ufeff\u0000",
    "' OR 1=1 --",
    "%s%d{0}{{7*7}}",
    "<script>alert(1)</script>",
    "../../etc/passwd",
    "//evil.example/",
    "=1+1",
    "x@" + "y" * 300 + ".example",
    "http://[::1",
    "😀" * 300,
    "é" * 5_000,
)
RAW = (b"%FF%FE=%80&a[]=1&a[]=2", b"\xff\xfe\x00", b"{", b"&&&===;;", b"q=%00&page=%F0%28%8C%28")
WILD = ("0", "-1", "9" * 25, "%00", "%F0%28", "a1", "-", "_5F", "1/2")


def nonsense(dice: random.Random) -> str:
    return "x" * MEGABYTE if dice.random() < 0.004 else dice.choice(TEXTS)


def a_value(offer: Offer, dice: random.Random) -> str:
    is_sensible = offer.choices and dice.random() < SENSE
    return dice.choice(offer.choices) if is_sensible else nonsense(dice)


def wild(offers: dict[str, Offer], dice: random.Random) -> dict[str, list[str]]:
    """Some of the fields, each with one value or several, sensible or not."""
    return {
        name: [a_value(offer, dice) for _ in range(dice.choice((1, 1, 1, 3)))]
        for name, offer in offers.items()
        if dice.random() < 0.75
    }


def nearly_right(offers: dict[str, Offer], dice: random.Random) -> dict[str, list[str]]:
    """What a browser would send, with nonsense in one to three fields."""
    made = {name: list(offer.sent) for name, offer in offers.items() if offer.sent}
    for name in dice.choices(list(offers), k=dice.choice((1, 1, 2, 3))):
        made[name] = [nonsense(dice)]
    return made


def form(offers: dict[str, Offer], dice: random.Random) -> dict[str, list[str]]:
    return (nearly_right if dice.random() < NEARLY_RIGHT else wild)(offers, dice)


def offered_by(response: HttpResponse) -> dict[str, Offer]:
    """The fields of a page, and names nobody asked for; a file that is sent in pieces has none."""
    text = b"" if response.streaming else response.content
    return {name: Offer() for name in OTHER_NAMES} | offers_of(text.decode(errors="replace"))


Made = tuple[str, str, Any, dict[str, Any]]


def requests_for(
    route: Route, address: str, offers: dict[str, Offer], dice: random.Random
) -> Iterator[Made]:
    """Method, address, form data and the rest of some nonsensical requests."""
    # A line of a request is never a megabyte long: every server refuses it first.
    asked = f"{address}?{urlencode(wild(offers, dice), doseq=True)[:4_000]}"
    yield "GET", asked, None, {}
    yield "POST", address, form(offers, dice), {}
    if dice.random() < 0.3:
        kind = dice.choice(
            ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain")
        )
        yield "POST", asked, None, {"data": dice.choice(RAW), "content_type": kind}
    if dice.random() < 0.2:
        yield "POST", address, form(offers, dice), {"headers": {"HX-Request": "true"}}
    if route.parameters:
        method = dice.choice(("GET", "POST"))
        yield method, route.path({name: dice.choice(WILD) for name in route.parameters}), None, {}


def routes_of(where: str) -> list[Route]:
    is_wanted = where == ADMINISTRATION
    return [route for route in all_routes() if route.key.startswith("admin:") is is_wanted]


def test_as_many_requests_as_promised() -> None:
    assert sum(least for _rounds, least in CASES.values()) >= LEAST_REQUESTS


@pytest.mark.parametrize(("role", "where"), CASES)
def test_no_nonsense_breaks_a_page(
    world: World, lean: dict[Role, Client], role: Role, where: str
) -> None:
    dice = random.Random(f"{SEED} {role} {where}")  # noqa: S311 - to be repeatable
    client, (rounds, least) = lean[role], CASES[role, where]
    faults, sent = [], 0
    for route in routes_of(where):
        address = route.path(values_for(route, world.things_for(role, Relation.OWN)))
        page, _writes = send(client, "GET", address)
        offers = offered_by(page)
        for _ in range(rounds):
            for method, target, data, extra in requests_for(route, address, offers, dice):
                response, _writes = send(client, method, target, data, **extra)
                sent += 1
                if response.status_code >= 500:
                    shown = str(data or extra)[:400]
                    faults.append(f"{response.status_code} {method} {target[:300]} {shown}")
    assert not faults, "\n".join(faults)
    assert sent >= least, sent
