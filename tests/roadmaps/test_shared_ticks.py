"""What a link shows with each combination of ticks, and what must not be anywhere in its page."""

from __future__ import annotations

import itertools
import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from careers.certifications.models import Certification
from careers.profiles.models import User
from careers.roadmaps import actions
from careers.roadmaps.choices import Wishes
from careers.roadmaps.models import RoadmapStep
from careers.roadmaps.page import RoadmapView
from tests.roadmaps.busy import AMOUNTS, BUDGET, PRICE, REASON, make_busy, page_of
from tests.roadmaps.links import address_of, make_link
from tests.roadmaps.people import assess, hold
from tests.roadmaps.reading import words_of

pytestmark = pytest.mark.usefixtures("catalogue")
EVERY_WAY = [
    dict(zip(("has_ratings", "has_cost", "has_comments"), ticks, strict=True))
    for ticks in itertools.product((False, True), repeat=3)
]
NO_FIT = "This plan does not fit the limits: it is the one without them."
every_way = pytest.mark.parametrize("shown", EVERY_WAY, ids=str)
LEVELS = re.compile(r"\blevels?\b|\bnow \d|\bneeded\b|key competency|covers|of what is missing")
HOLDINGS = re.compile(r"\bheld\b|\bholds?\b|renew|expire|passed|skipped|experience|keeping them")


@pytest.fixture
def busy(user: User) -> User:
    return make_busy(user)


def read(client: Client, user: User, **shown: Any) -> str:
    """The whole page, not only its words: a comment or an attribute would tell as well."""
    response = client.get(address_of(make_link(user, timezone.now(), **shown)))
    assert response.status_code == 200
    return unescape(response.content.decode())


def body(html: str) -> str:
    return html[html.index("<main") : html.index("</main>")].lower()


def told_by_ratings(page: RoadmapView) -> set[str]:
    """Everything on the roadmap that a level, an answer or something held can be read from."""
    gaps = (*page.uncovered, *page.partly)
    held = [line for step in page.steps for line in step.prerequisites if line not in step.asks]
    assert page.steps
    assert page.credits
    assert page.passed
    assert held
    assert page.renewals
    assert len(gaps) > 2
    return {
        *(page.title, page.level_label, page.totals.cover, page.target_label, page.totals.keeping),
        *(reason for step in page.steps for reason in step.reasons),
        *(line for step in page.steps for line in step.builds),
        *(gap.state for gap in gaps),
        *(action.text for gap in gaps for action in gap.actions),
        *(one.text for one in (*page.passed, *page.gone)),
        *(text for one in page.renewals for text in (one.sentence, one.when, one.label)),
        *page.credits,
        *held,
    }


def test_the_person_has_everything_there_is_to_hide(busy: User) -> None:
    page = page_of(busy)
    steps = page.steps
    assert [step.is_overdue for step in steps].count(True) == 1
    assert [step.is_booked for step in steps].count(True) == 1
    assert [step.is_dropped for step in steps].count(True) == 1
    assert [step.is_tight for step in steps].count(True) == 1
    assert [step.is_pinned for step in steps].count(True) == 1
    assert [step.is_agreed for step in steps].count(True) == 1
    assert len(page.gone) == 1
    assert page.accepted_at
    assert page.conflict
    assert any("£12.34" in reason for reason in page.conflict.reasons)
    assert "£555.12 (as quoted)" in {step.cost for step in steps}


@every_way
def test_levels_and_what_is_held_are_there_only_with_their_tick(
    client: Client, busy: User, shown: dict[str, bool]
) -> None:
    html, ratings = read(client, busy, **shown), told_by_ratings(page_of(busy))
    found = {text for text in ratings if text.lower() in html.lower()}
    page = page_of(busy)
    if shown["has_ratings"]:
        hidden = {page.target_label, *(line for step in page.steps for line in step.builds)}
        hidden |= set() if shown["has_cost"] else {page.totals.keeping}
        assert page.title in found
        assert ratings - found - hidden == set()
    else:
        assert found == set()
        assert LEVELS.search(body(html)) is None
        assert HOLDINGS.search(body(html)) is None


@every_way
def test_cost_is_there_only_with_its_tick(
    client: Client, busy: User, shown: dict[str, bool]
) -> None:
    html = read(client, busy, **shown)
    found = [text for text in ("£", "gbp", "<dt>cost</dt>", "quoted") if text in body(html)]
    assert bool(found) is shown["has_cost"]
    assert [text in html for text in AMOUNTS] == [shown["has_cost"], shown["has_cost"], False]


@every_way
def test_what_was_written_is_there_only_with_its_tick(
    client: Client, busy: User, shown: dict[str, bool]
) -> None:
    html = read(client, busy, **shown)
    assert (REASON in html) is shown["has_comments"]
    assert ('id="set-aside"' in html) is shown["has_comments"]


@every_way
def test_what_nobody_ticks_is_never_there(
    client: Client, busy: User, shown: dict[str, bool]
) -> None:
    html = read(client, busy, name="A private note", **shown)
    for text in (busy.email, "A private note", "/profile/", "csrfmiddlewaretoken"):
        assert text not in html
    for text in ("pinned", "agreed", "budget", "limits", "proposal"):
        assert text not in body(html)
    assert "Ada Okafor" in html
    assert re.findall(r'<a [^>]*href="([^"]*)"', html) == ["#main", "/accounts/login/"]


@every_way
def test_the_plan_is_always_there(client: Client, busy: User, shown: dict[str, bool]) -> None:
    page, html = page_of(busy), read(client, busy, **shown)
    for step in page.steps:
        for text in (step.name, step.when, step.provider):
            assert text in html
    for gap in (*page.uncovered, *page.partly):
        assert gap.competency in html
    for text in ("Next step", "The whole plan", "In all", "What comes when", "Overdue", "Tight"):
        assert text in html
    assert page.gone[0].name in html
    assert "No longer possible" in html
    assert ('id="renewals"' in html) is shown["has_ratings"]


def test_without_levels_it_says_what_the_provider_asks_of_everybody(
    client: Client, busy: User
) -> None:
    html = read(client, busy)
    assert "IPMO-Foundation is recommended first" in html
    assert "Needs P3O Foundation" in html


def test_experience_that_the_manager_confirmed_is_not_told(client: Client, user: User) -> None:
    assess(user, "P2")
    now = timezone.now()
    actions.pin(profile=user.profile, key="ppso-advanced", now=now)
    RoadmapStep.objects.update(is_experience_confirmed=True)
    assert any("confirmed by the manager" in sentence for sentence in page_of(user).credits)
    assert "experience, confirmed by the manager" in read(client, user, has_ratings=True)
    html = read(client, user)
    assert "confirmed" not in body(html)
    assert "or experience: " in html or "from experience" in html


def test_what_to_check_is_not_told_by_what_is_held(client: Client, user: User) -> None:
    """Experience instead of a certification is left out for whoever has that certification."""
    assess(user, "P2")
    now = timezone.now()
    actions.pin(profile=user.profile, key="ppso-advanced", now=now)
    actions.exclude(profile=user.profile, key="p3o-practitioner", reason=REASON, now=now)
    RoadmapStep.objects.update(is_experience_confirmed=True)
    (step,) = (step for step in page_of(user).steps if step.key == "ppso-advanced")
    assert step.conditions
    assert "Check before booking" in read(client, user, has_ratings=True)
    html = read(client, user)
    assert "Check before booking" not in html
    assert all(line in html for line in step.conditions)
    hold(user.profile, "p3o-practitioner")
    (step,) = (step for step in page_of(user).steps if step.key == "ppso-advanced")
    assert not step.conditions
    assert "; ".join(step.asks) in html
    assert "; ".join(step.asks) in read(client, user)


def test_without_levels_two_people_with_other_answers_read_the_same_of_work(
    client: Client, user: User
) -> None:
    """An action belongs to one level: its words would tell the answer."""
    assess(user, "P4")
    gaps = page_of(user).uncovered
    html = read(client, user)
    assert gaps
    assert all(gap.competency in html for gap in gaps)
    assert not any(action.text in html for gap in gaps for action in gap.actions)


class TestDropped:
    def test_it_is_not_the_next_step_and_says_so(self, client: Client, user: User) -> None:
        assess(user, "P4")
        now, page = timezone.now(), page_of(user)
        actions.accept(profile=user.profile, digest=page.digest, now=now)
        first, second, *_rest = page.steps
        actions.exclude(profile=user.profile, key=first.key, reason=REASON, now=now)
        text = words_of(client.get(address_of(make_link(user, now))))
        assert f"Next step {second.name}" in text
        assert f"{first.when} Set aside" in text
        assert f"Exam: {first.name}" not in text
        assert f"Exam: {second.name} (planned)" in text

    def test_when_all_is_set_aside_it_says_so(self, client: Client, user: User) -> None:
        assess(user, "P1")
        now, page = timezone.now(), page_of(user)
        actions.accept(profile=user.profile, digest=page.digest, now=now)
        for step in page.steps:
            actions.exclude(profile=user.profile, key=step.key, reason=REASON, now=now)
        text = words_of(client.get(address_of(make_link(user, now))))
        assert "Nothing is left to do Every exam of the plan is done or out of it." in text
        assert "No exam for now" not in text


def test_a_plan_that_is_done_is_not_called_no_exam(client: Client, user: User) -> None:
    assess(user, "P1")
    page = page_of(user)
    actions.accept(profile=user.profile, digest=page.digest, now=timezone.now())
    hold(user.profile, *(step.book_key for step in page.steps))
    text = words_of(client.get(address_of(make_link(user, timezone.now(), has_ratings=True))))
    assert "Nothing is left to do" in text
    assert "passed on" in text.lower()
    assert "No exam for now" not in text


def test_nothing_below_is_not_announced(client: Client, user: User) -> None:
    assess(user, "4 4 4 4 · 4 4 4 4 · 4 4 4 4")
    text = words_of(client.get(address_of(make_link(user, timezone.now()))))
    assert "No exam is planned." in text
    assert "What is below leads on." not in text


@every_way
def test_a_plan_beyond_the_limits(client: Client, user: User, shown: dict[str, bool]) -> None:
    assess(user, "P2")
    Certification.objects.update(
        cost_minor=PRICE, cost_currency="GBP", cost_on=timezone.localdate()
    )
    key = page_of(user).steps[0].key
    actions.pin(profile=user.profile, key=key, now=timezone.now())
    wishes = Wishes(budget_minor=BUDGET, currency="GBP", pinned=(key,))
    actions.set_wishes(profile=user.profile, wishes=wishes, now=timezone.now())
    assert page_of(user).conflict
    html = read(client, user, **shown)
    assert NO_FIT in html
    assert ("£12.34" in html) is (shown["has_ratings"] and shown["has_cost"])


def test_what_a_renewal_costs(client: Client, user: User) -> None:
    assess(user, "P6")
    today = timezone.localdate()
    Certification.objects.update(cost_minor=PRICE, cost_currency="GBP", cost_on=today)
    hold(user.profile, "p3o-foundation", expires_on=today)
    assert "Cost of the exam again: £987.65" in read(client, user, has_ratings=True, has_cost=True)
    assert "987.65" not in read(client, user, has_ratings=True)
    assert "987.65" not in read(client, user, has_cost=True)
