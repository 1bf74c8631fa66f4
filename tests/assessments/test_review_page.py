"""The owner's side of a review: three values side by side, yes, or a few words."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from careers.assessments import actions, queries
from careers.assessments.actions import Rated
from careers.assessments.models import COMMENT_LENGTH, Assessment, Result, Review
from careers.profiles.models import User
from tests.assessments.builders import page_url, submitted_assessment
from tests.assessments.reviews import agree, everything, review, settled, stored
from tests.factories import NOW, make_user

State, Waiting = Assessment.State, Review.Waiting


def text_of(response: Any) -> str:
    """What the page says, without its tags."""
    page = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(unescape(page).split())


def section(response: Any, heading: str = "The review") -> str:
    text = text_of(response)
    return text[text.index(heading) : text.index("Why this level")]


@pytest.fixture
def owner_client(client: Client, owner: User) -> Client:
    client.force_login(owner)
    return client


class TestPage:
    def test_before_a_review_there_is_nothing_of_it(
        self, owner_client: Client, handed_in: Assessment
    ) -> None:
        text = text_of(owner_client.get(page_url("result", handed_in)))
        assert "Self-assessed, not yet reviewed" in text
        assert "The review" not in text

    def test_three_values_side_by_side(
        self, owner_client: Client, handed_in: Assessment, manager: User
    ) -> None:
        review(
            handed_in, manager, C1=settled(1, 2, "Not run yet."), A3=Rated(manager=None),
            comment="Good work.",
        )  # fmt: skip
        text = section(owner_client.get(page_url("result", handed_in)))
        assert "Reviewed by Mona Manager on 16 March 2027" in text
        assert "Comment Good work." in text
        assert "To discuss Money, business case and benefits: self 2, manager not done here" in text
        assert "PMO services: design and improvement: self 3, manager 1" in text
        assert "design and improvement key to discuss 3 1 2 Not run yet." in text
        assert "business case and benefits to discuss 2 not done here open" in text
        assert "Leading people and building capability key 3 counts 2 2 2" in text
        assert "Some values are still to be talked about." in text
        assert "Accept the agreed values" not in text
        assert "Send my reply" in text

    def test_what_can_be_accepted(
        self, owner_client: Client, handed_in: Assessment, manager: User
    ) -> None:
        review(handed_in, manager, C1=settled(2, 2))
        text = section(owner_client.get(page_url("result", handed_in)))
        assert "It waits for you: accept the proposed values, or reply." in text
        assert "Accept the agreed values" in text

    def test_changes_asked_for_lead_to_the_start(
        self, owner_client: Client, handed_in: Assessment, manager: User
    ) -> None:
        review(handed_in, manager, comment="Look again.", is_change_asked=True)
        response = owner_client.get(page_url("result", handed_in))
        text = section(response)
        assert "Mona Manager asks for changes: assess yourself again, or reply." in text
        assert "Go to the self-assessment" in text
        assert 'href="/assessment/"' in response.content.decode()
        assert "Accept the agreed values" not in text

    def test_agreed(self, owner_client: Client, handed_in: Assessment, manager: User) -> None:
        agree(handed_in, manager, C1=2)
        response = owner_client.get(page_url("result", handed_in))
        text = text_of(response)
        assert "Agreed with the manager Level 2: Supports" in text
        assert "Agreed by both. It does not change any more." in text
        assert "Agreed level 2 (the answers alone gave 3)" in text
        assert "Send my reply" not in text
        assert "PMO services: design and improvement key 3 2 3" in text  # answer, counts, asked
        assert "What counts is what you both agreed." in text

    def test_the_manager_sees_it_and_has_no_form_of_the_owner(
        self, client: Client, handed_in: Assessment, manager: User, owner: User
    ) -> None:
        review(handed_in, manager, C1=settled(2, 2))
        client.force_login(manager)
        response = client.get(page_url("result", handed_in))
        text = section(response)
        assert "Every value is proposed. It waits for Ada Okafor to accept or reply." in text
        assert "Send my reply" not in text
        assert f'href="/team/people/{owner.profile.pk}/"' in response.content.decode()

    def test_cost(
        self,
        owner_client: Client,
        handed_in: Assessment,
        manager: User,
        django_assert_num_queries: DjangoAssertNumQueries,
    ) -> None:
        agree(handed_in, manager, C1=2)
        with django_assert_num_queries(6):
            owner_client.get(page_url("result", handed_in))


class TestAccept:
    def test_yes(self, owner_client: Client, handed_in: Assessment, manager: User) -> None:
        review(handed_in, manager, C1=settled(2, 2))
        for _time in range(2):  # a second click gives the same
            response = owner_client.post(page_url("accept_review", handed_in), {"version": "1"})
            assert response.headers["Location"] == page_url("result", handed_in)
        assert stored(handed_in) == (State.AGREED, Waiting.NOBODY, 2, 2)

    def test_an_older_version_is_a_conflict(
        self, owner_client: Client, handed_in: Assessment, manager: User
    ) -> None:
        review(handed_in, manager, C1=settled(2, 2))
        review(handed_in, manager, version=1, C1=settled(1, 1))
        before = everything()
        response = owner_client.post(page_url("accept_review", handed_in), {"version": "1"})
        assert response.status_code == 409
        text = section(response)
        assert "The review has changed since you opened this page." in text
        assert "self 3, manager 1" in text
        assert everything() == before

    @pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30, "\x00"])
    def test_what_no_page_sends_changes_nothing(
        self, owner_client: Client, handed_in: Assessment, manager: User, version: str
    ) -> None:
        review(handed_in, manager, C1=settled(2, 2))
        before = everything()
        response = owner_client.post(page_url("accept_review", handed_in), {"version": version})
        assert response.headers["Location"] == page_url("result", handed_in)
        assert everything() == before


class TestReply:
    def test_words(self, owner_client: Client, handed_in: Assessment, manager: User) -> None:
        review(handed_in, manager, C1=settled(2, 2))
        sent = {"version": "1", "text": "I ran it twice.\r\nAsk Rita."}
        for _time in range(2):
            response = owner_client.post(page_url("reply_to_review", handed_in), sent)
            assert response.headers["Location"] == page_url("result", handed_in)
        assert stored(handed_in) == (State.REVIEWED, Waiting.MANAGER, 2, None)
        assert Review.objects.get().reply == "I ran it twice.\nAsk Rita."
        text = section(owner_client.get(page_url("result", handed_in)))
        assert "You have replied. It waits for Mona Manager." in text
        assert "Your last reply I ran it twice. Ask Rita." in text

    @pytest.mark.parametrize(
        ("words", "fault"),
        [
            ("  ", "Write what you want to tell your manager."),
            ("x" * (COMMENT_LENGTH + 1), "Write at most 1000 characters; you have 1001."),
            ("a\x00b", "Your text has a character that cannot be saved."),
        ],
    )
    def test_a_fault_beside_the_field_and_nothing_lost(
        self, owner_client: Client, handed_in: Assessment, manager: User, words: str, fault: str
    ) -> None:
        review(handed_in, manager, C1=settled(2, 2))
        before = everything()
        sent = {"version": "1", "text": words}
        response = owner_client.post(page_url("reply_to_review", handed_in), sent)
        assert response.status_code == 422
        assert text_of(response).count(fault) == 2  # above, and beside the field
        assert words.strip() in response.content.decode()
        assert everything() == before

    def test_a_conflict_gives_the_words_back(
        self, owner_client: Client, handed_in: Assessment, manager: User
    ) -> None:
        agree(handed_in, manager, C1=2)
        sent = {"version": "1", "text": "I ran it twice."}
        response = owner_client.post(page_url("reply_to_review", handed_in), sent)
        assert response.status_code == 409
        assert "What you wrote I ran it twice." in section(response)


@pytest.mark.parametrize("name", ["accept_review", "reply_to_review"])
def test_only_the_owner_decides(
    client: Client, handed_in: Assessment, manager: User, owner: User, name: str
) -> None:
    review(handed_in, manager, C1=settled(2, 2))
    before = everything()
    for somebody in (manager, make_user("Sam Stranger")):
        client.force_login(somebody)
        sent = {"version": "1", "text": "No."}
        assert client.post(page_url(name, handed_in), sent).status_code == 404
    client.force_login(owner)
    response = client.get(page_url(name, handed_in))
    assert response.headers["Location"] == page_url("result", handed_in)
    assert everything() == before


class TestWhatCounts:
    def test_plans_start_from_the_agreed_values(
        self,
        owner: User,
        handed_in: Assessment,
        manager: User,
        django_assert_num_queries: DjangoAssertNumQueries,
    ) -> None:
        agree(handed_in, manager, C1=2, A3=None)
        with django_assert_num_queries(1):
            result = queries.latest_result(owner.profile)
        assert result is not None
        counted = {one.competency: one.counted for one in result.outcome.answers}
        assert (result.level, counted["C1"], counted["C2"], counted["A3"]) == (2, 2, 2, None)
        assert result.outcome.level == 2
        assert result.outcome.lowered == ()
        assert Result.objects.get().level == 3

    def test_what_is_only_proposed_counts_nothing(
        self, owner: User, handed_in: Assessment, manager: User
    ) -> None:
        review(handed_in, manager, C1=settled(1, 1))
        result = queries.latest_result(owner.profile)
        assert result is not None
        assert (result.level, result.state) == (3, State.REVIEWED)

    def test_history_tells_what_was_agreed(
        self, owner: User, handed_in: Assessment, manager: User,
        django_assert_num_queries: DjangoAssertNumQueries,
    ) -> None:  # fmt: skip
        agree(handed_in, manager, C1=2)
        submitted_assessment(owner, "P5", now=NOW + timedelta(days=400))
        with django_assert_num_queries(3):
            newer, older = queries.history(owner.profile)
        assert (older.level, newer.level) == (2, 3)
        assert {move.name: move.text for move in newer.moves} == {
            "PMO services: design and improvement": "from 2 to 3",
            "Leading people and building capability": "from 2 to 3",
        }

    def test_what_if_tries_against_the_agreed_values(
        self, owner_client: Client, handed_in: Assessment, manager: User
    ) -> None:
        agree(handed_in, manager, C1=2)
        page = "/roadmap/what-if/"
        assert "As agreed: level 2." in text_of(owner_client.get(page))
        plain = text_of(owner_client.get(page, {"competency": "C1"}))
        assert "As agreed: level 2." in plain
        assert re.search(r"your answer .* agreed |agreed .* your answer", plain)
        tried = text_of(owner_client.get(page, {"competency": "C1", "answer": "3"}))
        assert "Level 3 instead of level 2." in tried

    def test_assessing_again_copies_the_own_answers(self, owner: User, manager: User) -> None:
        now = timezone.now()
        last = submitted_assessment(owner, "P5", now=now)
        agree(last, manager, C1=1)
        draft = actions.begin(profile=owner.profile, now=now, from_last=True)
        copied = {one.competency.code: one.value for one in queries.answers_of(draft)}
        assert copied["C1"] == 3
        assert not hasattr(queries.answers_of(draft)[0], "rating")
