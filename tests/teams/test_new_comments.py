"""New comments on the home page, of managers and of those they lead."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from careers.profiles.models import Profile, User
from careers.roadmaps import actions
from tests.roadmaps.agreed import FOUNDATION, person_with_plan
from tests.roadmaps.reading import words_of

pytestmark = pytest.mark.usefixtures("catalogue")
NONCE = "0123456789abcdef" * 2


@pytest.fixture
def person(user: User) -> Profile:
    """Somebody whose manager is signed in."""
    return person_with_plan("Stan Staff", manager=user).profile


class TestAtHome:
    def test_new_comments_are_named_and_marked(
        self, signed_in: Client, user: User, person: Profile
    ) -> None:
        comment = actions.add_comment(
            profile=person,
            author=person.user,
            key=FOUNDATION,
            text="Zebra",
            nonce=NONCE,
            now=timezone.now(),
        )
        response = signed_in.get("/")
        text = words_of(response)
        assert "New comments Stan Staff on their own roadmap: P3O Foundation" in text
        assert f"/roadmap/{person.pk}/#comment-{comment.pk}" in response.content.decode()
        assert "Zebra" not in text
        sent = {"seen": comment.pk, "to": "home"}
        assert signed_in.post(f"/roadmap/{person.pk}/read/", sent)["Location"] == "/"
        assert "New comments" not in words_of(signed_in.get("/"))

    def test_the_owner_is_told_of_the_managers(
        self, client: Client, user: User, person: Profile
    ) -> None:
        actions.add_comment(
            profile=person, author=user, key=None, text="Go", nonce=NONCE, now=timezone.now()
        )
        client.force_login(person.user)
        assert "Ada Okafor on your roadmap" in words_of(client.get("/"))
