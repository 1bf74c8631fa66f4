"""From a proposal to a plan that is lived with: limits, scenarios, an exam, and out of the portal.

With scripts, without them, and with the keyboard alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import icalendar
import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from careers.profiles.models import User
from careers.roadmaps.models import Acceptance, Scenario
from tests.assessments.builders import submitted_assessment
from tests.browser.steps import arrive, make_member
from tests.browser.test_keyboard import Keyboard, sign_in
from tests.roadmaps.people import hold
from tests.roadmaps.prices import put_prices

pytestmark = pytest.mark.django_db(transaction=True)
PLAN = ["P3O Foundation", "P3O Practitioner", "PPSO Advanced Practitioner"]


@pytest.fixture
def user(portal: str) -> User:
    """Somebody at level 2 whose plan is three exams, with made-up prices."""
    put_prices()
    user = make_member("Dee Cider")
    submitted_assessment(user, "P2")
    hold(user.profile, "ppso-essentials", expires_on=timezone.localdate() + timedelta(days=200))
    return user


WITH_SCRIPTS = {"with-scripts": True, "without-scripts": False}


@pytest.fixture(params=list(WITH_SCRIPTS.values()), ids=list(WITH_SCRIPTS))
def anybody(
    request: pytest.FixtureRequest, browser: Browser, portal: str, user: User
) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=request.param, accept_downloads=True)
    page = context.new_page()
    arrive(page, portal, user)
    yield page
    context.close()


def steps(page: Page) -> list[str]:
    names = page.locator(".steps > li:not(.is-done) h3").all_inner_texts()
    return [name.strip() for name in names]


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=re.compile(f"^{name}")).first.click()


def follow(page: Page, name: str) -> None:
    page.get_by_role("link", name=re.compile(name)).first.click()


def test_a_roadmap_as_a_decision(anybody: Page, portal: str, user: User, browser: Browser) -> None:
    page = anybody
    page.goto(f"{portal}/roadmap/")
    assert steps(page) == PLAN
    decide(page)
    compare(page)
    take_an_exam(page)
    see_it_over_time(page)
    try_another_answer(page)
    take_it_out(page, browser)


def decide(page: Page) -> None:
    """A limit nobody can keep, the way out, a plan accepted, a change shown, an undo."""
    follow(page, "Change these limits")
    page.get_by_label("Budget").fill("300")
    press(page, "Save and see")
    expect(page.get_by_text("No plan stays within the budget of £300.00.").first).to_be_visible()
    expect(page.get_by_text("£100.00 more").first).to_be_visible()
    follow(page, "Change the limits")
    page.get_by_label("Budget").fill("")
    press(page, "Save and see")
    press(page, "Make this my plan")
    expect(page.get_by_text("You accepted this plan on").first).to_be_visible()
    follow(page, "Change these limits")
    page.get_by_role("group", name="Providers to leave out").get_by_label("PeopleCert").check()
    press(page, "Save and see")
    expect(page.get_by_role("heading", name="Your plan could change")).to_be_visible()
    expect(page.get_by_text("Its provider is left out.").first).to_be_visible()
    assert steps(page) == PLAN  # nothing has changed yet
    press(page, "Accept the change")
    assert "P3O Foundation" not in steps(page)
    press(page, "Undo the last acceptance")
    assert steps(page) == PLAN
    follow(page, "Change these limits")
    page.get_by_role("group", name="Providers to leave out").get_by_label("PeopleCert").uncheck()
    press(page, "Save and see")
    assert steps(page) == PLAN


def compare(page: Page) -> None:
    follow(page, "Compare scenarios")
    follow(page, "Add a scenario")
    page.get_by_label("Name of the scenario").fill("Twice as fast")
    page.get_by_label("Study hours a week").fill("10")
    press(page, "Save the scenario")
    expect(page.get_by_role("columnheader", name="Twice as fast")).to_be_visible()
    press(page, "Adopt it")
    expect(page.get_by_text("“Twice as fast” is your plan now.")).to_be_visible()
    assert Scenario.objects.count() == 1
    assert Acceptance.objects.count() == 3


def take_an_exam(page: Page) -> None:
    """Booked, not passed, booked again and passed: it becomes a certification held."""
    follow(page, "Booked, passed or not")
    booked = page.get_by_label("Day of the exam")
    booked.fill((timezone.localdate() + timedelta(days=50)).isoformat())
    press(page, "I have booked it")
    expect(page.locator(".steps .tag", has_text="Booked").first).to_be_visible()
    follow(page, "Booked, passed or not")
    page.get_by_label("Day on which you took it").fill(timezone.localdate().isoformat())
    press(page, "I did not pass")
    expect(page.locator(".steps .tag", has_text="Booked")).to_have_count(0)
    follow(page, "Booked, passed or not")
    press(page, "Pin it")
    expect(page.get_by_text("It is pinned").first).to_be_visible()
    follow(page, "I have passed it")
    page.get_by_label("Awarded on").fill(timezone.localdate().isoformat())
    page.get_by_label("As the provider says").check()
    page.get_by_label("Credential reference").fill("GR-77")
    press(page, "Record it")
    expect(page.locator(".steps .is-done h3")).to_have_text("P3O Foundation")
    assert steps(page) == PLAN[1:]
    expect(
        page.get_by_text("The plan skips P3O Foundation because you hold it").first
    ).to_be_visible()


def see_it_over_time(page: Page) -> None:
    expect(page.get_by_role("heading", name="The plan over time")).to_be_visible()
    expect(page.get_by_role("img", name=re.compile("plan", re.IGNORECASE)).first).to_be_visible()
    expect(page.get_by_role("heading", name="Renewal steps")).to_be_visible()
    expect(page.get_by_text("Keeping it").first).to_be_visible()


def try_another_answer(page: Page) -> None:
    press(page, "Try this question")
    page.locator("input[name=answer][value='4']").check()
    show = page.get_by_role("button", name=re.compile("^Show"))
    if show.is_visible():
        show.click()
    expect(page.locator("#what-if-verdict")).to_contain_text("evel")


def take_it_out(page: Page, browser: Browser) -> None:
    """Paper, table, calendar, and a link that a mentor opens without an account."""
    follow(page, "^Roadmap$")
    with page.expect_download() as waiting:
        follow(page, "As a table")
    assert "P3O Practitioner" in Path(waiting.value.path()).read_text(encoding="utf-8-sig")
    follow(page, "On paper")
    expect(page.get_by_text("P3O Practitioner").first).to_be_visible()
    page.go_back()
    follow(page, "In your calendar")
    press(page, "Make an address")
    feed = page.locator("main").get_by_text(re.compile("/roadmap/calendar/")).first
    days = exam_days(page, address_in(feed.inner_text()))
    assert len(days) == len(PLAN) - 1
    follow(page, "Make a link")
    page.get_by_label("For whom is it?").fill("Mo Mentor")
    press(page, "Make the link")
    link = address_in(
        page.locator("main").get_by_text(re.compile("/roadmap/shared/")).first.inner_text()
    )
    mentor = browser.new_page()
    mentor.goto(link)
    expect(mentor.get_by_text("P3O Practitioner").first).to_be_visible()
    press(page, "Withdraw it")
    answer = mentor.goto(link)
    assert answer is not None
    assert answer.status == 404
    mentor.close()


def address_in(text: str) -> str:
    found = re.search(r"https?://\S+", text)
    assert found is not None, text
    return found.group()


def exam_days(page: Page, address: str) -> list[date]:
    calendar = icalendar.Calendar.from_ical(page.request.get(address).body())
    return [
        event.decoded("DTSTART")
        for event in calendar.walk("VEVENT")
        if str(event["SUMMARY"]).startswith("Exam")
    ]


def test_with_the_keyboard_alone(page: Page, portal: str, user: User) -> None:
    keyboard = Keyboard(page=page)
    sign_in(keyboard, portal, user)
    keyboard.follow("See your roadmap")
    keyboard.follow("Make this my plan")
    keyboard.follow("Change these limits")
    keyboard.go_to("Study hours a week")
    keyboard.write("10")
    keyboard.follow("Save and see")
    keyboard.follow("Accept the change")
    keyboard.follow("Compare scenarios")
    keyboard.follow("Add a scenario")
    keyboard.go_to("Name of the scenario")
    keyboard.write("Slow")
    keyboard.follow("Save the scenario")
    keyboard.follow("^Adopt it")
    expect(page.get_by_text("“Slow” is your plan now.")).to_be_visible()
    keyboard.follow("Booked, passed or not")
    keyboard.follow("Pin it")
    expect(page.get_by_text("It is pinned").first).to_be_visible()
    keyboard.follow("I have passed it")
    keyboard.go_to("Awarded on")
    keyboard.write("01012026")
    keyboard.follow("Record it")  # how long it lasts is known, and chosen already
    expect(page.locator(".steps .is-done h3")).to_have_text("P3O Foundation")
