"""When each exam of a plan can be taken."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careers.domain.planner import Constraints, Plan, plan
from careers.domain.schedule import (
    Dated,
    Turn,
    Work,
    are_hours_assumed,
    begins_after,
    days_of_study,
    hours_between,
    schedule,
    study_hours,
    turns,
)
from tests.domain.builders import PEOPLE, TODAY, all_of, certification, inputs, seven, thorough

EARLY, BOOKED, LATE = Turn.EARLY, Turn.BOOKED, Turn.LATE


def day(number: int) -> date:
    return TODAY + timedelta(days=number)


def work(key: str, hours: int, turn: Turn = LATE, booked_on: date | None = None) -> Work:
    return Work(certification=key, hours=hours, turn=turn, booked_on=booked_on)


def dated(*works: Work, hours_a_week: int = 7) -> list[tuple[str, int, int, bool]]:
    """Each exam with the days it starts and ends on; an hour a day, so that days are hours."""
    found = schedule(works, begins_on=TODAY, hours_a_week=hours_a_week)
    return [
        (one.certification, since(one.starts_on), since(one.ends_on), one.is_tight) for one in found
    ]


def since(on: date) -> int:
    return (on - TODAY).days


@pytest.mark.parametrize(
    ("facts", "hours", "is_assumed"),
    [
        ({"study_hours": 12, "course_days": 3}, 12, False),
        ({"study_hours": 0}, 0, False),
        ({"course_days": 3}, 24, False),
        ({"course_days": 0}, 0, False),
        ({}, 40, True),
    ],
)
def test_hours_of_study(facts: dict[str, Any], hours: int, is_assumed: bool) -> None:
    one = certification("one", **facts)
    assert (study_hours(one), are_hours_assumed(one)) == (hours, is_assumed)


@thorough(200)
@given(st.integers(0, 5000), st.integers(1, 60))
def test_the_days_that_hours_take_are_the_fewest_in_which_they_fit(hours: int, a_week: int) -> None:
    days = days_of_study(hours, a_week)
    assert hours_between(TODAY, day(days), a_week) >= hours
    assert days == 0 or hours_between(TODAY, day(days - 1), a_week) < hours


@thorough(200)
@given(st.integers(-400, 4000), st.integers(1, 60))
def test_the_hours_between_two_days_are_the_most_that_fit(days: int, a_week: int) -> None:
    hours = hours_between(TODAY, day(days), a_week)
    assert (hours < 0) is (days < 0)
    if days >= 0:
        assert days_of_study(hours, a_week) <= days < days_of_study(hours + 1, a_week)


def test_nothing_to_date() -> None:
    assert dated() == []


def test_one_after_the_other_without_a_gap() -> None:
    assert dated(work("a", 3), work("b", 0), work("c", 4)) == [
        ("a", 0, 3, False),
        ("b", 3, 3, False),
        ("c", 3, 7, False),
    ]
    # Days are rounded up each, but the last exam ends when all hours have been studied: 12 ÷ 5.
    assert [one[2] for one in dated(work("a", 4), work("b", 4), work("c", 4), hours_a_week=5)] == [
        6,
        12,
        17,
    ]


def test_what_is_not_booked_begins_after_the_last_booked_day() -> None:
    assert dated(work("b", 3, BOOKED, day(10)), work("c", 2, BOOKED, day(20)), work("late", 5)) == [
        ("b", 0, 10, False),
        ("c", 3, 20, False),
        ("late", 20, 25, False),
    ]


def test_what_a_booked_exam_needs_is_studied_before_it() -> None:
    assert dated(work("early", 4, EARLY), work("b", 3, BOOKED, day(10)), work("late", 5)) == [
        ("early", 0, 4, False),
        ("b", 4, 10, False),
        ("late", 10, 15, False),
    ]


def test_a_booked_exam_whose_study_does_not_fit_is_tight() -> None:
    for hours, is_tight in ((6, False), (7, True)):
        assert dated(work("early", 4, EARLY), work("b", hours, BOOKED, day(10))) == [
            ("early", 0, 4, False),
            ("b", 4, 10, is_tight),
        ]
    # It begins no later than its day; an early exam keeps the time it takes.
    assert dated(work("early", 14, EARLY), work("b", 1, BOOKED, day(10))) == [
        ("early", 0, 14, False),
        ("b", 10, 10, True),
    ]


def test_an_exam_comes_no_earlier_than_the_booked_one_before_it() -> None:
    assert dated(work("b", 2, BOOKED, day(10)), work("early", 1, EARLY)) == [
        ("b", 0, 10, False),
        ("early", 2, 10, False),
    ]


def test_a_booked_day_in_the_past_stands() -> None:
    assert dated(work("b", 3, BOOKED, day(-5)), work("late", 2)) == [
        ("b", -5, -5, True),
        ("late", 0, 2, False),
    ]
    assert begins_after(TODAY, [day(-5)]) == TODAY
    assert begins_after(TODAY, []) == TODAY


def test_turns() -> None:
    needs = {"a": (), "b": ("a",), "booked": ("b", "c"), "c": (), "other": ("a",), "late": ()}
    assert turns(["booked"], needs) == {
        "a": EARLY,
        "b": EARLY,
        "booked": BOOKED,
        "c": EARLY,
        "other": LATE,
        "late": LATE,
    }
    # What is booked stays booked, also where another booked one needs it.
    assert turns(["booked", "b", "elsewhere"], needs)["b"] is BOOKED
    assert set(turns([], needs).values()) == {LATE}


def first_plan(**constraints: Any) -> Plan:
    given = inputs(2, PEOPLE["P2"], ("ppso-essentials",), constraints=Constraints(**constraints))
    return plan(given).stages[0].plan


def test_a_plan_stands_in_the_order_of_its_dates() -> None:
    chosen = first_plan(booked={"ppso-advanced": day(70)})
    assert [
        (step.certification, since(step.starts_on), since(step.ends_on), step.is_booked)
        for step in chosen.steps
    ] == [
        ("ppso-advanced", 0, 70, True),
        ("p3o-foundation", 70, 104, False),
        ("p3o-practitioner", 104, 126, False),
    ]
    assert chosen.ends_on == day(126)


def test_hours_a_week_and_the_beginning_are_the_persons_own() -> None:
    assert first_plan(hours_a_week=12, begins_on=day(7)).ends_on == day(7 + 42)


def test_what_a_booked_exam_needs_stands_before_it_in_the_plan() -> None:
    chosen = first_plan(booked={"p3o-practitioner": day(40)})
    steps = [(step.certification, since(step.ends_on), step.is_tight) for step in chosen.steps]
    # 24 hours for the foundation and 16 more at five a week do not fit into forty days.
    assert steps == [
        ("p3o-foundation", 34, False),
        ("p3o-practitioner", 40, True),
        ("ppso-advanced", 85, False),
    ]


def test_a_later_level_begins_when_the_one_before_ends() -> None:
    given = inputs(2, PEOPLE["P2"], ("ppso-essentials",), target=4)
    first, second = plan(given).stages
    assert second.plan.steps[0].starts_on == first.plan.ends_on
    last = replace(seven()[6], prerequisites=all_of("nowhere"))
    nothing = plan(replace(given, catalogue=(last,))).stages
    assert [stage.plan.ends_on for stage in nothing] == [None, None]


def test_values_stand_for_themselves() -> None:
    (found,) = schedule([work("a", 1)], begins_on=TODAY, hours_a_week=1)
    assert found == Dated(certification="a", starts_on=TODAY, ends_on=day(7), is_tight=False)
