"""Deciding about the roadmap: limits, scenarios, steps, proposals, each in its states."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page

from careers.profiles.models import User
from careers.roadmaps import actions, queries
from careers.roadmaps.choices import Wishes
from careers.roadmaps.models import RoadmapStep, Scenario
from tests.browser.acts import open_everything, press, send
from tests.browser.looking import Act, Visit
from tests.browser.pages import Cast
from tests.factories import make_user
from tests.roadmaps.people import assess, hold

INPUTS, SCENARIOS, STEPS = "/roadmap/inputs/", "/roadmap/scenarios/", "/roadmap/steps"


def accepted(name: str, person: str, *held: str) -> User:
    """Somebody with these answers who accepted the plan made from them."""
    user, now = make_user(name), timezone.now()
    assess(user, person, at=now)
    hold(user.profile, *held)
    situation = queries.situation_of(user.profile, timezone.localdate())
    assert situation is not None
    actions.accept(profile=user.profile, digest=situation.digest, now=now)
    return user


def roadmap_of(user: User) -> str:
    return reverse("roadmaps:detail", args=[user.profile.pk])


def busy() -> User:
    """One step passed, one booked too early, one overdue and pinned, a proposal waiting."""
    user, now = accepted("Bea Busy", "P2", "ppso-essentials"), timezone.now()
    keys = [step.key for step in queries.choices_of(user.profile).accepted]
    hold(user.profile, keys[0], awarded_on=timezone.localdate() - timedelta(days=3))
    on = timezone.localdate() + timedelta(days=2)
    actions.book(profile=user.profile, key=keys[1], on=on, now=now)
    past = timezone.localdate() - timedelta(days=30)
    RoadmapStep.objects.filter(certification__key=keys[2], place__isnull=False).update(
        starts_on=past - timedelta(days=20), ends_on=past
    )
    actions.pin(profile=user.profile, key=keys[2], now=now)
    return user


def stuck() -> User:
    """No plan fits, for three reasons at once; scenarios that fit and do not."""
    user, now = accepted("Sky Stuck", "P1"), timezone.now()
    near = timezone.localdate() + timedelta(days=3)
    wishes = Wishes(finish_on=near, pinned=("ipmo-foundation", "ipmo-expert"))
    actions.set_wishes(profile=user.profile, wishes=wishes, now=now)
    for name, trial in (
        ("Half the time", Wishes(hours_a_week=10)),
        ("A name as long as a name of a scenario can be, sixty in all.", wishes),
        ("Without PeopleCert", Wishes(excluded_bodies=("peoplecert",))),
    ):
        actions.add_scenario(profile=user.profile, name=name, wishes=trial, now=now)
    return user


def both(first: Act, second: Act) -> Act:
    def act(page: Page) -> None:
        first(page)
        second(page)

    return act


def deciding_pages(cast: Cast) -> list[Visit]:
    busy_one, stuck_one, new = busy(), stuck(), accepted("Ned New", "P1")
    second, third = (step.key for step in queries.choices_of(busy_one.profile).accepted[1:])
    trial = Scenario.objects.get(roadmap__profile__user=stuck_one, place=1)
    step = f"{STEPS}/p3o-foundation/"
    actions.exclude(
        profile=stuck_one.profile, key="p3o-foundation", reason="Too dear", now=timezone.now()
    )
    return [
        Visit(address=INPUTS, user=new),
        Visit(address=INPUTS, user=new, act=send("Save and see", budget="-5"), status=422),
        Visit(address=roadmap_of(new), user=new),
        Visit(address=roadmap_of(busy_one), user=busy_one, act=open_everything),
        Visit(
            address=roadmap_of(busy_one),
            user=busy_one,
            act=both(press("Keep my plan"), open_everything),
        ),
        Visit(address=roadmap_of(stuck_one), user=stuck_one, act=open_everything),
        Visit(address=step, user=new),
        Visit(address=step, user=new, act=press("I have booked it"), status=422),
        Visit(address=step, user=new, act=press("I did not pass"), status=422),
        Visit(address=step, user=stuck_one),
        Visit(address=f"{STEPS}/{second}/", user=busy_one),
        Visit(address=f"{STEPS}/{third}/", user=busy_one),
        Visit(address=f"{STEPS}/ipmo-expert/", user=new),
        Visit(address=f"{step}passed/", user=new),
        Visit(address=f"{step}passed/", user=new, act=press("Record it"), status=422),
        Visit(address=SCENARIOS, user=new),
        Visit(address=SCENARIOS, user=stuck_one, act=open_everything),
        Visit(address=f"{SCENARIOS}add/", user=new),
        Visit(address=f"{SCENARIOS}add/", user=new, act=press("Save the scenario"), status=422),
        Visit(address=f"{SCENARIOS}{trial.pk}/edit/", user=stuck_one),
        Visit(address=f"{SCENARIOS}{trial.pk}/remove/", user=stuck_one),
    ]
