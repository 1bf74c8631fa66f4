"""The page to print, as Chromium prints it: one or two sheets of A4, black on white."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from careers.profiles.models import Profile, User
from careers.roadmaps import queries
from careers.teams.demo.loading import load
from tests.browser.steps import arrive
from tests.factories import make_user
from tests.roadmaps.people import assess

pytestmark = pytest.mark.django_db(transaction=True)

A_PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")
A4 = re.compile(rb"/MediaBox\s*\[\s*0 0 (59[45][.\d]*) (84[12][.\d]*)\s*\]")
PRINTED = """() => {
    const all = (name) => [...document.querySelectorAll(name)];
    const seen = (name) => all(name).filter(one => one.checkVisibility());
    const style = getComputedStyle(document.body);
    return {
        ink: style.color,
        paper: style.backgroundColor,
        navigation: seen('nav, .site-header, .site-footer, .no-print, .demo-banner').length,
        underlined: seen('.paper a').filter(
            one => getComputedStyle(one).textDecorationLine !== 'none').length,
    };
}"""


def printed(page: Page, portal: str, user: User) -> bytes:
    arrive(page, portal, user)
    page.goto(f"{portal}{reverse('roadmaps:paper', args=[user.profile.pk])}")
    return page.pdf(prefer_css_page_size=True)


def fullest() -> User:
    """Whoever of the demo has the most to read on their sheet."""
    found = {}
    for profile in Profile.objects.select_related("user"):
        plan = queries.roadmap_of(profile, timezone.localdate())
        if plan:
            gaps = (*plan.uncovered, *plan.partly)
            words = sum(len(action.text) for gap in gaps for action in gap.actions)
            found[words + 300 * len(plan.steps) + 100 * len(plan.renewals)] = profile.user
    return found[max(found)]


def test_the_fullest_of_the_demo(page: Page, portal: str) -> None:
    load(people=40, today=date.today(), tell=lambda _made: None)
    sheets = printed(page, portal, fullest())
    assert 1 <= len(A_PAGE.findall(sheets)) <= 2


@pytest.mark.parametrize("person", ["P1", "P2", "P4", "newcomer"])
def test_people_of_the_worked_examples(page: Page, portal: str, person: str) -> None:
    user = make_user("Ada Okafor")
    assess(user, person)
    sheets = printed(page, portal, user)
    pages = len(A_PAGE.findall(sheets))
    assert 1 <= pages <= 2
    assert len(A4.findall(sheets)) == pages


def test_it_is_black_on_white_without_navigation(page: Page, portal: str) -> None:
    user = make_user("Ada Okafor")
    assess(user, "P2")
    arrive(page, portal, user)
    page.emulate_media(color_scheme="dark")
    page.goto(f"{portal}{reverse('roadmaps:paper', args=[user.profile.pk])}")
    expect(page.get_by_text("Use your browser’s print command.")).to_be_visible()
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate(PRINTED) == {
        "ink": "rgb(0, 0, 0)",
        "paper": "rgb(255, 255, 255)",
        "navigation": 0,
        "underlined": 0,
    }
