"""Look at pages as somebody would, and note everything there is to complain about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol
from urllib.parse import unquote, urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, Error, Page, Response

from careers.profiles.models import User
from tests.browser.steps import arrive, arrived

Act = Callable[[Page], None]
WAITS_FOR_FOCUS = (
    "document.activeElement === document.body && !!document.querySelector('[autofocus]')"
)

OF_COLOURS = ("color-contrast", "link-in-text-block")
OF_SIZES = ("target-size", "scrollable-region-focusable")
"""The rules of axe whose answer depends on the look of a page; the others ask what it is. Those of
colours take longest, and no style changes a colour with the width (tests/test_frame.py)."""

STICKING_OUT = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const out = [...document.body.querySelectorAll("*")].filter(
    one => one.getBoundingClientRect().right > width);
  return ["the page", ...out.slice(-3).map(one => `<${one.localName} class="${one.className}">`)];
}"""
"""What is wider than the window, from the page to the last elements inside it."""


class CheckAxe(Protocol):
    def __call__(self, page: Page, rules: tuple[str, ...] | None = None) -> None:
        """Fail with what axe objects to: by these rules, or by all."""


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

    def __init__(self, page: Page, portal: str, looks: Sequence[Look], check_axe: CheckAxe) -> None:
        self.page, self.portal, self.looks, self.check_axe = page, portal, looks, check_axe
        self.user: User | None = None
        self.said: list[str] = []
        self.status = 0
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("response", self._note_status)

    def complaints_about(self, visit: Visit, *, in_all_colours: bool = True) -> list[str]:
        self._become(visit.user)
        self.said.clear()
        self._put_on(self.looks[0])
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
        own = [one for one in self.said if f"status of {visit.status}" not in one]
        # axe itself tries inline styles, which the policy refuses; that is not heard any more.
        own += self._seen(self.looks[0])
        schemes = {self.looks[0].scheme}
        for look in self.looks[1:]:
            self._put_on(look)
            is_new = in_all_colours and look.scheme not in schemes
            own += self._seen(look, OF_SIZES + (OF_COLOURS if is_new else ()))
            schemes.add(look.scheme)
        return [f"{visit.address}: {one}" for one in own]

    def _put_on(self, look: Look) -> None:
        """As somebody does who turns the screen or the light: the page stays where it is."""
        self.page.emulate_media(color_scheme=look.scheme)
        self.page.set_viewport_size({"width": look.width, "height": 900})

    def _seen(self, look: Look, rules: tuple[str, ...] | None = None) -> list[str]:
        wide = self.page.evaluate(STICKING_OUT)
        found = [f"wider than the window: {', '.join(wide)}"] if wide else []
        try:
            self.check_axe(self.page, rules)
        except AssertionError as error:
            found.append(str(error))
        return [f"{look}: {one}" for one in found]

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
    browser: Browser,
    portal: str,
    visits: Iterable[Visit],
    looks: Sequence[Look],
    check_axe: CheckAxe,
    *,
    colours_of_every: int = 1,
) -> list[str]:
    """Look at each page in every way, at first at everything about it, then at what has changed.

    The colours of the other scheme are asked of every so manieth page: all take them from the same
    few names, and that question takes longest.
    """
    context = browser.new_context(reduced_motion="reduce")
    context.add_init_script(AXE_SCRIPT)  # to send it to every page costs as much as the page
    try:
        looker = Looker(context.new_page(), portal, looks, check_axe)
        return [
            said
            for place, visit in enumerate(visits)
            for said in looker.complaints_about(visit, in_all_colours=place % colours_of_every == 0)
        ]
    finally:
        context.close()
