"""The reviews of the demo are such as the pages make."""

from __future__ import annotations

from datetime import date

import pytest

from careers.assessments import queries
from careers.assessments.models import Assessment, Review
from careers.teams.demo.loading import load

pytestmark = pytest.mark.usefixtures("catalogue")
State = Assessment.State


def test_what_was_reviewed_has_a_review_and_what_was_not_has_none() -> None:
    made: list[int] = []
    load(people=40, today=date(2027, 3, 14), tell=made.append)
    sheets = {
        one: queries.review_sheet(one)
        for one in Assessment.objects.submitted().with_people_and_result()
    }
    assert {one.state for one in sheets} == {State.SUBMITTED, State.REVIEWED, State.AGREED}
    for one, sheet in sheets.items():
        assert sheet.is_reviewed is (one.state != State.SUBMITTED)
        assert sheet.is_agreed is (one.state == State.AGREED)
        assert all(row.is_rated is sheet.is_reviewed for row in sheet.rows)
        if sheet.is_reviewed:
            assert one.profile.manager is not None
            assert sheet.reviewer == str(one.profile.manager)
            assert sheet.to_discuss != ()
        if sheet.is_agreed:
            fresh = queries.result_view(one, queries.answers_of(one))
            assert all(row.has_agreed for row in sheet.rows)
            assert sheet.agreed_level == fresh.level == fresh.outcome.level
    turns = set(Review.objects.values_list("waits_for", flat=True))
    assert turns == {"owner", "manager", "nobody"}
    assert any(sheet.can_be_accepted for sheet in sheets.values())
