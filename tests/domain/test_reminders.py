from __future__ import annotations

from datetime import date, timedelta

import pytest

from careers.domain.reminders import (
    About,
    Every,
    days_of_warning,
    is_due,
    is_first_due,
    waiting_key,
)

MONDAY = date(2027, 3, 15)


def test_a_weekly_summary_comes_on_mondays() -> None:
    week = [MONDAY + timedelta(days=number) for number in range(7)]
    assert [is_due(Every.WEEK, day) for day in week] == [True] + [False] * 6
    assert all(is_due(Every.DAY, day) for day in week)
    assert not any(is_due(Every.NEVER, day) for day in week)


def test_what_waits_has_a_new_name_every_fourteen_days() -> None:
    names = [
        waiting_key(About.REVIEW, "5:1", MONDAY, MONDAY + timedelta(days=number))
        for number in range(-2, 29)
    ]
    assert names[:16] == ["review:5:1:2027-03-15:0"] * 16
    assert names[16:30] == ["review:5:1:2027-03-15:1"] * 14
    assert names[30:] == ["review:5:1:2027-03-15:2"]


def test_what_waits_anew_has_another_name() -> None:
    tuesday = MONDAY + timedelta(days=1)
    names = {
        waiting_key(About.REVIEW, "5:1", MONDAY, tuesday),
        waiting_key(About.REVIEW, "5:2", MONDAY, tuesday),
        waiting_key(About.REVIEW, "5:1", tuesday, tuesday),
        waiting_key(About.PLAN, "5:1", MONDAY, tuesday),
    }
    assert len(names) == 4


def test_a_first_self_assessment_has_fourteen_days() -> None:
    assert not is_first_due(MONDAY, MONDAY + timedelta(days=13))
    assert is_first_due(MONDAY, MONDAY + timedelta(days=14))


@pytest.mark.parametrize(
    ("left", "warning"),
    [(91, None), (90, 90), (31, 90), (30, 30), (1, 30), (0, 30), (-1, None), (-400, None)],
)
def test_two_warnings_before_an_end_and_none_after(left: int, warning: int | None) -> None:
    assert days_of_warning(MONDAY + timedelta(days=left), MONDAY) == warning
