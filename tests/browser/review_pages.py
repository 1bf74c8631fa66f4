"""The review of a self-assessment, seen from both sides, in its states."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page

from careers.assessments.actions import Rated, reply_to_review
from careers.assessments.models import Assessment
from careers.profiles.models import User
from tests.assessments.builders import page_url, submitted_assessment
from tests.assessments.reviews import agree, review, settled
from tests.browser.acts import open_everything, press, send
from tests.browser.looking import Act, Visit
from tests.browser.pages import Cast
from tests.factories import make_user

ASK = "Ask for changes: they assess themselves again"


def page_of(user: User) -> str:
    return reverse("teams:review", args=[user.profile.pk])


def handed_in(name: str, manager: User, person: str = "P5") -> tuple[User, Assessment]:
    user = make_user(name, manager=manager, job_title="PMO manager")
    return user, submitted_assessment(user, person, could=("C2",), now=timezone.now())


def ask_for_changes(page: Page) -> None:
    """Without a word of why."""
    page.get_by_label(ASK).check()
    press("Send to")(page)


def from_an_old_form(button: str, **texts: str) -> Act:
    """As if somebody had decided since the page was made."""

    def act(page: Page) -> None:
        page.evaluate("document.querySelectorAll('[name=version]').forEach((it) => it.value = 7)")
        send(button, **texts)(page)

    return act


def review_pages(cast: Cast) -> list[Visit]:
    now, manager = timezone.now(), make_user("Maya Manager")
    new, _first = handed_in("Nele New", manager, "P8")
    seen, second = handed_in("Selma Seen", manager)
    changed, third = handed_in("Chad Change", manager)
    done, fourth = handed_in("Dina Done", manager)
    back, fifth = handed_in("Bela Back", manager)
    later = make_user("Lars Later", manager=manager)
    review(second, manager, now=now, C1=settled(1, 2, "Not run yet."), A3=settled(None, 2))
    review(
        third, manager, now=now, comment="Look again.", is_change_asked=True, B1=Rated(manager=1)
    )
    agree(fourth, manager, C1=2)
    review(fifth, manager, now=now, C1=Rated(manager=2), comment="Let us talk.")
    reply_to_review(assessment=fifth, version=1, text="I ran it twice.", now=now)
    results = {user: page_url("result", one) for user, one in ((seen, second), (done, fourth))}
    return [
        Visit(address=page_of(new) + "?back=level%3D2", user=manager, act=open_everything),
        Visit(address=page_of(new), user=manager, act=ask_for_changes, status=422),
        Visit(address=page_of(later), user=manager),
        Visit(address=page_of(seen), user=manager),
        Visit(
            address=page_of(seen),
            user=manager,
            act=from_an_old_form("Send to", comment="Mine."),
            status=409,
        ),
        Visit(address=page_of(done), user=manager),
        Visit(address=page_of(back), user=manager),
        Visit(address=results[seen], user=manager),
        Visit(address=results[seen], user=seen),
        Visit(address=results[seen], user=seen, act=press("Send my reply"), status=422),
        Visit(
            address=results[seen],
            user=seen,
            act=from_an_old_form("Send my reply", text="No."),
            status=409,
        ),
        Visit(address=page_url("result", third), user=changed),
        Visit(address=results[done], user=done, act=open_everything),
    ]
