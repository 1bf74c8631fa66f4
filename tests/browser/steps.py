"""What a person does in the browser, one function an errand."""

from __future__ import annotations

import re
from collections.abc import Callable

from allauth.account.models import EmailAddress
from django.core import mail
from playwright.sync_api import Page, Route, expect

from careers.profiles.models import User
from tests.domain.builders import PEOPLE, counted
from tests.factories import PASSWORD, make_user

FOCUS_TIMEOUT = 20_000  # milliseconds; a busy machine shows a page late


def make_member(name: str) -> User:
    """Somebody who can sign in: the address of the account is confirmed."""
    user = make_user(name)
    EmailAddress.objects.filter(user=user).update(verified=True)
    return user


def answers_of(person: str) -> dict[str, int | None]:
    """The answers of a person of the worked examples, by competency, in the order asked."""
    return counted(PEOPLE[person])


def sign_up(page: Page, portal: str, *, name: str, email: str) -> None:
    """Make an account, follow the link in the mail, and sign in."""
    page.goto(f"{portal}/accounts/signup/")
    page.get_by_label("Your name").fill(name)
    page.locator("input[name=email]").fill(email)
    page.locator("input[name=password1]").fill(PASSWORD)
    page.get_by_role("button", name="Make my account").click()
    link = re.search(r"https?://\S+/confirm-email/\S+", str(mail.outbox[-1].body))
    assert link is not None
    page.goto(link.group())
    page.locator("main form button[type=submit]").click()
    if page.url.endswith("/accounts/login/"):
        sign_in(page, portal, email)


def sign_in(page: Page, portal: str, email: str) -> None:
    if not page.url.startswith(f"{portal}/accounts/login/"):
        page.goto(f"{portal}/accounts/login/")
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("button", name="Sign out").first).to_be_attached()


def arrive(page: Page, portal: str, user: User) -> None:
    """Come back as somebody who has signed in before, without the form."""
    from django.test import Client

    client = Client()
    client.force_login(user)
    cookie = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": portal}])


def add_held(page: Page, portal: str, key: str) -> None:
    """Record a certification as held since 2026, with no end that is known."""
    page.goto(f"{portal}/profile/certifications/add/")
    page.locator("select[name=certification]").select_option(key)
    page.get_by_label("Awarded on").fill("2026-02-01")
    page.get_by_label("It does not expire, or I do not know").check()
    page.get_by_role("button", name="Add it").click()


def arrived(page: Page) -> None:
    """Wait until the page has put the focus where one starts, and has scrolled there.

    It does so a moment after it is shown. A click that was aimed before the scroll misses.
    """
    expect(page.locator("[autofocus]").first).to_be_focused(timeout=FOCUS_TIMEOUT)


def reload_without_scripts_yet(page: Page) -> Callable[[], None]:
    """Load the page again as a slow line does: it can be used before htmx has come.

    Call what is returned to let it come.
    """
    held: list[Route] = []
    page.route("**/htmx-2*.js", lambda route: held.append(route))
    page.reload(wait_until="commit")
    return lambda: held[0].continue_()


def choose_remit(page: Page, number: int) -> None:
    arrived(page)
    page.locator(f"input[name=remit][value='{number}']").check()
    page.get_by_role("button", name="Continue").click()


def answer_question(page: Page, value: int | None) -> None:
    """Choose an answer, give what it asks for, and continue."""
    arrived(page)
    choice = "na" if value is None else str(value)
    page.locator(f"input[name=choice][value='{choice}']").check()
    if value is None:
        page.locator("[name=not_applicable_reason]").fill("Another department does it")
    elif value >= 3:
        page.locator("[name=evidence]").fill("Ran it for the payroll programme")
        page.locator("[name=evidence_on]").select_option(index=2)
        page.locator("[name=evidence_confirmed_by]").fill("Head of change")
    page.get_by_role("button", name="Continue").click()


def assess(page: Page, portal: str, person: str, *, remit: int = 2) -> None:
    """From the first page of the self-assessment to its result."""
    page.goto(f"{portal}/assessment/")
    page.get_by_role("button", name=re.compile("Start")).first.click()
    choose_remit(page, remit)
    for code, value in answers_of(person).items():
        assert page.url.rstrip("/").endswith(f"/{code.lower()}")
        answer_question(page, value)
    arrived(page)
    page.get_by_role("button", name="Hand in").first.click()
    page.wait_for_url("**/result/")
