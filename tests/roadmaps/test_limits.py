"""Limits and wishes: through the page, and what they do to the plan."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from careers.profiles.models import User
from careers.roadmaps.models import Roadmap, RoadmapStep
from tests.factories import NOW
from tests.roadmaps.people import assess, hold
from tests.roadmaps.prices import put_prices
from tests.roadmaps.reading import address, open_roadmap, words_of

pytestmark = pytest.mark.usefixtures("catalogue")
INPUTS = "/roadmap/inputs/"


@pytest.fixture
def p3(signed_in: Client, user: User) -> Client:
    """Signed in as somebody whose plan is P3O Practitioner."""
    assess(user, "P3")
    hold(user.profile, "p3o-foundation")
    return signed_in


@pytest.fixture
def p1(signed_in: Client, user: User) -> Client:
    """Signed in as somebody whose plan is PPSO Essentials and P3O Foundation."""
    assess(user, "P1")
    return signed_in


def send(client: Client, **fields: Any) -> Any:
    return client.post(INPUTS, {"target": "3", "currency": "GBP", **fields})


def keys(client: Client, user: User) -> list[str]:
    return [step.key for step in open_roadmap(client, user).context["page"].steps]


class TestPage:
    def test_everything_is_in_the_open(self, p3: Client, user: User) -> None:
        text = words_of(open_roadmap(p3, user))
        assert "What this plan is made from Target Level 3, the next one Budget No limit" in text
        assert "Study hours a week 5, until you say your own" in text
        assert "Finish by No limit" in text

    def test_what_was_said_is_shown_and_filled_in_again(self, p3: Client, user: User) -> None:
        finish = timezone.localdate() + timedelta(days=400)
        response = send(
            p3,
            target="4",
            budget="450.50",
            hours_a_week="8",
            finish_on=finish.isoformat(),
            preferred_bodies=["peoplecert"],
            excluded_bodies=["aipmo"],
            pinned=["p3o-practitioner"],
            preferred=["ppso-advanced"],
        )
        assert response.headers["Location"] == "/roadmap/"
        text = words_of(open_roadmap(p3, user))
        assert "Target Level 4, stage by stage Budget £450.50 Study hours a week 8" in text
        assert "Preferred PeopleCert and PPSO Advanced Practitioner" in text
        assert "Providers left out AIPMO Pinned P3O Practitioner" in text
        form = p3.get(INPUTS).context["form"]
        assert form["budget"].value() == pytest.approx(450.50)
        assert form["finish_on"].value() == finish
        assert form["pinned"].value() == ("p3o-practitioner",)
        assert form["target"].value() == 4

    def test_the_next_level_is_stored_as_no_choice(self, p3: Client, user: User) -> None:
        send(p3, target="4")
        send(p3, target="3")
        assert Roadmap.objects.get().target is None

    def test_twice_is_once(self, p3: Client, user: User) -> None:
        for _time in range(2):
            send(p3, budget="100", pinned=["p3o-practitioner"])
        assert Roadmap.objects.count() == 1
        assert list(RoadmapStep.objects.values_list("certification__key", "is_pinned")) == [
            ("p3o-practitioner", True)
        ]

    def test_before_the_first_result_there_is_nothing_to_limit(self, signed_in: Client) -> None:
        assert signed_in.get(INPUTS).headers["Location"] == "/roadmap/"
        assert send(signed_in).headers["Location"] == "/roadmap/"
        assert not Roadmap.objects.exists()

    def test_at_the_top_there_is_no_target(self, signed_in: Client, user: User) -> None:
        assess(user, "P6")
        assert "target" not in signed_in.get(INPUTS).context["form"].fields
        assert signed_in.post(INPUTS, {"hours_a_week": "6"}).status_code == 302
        assert Roadmap.objects.get().hours_a_week == 6

    def test_it_costs_eight_queries(self, p3: Client, django_assert_max_num_queries: Any) -> None:
        with django_assert_max_num_queries(8):
            p3.get(INPUTS)


class TestPlan:
    def test_a_provider_left_out(self, p3: Client, user: User) -> None:
        assert keys(p3, user) == ["p3o-practitioner"]
        send(p3, excluded_bodies=["peoplecert"])
        assert "p3o-practitioner" not in keys(p3, user)

    def test_a_preferred_provider_is_let_in_with_half(self, p3: Client, user: User) -> None:
        send(p3, preferred_bodies=["aipmo"])
        assert keys(p3, user) == ["ipmo-foundation", "p3o-practitioner", "ipmo-practitioner"]

    def test_a_pin(self, p3: Client, user: User) -> None:
        send(p3, pinned=["ipmo-foundation"])
        page = open_roadmap(p3, user).context["page"]
        assert {step.key: step.is_pinned for step in page.steps}["ipmo-foundation"]

    def test_a_budget(self, p1: Client, user: User) -> None:
        put_prices()
        assert keys(p1, user) == ["ppso-essentials", "p3o-foundation"]
        send(p1, target="2", budget="700")
        assert keys(p1, user) == ["ppso-essentials"]
        assert "£700.00" in words_of(open_roadmap(p1, user))

    def test_hours_a_week_and_a_start_give_the_dates(self, p3: Client, user: User) -> None:
        start = timezone.localdate() + timedelta(days=10)
        send(p3, hours_a_week="16", begins_on=start.isoformat())
        (step,) = open_roadmap(p3, user).context["page"].steps
        # Two course days are 16 hours: a week.
        assert (step.starts_on, step.ends_on) == (start, start + timedelta(days=7))

    def test_a_level_reached_since_counts_as_no_choice(self, p3: Client, user: User) -> None:
        send(p3, target="4")
        assess(user, "P6", at=NOW + timedelta(days=1))
        assert open_roadmap(p3, user).context["page"].target is None


class TestNoPlanFits:
    def test_a_budget_that_buys_nothing(self, p1: Client, user: User) -> None:
        put_prices()
        send(p1, target="2", budget="100")
        response = open_roadmap(p1, user)
        text = words_of(response)
        assert "No plan fits No plan stays within the budget of £100.00." in text
        assert "Any one of these would be enough: £300.00 more" in text
        assert "This plan does not fit the limits: it is the one without them." in text
        assert [step.key for step in response.context["page"].steps] == [
            "ppso-essentials",
            "p3o-foundation",
        ]
        assert "Make this my plan" not in text

    def test_too_little_time(self, p3: Client, user: User) -> None:
        today = timezone.localdate()
        finish = today + timedelta(days=9)
        send(p3, hours_a_week="8", finish_on=finish.isoformat())
        text = words_of(open_roadmap(p3, user))
        assert "with 8 study hours a week." in text
        # The cheapest exam takes 16 hours: two weeks at eight.
        assert "1 week later" in text
        assert "13 study hours a week instead of 8" in text

    def test_a_pin_that_cannot_be_had(self, p3: Client, user: User) -> None:
        send(p3, pinned=["ipmo-expert"])
        text = words_of(open_roadmap(p3, user))
        assert "IPMO-Expert must be in the plan and cannot be planned." in text
        assert "It is meant for level 4, beyond this plan." in text
        assert "Drop the pin on IPMO-Expert" in text

    def test_a_pin_that_is_too_dear(self, p1: Client, user: User) -> None:
        put_prices()
        send(p1, target="2", budget="500", pinned=["ipmo-foundation"])
        text = words_of(open_roadmap(p1, user))
        assert "No plan stays within the budget of £500.00." in text
        assert "£100.00 more" in text
        assert "Drop the pin on IPMO-Foundation" in text


class TestBadInput:
    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"budget": "-1"}, "An amount cannot be below zero."),
            ({"budget": "many"}, "Write the amount in digits, for example 450 or 450.50."),
            ({"budget": "1e99"}, "Write an amount of at most 10000000."),
            ({"budget": "1.005"}, "Write at most two digits after the point."),
            ({"budget": "NaN"}, "Write the amount in digits, for example 450 or 450.50."),
            ({"budget": "1", "currency": "£"}, "Use the three capital letters, e.g. GBP."),
            ({"currency": "POUND"}, "Write the three letters, for example GBP."),
            ({"hours_a_week": "0"}, "A plan needs at least one hour a week."),
            ({"hours_a_week": "41"}, "Write at most 40 hours a week."),
            ({"hours_a_week": "some"}, "Write the hours as a whole number."),
            ({"finish_on": "2020-01-01"}, "This day has passed. Choose a later one."),
            ({"begins_on": "1900-01-01"}, "Check the year."),
            ({"begins_on": "soon"}, "Write the day as day, month and year."),
            (
                {"begins_on": "2099-05-02", "finish_on": "2099-05-01"},
                "The plan cannot finish before it begins.",
            ),
            ({"target": "2"}, "Choose one of the levels shown here."),
            ({"target": ""}, "Choose the level to plan up to."),
            ({"preferred_bodies": ["no-such"]}, "Choose from the list."),
            ({"pinned": ["p3o-foundation"]}, "Choose from the list."),  # held already
            (
                {"preferred_bodies": ["aipmo"], "excluded_bodies": ["aipmo"]},
                "A provider cannot be preferred and left out at the same time.",
            ),
            ({"budget": "1\x00"}, "Write the amount in digits, for example 450 or 450.50."),
            ({"currency": "G\x00P"}, "Null characters are not allowed."),
        ],
    )
    def test_it_is_said_beside_the_field_and_nothing_changes(
        self, p3: Client, fields: dict[str, Any], words: str
    ) -> None:
        response = send(p3, **fields)
        assert response.status_code == 422
        text = words_of(response)
        assert text.count(words) == 2, text  # in the summary and beside the field
        assert not Roadmap.objects.exists()

    def test_a_pin_on_what_is_set_aside(self, p3: Client, user: User) -> None:
        p3.post("/roadmap/exclude/ppso-advanced/", {"reason": "Too dear"})
        response = send(p3, pinned=["ppso-advanced"])
        assert response.status_code == 422
        words = "You have set one of these aside. Put it back before you pin it."
        assert words_of(response).count(words) == 2
        assert not RoadmapStep.objects.filter(is_pinned=True).exists()

    def test_small_letters_are_meant_as_capitals(self, p3: Client, user: User) -> None:
        send(p3, budget="10", currency="eur")
        assert Roadmap.objects.get().currency == "EUR"
        assert "€10.00" in words_of(p3.get(address(user)))
