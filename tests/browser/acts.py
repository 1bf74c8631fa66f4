"""What is done on a page to bring it into the state that is to be looked at."""

from __future__ import annotations

import re

from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory
from playwright.sync_api import Page, expect

from tests.browser.looking import Act


def press(button: str) -> Act:
    """Press a button that sends a form."""

    def act(page: Page) -> None:
        with page.expect_navigation():
            page.locator("main, #content").get_by_role("button", name=button).first.click()

    return act


def send(button: str, **texts: str) -> Act:
    """Write into fields, by name, and press a button."""

    def act(page: Page) -> None:
        for name, text in texts.items():
            page.locator(f"[name={name}]").fill(text)
        press(button)(page)

    return act


def choose(value: str) -> Act:
    """Choose an answer, and wait until it is saved or refused."""

    def act(page: Page) -> None:
        page.locator(f"input[name=choice][value='{value}']").check()
        expect(page.locator("#save-state")).to_contain_text(re.compile("aved"))

    return act


def try_instead(value: str) -> Act:
    """Try another answer, and wait for what it would give."""

    def act(page: Page) -> None:
        page.locator(f"input[name=answer][value='{value}']").check()
        expect(page.locator("#what-if-verdict")).not_to_contain_text("As you answered")

    return act


def send_from_elsewhere(button: str) -> Act:
    """Send a form that cannot be shown to come from the portal."""

    def act(page: Page) -> None:
        page.context.clear_cookies(name="csrftoken")
        press(button)(page)

    return act


def open_everything(page: Page) -> None:
    """What is folded away is looked at too."""
    page.evaluate("document.querySelectorAll('main details').forEach((it) => { it.open = true; })")


def answer_instead(template: str, status: int) -> Act:
    """Show a page that only a fault of ours, or an attack, would bring."""

    def act(page: Page) -> None:
        request = RequestFactory().get("/")
        request.user = AnonymousUser()
        text = render_to_string(template, request=request)
        kind = "text/html; charset=utf-8"
        page.route(
            page.url, lambda route: route.fulfill(status=status, body=text, content_type=kind)
        )
        page.reload()
        page.unroute_all()

    return act
