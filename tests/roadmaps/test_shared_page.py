"""What somebody without an account sees, and what never reaches them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from html import unescape

import pytest
from django.db import OperationalError
from django.db.models import QuerySet
from django.test import Client
from django.utils import timezone

from careers.profiles.models import User
from careers.roadmaps import actions, queries
from careers.roadmaps.models import ShareLink, ShareView
from tests.factories import NOW, make_user
from tests.roadmaps.links import address_of, make_feed, make_link
from tests.roadmaps.people import assess
from tests.roadmaps.reading import words_of

pytestmark = pytest.mark.usefixtures("catalogue")
Statements = Callable[[int], AbstractContextManager[None]]
HEADERS = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
}


def read(client: Client, link: ShareLink) -> str:
    """The whole page, not only its words: a comment or an attribute would tell as well."""
    response = client.get(address_of(link))
    assert response.status_code == 200
    return unescape(response.content.decode())


def test_an_account_without_a_name_does_not_show_its_address(client: Client, user: User) -> None:
    user.name = ""
    user.save()
    assess(user, "P2")
    html = read(client, make_link(user, timezone.now(), has_ratings=True, has_comments=True))
    assert user.email not in html


def test_it_looks_the_same_to_whoever_has_signed_in(
    client: Client, signed_in: Client, user: User
) -> None:
    assess(user, "P2")
    link = make_link(user, timezone.now())
    assert read(signed_in, link) == read(Client(), link)


def test_before_the_first_result(client: Client, user: User) -> None:
    response = client.get(address_of(make_link(user, timezone.now())))
    assert response.status_code == 200
    assert "Nothing is here yet" in words_of(response)


class TestWhatOpensNothing:
    def addresses(self, user: User) -> dict[str, str]:
        now = timezone.now()
        good = make_link(user, now)
        expired = make_link(user, now - timedelta(days=7, minutes=1), name="Expired", days=7)
        withdrawn = make_link(user, now, name="Withdrawn")
        actions.revoke_link(link=withdrawn, now=now)
        calendar, link = make_feed(user, now), address_of(good)
        off = make_user("Dora Deactivated")
        off_link, off_calendar = make_link(off, now), make_feed(off, now)
        User.objects.filter(pk=off.pk).update(is_active=False)
        return {
            "unknown": "/roadmap/shared/no-such-token/",
            "unknown calendar": "/roadmap/calendar/no-such-token/",
            "forged": link[:-3] + ("AA/" if link[-3:] != "AA/" else "BB/"),
            "in capitals": "/roadmap/shared/" + link.split("/")[3].swapcase() + "/",
            "expired a minute ago": address_of(expired),
            "withdrawn": address_of(withdrawn),
            "token of a calendar": calendar.replace("/calendar/", "/shared/"),
            "token of a link": link.replace("/shared/", "/calendar/"),
            "the stored hash": f"/roadmap/shared/{good.token_hash}/",
            "the stored nonce": f"/roadmap/shared/{good.nonce}/",
            "account switched off": address_of(off_link),
            "calendar of an account switched off": off_calendar,
            "very long": f"/roadmap/shared/{'x' * 5_000}/",
            "not ASCII": "/roadmap/shared/%F0%9F%98%80%F0%28/",
        }

    def test_all_give_one_and_the_same_answer(self, client: Client, user: User) -> None:
        assess(user, "P2")
        answers = {name: client.get(one) for name, one in self.addresses(user).items()}
        assert {name: one.status_code for name, one in answers.items()} == dict.fromkeys(
            answers, 404
        )
        assert len({one.content for one in answers.values()}) == 1
        told = {str(sorted(one.headers.items())) for one in answers.values()}
        assert len(told) == 1
        text = words_of(answers["unknown"])
        assert text == (
            "This link does not work any more It may have ended, been withdrawn, or be mistyped. "
            "Ask the person who gave it to you for a new one."
        )

    def test_and_write_nothing(self, client: Client, user: User) -> None:
        addresses = self.addresses(user)
        before = list(ShareLink.objects.order_by("pk").values())
        for address in addresses.values():
            client.get(address)
        assert not ShareView.objects.exists()
        assert list(ShareLink.objects.order_by("pk").values()) == before

    def test_a_nul_byte_is_refused(self, client: Client) -> None:
        assert client.get("/roadmap/shared/a%00b/").status_code == 400

    def test_nobody_posts(self, client: Client, user: User) -> None:
        now = timezone.now()
        for address in (address_of(make_link(user, now)), make_feed(user, now)):
            assert client.post(address).status_code == 405


def test_the_headers_of_a_secret_address(client: Client, user: User) -> None:
    assess(user, "P2")
    good = address_of(make_link(user, timezone.now())), make_feed(user, timezone.now())
    for address in (*good, "/roadmap/shared/x/", "/roadmap/calendar/x/"):
        response = client.get(address)
        assert {name: response.headers[name] for name in HEADERS} == HEADERS
        assert f"/{address.split('/')[3]}/" not in response.content.decode()
        assert not response.cookies


def test_an_address_opens_without_its_last_slash(client: Client, user: User) -> None:
    """A redirect would have no headers of a secret address, and tell it once more."""
    assess(user, "P2")
    good = address_of(make_link(user, timezone.now())), make_feed(user, timezone.now())
    for address in good:
        assert address.endswith("/")
        response = client.get(address[:-1])
        assert response.status_code == 200
        assert {name: response.headers[name] for name in HEADERS} == HEADERS
        assert response.content == client.get(address).content


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_a_wrong_method_has_the_headers_too(
    client: Client, signed_in: Client, user: User, method: str
) -> None:
    now = timezone.now()
    for address in (address_of(make_link(user, now)), make_feed(user, now)):
        response = getattr(signed_in, method)(address)
        assert response.status_code == 405
        assert response.headers["Allow"] == "GET, HEAD"
        assert {name: response.headers[name] for name in HEADERS} == HEADERS
        assert response.content
        assert "Ada Okafor" not in response.content.decode()
    assert not ShareView.objects.exists()


class TestCounting:
    def test_a_look_is_counted_and_a_head_is_not(self, client: Client, user: User) -> None:
        assess(user, "P2")
        link = make_link(user, timezone.now())
        client.head(address_of(link))
        assert not ShareView.objects.exists()
        client.get(address_of(link))
        client.get(address_of(link))
        (row,) = ShareView.objects.all()
        assert (row.link, row.times) == (link, 2)

    def test_each_day_of_each_link_is_one_row(self, user: User) -> None:
        first, second = (make_link(user, NOW, name=name) for name in ("Mo", "Ned"))
        for link, minutes in ((first, 0), (first, 3), (second, 4), (first, 60 * 24), (first, 1500)):
            actions.record_view(link=link, now=NOW + timedelta(minutes=minutes))
        rows = ShareView.objects.order_by("viewed_on", "link__name")
        assert [(row.link.name, row.viewed_on.day, row.times) for row in rows] == [
            *(("Mo", 14, 2), ("Ned", 14, 1), ("Mo", 15, 2)),
        ]
        page = queries.sharing_of(user.profile, site="", now=NOW)
        told = {link.name: (link.views, link.viewed_at) for link in page.links}
        assert told == {
            "Mo": (4, NOW + timedelta(minutes=1500)),
            "Ned": (1, NOW + timedelta(minutes=4)),
        }

    def test_a_look_that_cannot_be_counted_costs_nothing(
        self,
        client: Client,
        user: User,
        monkeypatch: pytest.MonkeyPatch,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        assess(user, "P2")
        address = address_of(make_link(user, timezone.now()))

        def fail(*_given: object, **_named: object) -> int:
            raise OperationalError(f"database is locked: {address}")

        monkeypatch.setattr(QuerySet, "update", fail)
        response = client.get(address)
        assert response.status_code == 200
        assert "The whole plan" in words_of(response)
        assert "was not counted: OperationalError" in caplog.text
        assert address.split("/")[3] not in caplog.text


@pytest.mark.parametrize("kind", ["shared", "calendar"])
def test_how_often_it_asks(
    client: Client, user: User, kind: str, assert_statements: Statements
) -> None:
    assess(user, "P2")
    now = timezone.now()
    address = address_of(make_link(user, now)) if kind == "shared" else make_feed(user, now)
    client.get(address)  # the first look of a day makes its row
    # the address, a look counted, and six for the roadmap
    with assert_statements(8 if kind == "shared" else 7):
        client.get(address)
    with assert_statements(1):
        client.get(f"/roadmap/{kind}/opens-nothing/")
