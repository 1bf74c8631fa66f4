"""Every answer is saved at once; when that fails, the page says so and keeps what was chosen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from time import sleep
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from careers.assessments import actions
from careers.assessments.models import Answer, Assessment
from tests.assessments.builders import draft_assessment, question_url
from tests.browser.steps import arrive, arrived, make_member, reload_without_scripts_yet, sign_in
from tests.factories import make_user

pytestmark = pytest.mark.django_db(transaction=True)

SAVE = "**/save/"
SAVED = re.compile(r"^\s*Saved \d\d:\d\d\s*$")
NOT_TAKEN = (
    "Not saved – the portal could not take it. Your choice stays here; Continue tries again."
)
SIGNED_OUT = "Not saved – you are no longer signed in. Copy what you wrote, then sign in again."
LONGEST_WAIT = 10_000  # milliseconds until a save counts as failed
SHORT_WAIT = 1_500


@pytest.fixture
def draft(portal: str) -> Assessment:
    """A draft whose first answer, a 1, is as it was when the page is opened."""
    return draft_assessment(make_member("Sam Reed"), "P1")


@pytest.fixture
def question(page: Page, portal: str, draft: Assessment) -> Iterator[Page]:
    """The first question, just saved, so that an old “Saved” stands there."""
    arrive(page, portal, draft.profile.user)
    page.goto(f"{portal}{question_url(draft, 'A1')}")
    arrived(page)
    card(page, 0).check()
    expect(state(page)).to_have_text(SAVED)
    yield page
    page.unroute_all(behavior="ignoreErrors")


def card(page: Page, value: int) -> Locator:
    return page.locator(f"input[name=choice][value='{value}']")


def state(page: Page) -> Locator:
    return page.locator("#save-state")


def saved_value(draft: Assessment) -> int | None:
    return Answer.objects.get(assessment=draft, competency__code="A1").value


def continue_and_read(page: Page, draft: Assessment) -> int | None:
    """Press Continue once saving works again, and return what is saved then."""
    page.unroute_all(behavior="ignoreErrors")
    page.get_by_role("button", name="Continue").click()
    expect(page).not_to_have_url(re.compile("/a1/"))
    return saved_value(draft)


def test_an_answer_given_before_the_scripts_have_come_is_saved_too(
    question: Page, draft: Assessment
) -> None:
    let_scripts_come = reload_without_scripts_yet(question)
    card(question, 3).check()
    question.wait_for_function("document.readyState === 'interactive'")
    assert saved_value(draft) == 0
    with question.expect_response(SAVE):
        let_scripts_come()
    expect(state(question)).to_have_text(SAVED)
    assert saved_value(draft) == 3


def test_resuming_on_another_device(page: Page, portal: str, watched: list[str]) -> None:
    arrive(page, portal, make_user("Ines Costa"))
    page.goto(f"{portal}/assessment/")
    page.get_by_role("button", name="Start the self-assessment").click()
    arrived(page)
    page.locator("input[name=remit][value='1']").check()
    page.get_by_role("button", name="Continue").click()
    arrived(page)

    card(page, 2).check()
    expect(state(page)).to_have_text(SAVED)
    page.goto(f"{portal}/assessment/")
    page.get_by_role("link", name="Go on where you stopped").click()

    expect(page).to_have_title(re.compile("^Question 2 of 12"))
    arrived(page)
    page.get_by_role("link", name="Back").first.click()
    expect(card(page, 2)).to_be_checked()


def test_what_is_sent_first_does_not_arrive_last(
    question: Page, draft: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server takes its time for the first answer, and Continue is pressed meanwhile."""
    plain, taken = actions.record_answer, []

    def slowly(**values: Any) -> Any:
        taken.append(values)
        if len(taken) == 1:
            sleep(0.7)
        return plain(**values)

    monkeypatch.setattr(actions, "record_answer", slowly)
    with question.expect_request(SAVE):
        card(question, 2).check()
    card(question, 0).check()
    question.get_by_role("button", name="Continue").click()
    expect(question).not_to_have_url(re.compile("/a1/"))
    sleep(0.8)
    assert saved_value(draft) == 0


def test_nothing_is_kept_in_the_browser(question: Page, draft: Assessment) -> None:
    card(question, 2).check()
    expect(state(question)).to_have_text(SAVED)
    assert continue_and_read(question, draft) == 2

    kept = question.evaluate("[{...localStorage}, {...sessionStorage}]")
    assert kept == [{}, {}]
    names = {cookie["name"] for cookie in question.context.cookies()}
    assert names == {"sessionid", "csrftoken"}


def test_a_request_that_is_cut_off(question: Page, draft: Assessment) -> None:
    question.route(SAVE, lambda route: route.abort())

    card(question, 2).check()

    expect(state(question)).to_have_text(NOT_TAKEN)
    expect(card(question, 2)).to_be_checked()
    assert saved_value(draft) == 0
    assert continue_and_read(question, draft) == 2


def test_a_fault_of_ours(
    question: Page, draft: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**values: object) -> None:
        raise RuntimeError("The disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(actions, "record_answer", fail)
        card(question, 2).check()
        expect(state(question)).to_have_text(NOT_TAKEN)

    expect(card(question, 2)).to_be_checked()
    assert saved_value(draft) == 0
    assert continue_and_read(question, draft) == 2


def test_a_request_that_is_never_answered(question: Page, draft: Assessment) -> None:
    assert question.evaluate("htmx.config.timeout") == LONGEST_WAIT
    question.evaluate(f"htmx.config.timeout = {SHORT_WAIT}")
    question.route(SAVE, lambda _route: None)

    card(question, 2).check()

    expect(state(question)).to_have_text("Saving…")  # and no longer “Saved” beside a newer choice
    expect(state(question)).to_have_text(NOT_TAKEN)
    expect(card(question, 2)).to_be_checked()
    assert saved_value(draft) == 0
    assert continue_and_read(question, draft) == 2


def test_somebody_who_is_no_longer_signed_in(
    question: Page, portal: str, draft: Assessment
) -> None:
    question.context.clear_cookies(name="sessionid")

    card(question, 2).check()

    expect(state(question)).to_have_text(SIGNED_OUT)
    expect(card(question, 2)).to_be_checked()
    assert saved_value(draft) == 0
    question.get_by_role("button", name="Continue").click()
    sign_in(question, portal, draft.profile.user.email)
    assert question.url == f"{portal}{question_url(draft, 'A1')}"
    expect(card(question, 0)).to_be_checked()


def test_what_is_refused_says_why(question: Page, draft: Assessment) -> None:
    card(question, 3).check()
    expect(state(question)).to_have_text(SAVED)

    question.locator("[name=evidence]").fill("x" * 601)

    expect(state(question)).to_have_text("Not saved – Write at most 600 characters; you have 601.")
    assert saved_value(draft) == 3


def test_the_next_save_that_works_says_so(question: Page) -> None:
    question.route(SAVE, lambda route: route.abort(), times=1)
    card(question, 2).check()
    expect(state(question)).to_have_text(NOT_TAKEN)

    card(question, 1).check()

    expect(state(question)).to_have_text(SAVED)
