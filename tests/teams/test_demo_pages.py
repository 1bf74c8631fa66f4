"""The demo shows every state a roadmap can be in, and opens for every role."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import StringIO

import pytest
import zeal
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from careers.assessments.models import Assessment
from careers.profiles.models import Profile, User
from careers.roadmaps import queries as roadmaps
from careers.roadmaps.page import RoadmapView
from careers.teams.demo import ADMINISTRATOR, AUDITOR, EDITOR, MANAGER, PEOPLE, STAFF

TODAY = date(2027, 3, 14)


def load(today: date) -> None:
    with zeal.zeal_ignore():
        call_command("load_demo", people=40, today=today, stdout=StringIO())


@pytest.fixture
def demo(catalogue: None, settings: Settings) -> None:
    settings.DEMO = settings.DEBUG = True


def pages() -> Iterator[RoadmapView | None]:
    for profile in Profile.objects.select_related("user"):
        yield roadmaps.roadmap_of(profile, TODAY)


def states_of(page: RoadmapView | None) -> set[str]:
    if page is None:
        return {"nothing assessed yet"}
    renewals = page.renewals
    states = {
        "a plan": bool(page.steps) and page.target is not None,
        "work alone": not page.steps and page.target is not None and bool(page.uncovered),
        "at the top": page.target is None,
        "provisional": page.is_provisional,
        "other ways": bool(page.comparison),
        "an outline of later levels": bool(page.outline),
        "something set aside": bool(page.exclusions),
        "credit for what is held": bool(page.credits),
        "something to check before booking": any(step.conditions for step in page.steps),
        "work beside the exams": bool(page.steps) and bool(page.uncovered),
        "a renewal that is due": any(one.is_soon for one in renewals),
        "a renewal that is overdue": any(one.is_expired for one in renewals),
        "a renewal for later": any(not one.is_soon and not one.is_expired for one in renewals),
        "a level above the next": page.outline != () and any(t.is_chosen for t in page.targets[1:]),
    }
    return {name for name, is_so in states.items() if is_so}


def test_roadmaps_are_there_in_every_state(demo: None) -> None:
    load(TODAY)
    with zeal.zeal_ignore():
        found = set().union(*(states_of(page) for page in pages()))
    assert found == {
        "nothing assessed yet",
        "a plan",
        "work alone",
        "at the top",
        "provisional",
        "other ways",
        "an outline of later levels",
        "something set aside",
        "credit for what is held",
        "something to check before booking",
        "work beside the exams",
        "a renewal that is due",
        "a renewal that is overdue",
        "a renewal for later",
        "a level above the next",
    }


@pytest.mark.parametrize(
    ("address", "texts"),
    [
        (STAFF.address, {"/": "Next on your roadmap", "/profile/": "P3O Foundation"}),
        (MANAGER.address, {"/": "Your team", "/team/": "Amara Lindqvist"}),
        (ADMINISTRATOR.address, {"/": "Start your self-assessment", "/admin/": "Certifications"}),
        (EDITOR.address, {"/": "Administration", "/admin/": "Changes of the catalogue"}),
        (PEOPLE.address, {"/": "Administration", "/admin/": "Accounts"}),
        (AUDITOR.address, {"/": "Administration", "/admin/": "Access log"}),
    ],
)
def test_each_role_finds_its_own(
    demo: None, client: Client, address: str, texts: dict[str, str]
) -> None:
    load(timezone.localdate())
    user = User.objects.get(email=address)
    client.force_login(user)
    for path, text in texts.items():
        assert text in client.get(path).content.decode()
    own = Assessment.objects.submitted().filter(profile__user=user)
    for one in own:
        assert client.get(f"/assessment/{one.pk}/result/").status_code == 200
