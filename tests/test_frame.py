"""The frame around every page: landmarks, colours, vendored files, error pages."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from careers.profiles.models import User
from careers.teams.context_processors import portal
from pmoportal.middleware import refuse_nul_bytes
from tests.factories import make_user

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STYLES = sorted((ROOT / "static" / "css").rglob("*.css"))
VENDOR = ROOT / "static" / "vendor"
INLINE = re.compile(
    r"<style|<script(?![^>]*\bsrc=)|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:|\shx-on", re.I
)
SOURCE_MAP = b"/*# sourceMappingURL=bootstrap.min.css.map */"
NUL = "\x00"


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_template_has_inline_style_or_script(template: Path) -> None:
    assert INLINE.findall(template.read_text()) == []


def test_vendored_files_are_those_of_their_packages() -> None:
    recorded = json.loads((VENDOR / "VERSIONS").read_text())
    there = {
        str(path.relative_to(VENDOR))
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name != "VERSIONS"
    }
    assert there == set(recorded)
    for name, facts in recorded.items():
        content = (VENDOR / name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == facts["sha256_here"], name
        whole = content + SOURCE_MAP if facts["change"] else content
        assert hashlib.sha256(whole).hexdigest() == facts["sha256_in_package"], name


def _colours(mode: str) -> dict[str, str]:
    text = (ROOT / "static" / "css" / "tokens.css").read_text()
    light, dark = text.split("@media (prefers-color-scheme: dark)")[:2]
    return dict(re.findall(r"(--[a-z-]+): (#[0-9a-f]{3,6});", light if mode == "light" else dark))


def _luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    channels = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


PAPERS = ("--surface", "--surface-raised", "--surface-sunken")
SOFT = ("--accent-soft", "--ok-soft", "--warn-soft", "--bad-soft")
INKS = ("--ink", "--ink-soft", "--accent", "--accent-strong", "--ok", "--warn", "--bad")


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_ink_is_readable_on_every_paper(mode: str) -> None:
    colours = _colours(mode)
    faint = [
        (ink, paper)
        for ink in INKS
        for paper in (*PAPERS, *SOFT)
        if _contrast(colours[ink], colours[paper]) < 4.5
    ]
    assert faint == []
    assert _contrast(colours["--accent-ink"], colours["--accent"]) >= 4.5
    assert all(_contrast(colours["--line-strong"], colours[paper]) >= 3 for paper in PAPERS)


def test_only_the_tokens_name_colours() -> None:
    """Except for signs drawn as pictures, which cannot read a token, paper, and Django's admin."""
    strays = {
        path.name: found
        for path in STYLES
        if path.name not in {"tokens.css", "admin.css"}
        for found in [
            re.findall(
                r"#[0-9a-fA-F]{3,8}\b|rgba?\(",
                re.sub(r'url\("data:[^"]*"\)|#999', "", path.read_text()),
            )
        ]
        if found
    }
    assert strays == {}


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_no_colour_depends_on_the_width(path: Path) -> None:
    """So the colours of a page are looked at once in the light and once in the dark."""
    # A block ends with the first brace that begins a line: what is inside it is further in.
    blocks = re.findall(r"@media[^{]*width[^{]*\{(.*?)^\}", path.read_text(), re.S | re.M)
    of_colour = r"^\s*(?:[\w-]*color|background[\w-]*|opacity|filter|fill|--[\w-]+)\s*:"
    assert re.findall(of_colour, "".join(blocks), re.M) == []


def test_signed_in_frame(signed_in: Client, user: User) -> None:
    page = signed_in.get("/profile/").content.decode()
    assert page.index('href="#main"') < page.index("<header")
    assert '<main class="site-main frame" id="main" tabindex="-1">' in page
    assert "<title>Your profile – PMO career portal</title>" in page
    assert '<html lang="en-gb">' in page
    assert page.count("<h1") == 1
    assert "not affiliated with, or endorsed by" in page
    assert 'href="/profile/" aria-current="true"' in page
    assert "Administration" not in page
    assert ">Team<" not in page
    assert "demonstration" not in page
    assert '<form method="post" action="/accounts/logout/">' in page


def test_anonymous_frame_has_no_navigation(client: Client, db: None) -> None:
    page = client.get("/accounts/login/").content.decode()
    assert "<nav" not in page
    assert "not affiliated with, or endorsed by" in page


def test_a_manager_sees_the_team_link(client: Client, user: User) -> None:
    make_user("Report", manager=user)
    client.force_login(user)
    assert ">Team<" in client.get("/profile/").content.decode()


def test_a_manager_of_nobody_active_does_not(client: Client, user: User) -> None:
    make_user("Gone", manager=user, is_active=False)
    client.force_login(user)
    assert ">Team<" not in client.get("/profile/").content.decode()


def test_staff_see_the_administration(client: Client, db: None) -> None:
    client.force_login(make_user("Boss", is_staff=True))
    assert '<a href="/admin/">Administration</a>' in client.get("/profile/").content.decode()


def test_the_frame_asks_about_the_team_once_and_only_if_needed(
    rf: RequestFactory, user: User, django_assert_num_queries: Any
) -> None:
    request = rf.get("/")
    request.user = AnonymousUser()
    with django_assert_num_queries(0):
        assert not portal(request)["has_team"]
    request.user = user
    with django_assert_num_queries(0):
        context = portal(request)
    with django_assert_num_queries(1):
        assert not context["has_team"]
        assert not context["has_team"]


def test_demo_banner(rf: RequestFactory, settings: Any) -> None:
    settings.DEMO = True
    request = rf.get("/")
    request.user = AnonymousUser()
    assert "Every person in it is made up" in render_to_string("404.html", request=request)


def test_not_found_does_not_say_whether_it_exists(client: Client, signed_in: Client) -> None:
    response = signed_in.get("/nothing/here/")
    assert response.status_code == 404
    assert "we do not say which" in response.content.decode()


def test_form_from_elsewhere(user: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    response = client.post("/profile/edit/", {"name": "Someone"})
    assert response.status_code == 403
    assert "What you wrote is still in the form" in response.content.decode()


def test_a_fault_of_ours_needs_no_context() -> None:
    page = render_to_string("500.html")
    assert "It is not your fault" in page
    assert page.count("<h1") == 1


def _browser(user: User | None) -> Client:
    """A client that is held to the CSRF rules and has opened a form before."""
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    if user:
        client.force_login(user)
    client.get("/accounts/logout/" if user else "/accounts/login/")
    return client


@pytest.mark.parametrize("is_signed_in", [True, False])
@pytest.mark.parametrize(
    "data",
    [{"name": "a" * 3_000_000}, {f"f{number}": "x" for number in range(2_500)}],
    ids=["3 MB", "2,500 fields"],
)
def test_too_large_a_form(user: User, is_signed_in: bool, data: dict[str, str]) -> None:
    path = "/profile/edit/" if is_signed_in else "/accounts/login/"
    response = _browser(user if is_signed_in else None).post(path, data)
    assert response.status_code == 413
    page = response.content.decode()
    assert "<h1>We could not read that request</h1>" in page
    assert "your text is still in the form" in page


def test_too_large_a_form_for_nothing(user: User) -> None:
    assert _browser(user).post("/nothing/", {"name": "a" * 3_000_000}).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/%00",
        "/profile/%00/",
        "/certifications/%00/",
        "/profile/certifications/99999999999999999999/edit/",
        "/profile/certifications/add/?certification=%00",
        "/accounts/login/?next=%00",
        "/accounts/signup/?email=%00&next=%00",
        "/accounts/confirm-email/%00/",
        "/accounts/password/reset/key/%00-%00/",
        "/accounts/password/reset/key/zzzzzzzzzzzzzzzzzzzzzzzz-set-password/",
    ],
)
@pytest.mark.parametrize("is_signed_in", [True, False])
def test_strange_addresses(client: Client, user: User, path: str, is_signed_in: bool) -> None:
    if is_signed_in:
        client.force_login(user)
    client.raise_request_exception = False
    assert client.get(path).status_code < 500


@pytest.mark.parametrize("path", ["/?a=%00", "/?%00=a", "/?a=b&a=%00", "/%00/"])
def test_no_address_with_a_nul_byte_reaches_a_view(rf: RequestFactory, path: str) -> None:
    middleware = refuse_nul_bytes(lambda _request: HttpResponse("reached"))
    with pytest.raises(BadRequest):
        middleware(rf.get(path))


def test_other_addresses_do(rf: RequestFactory) -> None:
    middleware = refuse_nul_bytes(lambda _request: HttpResponse("reached"))
    assert middleware(rf.get("/levels/?q=%C3%A9")).content == b"reached"


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/accounts/login/", ("login", "password")),
        ("/accounts/signup/", ("name", "email", "password1")),
        ("/accounts/password/reset/", ("email",)),
    ],
)
@pytest.mark.parametrize("value", [NUL, "a" + NUL + "@example.org", "é" * 400_000])
def test_strange_texts_in_account_forms(
    client: Client, db: None, path: str, fields: tuple[str, ...], value: str
) -> None:
    cache.clear()
    client.raise_request_exception = False
    response = client.post(path, dict.fromkeys(fields, value))
    assert response.status_code in {413, 422}


def test_a_nul_byte_in_a_cookie_is_refused(client: Client) -> None:
    response = client.get("/accounts/login/", headers={"cookie": r'sessionid="\000aaaaaaaaaaa"'})

    assert response.status_code == 400


@pytest.mark.django_db
def test_the_icon_is_where_browsers_ask_for_it_unasked(client: Client) -> None:
    """Of a page that names none, such as a file to download, they take it from there."""
    answer = client.get("/favicon.ico")
    assert answer.status_code == 200
    icon = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert icon == (ROOT / "static" / "root" / "favicon.ico").read_bytes()
    sizes = [icon[6 + 16 * number] for number in range(icon[4])]
    assert sizes == [16, 32, 48]
