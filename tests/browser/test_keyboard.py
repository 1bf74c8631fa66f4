"""The same job with the keyboard alone, every key counted."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from careers.assessments.models import Answer, Assessment
from careers.profiles.models import User
from tests.assessments.builders import draft_assessment
from tests.browser.hands import Keyboard
from tests.browser.steps import answers_of, arrive, arrived, make_member
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db(transaction=True)

MOST_KEYS = 26  # for twelve questions without evidence, and handing in


@pytest.fixture
def keyboard(page: Page) -> Keyboard:
    return Keyboard(page=page)


def sign_in(keyboard: Keyboard, portal: str, user: User) -> None:
    keyboard.page.goto(f"{portal}/accounts/login/")
    keyboard.go_to("E-mail address")
    keyboard.write(user.email)
    keyboard.go_to("Password")
    keyboard.write(PASSWORD)
    keyboard.enter()
    expect(keyboard.page).to_have_url(f"{portal}/")


def test_from_sign_in_to_roadmap(
    page: Page, portal: str, keyboard: Keyboard, watched: list[str]
) -> None:
    sign_in(keyboard, portal, make_member("Kim Berg"))
    keyboard.follow("Start your self-assessment")
    keyboard.follow("^Start")
    expect(page).to_have_url(re.compile("/remit/$"))
    arrived(page)
    keyboard.press("1")
    keyboard.enter()

    before = keyboard.pressed
    for code, value in answers_of("P1").items():
        expect(page).to_have_url(re.compile(f"/{code.lower()}/$"))
        arrived(page)
        keyboard.press(str((value or 0) + 1))
        expect(page.locator(f"input[name=choice][value='{value}']")).to_be_checked()
        keyboard.enter()
    expect(page).to_have_url(re.compile("/check/$"))
    arrived(page)
    keyboard.follow("^Hand in")
    expect(page).to_have_url(re.compile("/result/$"))
    assert keyboard.pressed - before <= MOST_KEYS

    expect(page.get_by_role("heading", level=1)).to_contain_text("New to project support")
    keyboard.follow("See my roadmap")
    expect(page).to_have_url(re.compile(r"/roadmap/\d+/$"))
    expect(page.locator(".panel-next")).to_contain_text("PPSO Essentials")


@pytest.fixture
def nearly_done(portal: str) -> Assessment:
    """A draft in which only the first two answers are missing."""
    draft = draft_assessment(make_member("Kim Berg"), "P1")
    Answer.objects.filter(assessment=draft, competency__code__in=("A1", "A2")).delete()
    return draft


def answer_of(draft: Assessment, code: str) -> tuple[object, ...]:
    answer = Answer.objects.get(assessment=draft, competency__code=code)
    return (
        answer.value,
        answer.not_applicable_reason,
        answer.evidence,
        answer.evidence_on is not None,
        answer.evidence_confirmed_by,
    )


def test_an_error_evidence_a_reason_and_a_change(
    page: Page, portal: str, keyboard: Keyboard, nearly_done: Assessment
) -> None:
    sign_in(keyboard, portal, nearly_done.profile.user)
    keyboard.follow("^Carry on")
    keyboard.follow("^Go on where you stopped")
    expect(page).to_have_url(re.compile("/a1/$"))
    arrived(page)

    keyboard.enter()  # with nothing chosen
    summary = page.locator(".error-summary")
    expect(summary).to_be_focused()
    keyboard.go_to("Choose the statement that describes what you do")
    keyboard.press("Enter")
    expect(page.locator("input[name=choice]").first).to_be_focused()

    keyboard.press("4")
    keyboard.go_to("evidence$")
    keyboard.write("Ran the planning of the payroll programme")
    keyboard.go_to("evidence_on$")
    keyboard.press("ArrowDown")
    keyboard.go_to("evidence_confirmed_by$")
    keyboard.write("Head of change")
    keyboard.follow("^Continue")
    expect(page).to_have_url(re.compile("/a2/$"))
    evidence = ("Ran the planning of the payroll programme", True, "Head of change")
    assert answer_of(nearly_done, "A1") == (3, "", *evidence)

    arrived(page)
    keyboard.press("6")
    keyboard.go_to("not_applicable_reason$")
    keyboard.write("Finance does it")
    keyboard.enter()
    expect(page).to_have_url(re.compile("/check/$"))
    assert answer_of(nearly_done, "A2") == (None, "Finance does it", "", False, "")

    arrived(page)
    keyboard.follow(r"Change\s+Planning, schedules and dependencies")
    arrived(page)
    expect(page.locator("input[name=choice][value='3']")).to_be_checked()
    keyboard.press("3")
    keyboard.enter()
    expect(page).to_have_url(re.compile("/check/$"))
    assert answer_of(nearly_done, "A1") == (2, "", *evidence)


def test_the_skip_link_comes_first(page: Page, portal: str, keyboard: Keyboard) -> None:
    arrive(page, portal, make_user("Kim Berg"))
    page.goto(f"{portal}/")

    keyboard.press("Tab")
    keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main"


def test_focus_can_be_seen(page: Page, portal: str, keyboard: Keyboard) -> None:
    arrive(page, portal, make_user("Kim Berg"))
    page.goto(f"{portal}/certifications/")
    for _ in range(12):
        keyboard.press("Tab")
        width = page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
        style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert width >= 2
        assert style != "none"
