"""The same job with scripts switched off."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from careers.certifications.models import CatalogueChange, Certification
from careers.profiles.models import User
from careers.roadmaps.models import RoadmapStep
from tests.assessments.builders import submitted_assessment
from tests.browser.steps import add_held, arrive, assess, sign_up
from tests.factories import make_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "java_script_enabled": False}


def test_from_sign_up_to_roadmap(page: Page, portal: str, watched: list[str]) -> None:
    """Worked example P2; tests/roadmaps/test_worked_examples.py goes through all of them."""
    sign_up(page, portal, name="Jo Silva", email="jo@example.org")
    add_held(page, portal, "ppso-essentials")
    assess(page, portal, "P2")
    level = "Supports portfolios, programs, and projects"
    expect(page.get_by_role("heading", level=1)).to_contain_text(level)

    page.get_by_role("link", name="See my roadmap").first.click()

    steps = ["P3O Foundation", "P3O Practitioner", "PPSO Advanced Practitioner"]
    expect(page.locator(".panel-next")).to_contain_text(steps[0])
    for place, step in enumerate(steps):
        expect(page.locator(".steps > li").nth(place)).to_contain_text(step)
    expect(page.locator(".steps > li")).to_have_count(len(steps))


def test_a_prerequisite_is_added_in_the_administration(
    page: Page, portal: str, watched: list[str]
) -> None:
    arrive(page, portal, make_user("Olu Office", is_staff=True, is_superuser=True))
    expert = Certification.objects.get(key="ipmo-expert")
    assert not expert.prerequisites.exists()

    page.goto(f"{portal}/admin/certifications/certification/{expert.pk}/change/")
    page.locator("[name=prerequisites-0-any_of][value='p3o-practitioner']").check()
    page.locator("[name=prerequisites-0-or_experience]").fill("Two years in a PMO")
    page.get_by_role("button", name="Save", exact=True).first.click()

    # It matters to roadmaps, so it waits until somebody has seen whom it touches.
    expect(page.locator("#content")).to_contain_text("Two years in a PMO")
    assert not expert.prerequisites.exists()
    [change] = CatalogueChange.objects.all()
    assert change.documents["ipmo-expert"]["prerequisites"] == [
        {
            "number": 1,
            "any_of": ["p3o-practitioner"],
            "or_experience": "Two years in a PMO",
            "is_official": True,
        }
    ]


@pytest.fixture
def petra(page: Page, portal: str) -> User:
    """Somebody with a result and a plan of several steps, signed in."""
    user = make_user("Petra Novak", job_title="PMO analyst")
    submitted_assessment(user, "P2")
    arrive(page, portal, user)
    return user


def test_a_step_is_set_aside_with_a_reason_and_put_back(
    page: Page, portal: str, petra: User, watched: list[str]
) -> None:
    names = page.locator(".steps > li h3")
    page.goto(f"{portal}/roadmap/")
    before = names.all_inner_texts()

    page.locator(".steps > li").last.get_by_role("link", name="Not for me").click()
    page.get_by_label("Why is it not for you?").fill("Our budget ends at Foundation")
    page.get_by_role("button", name="Leave it out").click()

    expect(page.locator(".excluded")).to_contain_text("Our budget ends at Foundation")
    assert before[-1] not in names.all_inner_texts()
    aside = RoadmapStep.objects.values_list("certification__name", "reason")
    assert list(aside) == [(before[-1], "Our budget ends at Foundation")]

    page.get_by_role("status").get_by_role("button", name="Undo").click()
    expect(page.locator(".excluded")).to_have_count(0)
    assert names.all_inner_texts() == before
    assert not RoadmapStep.objects.filter(status="dropped").exists()


def test_the_profile_is_changed(page: Page, portal: str, petra: User, watched: list[str]) -> None:
    page.goto(f"{portal}/profile/")
    page.get_by_role("link", name="Change name or job title").click()
    page.get_by_label("Your name").fill("")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".error-summary")).to_contain_text("Write your name.")

    page.get_by_label("Your name").fill("Petra Nováková")
    page.get_by_label("Job title").fill("Head of PMO")
    page.get_by_role("button", name="Save").click()

    expect(page).to_have_url(f"{portal}/profile/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Petra Nováková")
    expect(page.locator(".lead")).to_have_text("Head of PMO")
    changed = User.objects.get(pk=petra.pk)
    assert (changed.name, changed.profile.job_title) == ("Petra Nováková", "Head of PMO")


def test_the_team_is_filtered(page: Page, portal: str, petra: User, watched: list[str]) -> None:
    lead = make_user("Lena Lead", manager=petra)
    ada = make_user("Ada Okafor", job_title="Analyst", manager=lead)
    submitted_assessment(ada, "P3")
    names = page.locator(".matrix tbody th[scope=row]")
    page.goto(f"{portal}/team/people/")
    expect(names).to_have_count(2)

    page.get_by_label("Level", exact=True).select_option("2")
    page.get_by_role("button", name="Show").click()
    expect(names).to_have_count(1)
    expect(names).to_contain_text("Ada Okafor")
    assert "level=2" in page.url

    page.get_by_role("link", name="Show everybody").click()
    page.get_by_label("People", exact=True).select_option("direct")
    page.get_by_role("button", name="Show").click()
    expect(names).to_have_count(1)
    expect(names).to_contain_text("Lena Lead")
