"""Every page, as people see it: light and dark, wide and 320 px, with nothing to complain about."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, Response

from careers.assessments.models import Assessment
from careers.certifications.models import Certification
from careers.profiles.models import HeldCertification, User
from careers.teams.demo.loading import load
from tests.browser.steps import arrive

pytestmark = pytest.mark.django_db(transaction=True)

Scheme = Literal["light", "dark"]
LOOKS: list[tuple[Scheme, int]] = [("light", 1280), ("light", 320), ("dark", 1280), ("dark", 320)]
PUBLIC = [
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/accounts/password/reset/done/",
    "/accounts/confirm-email/",
    "/accounts/inactive/",
    "/no-such-page/",
]
SIGNED_IN = [
    "/",
    "/assessment/",
    "/assessment/history/",
    "/roadmap/",
    "/profile/",
    "/profile/edit/",
    "/profile/certifications/add/",
    "/certifications/",
    "/certifications/?q=p3o",
    "/certifications/ppso-advanced/",
    "/levels/",
    "/team/",
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/logout/",
    "/no-such-page/",
]
MOST_BYTES = 100 * 1024  # everything a first visit loads, compressed
MOST_SCRIPT_BYTES = 25 * 1024
MOST_REQUESTS = 8


@pytest.fixture
def demo(portal: str) -> None:
    load(people=40, today=date.today(), tell=lambda _made: None)


def pages_of(user: User) -> list[str]:
    """The pages that belong to something this person has."""
    found = [f"/profile/certifications/{held.pk}/edit/" for held in own_held(user)[:1]]
    found += [f"/profile/certifications/{held.pk}/remove/" for held in own_held(user)[:1]]
    for assessment in Assessment.objects.filter(profile__user=user)[:2]:
        start = f"/assessment/{assessment.pk}"
        if assessment.is_draft:
            found += [f"{start}/{page}/" for page in ("remit", "a1", "c4", "check", "discard")]
        else:
            found.append(f"{start}/result/")
    return found


def own_held(user: User) -> list[HeldCertification]:
    return list(HeldCertification.objects.filter(profile__user=user))


def admin_pages() -> list[str]:
    certification = Certification.objects.get(key="ppso-advanced").pk
    return [
        "/admin/",
        "/admin/certifications/certification/",
        f"/admin/certifications/certification/{certification}/change/",
        "/admin/levels/instrument/",
        "/admin/levels/statement/",
        "/admin/profiles/user/",
        "/admin/profiles/user/add/",
    ]


def complaints_about(page: Page, url: str, check_axe: Callable[[Page], None]) -> list[str]:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if is_bad(message) else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(url)
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        said.append("the page is wider than the window")
    own = list(said)  # axe itself tries inline styles, which the policy refuses
    try:
        check_axe(page)
    except AssertionError as error:
        own.append(str(error))
    return [f"{url}: {one}" for one in own]


def is_bad(message: Any) -> bool:
    return message.type in {"error", "warning"} and "status of 404" not in message.text


def look_at(
    browser: Browser,
    portal: str,
    pages: Iterable[str],
    look: tuple[Scheme, int],
    user: User | None,
    check_axe: Callable[[Page], None],
) -> list[str]:
    scheme, width = look
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 900}, reduced_motion="reduce"
    )
    try:
        found: list[str] = []
        for path in pages:
            page = context.new_page()
            if user is not None:
                arrive(page, portal, user)
            found += complaints_about(page, f"{portal}{path}", check_axe)
            page.close()
        return found
    finally:
        context.close()


def person(beginning: str) -> User:
    return User.objects.get(email__startswith=f"{beginning}@")


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look[0]}-{look[1]}")
def test_nothing_to_complain_about(
    browser: Browser,
    portal: str,
    demo: None,
    look: tuple[Scheme, int],
    check_axe: Callable[[Page], None],
) -> None:
    drafting = Assessment.objects.drafts()[0].profile.user
    staff, manager, chief = person("staff"), person("manager"), person("admin")

    found = look_at(browser, portal, PUBLIC, look, None, check_axe)
    for user in (staff, drafting):
        found += look_at(browser, portal, pages_of(user), look, user, check_axe)
    found += look_at(browser, portal, SIGNED_IN, look, manager, check_axe)
    found += look_at(browser, portal, ["/", "/roadmap/"], look, staff, check_axe)
    found += look_at(browser, portal, admin_pages(), look, chief, check_axe)

    assert not found, "\n".join(found)


def test_pages_are_light(browser: Browser, portal: str, demo: None) -> None:
    drafting = Assessment.objects.drafts()[0].profile.user
    draft = Assessment.objects.drafts()[0]
    staff = person("staff")
    cases = [
        (staff, "/", MOST_REQUESTS),
        (staff, "/roadmap/", MOST_REQUESTS),
        # Saving at every answer and the number keys are scripts of their own, beside htmx.
        (drafting, f"/assessment/{draft.pk}/a1/", MOST_REQUESTS + 3),
    ]
    too_heavy = []
    for user, path, most_requests in cases:
        bodies = loaded_by(browser, portal, user, path)
        total = sum(len(gzip.compress(body)) for body in bodies.values())
        script = sum(len(gzip.compress(body)) for url, body in bodies.items() if ".js" in url)
        if total > MOST_BYTES or script > MOST_SCRIPT_BYTES or len(bodies) > most_requests:
            too_heavy.append((path, total, script, len(bodies), sorted(bodies)))
    assert too_heavy == []


def loaded_by(browser: Browser, portal: str, user: User, path: str) -> dict[str, bytes]:
    """What a first visit to a page loads, by address."""
    context = browser.new_context()
    responses: list[Response] = []
    try:
        page = context.new_page()
        arrive(page, portal, user)
        page.on("response", lambda response: responses.append(response))
        page.goto(f"{portal}{path}", wait_until="networkidle")
        return {one.url: one.body() for one in responses if one.status == 200}
    finally:
        context.close()
