"""A table of the administration sent as a file, with faults and without."""

from __future__ import annotations

from playwright.sync_api import FilePayload, Page

from tests.browser.acts import press
from tests.browser.looking import Act, Visit
from tests.browser.pages import Cast

IMPORT = "/admin/certifications/certification/import/"
LOOK = "Look at what it would change"
HEAD = "key,name,cost,currency,price of\r\n"
PRICES = "p3o-foundation,P3O Foundation,400,GBP,2026-11-02\r\nipmo-expert,IPMO-Expert,,,\r\n"
WRONG = "no-such-key,,x,GBP,2 November\r\n"


def send_file(text: str) -> Act:
    def act(page: Page) -> None:
        file = FilePayload(name="prices.csv", mimeType="text/csv", buffer=text.encode())
        page.locator("input[type=file]").set_input_files(files=[file])
        press(LOOK)(page)

    return act


def importing_pages(cast: Cast) -> list[Visit]:
    return [
        Visit(address=IMPORT, user=cast.chief),
        Visit(address=IMPORT, user=cast.chief, act=send_file(HEAD + WRONG), status=422),
        Visit(address=IMPORT, user=cast.chief, act=send_file(HEAD + PRICES)),
    ]
