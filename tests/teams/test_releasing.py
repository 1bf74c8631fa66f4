"""A manager releases a step that is agreed, as it was looked at."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from careers.profiles.models import Profile, User
from tests.roadmaps.agreed import FOUNDATION, agree, mark_of, person_with_plan, row
from tests.roadmaps.reading import words_of

pytestmark = pytest.mark.usefixtures("catalogue")


@pytest.fixture
def person(user: User) -> Profile:
    """Somebody whose manager is signed in."""
    return person_with_plan("Stan Staff", manager=user).profile


def page_of(client: Client, person: Profile) -> Any:
    return client.get(f"/team/people/{person.pk}/")


def send(client: Client, person: Profile, to: str, **fields: Any) -> Any:
    return client.post(f"/team/people/{person.pk}/{to}/", fields)


class TestReleasing:
    def test_a_step(self, signed_in: Client, user: User, person: Profile) -> None:
        agree(person, user)
        assert "Release : P3O Foundation" in words_of(page_of(signed_in, person))
        path, mark = f"steps/{FOUNDATION}/release", mark_of(person, user, FOUNDATION)
        assert f'name="mark" value="{mark}"' in page_of(signed_in, person).content.decode()
        for _time in range(2):
            assert send(signed_in, person, path, mark=mark).status_code == 302
        assert not row(person, FOUNDATION).is_agreed
        text = words_of(page_of(signed_in, person))
        assert "P3O Foundation, planned for" in text
        assert "is not agreed yet." in text

    def test_one_that_was_agreed_to_anew(
        self, signed_in: Client, user: User, person: Profile
    ) -> None:
        agree(person, user)
        path, mark = f"steps/{FOUNDATION}/release", mark_of(person, user, FOUNDATION)
        send(signed_in, person, path, mark=mark)
        agree(person, user)
        for old in (mark, "forged", "\0", "x" * 50_000):
            response = send(signed_in, person, path, mark=old, back="level=2")
            assert response.status_code == 409
            text = words_of(response)
            assert "was agreed to anew meanwhile. Nothing is released by this." in text
            assert "Release P3O Foundation as it is now" in text
            assert row(person, FOUNDATION).is_agreed
        new = mark_of(person, user, FOUNDATION)
        assert f'name="mark" value="{new}"' in response.content.decode()
        assert send(signed_in, person, path, mark=new).status_code == 302
        assert not row(person, FOUNDATION).is_agreed

    def test_what_is_not_in_the_catalogue(self, signed_in: Client, person: Profile) -> None:
        assert send(signed_in, person, "steps/no-such-thing/release").status_code == 404
