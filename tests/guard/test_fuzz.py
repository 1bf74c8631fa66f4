"""Nonsense in every field of every URL: no answer is a server error, and none changes the rules.

The dice are loaded the same on every run, so a failure can be repeated.
"""

from __future__ import annotations

import random
import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils.http import urlencode

from tests.guard.matrix import values_for
from tests.guard.requests import send
from tests.guard.routes import Route, all_routes
from tests.guard.world import Relation, Role, World

pytestmark = pytest.mark.django_db
SEED = 20_270_314
ROUNDS = {Role.STAFF: 8, Role.MANAGER: 2, Role.SUPERUSER: 1, Role.ANONYMOUS: 1}
"""How often each URL is tried; those of the administration once."""

LEAST_REQUESTS = {Role.STAFF: 900, Role.MANAGER: 400, Role.SUPERUSER: 300, Role.ANONYMOUS: 300}
MEGABYTE = 1_000_000
TAG = re.compile(r"<(?:input|select|textarea|button)\b[^>]*>")
ATTRIBUTE = re.compile(r"\s(name|value)=\"([^\"]*)\"")
SENSE = 0.5
"""Share of the values that the page itself offers, so that nonsense gets past the first check."""

OTHER_NAMES = ("page", "q", "show", "level", "next", "o", "p", "e", "_popup", "_to_field", "action")
TEXTS = (
    "",
    " ",
    "0",
    "-1",
    "3",
    "1e309",
    "NaN",
    "9" * 40,
    "2027-02-30",
    "0000-00-00",
    "99999-01-01",
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
    "=1+1",
    "😀" * 300,
    "é" * 5_000,
)
RAW = (b"%FF%FE=%80&a[]=1&a[]=2", b"\xff\xfe\x00", b"{", b"&&&===;;", b"q=%00&page=%F0%28%8C%28")


def nonsense(dice: random.Random) -> str:
    return "x" * MEGABYTE if dice.random() < 0.004 else dice.choice(TEXTS)


def fields(offered: dict[str, list[str]], dice: random.Random) -> dict[str, list[str]]:
    """Some of the fields, each with one value or several, sensible or not."""
    chosen = {}
    for name, values in offered.items():
        if dice.random() < 0.25:
            continue
        is_sensible = values and dice.random() < SENSE
        number = dice.choice((1, 1, 1, 3))
        chosen[name] = [
            dice.choice(values) if is_sensible else nonsense(dice) for _ in range(number)
        ]
    return chosen


def offered_by(response: HttpResponse) -> dict[str, list[str]]:
    """The names of the fields on a page with the values it offers, and names nobody asked for."""
    found: dict[str, list[str]] = {name: [] for name in OTHER_NAMES}
    for tag in TAG.findall(response.content.decode(errors="replace")):
        attributes = dict(ATTRIBUTE.findall(tag))
        if name := attributes.get("name"):
            found.setdefault(name, []).append(attributes.get("value", ""))
    return found


def requests_for(
    route: Route, address: str, offered: dict[str, list[str]], dice: random.Random
) -> list[tuple[str, str, Any, dict[str, Any]]]:
    """Method, address, form data and the rest of some nonsensical requests."""
    query = urlencode(fields(offered, dice), doseq=True)
    # A line of a request is never a megabyte long: every server refuses it first.
    asked = f"{address}?{query[:4_000]}"
    made: list[tuple[str, str, Any, dict[str, Any]]] = [
        ("GET", asked, None, {}),
        ("POST", address, fields(offered, dice), {}),
    ]
    if dice.random() < 0.3:
        kind = dice.choice(
            ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain")
        )
        made.append(("POST", asked, None, {"data": dice.choice(RAW), "content_type": kind}))
    if dice.random() < 0.2:
        made.append(("POST", address, fields(offered, dice), {"headers": {"HX-Request": "true"}}))
    if route.parameters:
        wild = {
            name: dice.choice(("0", "9" * 25, "%00", "%F0%28", "a1", "-"))
            for name in route.parameters
        }
        made.append(("GET", route.path(wild), None, {}))
    return made


@pytest.mark.parametrize("role", ROUNDS)
def test_no_nonsense_breaks_a_page(world: World, clients: dict[Role, Client], role: Role) -> None:
    dice = random.Random(f"{SEED} {role}")  # noqa: S311 - to be repeatable
    faults, sent = [], 0
    for route in all_routes():
        address = route.path(values_for(route, world.things_for(role, Relation.OWN)))
        page, _writes = send(clients[role], "GET", address)
        offered = offered_by(page)
        for _ in range(1 if route.key.startswith("admin:") else ROUNDS[role]):
            for method, target, data, extra in requests_for(route, address, offered, dice):
                response, _writes = send(clients[role], method, target, data, **extra)
                sent += 1
                if response.status_code >= 500:
                    shown = str(data or extra)[:300]
                    faults.append(f"{response.status_code} {method} {target[:200]} {shown}")
    assert not faults, "\n".join(faults)
    assert sent >= LEAST_REQUESTS[role], sent
