"""The same decision sent twenty times at the same moment is one decision."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from careers.assessments import actions
from careers.assessments.models import Rating, Review
from careers.profiles.models import Notice
from tests.assessments.builders import submitted_assessment
from tests.assessments.reviews import ACCEPTED_AT, ratings, review, settled
from tests.assessments.test_submitting import (
    AT_ONCE,
    a_database_for_threads,
    in_threads,
    somebody,
)
from tests.factories import NOW, make_user

pytestmark = pytest.mark.django_db(transaction=True)


def test_twenty_reviews_at_once_are_one(tmp_path: Path) -> None:
    owner = somebody()
    managers = [make_user("Mona Manager"), make_user("Lea Lead")]
    handed_in = submitted_assessment(owner, "P5")
    said = ratings(handed_in, C1=settled(2, 2))
    turns = iter([0, 1] * AT_ONCE)

    def send() -> str:
        try:
            actions.review_answers(
                assessment=handed_in,
                reviewer=managers[next(turns)],
                version=0,
                ratings=said,
                comment="",
                is_change_asked=False,
                now=NOW,
            )
        except actions.ReviewConflict:
            return "conflict"
        return "stored"

    def read() -> list[Any]:
        return [
            list(Review.objects.values_list("version", "waits_for")),
            Rating.objects.count(),
            Notice.objects.count(),
        ]

    with a_database_for_threads(tmp_path):
        answers = in_threads(AT_ONCE, send)
        found = in_threads(1, read)[0]
    assert sorted(answers) == ["conflict"] * (AT_ONCE // 2) + ["stored"] * (AT_ONCE // 2)
    assert found == [[(1, "owner")], 12, 1]


def test_accepted_twenty_times_at_once_is_agreed_once(tmp_path: Path) -> None:
    owner = somebody()
    handed_in = submitted_assessment(owner, "P5")
    review(handed_in, make_user("Mona Manager"), C1=settled(2, 2))

    def send() -> int:
        made = actions.accept_review(assessment=handed_in, version=1, now=ACCEPTED_AT)
        return made.version

    def read() -> list[Any]:
        return list(Review.objects.values_list("version", "waits_for", "agreed_level"))

    with a_database_for_threads(tmp_path):
        assert in_threads(AT_ONCE, send) == [2] * AT_ONCE
        assert in_threads(1, read) == [[(2, "nobody", 3)]]
