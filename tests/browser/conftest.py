from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.core.cache import cache
from playwright.sync_api import BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from tests.browser.chromium import ADVICE, installed
from tests.browser.looking import CheckAxe
from tests.environment import IS_SECOND_RUN
from tests.shipped import put_catalogue

NOT_WANTED = (
    # Two pages of the browser's own, made anew for every window: a third of what a window costs.
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup"),
    "SpareRendererForSitePerProcess",  # a process held ready for a site nobody will go to
    # The last list counts, so those that Playwright leaves out are said again.
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades"),
    *("HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding"),
    *("ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect", "AimEnabled"),
    *("OptimizationHints", "NetworkTimeServiceQuerying", "PreconnectToSearch"),
)
"""Features of Chromium that are switched off; a name it does not know does no harm."""

AXE_OPTIONS = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    # To list what is right too costs as much again as to look for what is wrong.
    "resultTypes": ["violations"],
    "preload": False,  # axe would fetch the styles a second time, for rules that are not asked for
}
REPEATED = {"exclude": [["tbody tr:nth-child(n+13)"]]}
"""Where a table goes on after a dozen rows, the rest is like them: most of what axe would cost."""

RUN_AXE = """([context, options]) => axe.run(context, options).then(
    results => results.violations.flatMap(violation => violation.nodes.map(node =>
        `${violation.id}: ${node.html.slice(0, 160)}`)))"""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    path = installed()
    if path is None:
        pytest.fail(ADVICE, pytrace=False)
    arguments = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]
    arguments.append(f"--disable-features={','.join(NOT_WANTED)}")
    return {**browser_type_launch_args, "executable_path": path, "args": arguments}


@pytest.fixture
def portal(live_server: LiveServer, transactional_db: None) -> str:
    """A running portal with the shipped catalogue; its address."""
    put_catalogue()
    cache.clear()  # what earlier tests did does not count against the limits of sign-in
    return live_server.url


@pytest.fixture
def check_axe() -> CheckAxe:
    """Fail with the rules and elements that axe objects to on this page.

    Structure and colours do not come from the database: beside another one, axe is not asked again.
    """

    def check(page: Page, rules: tuple[str, ...] | None = None) -> None:
        if IS_SECOND_RUN:
            return
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE_SCRIPT)
        options = {**AXE_OPTIONS, "runOnly": list(rules)} if rules else AXE_OPTIONS
        found = page.evaluate(RUN_AXE, [REPEATED, options])
        assert not found, f"{page.url}\n" + "\n".join(found)

    return check


@pytest.fixture
def watched(context: BrowserContext, portal: str) -> Iterator[list[str]]:
    """Complaints a page makes while it is used: console errors, CSP, requests to anyone else."""
    complaints: list[str] = []

    def watch(page: Page) -> None:
        page.on(
            "console",
            lambda message: (
                complaints.append(f"{page.url}: {message.text}")
                if message.type in {"error", "warning"} and "status of 422" not in message.text
                else None
            ),
        )
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))

    context.on("page", watch)
    context.on(
        "request",
        lambda request: (
            None
            if request.url.startswith((portal, "data:"))
            else complaints.append(f"request to {request.url}")
        ),
    )
    yield complaints
    assert complaints == []
