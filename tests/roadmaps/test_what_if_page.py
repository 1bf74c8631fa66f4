"""The page of the trial: what it shows to whom, what it refuses, and that it writes nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.test import Client

from careers.profiles.models import User
from tests.assessments.builders import draft_assessment, submitted_assessment
from tests.factories import make_user
from tests.roadmaps.reading import ADDRESS_OF_TRIAL, open_roadmap, try_answer, words_of

pytestmark = pytest.mark.usefixtures("catalogue")


class TestPage:
    def test_without_parameters(self, signed_in: Client, user: User) -> None:
        submitted_assessment(user, "P3")
        draft_assessment(user, "P1")
        response = signed_in.get(ADDRESS_OF_TRIAL)
        assert response.status_code == 200
        assert "As you answered: level 2." in words_of(response)
        assert response.content.decode().count("<option") == 13

    def test_a_draft_where_nothing_was_handed_in(self, signed_in: Client, user: User) -> None:
        draft_assessment(user, "P1")
        assert "As you answered: level 1." in words_of(signed_in.get(ADDRESS_OF_TRIAL))

    def test_nothing_to_try(self, signed_in: Client) -> None:
        response = signed_in.get(ADDRESS_OF_TRIAL)
        assert (response.status_code, response["Location"]) == (302, "/roadmap/")

    def test_only_a_part_of_it_for_htmx(self, signed_in: Client, user: User) -> None:
        assessment = submitted_assessment(user, "P3")
        query = {"assessment": str(assessment.pk), "competency": "C1", "answer": "3"}
        response = signed_in.get(ADDRESS_OF_TRIAL, query, headers={"HX-Request": "true"})
        html = response.content.decode()
        assert "<html" not in html
        assert '<p hx-swap-oob="innerHTML:#what-if-verdict">Level 3 instead of level 2.' in html
        assert "HX-Request" in response["Vary"]

    @pytest.mark.parametrize(
        ("query", "field", "words"),
        [
            ({"competency": "Z9"}, "competency", "Choose one of the questions in the list."),
            ({"answer": "3"}, "competency", "Choose the question that the answer is to."),
            ({"competency": "A1", "answer": "5"}, "answer", "Choose one of the answers"),
            ({"competency": "A1", "basis": "often"}, "basis", "Choose one of the three."),
        ],
    )
    @pytest.mark.parametrize("is_part", [False, True])
    def test_what_is_wrong_is_said_beside_the_field(
        self,
        signed_in: Client,
        user: User,
        query: dict[str, str],
        field: str,
        words: str,
        is_part: bool,
    ) -> None:
        submitted_assessment(user, "P3")
        headers = {"HX-Request": "true"} if is_part else {}
        response = signed_in.get(ADDRESS_OF_TRIAL, query, headers=headers)
        assert response.status_code == 422
        assert list(response.context["form"].errors) == [field]
        html = response.content.decode()
        assert words in html
        assert is_part or f'id="id_{field}_error"' in html

    def test_the_roadmap_leads_to_it(self, client: Client, user: User) -> None:
        manager = make_user("Mona Manager")
        report = make_user("Ben Ito", manager=manager)
        submitted_assessment(report, "P3")
        client.force_login(report)
        assert "What if one answer were different?" in words_of(open_roadmap(client, report))
        client.force_login(manager)
        assert "What if one answer were different?" not in words_of(open_roadmap(client, report))


class TestPrivacy:
    @pytest.mark.parametrize("make", [submitted_assessment, draft_assessment])
    def test_the_owner_alone(self, client: Client, make: Any) -> None:
        manager = make_user("Mona Manager", is_staff=True, is_superuser=True)
        owner = make_user("Ada Okafor", manager=manager)
        assessment = make(owner, "P3")
        for user, status in ((owner, 200), (manager, 404), (make_user("Sam Stranger"), 404)):
            client.force_login(user)
            try_answer(client, assessment, status, competency="C1", answer="3")

    @pytest.mark.parametrize("pk", ["x", "-1", "0", "9" * 40, "9" * 5000, "1.5", "²"])
    def test_what_is_no_number_of_ours(self, signed_in: Client, user: User, pk: str) -> None:
        submitted_assessment(user, "P3")
        assert signed_in.get(ADDRESS_OF_TRIAL, {"assessment": pk}).status_code == 404

    def test_nothing_is_written(self, signed_in: Client, user: User) -> None:
        assessment, draft = submitted_assessment(user, "P3"), draft_assessment(user, "P2")
        models = [model for model in apps.get_models() if model is not Session]

        def rows() -> dict[str, list[Any]]:
            return {str(model): list(model._default_manager.values()) for model in models}

        before = rows()
        for one in (assessment, draft):
            try_answer(signed_in, one, competency="C1", answer="3", basis="could")
            try_answer(signed_in, one, competency="C1", answer="na")
        assert rows() == before
        assert signed_in.post(ADDRESS_OF_TRIAL).status_code == 405
