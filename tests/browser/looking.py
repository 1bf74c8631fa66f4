"""Look at pages as somebody would, and note everything there is to complain about."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, Error, Page, Response

from careers.profiles.models import User
from tests.browser.steps import arrive, arrived

Act = Callable[[Page], None]
WAITS_FOR_FOCUS = (
    "document.activeElement === document.body && !!document.querySelector('[autofocus]')"
)

IS_TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@dataclass(frozen=True, kw_only=True)
class Look:
    scheme: Literal["light", "dark"]
    width: int

    def __str__(self) -> str:
        return f"{self.scheme}-{self.width}"


@dataclass(frozen=True, kw_only=True)
class Visit:
    address: str
    user: User | None = None
    act: Act | None = None  # done on the page before it is looked at; may lead to another page
    status: int = 200  # of the page that is looked at

    @property
    def route(self) -> str:
        return route_of(self.address)


def route_of(address: str) -> str:
    """Return the name of the URL pattern of an address; of one that leads nowhere, nothing."""
    try:
        match = resolve(unquote(urlsplit(address).path))
    except Resolver404:
        return ""
    return match.view_name if match.url_name else f"[{match.route}]"


class Looker:
    """One window, used for many pages: opening a new one for each costs as much as the page."""

    def __init__(self, page: Page, portal: str, check_axe: Act) -> None:
        self.page, self.portal, self.check_axe = page, portal, check_axe
        self.user: User | None = None
        self.said: list[str] = []
        self.status = 0
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("response", self._note_status)

    def complaints_about(self, visit: Visit) -> list[str]:
        self._become(visit.user)
        self.said.clear()
        try:
            self.page.goto(f"{self.portal}{visit.address}")
        except Error as error:  # such as an empty answer; the pages after it are still looked at
            self.page.goto("about:blank")
            return [f"{visit.address}: {error.message.splitlines()[0]}"]
        self._settle()
        if visit.act is None and route_of(self.page.url) != visit.route:
            self.said.append(f"it leads on to {self.page.url}")
        if visit.act:
            visit.act(self.page)
            self._settle()
        if self.status != visit.status:
            self.said.append(f"its status is {self.status} instead of {visit.status}")
        if self.page.evaluate(IS_TOO_WIDE):
            self.said.append("the page is wider than the window")
        own = [one for one in self.said if f"status of {visit.status}" not in one]
        try:  # axe itself tries inline styles, which the policy refuses; that is not heard any more
            self.check_axe(self.page)
        except AssertionError as error:
            own.append(str(error))
        return [f"{visit.address}: {one}" for one in own]

    def _become(self, user: User | None) -> None:
        if user == self.user:
            return
        self.page.context.clear_cookies()
        if user is not None:
            arrive(self.page, self.portal, user)
        self.user = user

    def _settle(self) -> None:
        """Wait until the page has put the focus where it asks for it, unless one has moved on."""
        if self.page.evaluate(WAITS_FOR_FOCUS):
            arrived(self.page)

    def _hear(self, message: Any) -> None:
        if message.type in {"error", "warning"}:
            self.said.append(message.text)

    def _note_status(self, response: Response) -> None:
        if response.request.is_navigation_request():
            self.status = response.status


def look_at(
    browser: Browser, portal: str, visits: Iterable[Visit], look: Look, check_axe: Act
) -> list[str]:
    context = browser.new_context(
        color_scheme=look.scheme,
        viewport={"width": look.width, "height": 900},
        reduced_motion="reduce",
    )
    try:
        looker = Looker(context.new_page(), portal, check_axe)
        return [said for visit in visits for said in looker.complaints_about(visit)]
    finally:
        context.close()
