"""Names that stand for each other, and words that say what is so."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from careers.profiles.models import User
from careers.roadmaps import actions, queries
from careers.roadmaps.models import Roadmap, RoadmapStep
from tests.factories import NOW
from tests.roadmaps.reading import open_roadmap, wish, words_of
from tests.roadmaps.test_accepting import accepted, p1
from tests.roadmaps.test_exams import book, p2

pytestmark = pytest.mark.usefixtures("catalogue")
__all__ = ["accepted", "p1", "p2"]
TODAY = timezone.localdate


class TestOtherNames:
    """A successor keeps the place of what it replaced: what was said of one is of both."""

    SUCCESSOR = "essentials-for-pmo-administrators"

    def test_a_pin_the_form_does_not_list_is_kept(self, p1: Client, user: User) -> None:
        p1.post(f"/roadmap/steps/{self.SUCCESSOR}/pin/")
        form = p1.get("/roadmap/inputs/").context["form"]
        pinned = form["pinned"].value()
        assert pinned == (self.SUCCESSOR,)
        wish(p1, hours_a_week="9", pinned=list(pinned))
        assert RoadmapStep.objects.filter(is_pinned=True).count() == 1

    def test_the_pin_comes_off_under_either_name(self, p1: Client, user: User) -> None:
        p1.post(f"/roadmap/steps/{self.SUCCESSOR}/pin/")
        assert "It is pinned" in words_of(p1.get("/roadmap/steps/ppso-essentials/"))
        p1.post("/roadmap/steps/ppso-essentials/release/")
        assert not RoadmapStep.objects.filter(is_pinned=True).exists()

    def test_so_does_a_booking(self, accepted: Client, user: User) -> None:
        book(accepted, "ppso-essentials", TODAY() + timedelta(days=60))
        response = accepted.post(f"/roadmap/steps/{self.SUCCESSOR}/unbook/", follow=True)
        assert "The step is planned again." in words_of(response)
        assert not RoadmapStep.objects.filter(status="booked").exists()
        response = accepted.post(f"/roadmap/steps/{self.SUCCESSOR}/unbook/", follow=True)
        assert "There was nothing to take back." in words_of(response)


class TestWords:
    def test_ways_out_say_how_something_is_released(self, p1: Client, user: User) -> None:
        row = actions.pin(profile=user.profile, key="ipmo-expert", now=NOW)
        on = TODAY() + timedelta(days=90)
        RoadmapStep.objects.filter(pk=row.pk).update(is_pinned=False, status="booked", exam_on=on)
        text = words_of(open_roadmap(p1, user))
        assert "Take the booking of IPMO-Expert back" in text
        assert "This comes first; the other limits are looked at afterwards:" in text
        text = words_of(p1.get("/roadmap/steps/ipmo-expert/"))
        assert "The exam is booked for" in text
        RoadmapStep.objects.update(status="planned", exam_on=None, is_agreed=True)
        assert "Ask your manager to release IPMO-Expert" in words_of(open_roadmap(p1, user))

    def test_without_any_provider(self, p1: Client, user: User) -> None:
        bodies = [key for key, _name in queries.choosable(user.profile, TODAY()).bodies]  # type: ignore[union-attr]
        wish(p1, excluded_bodies=bodies)
        text = words_of(open_roadmap(p1, user))
        assert "Without the providers left out, no exam covers a tenth" in text

    def test_not_for_me_with_an_accepted_plan(self, accepted: Client, user: User) -> None:
        response = accepted.post("/roadmap/exclude/p3o-foundation/", {"reason": "No"}, follow=True)
        text = words_of(response)
        assert "P3O Foundation is set aside. Your plan stays as it is until you accept" in text

    def test_a_provider_that_is_gone_is_passed_over(self, p1: Client, user: User) -> None:
        Roadmap.objects.create(profile=user.profile, changed_at=NOW, excluded_bodies=["gone-since"])
        assert "gone-since" not in words_of(open_roadmap(p1, user))

    @pytest.mark.parametrize(
        ("path", "fields"),
        [
            ("/roadmap/inputs/", {"target": "2", "budget": "0.9", "currency": "JPY"}),
            ("/roadmap/steps/p3o-foundation/figures/", {"price": "450.99", "currency": "JPY"}),
        ],
    )
    def test_a_currency_without_a_smaller_unit(
        self, p1: Client, path: str, fields: dict[str, str]
    ) -> None:
        response = p1.post(path, fields)
        assert response.status_code == 422
        words = "This currency has no smaller unit: write a whole number."
        assert words_of(response).count(words) == 2

    def test_before_the_first_result_a_step_leads_to_the_roadmap(self, signed_in: Client) -> None:
        assert signed_in.get("/roadmap/steps/p3o-foundation/").headers["Location"] == "/roadmap/"
        assert signed_in.get("/roadmap/steps/no-such/").status_code == 404
