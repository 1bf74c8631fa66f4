from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
import zeal
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker, Settings

from careers.profiles.models import User
from tests.conventions import left_out
from tests.environment import FOLDER, IS_SECOND_RUN, NOT_AGAIN
from tests.factories import make_user
from tests.postbox import Postbox, an_open_postbox
from tests.roles import keep_roles
from tests.shipped import keep_catalogue, put_catalogue


def pytest_configure() -> None:
    # The real hashers are slow on purpose; tests sign in thousands of times.
    django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # Static files by their own names: nothing has collected them before a test run.
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    django_settings.STORAGES = {**django_settings.STORAGES, "staticfiles": plain}
    if (database := django_settings.DATABASES["default"])["ENGINE"].endswith("sqlite3"):
        database.setdefault("TEST", {})["NAME"] = f"{FOLDER}/test.sqlite3"


# Nothing may be skipped: a test that did not run has checked nothing.
pytest_sessionfinish = left_out.pytest_sessionfinish

DATABASES = {"db", "transactional_db", "live_server", "django_db_setup"}


def is_for_any_database(test: pytest.Item) -> bool:
    """Whether another database could give another answer: the test asks one, and is about that."""
    is_marked = test.get_closest_marker("django_db") is not None
    asks_one = is_marked or not DATABASES.isdisjoint(getattr(test, "fixturenames", ()))
    return asks_one and test.path.relative_to(test.config.rootpath).as_posix() not in NOT_AGAIN


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On the second database, leave out what no database decides."""
    if not IS_SECOND_RUN:
        return
    config.hook.pytest_deselected(items=[test for test in items if not is_for_any_database(test)])
    items[:] = [test for test in items if is_for_any_database(test)]


def pytest_collection_finish() -> None:
    """What is there before the first test is not looked through for garbage again and again.

    That took an eighth of the time of all tests.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)
    gc.enable()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Beside the tables, which are empty, the shipped catalogue is kept ready."""
    with django_db_blocker.unblock():
        keep_catalogue()
    keep_roles()


@pytest.fixture
def catalogue(db: None) -> None:
    """Levels, instrument and certifications as they are shipped."""
    put_catalogue()


@pytest.fixture
def user(db: None) -> User:
    return make_user("Ada Okafor", job_title="PMO analyst")


@pytest.fixture
def signed_in(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


@pytest.fixture
def office(client: Client, settings: Settings) -> Client:
    """The PMO's own office: somebody who may do everything in the administration.

    Django's forms fetch what every row of parts points to, one row at a time, when they are sent.
    """
    settings.ZEAL_ALLOWLIST = [{"model": "*", "field": "get()"}]
    client.force_login(make_user("Olu Office", is_staff=True, is_superuser=True))
    return client


@pytest.fixture
def busy_office(transactional_db: None, settings: Settings) -> Client:
    """A superuser and the catalogue, for tests in which several threads write."""
    settings.ZEAL_ALLOWLIST = [{"model": "*", "field": "*"}]
    put_catalogue()
    client = Client()
    client.force_login(make_user("Olu Office", is_staff=True, is_superuser=True))
    return client


@pytest.fixture
def postbox(settings: Settings) -> Iterator[Postbox]:
    """A real mail server, to which everything is sent."""
    with an_open_postbox(settings) as found:
        yield found


@pytest.fixture
def assert_statements() -> Callable[[int], AbstractContextManager[None]]:
    """Count SQL as the docstrings of actions do: without the marks of transactions."""

    @contextmanager
    def counted(number: int) -> Iterator[None]:
        with CaptureQueriesContext(connection) as captured:
            yield
        written = [query["sql"] for query in captured.captured_queries]
        told = [sql for sql in written if "SAVEPOINT" not in sql]
        assert len(told) == number, "\n".join(told)

    return counted


@pytest.fixture(autouse=True)
def no_n_plus_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """A query repeated for every row fails the request that makes it; two may ask the same."""
    plain = Client.request

    def watched(client: Client, **request: Any) -> Any:
        with zeal.zeal_context():
            return plain(client, **request)

    monkeypatch.setattr(Client, "request", watched)
