"""Pages come compressed to whoever takes them so; the site icon comes in the page."""

from __future__ import annotations

import gzip
import re
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.test import Client

from careers.profiles.models import User
from tests.conventions.source import ROOT

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')
GZIPPED = {"accept-encoding": "gzip, deflate, br"}


def without_token(page: bytes) -> bytes:
    """The token of a form is another one each time it is written."""
    return TOKEN.sub(b"", page)


def test_a_page_is_compressed_for_whoever_takes_it_so(signed_in: Client, user: User) -> None:
    plain = signed_in.get("/profile/edit/")
    zipped = signed_in.get("/profile/edit/", headers=GZIPPED)

    assert plain.status_code == zipped.status_code == 200
    assert "Content-Encoding" not in plain.headers
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert without_token(gzip.decompress(zipped.content)) == without_token(plain.content)
    assert zipped.headers["Content-Length"] == str(len(zipped.content))
    assert len(zipped.content) < len(plain.content) / 2
    for response in (plain, zipped):  # or a cache in between would give one for the other
        assert "Accept-Encoding" in response.headers["Vary"]


@pytest.mark.django_db
def test_the_same_page_is_not_always_equally_long(client: Client) -> None:
    """Or a secret in a page could be guessed from lengths (the attack called BREACH)."""
    zipped = [client.get("/no-such-page/", headers=GZIPPED).content for _ in range(20)]
    assert len({gzip.decompress(one) for one in zipped}) == 1
    assert len({len(one) for one in zipped}) > 1


def test_static_files_are_left_to_what_serves_them() -> None:
    order = [name.rpartition(".")[2] for name in settings.MIDDLEWARE]
    assert order.index("WhiteNoiseMiddleware") < order.index("GZipMiddleware")
    assert order.index("GZipMiddleware") < order.index("SessionMiddleware")


@pytest.mark.django_db
def test_the_icon_in_the_page_is_the_icon(client: Client) -> None:
    page = client.get("/accounts/login/").content.decode()
    icons = re.findall(r'<link rel="icon" type="image/svg\+xml" href="([^"]*)">', page)
    picture = (ROOT / "static" / "img" / "icon.svg").read_text()
    assert [unquote(icon) for icon in icons] == [f"data:image/svg+xml,{picture}"]
