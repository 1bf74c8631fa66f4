"""Agreeing to plans, and talking about them: pages of managers and of those they lead."""

from __future__ import annotations

from django.utils import timezone
from playwright.sync_api import Page

from careers.profiles.models import User
from careers.roadmaps import actions
from careers.roadmaps.models import COMMENT_LENGTH
from tests.browser.acts import open_everything, press
from tests.browser.deciding_pages import both, roadmap_of
from tests.browser.looking import Act, Visit
from tests.browser.pages import Cast
from tests.factories import make_user
from tests.roadmaps.agreed import ESSENTIALS, FOUNDATION, agree, person_with_plan, quote, review_of

LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitaensmuetzenhersteller" * 2


def say(person: User, author: User, text: str, key: str | None, nonce: str) -> None:
    actions.add_comment(
        profile=person.profile,
        author=author,
        key=key,
        text=text,
        nonce=nonce * 32,
        now=timezone.now(),
    )


def write(name: str, value: str) -> Act:
    """Put into a field what nobody can type there."""

    def act(page: Page) -> None:
        page.locator(f"#{name}").evaluate("(field, value) => { field.value = value; }", value)

    return act


def agreeing_pages(cast: Cast) -> list[Visit]:
    manager = make_user("Mia Manager")
    waiting = person_with_plan("Will Waiting", manager=manager)
    agreed = person_with_plan("Agnes Agreed", manager=manager)
    new = make_user("Nora New", manager=manager)
    old_mark = review_of(agreed.profile, manager).mark
    agree(agreed.profile, manager, comment="Go on.\nTell me when it is booked.")
    quote(agreed.profile, ESSENTIALS, 45_000)
    say(agreed, manager, "Well done", None, "a")
    say(agreed, agreed, LONG_WORD, FOUNDATION, "b")
    theirs, waits = (f"/team/people/{one.profile.pk}/" for one in (agreed, waiting))
    step = f"/roadmap/steps/{FOUNDATION}/"
    too_long = both(
        write("agreement_comment", "x" * (COMMENT_LENGTH + 1)), press("Agree to this plan")
    )
    stale = both(write("agreement_mark", old_mark), press("Agree to this change"))
    return [
        Visit(address="/", user=manager),
        Visit(address="/", user=agreed),
        Visit(address=theirs, user=manager, act=open_everything),
        Visit(address=theirs, user=manager, act=stale, status=409),
        Visit(address=waits, user=manager),
        Visit(address=waits, user=manager, act=too_long, status=422),
        Visit(address=f"/team/people/{new.profile.pk}/", user=manager),
        Visit(address=roadmap_of(agreed), user=agreed, act=open_everything),
        Visit(address=roadmap_of(agreed), user=manager, act=open_everything),
        Visit(address=roadmap_of(agreed), user=agreed, act=press("Send the comment"), status=422),
        Visit(address=step, user=agreed),
    ]
