"""Who looked at what changes if somebody leaves, and who is on a page that is made just then."""

from __future__ import annotations

import pytest
from django.test import Client

from careers.profiles.models import AccessEntry, Profile, User
from careers.teams.queries import cover_page
from careers.teams.queries.roster import roster
from tests.factories import make_user
from tests.roadmaps.people import assess, hold
from tests.teams.test_cover import ANN, TODAY, URL


@pytest.fixture
def ann(manager: User) -> Profile:
    person = make_user("Ann Analyst", manager=manager)
    assess(person, ANN)
    return person.profile


def test_doing_without_somebody_is_a_look_at_their_work(
    manager: User, ann: Profile, client: Client
) -> None:
    client.force_login(manager)
    client.get(URL)
    client.get(URL, {"q": "Ann"})
    assert not AccessEntry.objects.exists()
    client.get(URL, {"without": ann.pk})
    looks = AccessEntry.objects.values_list("subject", "viewer_name", "what", "times")
    assert list(looks) == [(ann.pk, "Mona Manager", "review", 1)]


def test_somebody_who_joins_while_the_page_is_made(
    manager: User, ann: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = roster(Profile.objects.filter(pk=ann.pk))
    late = make_user("Late", manager=manager)
    assess(late, "4 4 4 4 4 4 4 4 4 4 4 4")
    hold(late.profile, "p3o-foundation")
    monkeypatch.setattr("careers.teams.queries.cover.roster", lambda _people: before)
    page = cover_page(manager, today=TODAY)
    assert page is not None
    assert page.people == 1
    assert {one.person.name for one in page.burdens} == {"Ann Analyst"}
