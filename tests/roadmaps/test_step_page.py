"""The page of a step: figures, pins, and who may."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from careers.certifications.models import Certification
from careers.profiles.models import User
from careers.roadmaps.models import RoadmapStep
from tests.factories import make_user
from tests.roadmaps.people import assess
from tests.roadmaps.reading import words_of
from tests.roadmaps.test_accepting import page_of
from tests.roadmaps.test_exams import p2, steps

pytestmark = pytest.mark.usefixtures("catalogue")
__all__ = ["p2"]


class TestFigures:
    def test_a_quoted_price_counts_in_the_plan(self, p2: Client, user: User) -> None:
        first = next(iter(steps(p2, user)))
        sent = {"price": "450.50", "currency": "gbp", "study_hours": "60"}
        response = p2.post(f"/roadmap/steps/{first}/figures/", sent, follow=True)
        assert "Your figures count in your plan now." in words_of(response)
        page = page_of(p2, user)
        step = page.steps[0]
        assert (step.cost, step.hours) == ("£450.50 (your figure)", "60 hours")
        assert page.totals.cost == "at least £450.50"
        form = p2.get(f"/roadmap/steps/{first}/").context["figures"]
        assert str(form["price"].value()) == "450.5"

    @pytest.mark.parametrize(
        ("sent", "words"),
        [
            ({"price": "-1", "currency": "GBP"}, "An amount cannot be below zero."),
            ({"price": "1", "currency": ""}, "Say the currency of the price."),
            ({"price": "1", "currency": "12"}, "Use the three capital letters, e.g. GBP."),
            ({"study_hours": "0"}, "Write at least one hour, or leave it empty."),
            ({"study_hours": "2001"}, "Write at most 2000 hours."),
        ],
    )
    def test_bad_figures(self, p2: Client, user: User, sent: dict[str, str], words: str) -> None:
        first = next(iter(steps(p2, user)))
        response = p2.post(f"/roadmap/steps/{first}/figures/", sent)
        assert response.status_code == 422
        assert words_of(response).count(words) == 2


class TestPage:
    def test_every_certification_of_the_catalogue_has_one(self, p2: Client) -> None:
        for key in Certification.objects.values_list("key", flat=True):
            assert p2.get(f"/roadmap/steps/{key}/").status_code == 200

    @pytest.mark.parametrize("path", ["", "book/", "passed/", "figures/", "not-passed/", "pin/"])
    def test_an_unknown_one_is_not_found(self, p2: Client, path: str) -> None:
        address = f"/roadmap/steps/no-such/{path}"
        answer = p2.get(address) if path == "" else p2.post(address)
        assert answer.status_code == 404

    def test_it_costs_eight_queries(self, p2: Client, django_assert_max_num_queries: Any) -> None:
        with django_assert_max_num_queries(8):
            p2.get("/roadmap/steps/p3o-foundation/")

    def test_a_pin_on_what_is_set_aside_is_refused(self, p2: Client, user: User) -> None:
        p2.post("/roadmap/exclude/ipmo-expert/", {"reason": "No"})
        response = p2.post("/roadmap/steps/ipmo-expert/pin/", follow=True)
        assert "You have set this one aside." in words_of(response)
        assert not RoadmapStep.objects.filter(is_pinned=True).exists()


def test_nobody_decides_for_another(client: Client, user: User) -> None:
    manager = make_user("Manager")
    person = make_user("Ben Ito", manager=manager)
    assess(person, "P1")
    assess(manager, "P1")
    client.force_login(manager)
    client.post("/roadmap/steps/p3o-foundation/pin/", {"profile_pk": person.profile.pk})
    owners = RoadmapStep.objects.values_list("roadmap__profile", flat=True)
    assert list(owners) == [manager.profile.pk]
