"""The main job in a real browser: from nothing to a roadmap, with every page checked by axe."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import CheckAxe
from tests.browser.steps import answer_question, answers_of, arrived, choose_remit, sign_up

pytestmark = pytest.mark.django_db(transaction=True)


def test_from_sign_up_to_roadmap(
    page: Page, portal: str, watched: list[str], check_axe: CheckAxe
) -> None:
    sign_up(page, portal, name="Petra Novak", email="petra@example.org")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    check_axe(page)

    page.goto(f"{portal}/profile/certifications/add/")
    check_axe(page)
    page.locator("select[name=certification]").select_option("p3o-foundation")
    page.get_by_label("Awarded on").fill("2026-02-01")
    page.get_by_label("As the provider says").check()
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_text("P3O Foundation").first).to_be_visible()
    check_axe(page)

    page.get_by_role("link", name="Assessment").first.click()
    check_axe(page)
    page.get_by_role("button", name=re.compile("Start")).first.click()
    arrived(page)
    check_axe(page)
    choose_remit(page, 3)

    answers = answers_of("P3")
    for number, value in enumerate(answers.values(), start=1):
        expect(page).to_have_title(re.compile(f"^Question {number} of 12"))
        if number == 1:
            arrived(page)
            check_axe(page)
            page.get_by_role("button", name="Continue").click()
            expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
            arrived(page)
            check_axe(page)
        answer_question(page, value)

    expect(page.get_by_role("heading", name="Check your answers")).to_be_visible()
    arrived(page)
    check_axe(page)
    page.get_by_role("link", name=re.compile("Change")).nth(2).click()
    arrived(page)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="Check your answers")).to_be_visible()
    arrived(page)
    page.get_by_role("button", name="Hand in").first.click()

    page.wait_for_url("**/result/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("2")
    expect(page.get_by_text("Supports portfolios, programs, and projects").first).to_be_visible()
    check_axe(page)

    page.get_by_role("link", name="See my roadmap").first.click()
    expect(page.get_by_text("P3O Practitioner").first).to_be_visible()
    expect(page.get_by_text("67 %").first).to_be_visible()
    check_axe(page)
