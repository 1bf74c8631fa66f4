"""Headers and cookies of every answer, and where a sign-in may lead."""

from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from tests.factories import PASSWORD, make_user
from tests.guard.matrix import MATRIX, Access, relations_of, values_for
from tests.guard.requests import send
from tests.guard.routes import all_routes
from tests.guard.world import Role, World

pytestmark = pytest.mark.django_db

HEADERS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
SECRET_ADDRESS = HEADERS | {"Referrer-Policy": "no-referrer"}
"""Where the address itself opens the page, no other page may learn it."""

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "manifest-src": "'self'",
}
INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*type=\"(?:application/json|text/x-template)\")|<style\b"
    r"|<[^>]*\s(?:style|on[a-z]+)\s*=",
    re.IGNORECASE,
)
FOREIGN = re.compile(r"<(?:script|img|iframe|link|source)[^>]*\s(?:src|href)=\"(?:https?:)?//")


def faults_of(response: HttpResponse, headers: dict[str, str] = HEADERS) -> list[str]:
    """What is wrong with the headers of an answer, and with the page if it is one."""
    faults = [
        f"{name} is {response.headers.get(name)}"
        for name, value in headers.items()
        if response.headers.get(name) != value
    ]
    written = response.headers.get("Content-Security-Policy", "")
    policy = dict(part.strip().split(" ", 1) for part in written.split(";") if " " in part.strip())
    if policy != POLICY:
        faults.append(f"policy {policy}")
    if "unsafe" in written:
        faults.append("the policy allows something unsafe")
    if response.headers.get("Content-Type", "").startswith("text/html"):
        text = response.content.decode()
        faults += [f"inline: {found}" for found in INLINE.findall(text)]
        faults += [f"foreign: {found}" for found in FOREIGN.findall(text)]
    return faults


@pytest.mark.parametrize("role", [Role.ANONYMOUS, Role.STAFF, Role.MANAGER, Role.SUPERUSER])
def test_every_answer_carries_the_headers_and_no_page_needs_more(
    world: World, clients: dict[Role, Client], role: Role
) -> None:
    faults = []
    for route in all_routes():
        rule = MATRIX.get(route.key)
        wanted = SECRET_ADDRESS if rule and rule.access is Access.TOKEN else HEADERS
        for relation in relations_of(route):
            address = route.path(values_for(route, world.things_for(role, relation)))
            for method in ("GET", "POST"):
                response, _writes = send(clients[role], method, address)
                found = faults_of(response, wanted)
                faults += [f"{method} {address}: {fault}" for fault in found]
    assert faults == []


def test_the_check_can_fail() -> None:
    bad = HttpResponse('<p style="x">', headers={"Content-Security-Policy": "default-src *"})
    assert len(faults_of(bad)) == len(HEADERS) + 2


def test_a_page_that_is_missing_or_faulty_carries_them_too(client: Client) -> None:
    assert faults_of(client.get("/no-such-page/")) == []  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:///evil.example",
        "\x00//evil.example",
    ],
)
def test_signing_in_never_leads_to_another_site(client: Client, address: str) -> None:
    user = make_user("Ada Okafor", email="ada@example.org")
    EmailAddress.objects.filter(user=user).update(verified=True)

    response = client.post(
        "/accounts/login/", {"login": user.email, "password": PASSWORD, "next": address}
    )

    assert response.status_code == 302
    assert response.headers["Location"] == "/"


def test_signing_in_leads_back_to_where_one_was_going(client: Client) -> None:
    user = make_user("Ada Okafor", email="ada@example.org")
    EmailAddress.objects.filter(user=user).update(verified=True)

    response = client.post(
        "/accounts/login/", {"login": user.email, "password": PASSWORD, "next": "/team/"}
    )

    assert response.headers["Location"] == "/team/"
    cookie = response.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_an_unknown_host_gets_nothing(client: Client) -> None:
    response = client.get("/accounts/login/", headers={"host": "evil.example"})
    assert response.status_code == 400


def test_a_form_of_another_site_is_refused() -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make_user("Ada Okafor"))
    assert strict.post("/profile/edit/", {"name": "Eve"}).status_code == 403
