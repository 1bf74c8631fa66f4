"""The same decision sent again is one decision; another one from an old form is a conflict."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from careers.assessments import actions
from careers.assessments.models import Assessment
from careers.profiles.models import User
from tests.assessments.reviews import (
    ACCEPTED_AT,
    REVIEWED_AT,
    agree,
    everything,
    review,
    settled,
    stored,
)
from tests.factories import make_user


class TestAgain:
    def test_the_same_again_changes_nothing(self, handed_in: Assessment, manager: User) -> None:
        first = review(handed_in, manager, C1=settled(2, 2))
        before = everything()
        for version in (0, 1):
            again = review(handed_in, manager, version=version, C1=settled(2, 2), now=ACCEPTED_AT)
            assert again == first
        assert everything() == before

    def test_the_same_again_when_agreed(self, handed_in: Assessment, manager: User) -> None:
        agree(handed_in, manager, C1=2)
        before = everything()
        review(handed_in, manager, C1=settled(2, 2), now=ACCEPTED_AT)
        actions.accept_review(assessment=handed_in, version=1, now=REVIEWED_AT)
        assert everything() == before

    def test_the_same_reply_again(self, handed_in: Assessment, manager: User) -> None:
        review(handed_in, manager, C1=settled(2, 2))
        for _time in range(2):
            actions.reply_to_review(assessment=handed_in, version=1, text="No.", now=ACCEPTED_AT)
        assert stored(handed_in)[2] == 2


class TestConflict:
    def test_anything_else_from_an_old_form(self, handed_in: Assessment, manager: User) -> None:
        made = review(handed_in, manager, C1=settled(2, 2))
        lead = make_user("Lea Lead")
        before = everything()
        late: list[Callable[[], object]] = [
            lambda: review(handed_in, manager, C1=settled(1, 1)),
            lambda: review(handed_in, manager, C1=settled(2, 2), comment="And more."),
            lambda: review(handed_in, manager, C1=settled(2, 2, "And more.")),
            lambda: review(handed_in, lead, C1=settled(2, 2)),
            lambda: review(handed_in, manager, version=9, C1=settled(1, 1)),
            lambda: actions.accept_review(assessment=handed_in, version=0, now=ACCEPTED_AT),
            lambda: actions.reply_to_review(
                assessment=handed_in, version=0, text="No.", now=ACCEPTED_AT
            ),
        ]
        for write in late:
            with pytest.raises(actions.ReviewConflict) as conflict:
                write()
            assert conflict.value.review == made
        assert everything() == before

    def test_what_is_agreed_does_not_change(self, handed_in: Assessment, manager: User) -> None:
        made = agree(handed_in, manager, C1=2)
        before = everything()
        late: list[Callable[[], object]] = [
            lambda: review(handed_in, manager, version=made.version),
            lambda: actions.accept_review(
                assessment=handed_in, version=made.version, now=ACCEPTED_AT
            ),
            lambda: actions.reply_to_review(
                assessment=handed_in, version=made.version, text="No.", now=ACCEPTED_AT
            ),
        ]
        for write in late:
            with pytest.raises(actions.AgreedAlready) as conflict:
                write()
            assert conflict.value.review == made
        assert everything() == before

    def test_a_reply_when_it_is_not_ones_turn(self, handed_in: Assessment, manager: User) -> None:
        review(handed_in, manager, C1=settled(2, 2))
        actions.reply_to_review(assessment=handed_in, version=1, text="No.", now=ACCEPTED_AT)
        with pytest.raises(actions.ReviewConflict):
            actions.reply_to_review(
                assessment=handed_in, version=2, text="And no.", now=ACCEPTED_AT
            )
