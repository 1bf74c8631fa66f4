"""What a review costs, whom it tells, and what counts afterwards."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from careers.assessments import actions, queries
from careers.assessments.models import Answer, Assessment, Review
from careers.profiles.models import Notice, User
from tests.assessments.builders import draft_assessment, submitted_assessment
from tests.assessments.reviews import ACCEPTED_AT, REVIEWED_AT, agree, ratings, review, settled
from tests.factories import NOW, make_user

Statements = Callable[[int], AbstractContextManager[None]]


class TestCost:
    """Of telling somebody by mail there are three statements, of asking who may hear it one."""

    def test_review_and_again(
        self, handed_in: Assessment, manager: User, assert_statements: Statements
    ) -> None:
        said = ratings(handed_in, C1=settled(2, 2))
        facts: dict[str, Any] = {"comment": "", "is_change_asked": False, "now": REVIEWED_AT}
        for number in (7 + 3, 4):
            with assert_statements(number):
                actions.review_answers(
                    assessment=handed_in, reviewer=manager, version=0, ratings=said, **facts
                )

    def test_accept_and_again(
        self, handed_in: Assessment, manager: User, assert_statements: Statements
    ) -> None:
        review(handed_in, manager, C1=settled(2, 2))
        for number in (6 + 1 + 3, 4):
            with assert_statements(number):
                actions.accept_review(assessment=handed_in, version=1, now=ACCEPTED_AT)

    def test_reply_and_again(
        self, handed_in: Assessment, manager: User, assert_statements: Statements
    ) -> None:
        review(handed_in, manager, C1=settled(2, 2))
        for number in (5 + 1 + 3, 4):
            with assert_statements(number):
                actions.reply_to_review(
                    assessment=handed_in, version=1, text="No.", now=ACCEPTED_AT
                )

    def test_handing_in_tells_the_lead(
        self, owner: User, manager: User, assert_statements: Statements
    ) -> None:
        draft = draft_assessment(owner)
        with assert_statements(7 + 1 + 3):
            actions.submit(assessment=draft, now=NOW)
        assert [notice.recipient for notice in Notice.objects.all()] == [manager]


class TestTelling:
    def test_each_side_is_told_of_the_other_and_of_no_rating(
        self, owner: User, manager: User
    ) -> None:
        draft = draft_assessment(owner, "P5")
        actions.submit(assessment=draft, now=NOW)
        review(draft, manager, C1=settled(2, 2), comment="C1 is a two.")
        actions.reply_to_review(assessment=draft, version=1, text="Is it?", now=ACCEPTED_AT)
        review(draft, manager, version=2, C1=settled(2, 2), comment="It is.")
        actions.accept_review(assessment=draft, version=3, now=ACCEPTED_AT)
        told = [(one.recipient, one.subject) for one in Notice.objects.order_by("pk")]
        assert told == [
            (manager, "A self-assessment waits for your review"),
            (owner, "Your self-assessment has been reviewed"),
            (manager, "There is a reply to your review"),
            (owner, "Your self-assessment has been reviewed"),
            (manager, "A review is agreed"),
        ]
        bodies = "".join(Notice.objects.values_list("body", flat=True))
        assert f"/assessment/{draft.pk}/result/" in bodies
        assert f"/team/people/{owner.profile.pk}/" in bodies
        assert "two" not in bodies
        assert "It is." not in bodies

    def test_changes_and_agreeing_at_once(
        self, handed_in: Assessment, owner: User, manager: User
    ) -> None:
        review(handed_in, manager, is_change_asked=True, comment="Look again.")
        review(handed_in, manager, version=1)
        assert [(one.recipient, one.subject) for one in Notice.objects.order_by("pk")] == [
            (owner, "Changes to your self-assessment are asked for"),
            (owner, "Your self-assessment is agreed"),
        ]

    def test_a_former_manager_hears_nothing_more(
        self, handed_in: Assessment, owner: User, manager: User
    ) -> None:
        review(handed_in, manager, C1=settled(2, 2))
        new = make_user("Nora New")
        owner.profile.manager = new.profile
        owner.profile.save()
        actions.accept_review(assessment=handed_in, version=1, now=ACCEPTED_AT)
        last = Notice.objects.order_by("pk").last()
        assert last is not None
        assert (last.recipient, last.subject) == (new, "A review is agreed")

    def test_a_reviewer_whose_account_is_gone(self, handed_in: Assessment, manager: User) -> None:
        lead = make_user("Lea Lead")
        review(handed_in, lead, C1=settled(2, 2))
        Notice.objects.all().delete()
        lead.delete()
        actions.accept_review(assessment=handed_in, version=1, now=ACCEPTED_AT)
        assert [one.recipient for one in Notice.objects.all()] == [manager]
        assert Review.objects.get().reviewer_name == "Lea Lead"


def test_what_counts_is_the_same_in_sql(owner: User, manager: User) -> None:
    """Every answer with every basis; before and after an agreement, which counts as it is."""
    first = submitted_assessment(
        owner, "0 1 2 3 · 4 0 1 2 · 3 4 – –", could=("A1", "A2", "A3", "A4", "B1", "C3")
    )
    second = submitted_assessment(manager, "0 1 2 3 · 4 – 1 2 · 3 4 2 2", could=("A2", "B1"))
    agree(second, owner, A1=2, B2=3, B1=None, C1=0)
    for assessment in (first, second):
        fresh = Assessment.objects.with_people_and_result().get(pk=assessment.pk)
        view = queries.result_view(fresh, queries.answers_of(fresh))
        counted = {one.competency: one.counted for one in view.outcome.answers}
        assert counted_in_sql(assessment) == counted
    counted = counted_in_sql(second)
    assert [counted[code] for code in ("A1", "A2", "B1", "B2", "C1")] == [2, 0, None, 3, 0]


def counted_in_sql(assessment: Assessment) -> dict[str, int | None]:
    rows: Any = Answer.objects.filter(assessment=assessment).with_counted()
    return {row.competency.code: row.counted for row in rows.select_related("competency")}
