"""The same job with scripts switched off."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import add_held, assess, sign_up

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "java_script_enabled": False}


@pytest.mark.parametrize(
    ("person", "held", "level", "steps"),
    [
        ("P1", "", "New to project support", ["PPSO Essentials", "P3O Foundation"]),
        (
            "P2",
            "ppso-essentials",
            "Supports portfolios, programs, and projects",
            ["P3O Foundation", "P3O Practitioner", "PPSO Advanced Practitioner"],
        ),
        (
            "P3",
            "p3o-foundation",
            "Supports portfolios, programs, and projects",
            ["P3O Practitioner"],
        ),
    ],
)
def test_from_sign_up_to_roadmap(
    page: Page,
    portal: str,
    watched: list[str],
    person: str,
    held: str,
    level: str,
    steps: list[str],
) -> None:
    sign_up(page, portal, name="Jo Silva", email="jo@example.org")
    if held:
        add_held(page, portal, held)
    assess(page, portal, person)
    expect(page.get_by_role("heading", level=1)).to_contain_text(level)

    page.get_by_role("link", name="See my roadmap").first.click()

    expect(page.locator(".panel-next")).to_contain_text(steps[0])
    for place, step in enumerate(steps):
        expect(page.locator(".steps > li").nth(place)).to_contain_text(step)
    expect(page.locator(".steps > li")).to_have_count(len(steps))
