"""Plans on trial beside the roadmap: compared, changed, adopted, removed."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from careers.profiles.models import User
from careers.roadmaps.models import Acceptance, Roadmap, RoadmapStep, Scenario
from careers.roadmaps.page import ScenariosPage
from tests.factories import NOW, make_user
from tests.roadmaps.people import assess
from tests.roadmaps.prices import put_prices
from tests.roadmaps.reading import words_of
from tests.roadmaps.test_accepting import accept, page_of

pytestmark = pytest.mark.usefixtures("catalogue")
PAGE = "/roadmap/scenarios/"


@pytest.fixture
def p1(signed_in: Client, user: User) -> Client:
    assess(user, "P1")
    put_prices()
    return signed_in


def add(client: Client, name: str = "Cheaper", **fields: Any) -> Any:
    sent = {"name": name, "target": "2", "currency": "GBP", "budget": "700", **fields}
    return client.post(f"{PAGE}add/", sent)


def side_by_side(client: Client) -> ScenariosPage:
    page: ScenariosPage = client.get(PAGE).context["page"]
    return page


def figures(page: ScenariosPage, place: int) -> dict[str, str]:
    return {line.label: line.text for line in page.scenarios[place].figures}


class TestComparing:
    def test_the_roadmap_and_a_scenario_side_by_side(self, p1: Client) -> None:
        assert add(p1).headers["Location"] == PAGE
        page = side_by_side(p1)
        assert [step.label for step in page.own.steps] == ["PPSO Essentials", "P3O Foundation"]
        (one,) = page.scenarios
        assert one.name == "Cheaper"
        assert [step.label for step in one.steps] == ["PPSO Essentials"]
        assert figures(page, 0)["Cost"] == "£700.00"
        assert figures(page, 0)["Covers"] == "75\N{NO-BREAK SPACE}%"
        assert {"Exams", "Study", "Finish"} <= figures(page, 0).keys()
        text = words_of(p1.get(PAGE))
        assert "Adopt it : Cheaper" in text
        assert "Covers 90 % 75 % Exams 2 1 Cost £1,100.00 £700.00" in text
        assert "Budget £700.00" in text

    def test_one_that_does_not_fit_says_why_and_cannot_be_adopted(self, p1: Client) -> None:
        add(p1, budget="10")
        text = words_of(p1.get(PAGE))
        assert "No plan fits No plan stays within the budget of £10.00." in text
        assert "£390.00 more" in text
        assert "Adopt it" not in text
        (row,) = Scenario.objects.all()
        response = p1.post(f"{PAGE}{row.pk}/adopt/", follow=True)
        assert "No plan fits these limits" in words_of(response)
        assert not Acceptance.objects.exists()
        assert Roadmap.objects.get().budget_minor is None

    def test_three_and_no_more(self, p1: Client) -> None:
        for name in ("One", "Two", "Three"):
            add(p1, name)
        response = add(p1, "Four")
        assert response.status_code == 422
        assert words_of(response).count("You have 3 scenarios.") == 2
        assert "Add a scenario" not in words_of(p1.get(PAGE))
        assert Scenario.objects.count() == 3

    def test_the_same_sent_twice_is_one(self, p1: Client) -> None:
        add(p1)
        add(p1)
        assert Scenario.objects.count() == 1

    def test_a_place_that_is_free_again_is_taken(self, p1: Client) -> None:
        for name in ("One", "Two", "Three"):
            add(p1, name)
        p1.post(f"{PAGE}{Scenario.objects.get(name='Two').pk}/remove/")
        add(p1, "Four")
        assert [one.name for one in side_by_side(p1).scenarios] == ["One", "Four", "Three"]

    def test_changing_one(self, p1: Client) -> None:
        add(p1)
        (row,) = Scenario.objects.all()
        address = f"{PAGE}{row.pk}/edit/"
        assert str(p1.get(address).context["form"]["budget"].value()) == "700"
        p1.post(address, {"name": "Time", "target": "3", "currency": "GBP", "hours_a_week": "9"})
        (one,) = side_by_side(p1).scenarios
        told = {line.label: line.text for line in one.inputs}
        assert one.name == "Time"
        assert told["Study hours a week"] == "9"
        assert told["Budget"] == "no limit"
        assert told["Target"] == "level 3, stage by stage"

    def test_before_the_first_result(self, signed_in: Client) -> None:
        for path in (PAGE, f"{PAGE}add/"):
            assert signed_in.get(path).headers["Location"] == "/roadmap/"

    @pytest.mark.parametrize("count", [0, 3])
    def test_it_costs_eight_queries(
        self, p1: Client, django_assert_max_num_queries: Any, count: int
    ) -> None:
        for number in range(count):
            add(p1, f"Number {number}")
        with django_assert_max_num_queries(8):
            p1.get(PAGE)


class TestAdopting:
    def test_its_plan_and_its_limits_become_the_persons(self, p1: Client, user: User) -> None:
        add(p1, pinned=["ppso-essentials"], preferred_bodies=["aipmo"])
        (row,) = Scenario.objects.all()
        response = p1.post(f"{PAGE}{row.pk}/adopt/", follow=True)
        assert "“Cheaper” is your plan now." in words_of(response)
        page = page_of(p1, user)
        assert [step.key for step in page.steps] == ["ppso-essentials"]
        assert page.steps[0].is_pinned
        assert page.proposal is None
        roadmap = Roadmap.objects.get()
        assert (roadmap.budget_minor, roadmap.preferred_bodies) == (70_000, ["aipmo"])

    def test_undo_brings_plan_and_limits_back(self, p1: Client, user: User) -> None:
        accept(p1, user)
        add(p1, pinned=["ppso-essentials"])
        (row,) = Scenario.objects.all()
        p1.post(f"{PAGE}{row.pk}/adopt/")
        p1.post(f"/roadmap/undo/{page_of(p1, user).undo}/")
        page = page_of(p1, user)
        assert [step.key for step in page.steps] == ["ppso-essentials", "p3o-foundation"]
        assert page.proposal is None
        assert Roadmap.objects.get().budget_minor is None
        assert not RoadmapStep.objects.filter(is_pinned=True).exists()

    def test_twice_is_once(self, p1: Client) -> None:
        add(p1)
        (row,) = Scenario.objects.all()
        for _time in range(2):
            assert p1.post(f"{PAGE}{row.pk}/adopt/").status_code == 302
        assert Acceptance.objects.count() == 1

    def test_what_was_set_aside_in_between_cannot_be_adopted(self, p1: Client, user: User) -> None:
        add(p1, pinned=["ppso-essentials"])
        p1.post("/roadmap/exclude/ppso-essentials/", {"reason": "No"})
        (row,) = Scenario.objects.all()
        response = p1.post(f"{PAGE}{row.pk}/adopt/", follow=True)
        assert "You have set one of these aside." in words_of(response)
        assert not Acceptance.objects.exists()
        assert Roadmap.objects.get().budget_minor is None  # nothing of it was kept


class TestWhoMay:
    @pytest.mark.parametrize("path", ["edit", "remove", "adopt"])
    def test_only_the_owner(self, p1: Client, client: Client, user: User, path: str) -> None:
        add(p1)
        (row,) = Scenario.objects.all()
        manager = make_user("Manager")
        assess(manager, "P1")
        user.profile.manager = manager.profile
        user.profile.save()
        client.force_login(manager)
        assert client.get(f"{PAGE}{row.pk}/{path}/").status_code == 404
        assert client.post(f"{PAGE}{row.pk}/{path}/", {"name": "X"}).status_code == 404
        assert side_by_side(client).scenarios == ()
        assert Scenario.objects.count() == 1


class TestBadInput:
    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"name": ""}, "Give the scenario a name."),
            ({"name": "x" * 61}, "Keep the name to 60 characters."),
            ({"name": "a\x00b"}, "Null characters are not allowed."),
            ({"budget": "-5"}, "An amount cannot be below zero."),
        ],
    )
    def test_it_is_said_beside_the_field(
        self, p1: Client, fields: dict[str, str], words: str
    ) -> None:
        response = add(p1, **{"name": "Cheaper", **fields})
        assert response.status_code == 422
        assert words_of(response).count(words) == 2
        assert not Scenario.objects.exists()

    def test_the_database_holds_three_places(self, user: User) -> None:
        roadmap = Roadmap.objects.create(profile=user.profile, changed_at=NOW)
        for place in (0, 4):
            with pytest.raises(IntegrityError), transaction.atomic():
                Scenario.objects.create(roadmap=roadmap, place=place, name="X", changed_at=NOW)
        row = Scenario.objects.create(roadmap=roadmap, place=1, name="X", changed_at=NOW)
        with pytest.raises(IntegrityError), transaction.atomic():
            Scenario.objects.create(roadmap=roadmap, place=1, name="Y", changed_at=NOW)
        assert str(row) == "X"
