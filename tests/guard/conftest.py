from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker, Settings

from tests.guard.requests import Lean
from tests.guard.world import Role, World, make_world
from tests.shipped import put_catalogue


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """One organisation for all tests of a module; each request is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        put_catalogue()
        yield make_world()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def clients(world: World) -> dict[Role, Client]:
    """A browser for each role, signed in once."""
    found = {role: Client(raise_request_exception=False) for role in Role}
    for role, user in world.users.items():
        found[role].force_login(user)
    return found


@pytest.fixture(scope="module")
def lean(clients: dict[Role, Client]) -> dict[Role, Client]:
    """The same browsers, for thousands of requests of which only the answers are read."""
    found: dict[Role, Client] = {role: Lean(raise_request_exception=False) for role in Role}
    for role, client in clients.items():
        found[role].cookies = client.cookies
    return found


@pytest.fixture(autouse=True)
def four_times_is_too_often(settings: Settings) -> None:
    """The administration fetches one account for the session, the permission and the page."""
    settings.ZEAL_NPLUSONE_THRESHOLD = 4
    # Django's forms fetch what every row of parts points to, one at a time, when they are sent.
    settings.ZEAL_ALLOWLIST = [{"model": "levels.*", "field": "get()"}]


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Thousands of refusals, each with where it was made, would take longer than the requests."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)
