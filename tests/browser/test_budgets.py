"""What a first visit loads: figures that do not depend on the connection or the machine."""

from __future__ import annotations

import gzip

import pytest
from playwright.sync_api import Browser, Response

from careers.profiles.models import User
from tests.browser.pages import Cast, main_pages, make_cast
from tests.browser.steps import arrive

pytestmark = pytest.mark.django_db(transaction=True)

MOST_BYTES = 100 * 1024  # everything, compressed
MOST_SCRIPT_BYTES = 25 * 1024
MOST_REQUESTS = 8


@pytest.fixture
def cast(portal: str) -> Cast:
    return make_cast()


def test_pages_are_light(browser: Browser, portal: str, cast: Cast) -> None:
    """Every page that people see most, each with an empty cache."""
    too_heavy = []
    for visit in main_pages(cast):
        bodies = loaded_by(browser, portal, visit.user, visit.address)
        sizes = {url: len(gzip.compress(body)) for url, body in bodies.items()}
        total = sum(sizes.values())
        script = sum(size for url, size in sizes.items() if ".js" in url)
        if total > MOST_BYTES or script > MOST_SCRIPT_BYTES or len(sizes) > MOST_REQUESTS:
            too_heavy.append((visit.address, total, script, len(sizes), sorted(sizes)))
    assert too_heavy == []


def loaded_by(browser: Browser, portal: str, user: User | None, path: str) -> dict[str, bytes]:
    """What a first visit to a page loads, by address. What is written into the page is no load."""
    context = browser.new_context()
    responses: list[Response] = []
    try:
        page = context.new_page()
        if user is not None:
            arrive(page, portal, user)
        page.on("response", lambda response: responses.append(response))
        page.goto(f"{portal}{path}")
        bodies = {one.url: one.body() for one in responses if not one.url.startswith("data:")}
        # A browser without a window does not fetch the icon; one with a window does.
        icon = page.locator("link[rel=icon]").get_attribute("href") or "/favicon.ico"
        return bodies if icon.startswith("data:") else bodies | {icon: b""}
    finally:
        context.close()
