"""Review, reply, agreement: who may decide what, and that nothing overwrites anything."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest

from careers.assessments import actions
from careers.assessments.actions import Rated
from careers.assessments.models import Answer, Assessment, Rating, Result, Review
from careers.levels.models import Competency
from careers.profiles.models import User
from tests.assessments.builders import draft_assessment, submitted_assessment
from tests.assessments.reviews import (
    ACCEPTED_AT,
    REVIEWED_AT,
    agree,
    everything,
    ratings,
    review,
    settled,
    stored,
)
from tests.factories import NOW

Statements = Callable[[int], AbstractContextManager[None]]
State, Waiting = Assessment.State, Review.Waiting


def values(assessment: Assessment, code: str) -> tuple[Any, ...]:
    """The person's answer, the manager's value, whether one is proposed, the agreed one."""
    answer = Answer.objects.select_related("rating").get(
        assessment=assessment, competency__code=code
    )
    rating = answer.rating
    return answer.value, rating.manager_value, rating.has_agreed_value, rating.agreed_value


class TestReview:
    def test_seeing_everything_as_they_do_is_agreed_at_once(
        self, handed_in: Assessment, manager: User
    ) -> None:
        made = review(handed_in, manager)
        assert stored(handed_in) == (State.AGREED, Waiting.NOBODY, 1, 3)
        assert (made.reviewer, made.reviewer_name) == (manager, "Mona Manager")
        assert (made.reviewed_at, made.agreed_at) == (REVIEWED_AT, REVIEWED_AT)
        assert values(handed_in, "C2") == (3, 2, True, 2)  # as counted, not as answered

    def test_settling_on_their_own_values_is_agreed_at_once(
        self, handed_in: Assessment, manager: User
    ) -> None:
        review(handed_in, manager, C1=settled(2, 3))
        assert stored(handed_in) == (State.AGREED, Waiting.NOBODY, 1, 3)
        assert values(handed_in, "C1") == (3, 2, True, 3)

    def test_another_agreed_value_waits_for_the_person(
        self, handed_in: Assessment, manager: User
    ) -> None:
        review(handed_in, manager, C1=settled(2, 2, "Not run yet."), comment="Let us talk.")
        assert stored(handed_in) == (State.REVIEWED, Waiting.OWNER, 1, None)
        assert values(handed_in, "C1") == (3, 2, True, 2)
        assert values(handed_in, "A1") == (3, 3, True, 3)
        notes = Rating.objects.exclude(note="").values_list("note", flat=True)
        assert list(notes) == ["Not run yet."]

    def test_an_open_value_waits_for_the_person(self, handed_in: Assessment, manager: User) -> None:
        review(handed_in, manager, C1=Rated(manager=2))
        assert stored(handed_in) == (State.REVIEWED, Waiting.OWNER, 1, None)
        assert values(handed_in, "C1") == (3, 2, False, None)

    def test_not_done_here_is_a_value(self, handed_in: Assessment, manager: User) -> None:
        review(handed_in, manager, A3=settled(None, None), B4=settled(1, None))
        assert values(handed_in, "A3") == (2, None, True, None)
        assert values(handed_in, "B4") == (3, 1, True, None)

    def test_asking_for_changes_waits_for_the_person(
        self, handed_in: Assessment, manager: User
    ) -> None:
        made = review(handed_in, manager, is_change_asked=True, comment="Look at B2 again.")
        assert stored(handed_in) == (State.REVIEWED, Waiting.OWNER, 1, None)
        assert made.is_change_asked

    def test_where_both_say_the_same_nothing_else_can_be_agreed(
        self, handed_in: Assessment, manager: User
    ) -> None:
        review(handed_in, manager, C1=settled(3, 1), A1=Rated(manager=2))
        assert values(handed_in, "C1") == (3, 3, True, 3)

    def test_the_next_round_takes_the_place_of_the_last(
        self, handed_in: Assessment, manager: User
    ) -> None:
        review(handed_in, manager, C1=Rated(manager=2), A1=Rated(manager=1, note="Seen once."))
        review(handed_in, manager, version=1, C1=settled(2, 2))
        assert stored(handed_in) == (State.REVIEWED, Waiting.OWNER, 2, None)
        assert values(handed_in, "A1") == (3, 3, True, 3)
        assert (Review.objects.count(), Rating.objects.count()) == (1, 12)
        assert not Rating.objects.exclude(note="").exists()

    def test_answers_and_result_stay_as_they_were(
        self, handed_in: Assessment, manager: User
    ) -> None:
        before = [*Answer.objects.values(), *Result.objects.values()]
        agree(handed_in, manager, C1=2, B1=2)
        assert [*Answer.objects.values(), *Result.objects.values()] == before


class TestWhatIsRefused:
    def test_ones_own(self, handed_in: Assessment, owner: User) -> None:
        with pytest.raises(actions.OwnWork, match="Nobody reviews their own"):
            review(handed_in, owner)

    def test_a_draft(self, owner: User, manager: User) -> None:
        draft = draft_assessment(owner)
        same = {one.code: Rated(manager=2) for one in Competency.objects.all()}
        with pytest.raises(actions.NotReviewable, match="has not been handed in"):
            actions.review_answers(
                assessment=draft,
                reviewer=manager,
                version=0,
                ratings=same,
                comment="",
                is_change_asked=False,
                now=NOW,
            )

    def test_an_older_one(self, handed_in: Assessment, owner: User, manager: User) -> None:
        made = review(handed_in, manager, C1=settled(2, 2))
        submitted_assessment(owner, "P5", now=NOW + timedelta(days=1))
        before = everything()
        refused: list[Callable[[], object]] = [
            lambda: review(handed_in, manager, version=1, C1=Rated(manager=1)),
            lambda: actions.accept_review(
                assessment=handed_in, version=made.version, now=ACCEPTED_AT
            ),
            lambda: actions.reply_to_review(
                assessment=handed_in, version=made.version, text="No.", now=ACCEPTED_AT
            ),
        ]
        for write in refused:
            with pytest.raises(actions.NotReviewable, match="A newer self-assessment"):
                write()
        assert everything() == before

    @pytest.mark.parametrize("code", ["Z9", None])
    def test_a_value_too_many_or_too_few(
        self, handed_in: Assessment, manager: User, code: str | None
    ) -> None:
        said = ratings(handed_in)
        said = said | {code: Rated(manager=1)} if code else {"A1": said["A1"]}
        with pytest.raises(actions.ReviewIncomplete, match="every competency"):
            actions.review_answers(
                assessment=handed_in,
                reviewer=manager,
                version=0,
                ratings=said,
                comment="",
                is_change_asked=False,
                now=NOW,
            )

    def test_changes_without_a_reason(self, handed_in: Assessment, manager: User) -> None:
        with pytest.raises(actions.ReviewIncomplete, match="Say what should change"):
            review(handed_in, manager, is_change_asked=True)

    def test_what_was_thrown_away(self, owner: User) -> None:
        draft = draft_assessment(owner)
        actions.discard(assessment=Assessment.objects.get(pk=draft.pk))
        with pytest.raises(Assessment.DoesNotExist):
            actions.accept_review(assessment=draft, version=1, now=NOW)


class TestAccept:
    def test_the_agreed_values_give_the_level(self, handed_in: Assessment, manager: User) -> None:
        review(handed_in, manager, C1=settled(2, 2))  # with C2 two keys are below: level 2
        made = actions.accept_review(assessment=handed_in, version=1, now=ACCEPTED_AT)
        assert stored(handed_in) == (State.AGREED, Waiting.NOBODY, 2, 2)
        assert (made.agreed_at, made.is_agreed_provisional) == (ACCEPTED_AT, False)
        assert Result.objects.get(assessment=handed_in).level == 3

    def test_an_agreed_level_can_be_provisional(self, handed_in: Assessment, manager: User) -> None:
        assert agree(handed_in, manager, C1=None, C2=None).is_agreed_provisional

    @pytest.mark.parametrize(
        ("said", "rated"),
        [
            ({}, Rated(manager=2)),
            ({"is_change_asked": True, "comment": "Again, please."}, settled(2, 2)),
        ],
    )
    def test_nothing_to_accept(
        self, handed_in: Assessment, manager: User, said: dict[str, Any], rated: Rated
    ) -> None:
        review(handed_in, manager, C1=rated, **said)
        with pytest.raises(actions.NothingToAccept):
            actions.accept_review(assessment=handed_in, version=1, now=ACCEPTED_AT)

    def test_nothing_to_accept_before_a_review(self, handed_in: Assessment) -> None:
        with pytest.raises(actions.NothingToAccept):
            actions.accept_review(assessment=handed_in, version=0, now=ACCEPTED_AT)

    def test_nothing_to_accept_when_it_is_the_managers_turn(
        self, handed_in: Assessment, manager: User
    ) -> None:
        review(handed_in, manager, C1=settled(2, 2))
        actions.reply_to_review(assessment=handed_in, version=1, text="No.", now=ACCEPTED_AT)
        with pytest.raises(actions.NothingToAccept):
            actions.accept_review(assessment=handed_in, version=2, now=ACCEPTED_AT)


class TestReply:
    def test_it_is_the_managers_turn(self, handed_in: Assessment, manager: User) -> None:
        review(handed_in, manager, C1=settled(2, 2))
        made = actions.reply_to_review(
            assessment=handed_in, version=1, text="I ran it twice.", now=ACCEPTED_AT
        )
        assert stored(handed_in) == (State.REVIEWED, Waiting.MANAGER, 2, None)
        assert made.reply == "I ran it twice."

    def test_words_are_needed(self, handed_in: Assessment, manager: User) -> None:
        review(handed_in, manager, C1=settled(2, 2))
        with pytest.raises(actions.ReviewIncomplete, match="Write what"):
            actions.reply_to_review(assessment=handed_in, version=1, text="", now=ACCEPTED_AT)

    def test_saying_the_same_after_a_reply_is_an_answer(
        self, handed_in: Assessment, manager: User
    ) -> None:
        review(handed_in, manager, C1=settled(2, 2))
        actions.reply_to_review(assessment=handed_in, version=1, text="No.", now=ACCEPTED_AT)
        review(handed_in, manager, version=2, C1=settled(2, 2))
        assert stored(handed_in) == (State.REVIEWED, Waiting.OWNER, 3, None)
