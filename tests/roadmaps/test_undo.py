"""The last acceptance of a plan is taken back."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from careers.profiles.models import User
from careers.roadmaps import actions, queries
from careers.roadmaps.models import RoadmapStep
from tests.factories import make_user
from tests.roadmaps.people import assess
from tests.roadmaps.reading import words_of
from tests.roadmaps.test_accepting import P1_PLAN, accept, accepted, keys, p1, page_of, stored

pytestmark = pytest.mark.usefixtures("catalogue")
__all__ = ["accepted", "p1"]


class TestUndo:
    def test_the_first_acceptance(self, accepted: Client, user: User) -> None:
        pk = page_of(accepted, user).undo
        response = accepted.post(f"/roadmap/undo/{pk}/", follow=True)
        assert "The plan is what it was before." in words_of(response)
        assert stored(user) == []
        assert page_of(accepted, user).accepted_at is None

    def test_a_later_one_brings_the_earlier_plan_back(self, accepted: Client, user: User) -> None:
        first = RoadmapStep.objects.order_by("place").values_list("certification__key", "ends_on")
        before = list(first.filter(place__isnull=False))
        accepted.post("/roadmap/inputs/", {"target": "2", "excluded_bodies": ["peoplecert"]})
        accept(accepted, user)
        assert list(first.filter(place__isnull=False)) != before
        pk = page_of(accepted, user).undo
        accepted.post(f"/roadmap/undo/{pk}/")
        assert list(first.filter(place__isnull=False)) == before
        page = page_of(accepted, user)
        assert keys(page) == P1_PLAN  # its provider is still left out, and the change proposed
        assert page.proposal is not None

    def test_twice_is_once(self, accepted: Client, user: User) -> None:
        accepted.post("/roadmap/inputs/", {"target": "2", "hours_a_week": "9"})
        accept(accepted, user)
        pk = page_of(accepted, user).undo
        for words in ("The plan is what it was before.", "There is nothing to undo any more."):
            response = accepted.post(f"/roadmap/undo/{pk}/", follow=True)
            assert words in words_of(response)
        assert len(stored(user)) == 2  # the first acceptance stands

    def test_somebody_elses_acceptance_is_left_alone(self, accepted: Client, user: User) -> None:
        other = make_user("Other")
        assess(other, "P1")
        situation = queries.situation_of(other.profile, timezone.localdate())
        assert situation is not None
        theirs = actions.accept(profile=other.profile, digest=situation.digest, now=timezone.now())
        assert theirs is not None
        response = accepted.post(f"/roadmap/undo/{theirs.pk}/", follow=True)
        assert "There is nothing to undo any more." in words_of(response)
        assert len(stored(other)) == 2

    def test_reading_is_no_way_to_undo(self, accepted: Client, user: User) -> None:
        pk = page_of(accepted, user).undo
        assert accepted.get(f"/roadmap/undo/{pk}/").headers["Location"] == "/roadmap/"
        assert len(stored(user)) == 2
