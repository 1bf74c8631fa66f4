"""Links and the calendar as their owner makes, sees and ends them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from careers.profiles.models import User
from careers.roadmaps import actions, queries
from careers.roadmaps.models import ShareLink
from careers.roadmaps.tokens import Purpose, hash_of, new_nonce, token_of, token_to_show
from tests.factories import NOW, make_user
from tests.roadmaps.links import address_of, make_feed, make_link
from tests.roadmaps.people import assess
from tests.roadmaps.reading import words_of

pytestmark = pytest.mark.usefixtures("catalogue")
Statements = Callable[[int], AbstractContextManager[None]]
MINUTE = timedelta(minutes=1)
FORM = {"name": "Mo Mentor", "days": "30"}
NEW = "/roadmap/sharing/links/new/"


class TestTokens:
    def test_a_token_needs_no_quoting_and_is_the_same_again(self) -> None:
        nonce = new_nonce()
        token = token_of(nonce, Purpose.LINK)
        assert token == token_of(nonce, Purpose.LINK)
        assert len(token) == 43
        assert token.replace("-", "a").replace("_", "a").isalnum()

    def test_each_purpose_has_its_own(self) -> None:
        nonce = new_nonce()
        assert token_of(nonce, Purpose.LINK) != token_of(nonce, Purpose.CALENDAR)

    def test_two_nonces_are_never_alike(self) -> None:
        assert len({new_nonce() for _ in range(100)}) == 100
        assert len(new_nonce()) == 32

    def test_what_is_stored_opens_nothing_by_itself(self, user: User) -> None:
        link = make_link(user, NOW)
        stored = {link.nonce, link.token_hash}
        assert token_of(link.nonce, Purpose.LINK) not in stored
        assert all(queries.link_of(text, NOW) is None for text in stored)

    def test_another_secret_key_shows_nothing_and_takes_nothing_away(
        self, user: User, settings: Settings
    ) -> None:
        link = make_link(user, NOW)
        token = token_of(link.nonce, Purpose.LINK)
        settings.SECRET_KEY = "another-" * 10
        assert token_to_show(link.nonce, link.token_hash, Purpose.LINK) == ""
        assert queries.link_of(token, NOW) == link

    def test_a_former_secret_key_still_shows_what_it_made(
        self, user: User, settings: Settings
    ) -> None:
        link = make_link(user, NOW)
        token = token_of(link.nonce, Purpose.LINK)
        settings.SECRET_KEY_FALLBACKS = ["a-third-one-" * 5, settings.SECRET_KEY]
        settings.SECRET_KEY = "another-" * 10
        assert token_of(link.nonce, Purpose.LINK) != token
        assert token_to_show(link.nonce, link.token_hash, Purpose.LINK) == token

    @pytest.mark.parametrize("text", ["", "x" * 10_000, "é", "\x00", "\udc80"])
    def test_any_text_has_a_hash(self, text: str) -> None:
        assert len(hash_of(text)) == 64


class TestLinks:
    def test_a_link_ends_after_its_days(self, user: User) -> None:
        link = make_link(user, NOW, days=7)
        token = token_of(link.nonce, Purpose.LINK)
        assert queries.link_of(token, NOW + timedelta(days=7) - MINUTE) == link
        assert queries.link_of(token, NOW + timedelta(days=7)) is None

    def test_sent_twice_within_a_minute_is_one(self, user: User) -> None:
        first = make_link(user, NOW, name="Mo  Mentor")
        assert make_link(user, NOW + timedelta(seconds=59), name=" Mo Mentor ") == first
        assert ShareLink.objects.count() == 1

    @pytest.mark.parametrize(
        "change",
        [{"name": "Another"}, {"days": 7}, {"has_cost": True}, {"has_ratings": True}],
        ids=str,
    )
    def test_another_link_is_another(self, user: User, change: dict[str, Any]) -> None:
        assert make_link(user, NOW) != make_link(user, NOW, **change)

    def test_nothing_personal_is_shown_by_default(self) -> None:
        link = ShareLink()
        assert (link.has_ratings, link.has_cost, link.has_comments) == (False, False, False)

    def test_a_minute_later_or_withdrawn_it_is_another(self, user: User) -> None:
        first, second = make_link(user, NOW), make_link(user, NOW + MINUTE)
        actions.revoke_link(link=second, now=NOW + MINUTE)
        third = make_link(user, NOW + MINUTE)
        assert len({first.pk, second.pk, third.pk}) == 3

    def test_somebody_elses_is_another(self, user: User) -> None:
        assert make_link(user, NOW) != make_link(make_user("Ben Ito"), NOW)

    def test_twenty_open_links_are_the_most(self, user: User) -> None:
        links = [make_link(user, NOW, name=f"Mentor {number}") for number in range(20)]
        with pytest.raises(actions.TooManyLinks, match="20 links that still open"):
            make_link(user, NOW, name="One more")
        assert make_link(user, NOW, name="Mentor 3") == links[3]
        actions.revoke_link(link=links[0], now=NOW)
        make_link(user, NOW, name="One more")

    @pytest.mark.parametrize("name", ["", "  \n "])
    def test_it_says_for_whom(self, user: User, name: str) -> None:
        with pytest.raises(actions.NameMissing):
            make_link(user, NOW, name=name)

    def test_and_briefly(self, user: User) -> None:
        make_link(user, NOW, name="x" * 60)
        with pytest.raises(actions.NameTooLong):
            make_link(user, NOW, name="x" * 61)

    def test_withdrawn_twice_keeps_the_first_moment(self, client: Client, user: User) -> None:
        link = make_link(user, NOW)
        assert actions.revoke_link(link=link, now=NOW + MINUTE) is True
        assert actions.revoke_link(link=link, now=NOW + 2 * MINUTE) is False
        link.refresh_from_db()
        assert link.revoked_at == NOW + MINUTE

    def test_one_that_has_ended_is_not_withdrawn(self, user: User) -> None:
        link = make_link(user, NOW, days=7)
        assert actions.revoke_link(link=link, now=NOW + timedelta(days=8)) is False

    def test_what_it_costs(self, user: User, assert_statements: Statements) -> None:
        with assert_statements(5):
            link = make_link(user, NOW)
        with assert_statements(3):
            make_link(user, NOW)
        with assert_statements(4):
            make_link(user, NOW, name="Another")
        with assert_statements(3):
            actions.record_view(link=link, now=NOW)
        with assert_statements(1):
            actions.record_view(link=link, now=NOW)
        with assert_statements(1):
            actions.revoke_link(link=link, now=NOW)


class TestForm:
    def test_nothing_is_shown_unless_it_is_ticked(self, signed_in: Client) -> None:
        response = signed_in.post(NEW, FORM)
        assert (response.status_code, response["Location"]) == (302, "/roadmap/sharing/")
        link = ShareLink.objects.get()
        assert (link.has_ratings, link.has_cost, link.has_comments) == (False, False, False)
        assert link.expires_at - link.created_at == timedelta(days=30)

    def test_sent_twice_it_is_one_link(self, signed_in: Client) -> None:
        for _ in range(2):
            signed_in.post(NEW, {**FORM, "has_cost": "on"})
        assert ShareLink.objects.get().has_cost

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            ({"name": ""}, "Say for whom the link is."),
            ({"name": "x" * 61}, "Keep it to 60 characters (it has 61)."),
            ({"name": "a\x00b"}, "Null characters are not allowed."),
            ({"days": "31"}, "Choose 7, 30 or 90 days."),
            ({"days": ""}, "Choose when the link ends."),
        ],
    )
    def test_a_fault_is_said(self, signed_in: Client, change: dict[str, str], said: str) -> None:
        response = signed_in.post(NEW, {**FORM, **change})
        assert response.status_code == 422
        assert said in words_of(response)
        assert not ShareLink.objects.exists()

    def test_too_many_are_said_too(self, signed_in: Client, user: User) -> None:
        for number in range(20):
            make_link(user, timezone.now(), name=f"Mentor {number}")
        response = signed_in.post(NEW, FORM)
        assert response.status_code == 422
        assert "Withdraw one before you make another." in words_of(response)

    def test_withdrawing(self, signed_in: Client, user: User) -> None:
        link = make_link(user, timezone.now())
        for _ in range(2):
            response = signed_in.post(f"/roadmap/sharing/links/{link.pk}/revoke/")
            assert response["Location"] == "/roadmap/sharing/"
        link.refresh_from_db()
        assert link.revoked_at is not None

    def test_somebody_elses_link_is_not_there(self, signed_in: Client, user: User) -> None:
        for other in (make_user("Ben Ito"), make_user("Cy Report", manager=user)):
            link = make_link(other, timezone.now())
            response = signed_in.post(f"/roadmap/sharing/links/{link.pk}/revoke/")
            assert response.status_code == 404
            link.refresh_from_db()
            assert link.revoked_at is None


class TestPage:
    def test_an_open_link(self, signed_in: Client, client: Client, user: User) -> None:
        assess(user, "P2")
        link = make_link(user, timezone.now(), has_cost=True)
        text = words_of(signed_in.get("/roadmap/sharing/"))
        assert "Mo Mentor" in text
        assert f"http://testserver{address_of(link)}" in text
        assert "Shows steps and dates, cost" in text
        assert "Opened Not yet" in text
        for _ in range(2):
            client.get(address_of(link))
        assert "Opened 2 times, last on" in words_of(signed_in.get("/roadmap/sharing/"))

    def test_what_is_over_says_so_and_shows_no_address(self, signed_in: Client, user: User) -> None:
        now = timezone.now()
        ended = make_link(user, now - timedelta(days=8), name="Old", days=7)
        withdrawn = make_link(user, now, name="Gone")
        actions.revoke_link(link=withdrawn, now=now)
        text = words_of(signed_in.get("/roadmap/sharing/"))
        assert "Links that have ended" in text
        assert "Withdrawn" in text
        assert "Ended" in text
        assert address_of(ended) not in text
        assert address_of(withdrawn) not in text

    def test_what_is_long_over_is_listed_no_more(self, signed_in: Client, user: User) -> None:
        now, long_ago = timezone.now(), timezone.now() - timedelta(days=200)
        make_link(user, long_ago, name="Ended long ago", days=7)
        make_link(user, long_ago, name="Ended since", days=30)
        make_link(user, now - timedelta(days=80), name="Still open", days=90)
        gone = make_link(user, now - timedelta(days=185), name="Withdrawn long ago", days=90)
        actions.revoke_link(link=gone, now=now - timedelta(days=181))
        kept = make_link(user, now - timedelta(days=185), name="Withdrawn since", days=90)
        actions.revoke_link(link=kept, now=now - timedelta(days=179))
        text = words_of(signed_in.get("/roadmap/sharing/"))
        assert "long ago" not in text
        for name in ("Ended since", "Still open", "Withdrawn since"):
            assert name in text

    def test_after_a_change_of_the_secret_key(
        self, client: Client, user: User, settings: Settings
    ) -> None:
        make_feed(user, NOW)
        make_link(user, timezone.now())
        settings.SECRET_KEY = "another-" * 10
        client.force_login(user)
        text = words_of(client.get("/roadmap/sharing/"))
        assert text.count("make a new address to see it") == 1
        assert text.count("make a new link to have one") == 1
        assert "/roadmap/calendar/" not in text

    @pytest.mark.parametrize("size", [1, 15])
    def test_it_asks_as_often_whatever_the_size(
        self, signed_in: Client, user: User, size: int, django_assert_num_queries: Any
    ) -> None:
        make_feed(user, NOW)
        for number in range(size):
            link = make_link(user, timezone.now(), name=f"Mentor {number}")
            actions.record_view(link=link, now=NOW)
        with django_assert_num_queries(5):  # session, account, calendar, links, a result or not
            signed_in.get("/roadmap/sharing/")

    def test_nobody_elses_links_are_on_it(self, signed_in: Client, user: User) -> None:
        make_link(make_user("Cy Report", manager=user), timezone.now(), name="Not yours")
        assert "Not yours" not in words_of(signed_in.get("/roadmap/sharing/"))

    def test_before_the_first_result_it_leads_to_the_assessment(
        self, signed_in: Client, user: User
    ) -> None:
        html = signed_in.get("/roadmap/sharing/").content.decode()
        assert "roadmap.csv" not in html
        assert 'href="/assessment/"' in html
        assess(user, "P2")
        html = signed_in.get("/roadmap/sharing/").content.decode()
        for way in ("paper/", "roadmap.csv", "roadmap.json"):
            assert f'href="/roadmap/{user.profile.pk}/{way}"' in html

    def test_who_can_see_it_is_said(self, signed_in: Client) -> None:
        for address in ("/roadmap/sharing/", NEW):
            assert "Who can see this:" in words_of(signed_in.get(address))
