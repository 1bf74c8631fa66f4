"""The same job with the keyboard alone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import answers_of, arrive
from tests.factories import make_user

pytestmark = pytest.mark.django_db(transaction=True)

MOST_TABS = 60
MOST_KEYS = 26  # for twelve questions without evidence, and handing in


def tab_to(page: Page, text: str) -> None:
    """Press Tab until the thing with this text has the focus, as somebody without a mouse does."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        focused = page.evaluate("document.activeElement.innerText || document.activeElement.value")
        if re.search(text, str(focused)):
            return
    raise AssertionError(f"{text} cannot be reached with Tab on {page.url}")


def press(page: Page, key: str) -> None:
    tab_to(page, key)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_from_home_to_roadmap(page: Page, portal: str, watched: list[str]) -> None:
    arrive(page, portal, make_user("Kim Berg"))
    page.goto(f"{portal}/")
    press(page, "Start your self-assessment")
    press(page, "^Start")
    page.wait_for_url("**/remit/")
    page.locator("input[name=remit]").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")

    keys = 0
    for code, value in answers_of("P1").items():
        page.wait_for_url(f"**/{code.lower()}/")
        page.keyboard.press(str((value or 0) + 1))
        expect(page.locator(f"input[name=choice][value='{value}']")).to_be_checked()
        page.keyboard.press("Enter")
        keys += 2
    page.wait_for_url("**/check/")
    press(page, "^Hand in")
    page.wait_for_url("**/result/")
    assert keys <= MOST_KEYS - 2

    expect(page.get_by_text("New to project support").first).to_be_visible()
    press(page, "See my roadmap")
    page.wait_for_url("**/roadmap/**")
    expect(page.locator(".panel-next")).to_contain_text("PPSO Essentials")


def test_the_skip_link_comes_first(page: Page, portal: str) -> None:
    arrive(page, portal, make_user("Kim Berg"))
    page.goto(f"{portal}/")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main"


def test_focus_can_be_seen(page: Page, portal: str) -> None:
    arrive(page, portal, make_user("Kim Berg"))
    page.goto(f"{portal}/certifications/")
    for _ in range(12):
        page.keyboard.press("Tab")
        width = page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
        style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert width >= 2
        assert style != "none"
