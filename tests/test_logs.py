"""No address that opens a roadmap by itself is ever written to the log."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from careers.profiles.models import User
from careers.roadmaps import queries
from pmoportal.logs import WithoutSecretAddresses, masked
from tests.roadmaps.links import address_of, make_feed, make_link

TOKEN = "AbC-_" * 8
WITHOUT_HANDLERS = ("django", "django.request", "django.security", "django.server")


@pytest.fixture
def log() -> Iterator[StringIO]:
    """What the portal's own handler writes."""
    (handler,) = (
        one
        for one in logging.getLogger().handlers
        if any(isinstance(each, WithoutSecretAddresses) for each in one.filters)
    )
    assert isinstance(handler, logging.StreamHandler)
    written = StringIO()
    before = handler.setStream(written)
    yield written
    handler.setStream(before)


@pytest.mark.parametrize("method", ["post", "put", "delete", "options", "patch"])
def test_a_wrong_method(client: Client, user: User, log: StringIO, method: str) -> None:
    now = timezone.now()
    for address in (address_of(make_link(user, now)), make_feed(user, now)):
        assert getattr(client, method)(address).status_code == 405
        assert address.split("/")[3] not in log.getvalue()
    assert "Method Not Allowed" in log.getvalue()
    assert "/roadmap/shared/…" in log.getvalue()
    assert "/roadmap/calendar/…" in log.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["shared", "calendar"])
@pytest.mark.parametrize("end", ["/", "", "/more/", "?again=1"])
def test_an_address_that_opens_nothing(client: Client, log: StringIO, kind: str, end: str) -> None:
    assert client.get(f"/roadmap/{kind}/{TOKEN}{end}", follow=True).status_code == 404
    assert TOKEN not in log.getvalue()
    assert "Not Found: /roadmap/" in log.getvalue()


@pytest.mark.parametrize("kind", ["shared", "calendar"])
def test_a_fault_of_the_portal(
    client: Client, user: User, log: StringIO, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = timezone.now()
    address = address_of(make_link(user, now)) if kind == "shared" else make_feed(user, now)

    def fail(*_given: Any, **_named: Any) -> None:
        raise RuntimeError(f"cannot show {address}")

    monkeypatch.setattr(queries, "roadmap_of", fail)
    client.raise_request_exception = False
    assert client.get(address).status_code == 500
    assert "Traceback" in log.getvalue()
    assert "cannot show" in log.getvalue()
    assert address.split("/")[3] not in log.getvalue()


def test_every_line_of_django_goes_through_that_handler() -> None:
    for name in WITHOUT_HANDLERS:
        logger = logging.getLogger(name)
        assert logger.handlers == []
        assert logger.propagate


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            f'"GET /roadmap/shared/{TOKEN}/ HTTP/1.1" 200 5',
            '"GET /roadmap/shared/… HTTP/1.1" 200 5',
        ),
        (f"Not Found: /portal/roadmap/calendar/{TOKEN}", "Not Found: /portal/roadmap/calendar/…"),
        (f"Not Found: /roadmap//Shared/ {TOKEN}/x", "Not Found: /roadmap//Shared/…"),
        ("Not Found: /roadmap/sharing/links/new/", "Not Found: /roadmap/sharing/links/new/"),
        ("100 %s of it", "100 %s of it"),
    ],
)
def test_what_is_masked(text: str, told: str) -> None:
    assert masked(text) == told


def test_arguments_of_any_kind_are_masked(log: StringIO) -> None:
    class Request:
        def __repr__(self) -> str:
            return f"<Request: GET '/roadmap/shared/{TOKEN}/'>"

    logging.getLogger("django.server").warning('"%s" %s', f"GET /roadmap/shared/{TOKEN}/", 200)
    logging.getLogger("anything").error("%(request)r", {"request": Request()}, stack_info=True)
    assert TOKEN not in log.getvalue()
    assert log.getvalue().count("/roadmap/shared/…") == 2
