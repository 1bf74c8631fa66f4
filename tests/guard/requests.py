"""Send one request that leaves no trace, and say what came of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from http.cookies import SimpleCookie
from typing import Any
from unittest.mock import patch

import zeal
from django.db import connection, transaction
from django.http import HttpResponse
from django.template import Template
from django.test import Client
from django.urls import reverse
from django.utils.safestring import SafeString

from tests.guard.outcomes import Outcome

WRITE = re.compile(r"^\s*(INSERT|UPDATE|DELETE|REPLACE|MERGE)\b", re.IGNORECASE)
HOUSEKEEPING = re.compile(r"django_session|portal_cache|profiles_accessentry|teams_export")
"""What any request may write: the session, the counts of the sign-in limits, the access log, and
that a list was taken out: a download is a link, and is written down for those it is about."""


class Lean(Client):
    """Sends a request and does nothing besides: no copies of templates, no count of queries."""

    def request(self, **request: Any) -> Any:
        return self.handler(self._base_environ(**request))  # type: ignore[attr-defined]


@contextmanager
def blank_pages() -> Iterator[None]:
    """Pages are answered, but not filled in: half of what a request costs.

    Who gets in, and what is written, is decided before a page is.
    """
    with patch.object(Template, "_render", return_value=SafeString()):
        yield


class Writes:
    """Remembers the statements that changed rows."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        if WRITE.match(sql) and not HOUSEKEEPING.search(sql):
            self.found.append(sql)
        return execute(sql, params, many, context)


def send(
    client: Client, method: str, path: str, form: Any = None, **extra: Any
) -> tuple[HttpResponse, list[str]]:
    """Return the answer and the statements that wrote; everything is rolled back."""
    cookies = SimpleCookie({name: one.value for name, one in client.cookies.items()})
    writes = Writes()
    with transaction.atomic(), connection.execute_wrapper(writes), _watch(path):
        if form is None:
            response = client.generic(method, path, **extra)
        else:
            response = getattr(client, method.lower())(path, form, **extra)
        transaction.set_rollback(True)
    client.cookies = cookies
    return response, writes.found  # type: ignore[return-value]


def _watch(path: str) -> AbstractContextManager[None]:
    """The admin's page before a deletion names every row that would go, one query for each."""
    is_deletion = path.startswith("/admin/") and "/delete/" in path
    return zeal.zeal_ignore() if is_deletion else nullcontext()


def outcome_of(response: HttpResponse) -> Outcome | int:
    """Return what the answer means for access; a status that means nothing good as itself."""
    status = response.status_code
    if status in {301, 302, 303}:
        address = response.headers["Location"].partition("?")[0]
        logins = {reverse("account_login"), reverse("admin:login")}
        return Outcome.LOGIN if address in logins else Outcome.MOVED
    named = {
        200: Outcome.OK,
        400: Outcome.OK,  # allowed to ask, but asked badly
        409: Outcome.OK,  # allowed to ask, but something was decided meanwhile
        422: Outcome.OK,
        403: Outcome.DENIED,
        404: Outcome.MISSING,
        405: Outcome.METHOD,
    }
    return named.get(status, status)
