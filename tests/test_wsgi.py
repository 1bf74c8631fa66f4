from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest

from pmoportal.wsgi import application


def ask(content_type: str) -> tuple[str, bytes]:
    said: list[str] = []
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/no-such-page",
        "QUERY_STRING": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
        "CONTENT_TYPE": content_type,
    }

    def start(status: str, headers: list[tuple[str, str]], *_more: Any) -> None:
        said.append(status)

    body = b"".join(application(environ, start))
    return said[0], body


@pytest.mark.parametrize("charset", ["hex", "rot13", "idna", "undefined", "unicode_escape", "x"])
def test_text_that_is_not_utf_8_is_refused_in_words(charset: str) -> None:
    status, body = ask(f'multipart/form-data; charset="{charset}"; boundary=x')

    assert status == "400 Bad Request"
    assert body == b"Send text as UTF-8."


@pytest.mark.parametrize(
    "content_type",
    [
        "text/plain; charset=utf-8; charset=hex",
        "text/plain; charset*=utf-8''hex",
        "text/plain; x*=bogus''y",
        "text/plain; charset*0=he; charset*1=x",
    ],
)
def test_a_header_with_two_meanings_is_refused(content_type: str) -> None:
    assert ask(content_type) == ("400 Bad Request", b"Send text as UTF-8.")


@pytest.mark.django_db
@pytest.mark.parametrize("content_type", ["", "text/plain", "application/json; charset=UTF-8"])
def test_other_requests_reach_the_portal(content_type: str) -> None:
    status, _body = ask(content_type)

    assert status != "400 Bad Request"
