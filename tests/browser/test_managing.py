"""A manager's errand: review one person, agree the plan, find the thin competency, take the list.

In the demo organisation: with scripts, without them, and with the keyboard alone.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from careers.assessments.models import Assessment, Review
from careers.profiles.models import AccessEntry, Profile, User
from careers.roadmaps.models import AgreedPlan, RoadmapStep
from careers.teams.demo.loading import load
from careers.teams.models import Export
from careers.teams.queries import members_visible_to
from tests.browser.hands import Hands, Keyboard, Mouse
from tests.browser.looking import CheckAxe
from tests.browser.steps import arrive

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = 24


@pytest.fixture
def manager(portal: str) -> User:
    load(people=PEOPLE, today=date.today(), tell=lambda _made: None)
    return User.objects.get(email__startswith="manager@")


@pytest.fixture
def quiet_page(browser: Browser, portal: str) -> Iterator[Page]:
    """A page without scripts."""
    with browser.new_context(java_script_enabled=False) as context:
        yield context.new_page()


def waiting(manager: User) -> Profile:
    """Somebody of the line whose answers and whose accepted plan both wait for the manager."""
    plans = RoadmapStep.objects.to_agree().values("roadmap__profile")
    submitted = Assessment.objects.filter(state=Assessment.State.SUBMITTED).values("profile")
    found = members_visible_to(manager).filter(pk__in=plans).filter(pk__in=submitted).first()
    assert found is not None
    return found


def do_the_errand(page: Page, portal: str, hands: Hands, manager: User) -> Profile:
    """From the team page to the file, as any manager would."""
    person = waiting(manager)
    name = re.escape(str(person))
    arrive(page, portal, manager)
    page.goto(f"{portal}/team/")
    expect(page.get_by_role("heading", level=1)).to_have_text("What needs you")

    hands.follow("Reviews? waiting|Waiting for")
    in_list = page.url
    expect(page.locator(".matrix")).to_contain_text(str(person))
    hands.follow(f"^{name}$")
    expect(page.get_by_role("heading", level=1)).to_have_text(str(person))
    hands.follow("^Send to")
    expect(page.locator("main")).to_contain_text("Agreed level")
    hands.follow("^Agree to th")
    expect(page.locator("main")).to_contain_text("The plan is agreed.")

    hands.follow("Back to the list")
    assert page.url == in_list
    hands.follow("Show everybody")
    expect(page.locator(".thinnest")).to_contain_text("Most often below target:")
    hands.follow("are below their target")
    assert "competency=" in page.url
    return person


def check_what_is_stored(person: Profile, manager: User) -> None:
    review = Review.objects.get(assessment__profile=person)
    assert review.agreed_at is not None
    assert review.reviewer == manager
    assert review.assessment.state == Assessment.State.AGREED
    version = AgreedPlan.objects.filter(roadmap__profile=person, agreed_by=manager).get()
    assert version.number == AgreedPlan.objects.filter(roadmap__profile=person).count()
    assert not RoadmapStep.objects.to_agree().filter(roadmap__profile=person).exists()
    looks = AccessEntry.objects.filter(subject=person, viewer=manager)
    assert AccessEntry.What.REVIEW in looks.values_list("what", flat=True)


def check_file(path: Path, page: Page, manager: User) -> None:
    """The file has the people of the list on screen, and the download is recorded."""
    rows = list(csv.reader(path.open(encoding="utf-8-sig", newline="")))
    shown = page.locator(".matrix tbody th[scope=row] a").all_inner_texts()
    assert shown
    assert [row[0] for row in rows if row and row[0] in shown] == shown
    [export] = Export.objects.filter(by=manager)
    assert (export.form, export.people) == ("csv", len(shown))


def test_with_the_mouse(
    page: Page, portal: str, manager: User, watched: list[str], check_axe: CheckAxe
) -> None:
    person = do_the_errand(page, portal, Mouse(page=page, look=check_axe), manager)
    check_what_is_stored(person, manager)
    download = Mouse(page=page).fetch(r"\(CSV\)")
    check_file(download.path(), page, manager)


def test_without_scripts(quiet_page: Page, portal: str, manager: User) -> None:
    person = do_the_errand(quiet_page, portal, Mouse(page=quiet_page), manager)
    check_what_is_stored(person, manager)
    download = Mouse(page=quiet_page).fetch(r"\(CSV\)")
    check_file(download.path(), quiet_page, manager)


def test_with_the_keyboard_alone(
    page: Page, portal: str, manager: User, watched: list[str]
) -> None:
    person = do_the_errand(page, portal, Keyboard(page=page), manager)
    check_what_is_stored(person, manager)
    download = Keyboard(page=page).fetch(r"\(CSV\)")
    check_file(download.path(), page, manager)
