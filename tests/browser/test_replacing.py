"""An editor's errand: replace a certification, see whom it touches, publish; the owner accepts.

With scripts and without them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from careers.certifications.models import CatalogueChange, Certification
from careers.profiles.models import AccessEntry, Role, User
from careers.roadmaps.models import Acceptance, RoadmapStep
from careers.roadmaps.queries import choices_of
from tests.browser.looking import CheckAxe
from tests.browser.steps import arrive
from tests.factories import make_user
from tests.postbox import Postbox
from tests.roadmaps.agreed import FOUNDATION, person_with_plan
from tests.roadmaps.people import assess
from tests.roles import make_user_with

pytestmark = pytest.mark.django_db(transaction=True)
Looking = Callable[[Page], None]
NEW, KEY, WHY = "P3O 7 Foundation", "p3o-7-foundation", "The old exam ends this year."


@pytest.fixture
def editor(portal: str) -> User:
    """No superuser: the role is enough."""
    return make_user_with(Role.CATALOGUE_EDITOR, "Edda Editor")


@pytest.fixture
def owner(portal: str) -> User:
    """Somebody with an accepted plan, beside a colleague who has not accepted any."""
    manager = make_user("Mona Manager")
    assess(make_user("Cai Carefree", manager=manager), "P1")
    return person_with_plan("Ada Affected", manager=manager)


@pytest.fixture
def quiet_page(browser: Browser, portal: str) -> Iterator[Page]:
    """A page without scripts."""
    with browser.new_context(java_script_enabled=False) as context:
        yield context.new_page()


def replace(page: Page, portal: str, look: Looking) -> None:
    """From the administration to the page of the change."""
    page.goto(f"{portal}/admin/")
    look(page)
    page.get_by_role("link", name="Certifications", exact=True).click()
    page.get_by_role("link", name="P3O Foundation", exact=True).click()
    page.get_by_role("link", name="Replace by another").click()
    look(page)
    page.get_by_label("Name of the new one").fill(NEW)
    page.get_by_label("Why").fill(WHY)
    page.get_by_role("button", name="Show whom it touches").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        f"P3O Foundation is replaced by {NEW}"
    )


def see_whom_it_touches(page: Page, look: Looking) -> None:
    """With scripts the looking has begun by itself."""
    expect(page.locator("#whom")).to_contain_text("It touches the roadmaps of 2 people.")
    people = page.locator("section:has(#people) tbody tr")
    expect(people).to_have_count(2)
    expect(people.first).to_contain_text("Ada Affected")
    expect(people.first).to_contain_text("Accepted plan")
    assert Certification.objects.get(key=FOUNDATION).status == "renamed"
    assert not Certification.objects.filter(key=KEY).exists()
    look(page)


def publish(page: Page, look: Looking) -> None:
    page.get_by_role("button", name="Publish").click()
    expect(page.locator("#whom")).to_contain_text("Everybody it touches has been dealt with: 2.")
    look(page)


def accept(page: Page, portal: str, owner: User, postbox: Postbox, look: Looking) -> None:
    """Follow the mail to the roadmap, and accept what is proposed there."""
    assert postbox.recipients() == [owner.email]
    [text] = postbox.texts()
    assert f"This has changed in the catalogue: P3O Foundation and {NEW}." in text
    assert f"Why: {WHY}" in text
    link = re.search(r"https://portal\.example\.org(/roadmap/\S+)", text)
    assert link is not None
    page.context.clear_cookies()
    arrive(page, portal, owner)
    page.goto(f"{portal}{link.group(1)}")
    proposal = page.locator("section.proposal")
    expect(proposal).to_contain_text("Your plan could change")
    expect(proposal).to_contain_text(f"{NEW} replaces P3O Foundation. {WHY}")
    look(page)
    proposal.get_by_role("button", name="Accept the change").click()
    expect(page.locator("main")).to_contain_text("This is your plan now.")
    expect(page.locator("section.proposal")).to_have_count(0)


def check_what_is_stored(owner: User, editor: User) -> None:
    [change] = CatalogueChange.objects.published()
    assert (change.proposed_by, change.published_by) == (editor, editor)
    old, new = (Certification.objects.get(key=key) for key in (FOUNDATION, KEY))
    assert (old.status, old.successor, new.level) == ("replaced", new, old.level)
    assert Certification.history.get(key=KEY).history_user == editor
    seen = AccessEntry.objects.get(subject=owner.profile, viewer=editor)
    assert seen.what == AccessEntry.What.IMPACT
    assert Acceptance.objects.filter(roadmap__profile=owner.profile).count() == 2
    steps = RoadmapStep.objects.in_plan().filter(roadmap__profile=owner.profile)
    assert steps.filter(certification=old).exists()
    assert choices_of(owner.profile).booked_as[FOUNDATION] == KEY


def test_with_scripts(
    page: Page,
    portal: str,
    editor: User,
    owner: User,
    postbox: Postbox,
    watched: list[str],
    check_axe: CheckAxe,
) -> None:
    arrive(page, portal, editor)
    replace(page, portal, check_axe)
    see_whom_it_touches(page, check_axe)
    publish(page, check_axe)
    accept(page, portal, owner, postbox, check_axe)
    check_what_is_stored(owner, editor)


def test_without_scripts(
    quiet_page: Page, portal: str, editor: User, owner: User, postbox: Postbox
) -> None:
    def look(page: Page) -> None:
        """What is seen without scripts is the same."""

    arrive(quiet_page, portal, editor)
    replace(quiet_page, portal, look)
    expect(quiet_page.locator("#whom")).to_contain_text("Nobody has looked yet.")
    quiet_page.get_by_role("button", name="See whom it touches").click()
    see_whom_it_touches(quiet_page, look)
    publish(quiet_page, look)
    accept(quiet_page, portal, owner, postbox, look)
    check_what_is_stored(owner, editor)
