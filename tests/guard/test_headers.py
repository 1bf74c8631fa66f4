"""Headers and cookies, and where a sign-in may lead. Those of every page: test_matrix.py."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from tests.factories import PASSWORD, make_user
from tests.guard.headers import HEADERS, faults_of

pytestmark = pytest.mark.django_db


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
