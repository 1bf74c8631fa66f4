"""The address of the calendar as its owner makes, replaces and ends it."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from careers.profiles.models import User
from careers.roadmaps import actions
from careers.roadmaps.models import CalendarFeed
from careers.roadmaps.tokens import Purpose, token_of
from tests.factories import NOW
from tests.roadmaps.links import make_feed
from tests.roadmaps.reading import words_of

pytestmark = pytest.mark.usefixtures("catalogue")
Statements = Callable[[int], AbstractContextManager[None]]
MINUTE = timedelta(minutes=1)


def sent_by(page: Any) -> set[str]:
    """What the forms of the calendar say they replace."""
    return set(re.findall(r'name="replaces" value="([^"]*)"', page.content.decode()))


class TestFeed:
    def test_a_new_address_ends_the_old_one(self, client: Client, user: User) -> None:
        old, new = make_feed(user, NOW), make_feed(user, NOW + MINUTE)
        assert [client.get(one).status_code for one in (old, new)] == [404, 200]
        assert CalendarFeed.objects.count() == 1

    def test_switched_off_twice_is_off(self, client: Client, user: User) -> None:
        address = make_feed(user, NOW)
        replaces = CalendarFeed.objects.get().mark
        assert actions.revoke_feed(profile=user.profile, replaces=replaces) is True
        assert actions.revoke_feed(profile=user.profile, replaces=replaces) is False
        assert client.get(address).status_code == 404

    def test_what_it_costs(self, user: User, assert_statements: Statements) -> None:
        with assert_statements(5):
            feed = actions.new_feed(profile=user.profile, replaces="", now=NOW)
        assert feed is not None
        with assert_statements(4):
            feed = actions.new_feed(profile=user.profile, replaces=feed.mark, now=NOW)
        assert feed is not None
        with assert_statements(3):
            actions.new_feed(profile=user.profile, replaces="", now=NOW)
        with assert_statements(1):
            actions.revoke_feed(profile=user.profile, replaces=feed.mark)

    def test_sent_twice_the_first_address_stays(self, user: User) -> None:
        old = actions.new_feed(profile=user.profile, replaces="", now=NOW)
        assert old is not None
        for replaces in ("", old.mark):
            first = actions.new_feed(profile=user.profile, replaces=replaces, now=NOW + MINUTE)
            again = actions.new_feed(profile=user.profile, replaces=replaces, now=NOW + MINUTE)
            assert first is not None
            assert again is not None
            assert first.token_hash == again.token_hash

    @pytest.mark.parametrize("replaces", ["a" * 12, "%" * 12, "", "x" * 10_000, "\x00" * 12])
    def test_an_old_form_ends_no_newer_address(
        self, client: Client, user: User, replaces: str
    ) -> None:
        address = make_feed(user, NOW)
        assert actions.revoke_feed(profile=user.profile, replaces=replaces) is False
        actions.new_feed(profile=user.profile, replaces=replaces, now=NOW + MINUTE)
        assert client.get(address).status_code == 200

    def test_an_old_form_makes_no_address_of_what_is_switched_off(
        self, signed_in: Client, user: User
    ) -> None:
        response = signed_in.post(
            "/roadmap/sharing/calendar/new/", {"replaces": "x" * 12}, follow=True
        )
        assert not CalendarFeed.objects.exists()
        assert "switched off meanwhile" in response.content.decode()

    def test_by_the_page(self, signed_in: Client, user: User) -> None:
        assert sent_by(signed_in.get("/roadmap/sharing/")) == {""}
        for _ in range(2):
            response = signed_in.post("/roadmap/sharing/calendar/new/", {"replaces": ""})
            assert (response.status_code, response["Location"]) == (302, "/roadmap/sharing/")
        feed = CalendarFeed.objects.get()
        token = token_of(feed.nonce, Purpose.CALENDAR)
        page = signed_in.get("/roadmap/sharing/")
        assert f"http://testserver/roadmap/calendar/{token}/" in words_of(page)
        assert sent_by(page) == {feed.mark}
        for _ in range(2):
            signed_in.post("/roadmap/sharing/calendar/revoke/", {"replaces": feed.mark})
        assert not CalendarFeed.objects.exists()

    def test_read_it_changes_nothing(self, signed_in: Client, user: User) -> None:
        make_feed(user, NOW)
        before = list(CalendarFeed.objects.values())
        for address in ("new", "revoke"):
            response = signed_in.get(f"/roadmap/sharing/calendar/{address}/")
            assert response["Location"] == "/roadmap/sharing/"
        assert list(CalendarFeed.objects.values()) == before
