"""Every page, as people see it: light and dark, wide and 320 px, with nothing to complain about."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser
from pytest_django import Settings

from tests.browser.agreeing_pages import agreeing_pages
from tests.browser.changing_pages import changing_pages
from tests.browser.deciding_pages import deciding_pages
from tests.browser.editing_pages import editing_pages
from tests.browser.figures_pages import figures_pages
from tests.browser.importing_pages import importing_pages
from tests.browser.looking import CheckAxe, Look, Visit, look_at
from tests.browser.not_visited import NOT_VISITED
from tests.browser.pages import (
    Cast,
    account_pages,
    admin_pages,
    main_pages,
    make_cast,
    states,
)
from tests.browser.people_pages import people_pages
from tests.browser.privacy_pages import privacy_pages
from tests.browser.review_pages import review_pages
from tests.browser.sharing_pages import sharing_pages
from tests.browser.team_pages import team_pages
from tests.guard.routes import all_routes

pytestmark = pytest.mark.django_db(transaction=True)

LIGHT, DARK = Look(scheme="light", width=1280), Look(scheme="dark", width=320)
EVERY_LOOK = (LIGHT, DARK, Look(scheme="light", width=320), Look(scheme="dark", width=1280))
TWO_LOOKS = (LIGHT, DARK)
"""Enough for the long lists: what differs is the colours and the width, and both are looked at."""

LISTS: dict[Callable[[Cast], list[Visit]], tuple[Look, ...]] = {
    main_pages: EVERY_LOOK,
    deciding_pages: TWO_LOOKS,
    sharing_pages: TWO_LOOKS,
    figures_pages: TWO_LOOKS,
    review_pages: TWO_LOOKS,
    team_pages: TWO_LOOKS,
    privacy_pages: TWO_LOOKS,
    agreeing_pages: TWO_LOOKS,
    importing_pages: TWO_LOOKS,
    people_pages: TWO_LOOKS,
    changing_pages: TWO_LOOKS,
    editing_pages: TWO_LOOKS,
    states: TWO_LOOKS,
    account_pages: TWO_LOOKS,
}


@pytest.fixture
def cast(portal: str) -> Cast:
    return make_cast()


def name_of(one: object) -> str:
    return str(getattr(one, "__name__", one))


@pytest.mark.parametrize("pages", LISTS, ids=name_of)
def test_nothing_to_complain_about(
    browser: Browser,
    portal: str,
    cast: Cast,
    pages: Callable[[Cast], list[Visit]],
    check_axe: CheckAxe,
) -> None:
    every = 1 if pages is main_pages else 2
    found = look_at(browser, portal, pages(cast), LISTS[pages], check_axe, colours_of_every=every)
    assert not found, "\n".join(found)


def test_nothing_to_complain_about_in_the_administration(
    browser: Browser, portal: str, cast: Cast, check_axe: CheckAxe
) -> None:
    """Its pages are of one make: every fourth is looked at in the dark as well."""
    visits = admin_pages(cast)
    some, others = visits[::4], [visit for place, visit in enumerate(visits) if place % 4]
    found = look_at(browser, portal, some, TWO_LOOKS, check_axe)
    found += look_at(browser, portal, others, (LIGHT,), check_axe)
    assert not found, "\n".join(found)


def test_no_page_is_left_out(cast: Cast) -> None:
    """Of every URL, either a page is looked at, or it is written down why not."""
    visits = [visit for pages in (*LISTS, admin_pages) for visit in pages(cast)]
    visited = {visit.route for visit in visits if visit.status < 400}
    left_out = {route.key for route in all_routes()} - visited
    assert {nameless(key) for key in left_out} == set(NOT_VISITED)


def nameless(key: str) -> str:
    return "admin:[" if key.startswith("admin:[") else key


def test_a_demonstration_and_an_installation_without_sign_up(
    browser: Browser, portal: str, settings: Settings, check_axe: CheckAxe
) -> None:
    settings.DEMO, settings.SIGNUP_IS_OPEN = True, False
    visits = [Visit(address="/accounts/signup/"), Visit(address="/accounts/login/")]
    assert look_at(browser, portal, visits, (DARK,), check_axe) == []
