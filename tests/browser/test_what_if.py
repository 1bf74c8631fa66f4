"""Another answer is tried: the page follows the choice, and without scripts the button does it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from careers.assessments.models import Answer, Assessment
from careers.roadmaps import queries
from tests.assessments.builders import draft_assessment, page_url, submitted_assessment
from tests.browser.steps import arrive, make_member, reload_without_scripts_yet
from tests.factories import make_user
from tests.roadmaps.reading import ADDRESS_OF_TRIAL

pytestmark = pytest.mark.django_db(transaction=True)

NOW = "As you answered: level 2."
RISEN = "Level 3 instead of level 2."
NOT_TAKEN = (
    "Not worked out – the portal could not take it. Your choice stays here; the button tries again."
)
SIGNED_OUT = "Not worked out – you are no longer signed in."
LOADED = "document.body.dataset.isTheSame"
MOST_TABS = 40


@pytest.fixture
def result(portal: str) -> Assessment:
    return submitted_assessment(make_member("Sam Reed"), "P3")


@pytest.fixture
def trial(page: Page, portal: str, result: Assessment) -> Iterator[Page]:
    """The trial of the third group's first question, of somebody at level 2."""
    arrive(page, portal, result.profile.user)
    page.goto(f"{portal}{ADDRESS_OF_TRIAL}?assessment={result.pk}&competency=C1")
    page.evaluate(f"{LOADED} = 'yes'")
    expect(verdict(page)).to_have_text(NOW)
    yield page
    page.unroute_all(behavior="ignoreErrors")


def verdict(page: Page) -> Any:
    return page.locator("#what-if-verdict")


def card(page: Page, value: int, name: str = "answer") -> Any:
    return page.locator(f"input[name={name}]").nth(value)


def test_the_page_follows_the_choice(trial: Page, watched: list[str]) -> None:
    before = list(Answer.objects.order_by("pk").values())
    card(trial, 3).check()
    expect(verdict(trial)).to_have_text(RISEN)
    expect(trial.locator("#what-if-result")).to_contain_text("The plan to level 4")
    expect(trial.locator("#save-state")).to_be_empty()

    card(trial, 2, "basis").check()
    expect(verdict(trial)).to_contain_text("level 2")
    expect(trial.locator("#what-if-result")).to_contain_text("counts one lower")

    card(trial, 0).check()
    expect(trial.locator("input[name=basis]").first).not_to_be_visible()
    assert trial.evaluate(LOADED) == "yes"
    assert trial.evaluate("[{...localStorage}, {...sessionStorage}]") == [{}, {}]
    assert list(Answer.objects.order_by("pk").values()) == before


def test_with_the_keyboard_alone(
    page: Page, portal: str, result: Assessment, watched: list[str]
) -> None:
    arrive(page, portal, result.profile.user)
    page.goto(f"{portal}/roadmap/{result.profile.pk}/")
    go_to(page, "document.activeElement.name === 'competency'")
    page.keyboard.type("PMO serv")
    go_to(page, "document.activeElement.innerText === 'Try this question'")
    page.keyboard.press("Enter")
    expect(verdict(page)).to_have_text(NOW)

    go_to(page, "document.activeElement.name === 'answer'")
    page.keyboard.press("ArrowDown")

    expect(verdict(page)).to_have_text(RISEN)
    expect(card(page, 3)).to_be_focused()


def test_a_choice_made_before_the_scripts_have_come(trial: Page) -> None:
    let_scripts_come = reload_without_scripts_yet(trial)
    card(trial, 3).check()
    trial.wait_for_function("document.readyState === 'interactive'")
    expect(verdict(trial)).to_have_text(NOW)
    let_scripts_come()
    expect(verdict(trial)).to_have_text(RISEN)


def go_to(page: Page, is_there: str) -> None:
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate(is_there):
            return
    raise AssertionError(f"{is_there} cannot be reached with Tab on {page.url}")


def test_the_sentence_stays_in_sight_on_a_narrow_screen(trial: Page) -> None:
    trial.set_viewport_size({"width": 320, "height": 640})
    card(trial, 3).check()
    expect(verdict(trial)).to_have_text(RISEN)
    expect(verdict(trial)).to_be_in_viewport(ratio=1)


def test_a_request_that_fails_says_so_and_keeps_the_choice(trial: Page) -> None:
    trial.route(f"**{ADDRESS_OF_TRIAL}**", lambda route: route.abort())
    card(trial, 3).check()
    expect(trial.locator("#save-state")).to_have_text(NOT_TAKEN)
    expect(card(trial, 3)).to_be_checked()
    expect(verdict(trial)).to_have_text(NOW)

    trial.unroute_all(behavior="ignoreErrors")
    trial.get_by_role("button", name="Show what it would give").click()
    expect(verdict(trial)).to_have_text(RISEN)
    expect(card(trial, 3)).to_be_checked()


def test_a_fault_of_ours(trial: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*values: object) -> None:
        raise RuntimeError("The disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(queries, "what_if", fail)
        card(trial, 3).check()
        expect(trial.locator("#save-state")).to_have_text(NOT_TAKEN)
    card(trial, 4).check()
    expect(verdict(trial)).to_have_text(RISEN)
    expect(trial.locator("#save-state")).to_be_empty()


def test_somebody_who_is_no_longer_signed_in(trial: Page) -> None:
    trial.context.clear_cookies(name="sessionid")
    card(trial, 3).check()
    expect(trial.locator("#save-state")).to_have_text(SIGNED_OUT)
    expect(card(trial, 3)).to_be_checked()
    expect(verdict(trial)).to_have_text(NOW)


def test_without_scripts_the_button_does_it(browser: Browser, portal: str) -> None:
    draft = draft_assessment(make_user("Ines Costa"), "P3")
    context = browser.new_context(java_script_enabled=False)
    try:
        page = context.new_page()
        arrive(page, portal, draft.profile.user)
        page.goto(f"{portal}{page_url('check', draft)}")
        page.get_by_role("link", name=re.compile("What if.* PMO services")).click()
        expect(verdict(page)).to_have_text(NOW)

        card(page, 3).check()
        expect(verdict(page)).to_have_text(NOW)
        page.get_by_role("button", name="Show what it would give").click()

        expect(verdict(page)).to_have_text(RISEN)
        expect(card(page, 3)).to_be_checked()
        page.get_by_label("Question").select_option("C2")
        page.get_by_role("button", name="Try this question").click()
        expect(page.get_by_role("heading", name="Leading people")).to_be_visible()
        page.get_by_role("link", name="Back to your answers").click()
        expect(page).to_have_url(f"{portal}{page_url('check', draft)}")
    finally:
        context.close()
