"""The plan over time: places, the list, and the picture that is drawn from them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.template.loader import render_to_string
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from careers.profiles.models import User
from careers.roadmaps.periods import WIDTH
from careers.roadmaps.templatetags.timeline import LETTER, timeline_picture
from careers.roadmaps.timeline import Timeline, timeline_of
from tests.domain.builders import thorough
from tests.roadmaps.people import assess, hold
from tests.roadmaps.reading import open_roadmap, words_of

TODAY = date(2026, 11, 23)
PERIOD_LETTER = 8  # more than a letter of a period's label takes


@dataclass(frozen=True, kw_only=True)
class Exam:
    name: str = "P3O Foundation"
    starts_on: date = TODAY
    ends_on: date = date(2026, 12, 27)
    is_booked: bool = False
    is_tight: bool = False
    is_overdue: bool = False


@dataclass(frozen=True, kw_only=True)
class Held:
    name: str = "PMP"
    expires_on: date = date(2027, 3, 1)


def labels(timeline: Timeline) -> list[str]:
    return [period.label for period in timeline.periods]


def lines(timeline: Timeline) -> list[str]:
    return [entry.text for entry in timeline.entries]


def test_an_empty_plan_is_a_year_with_nothing_in_it() -> None:
    timeline = timeline_of([], [], TODAY)
    assert timeline.is_empty
    assert labels(timeline) == ["Q4 2026", "Q1 2027", "Q2 2027", "Q3 2027"]
    assert lines(timeline) == ["23 November 2026: today"]


def test_a_step_of_a_few_days() -> None:
    timeline = timeline_of([Exam(ends_on=date(2026, 11, 26))], [], TODAY)
    (bar,) = timeline.bars
    assert len(timeline.periods) == 4
    assert (bar.x, bar.width, bar.exam_x) == (timeline.today.x, 5, timeline.today.x + 5)
    assert not timeline.is_empty


def test_everything_on_one_day() -> None:
    exams = [Exam(name=name, starts_on=TODAY, ends_on=TODAY) for name in "ABC"]
    timeline = timeline_of(exams, [Held(expires_on=TODAY)], TODAY, TODAY)
    assert {bar.exam_x for bar in timeline.bars} == {timeline.today.x}
    assert {bar.width for bar in timeline.bars} == {0}
    assert timeline.finish_by is not None
    assert timeline.finish_by.x == timeline.renewals[0].x == timeline.today.x
    assert len({row.top for row in timeline_picture(timeline)["rows"]}) == 4


@pytest.mark.parametrize(
    ("years", "first", "last", "count"),
    [
        (1, "Q4 2026", "Q4 2027", 5),
        (2, "Q4 2026", "Q4 2028", 9),
        (3, "2026", "2029", 4),
        (5, "2026", "2031", 6),
        (12, "2026", "2038", 13),
        (13, "2026–2027", "2038–2039", 7),
        (14, "2025–2029", "2040–2044", 4),
        (60, "2020–2029", "2080–2089", 7),
    ],
)
def test_a_long_plan_has_longer_periods(years: int, first: str, last: str, count: int) -> None:
    timeline = timeline_of([Exam(ends_on=date(2026 + years, 11, 23))], [], TODAY)
    assert (labels(timeline)[0], labels(timeline)[-1]) == (first, last)
    assert len(timeline.periods) == count


def test_half_years() -> None:
    begun = date(2027, 1, 5)
    timeline = timeline_of([Exam(starts_on=begun, ends_on=date(2029, 8, 1))], [], begun)
    assert labels(timeline) == [
        "Jan–June 2027",
        "July–Dec 2027",
        "Jan–June 2028",
        "July–Dec 2028",
        "Jan–June 2029",
        "July–Dec 2029",
    ]


def test_days_before_today_are_shown() -> None:
    late = Exam(starts_on=date(2026, 3, 1), ends_on=date(2026, 5, 2), is_overdue=True)
    timeline = timeline_of([late], [Held(expires_on=date(2026, 6, 1))], TODAY)
    assert labels(timeline)[0] == "Q1 2026"
    assert timeline.bars[0].label == "P3O Foundation: the day has passed"
    assert timeline.bars[0].exam_x < timeline.renewals[0].x < timeline.today.x
    assert lines(timeline) == [
        "1 March 2026: study for P3O Foundation",
        "2 May 2026: exam P3O Foundation (was planned; the day has passed)",
        "1 June 2026: PMP expired",
        "23 November 2026: today",
    ]


def test_booked_and_tight_are_said() -> None:
    exams = [
        Exam(name="A", ends_on=date(2027, 3, 14), is_booked=True),
        Exam(name="B", ends_on=date(2027, 3, 15), is_booked=True, is_tight=True),
        Exam(name="C", ends_on=date(2026, 11, 20), is_booked=True, is_overdue=True),
        Exam(name="D", ends_on=date(2027, 3, 17)),
    ]
    timeline = timeline_of(exams, [], TODAY, date(2027, 3, 16))
    assert (timeline.has_booked, timeline.has_planned) == (True, True)
    assert lines(timeline)[-4:] == [
        "14 March 2027: exam A (booked)",
        "15 March 2027: exam B (booked; its study does not fit before that day)",
        "16 March 2027: the day to finish by",
        "17 March 2027: exam D (planned)",
    ]
    assert "20 November 2026: exam C (booked; the day has passed)" in lines(timeline)
    html = picture(timeline)
    assert html.count("timeline-booked") == 3
    assert html.count("timeline-planned") == 1
    assert html.count("is-tight") == 1


def test_a_renewal_far_away_does_not_shrink_the_plan() -> None:
    near, far = Held(expires_on=date(2028, 11, 30)), Held(name="MSP", expires_on=date(2031, 1, 1))
    past = Held(name="Old", expires_on=date(2020, 1, 1))
    timeline = timeline_of([Exam()], [far, near, past], TODAY)
    assert [mark.label for mark in timeline.renewals] == ["PMP"]
    assert timeline.outside == ("1 January 2020: Old expired", "1 January 2031: MSP expires")
    assert set(timeline.outside) < set(lines(timeline))
    assert labels(timeline)[-1] == "Q4 2028"


def picture(timeline: Timeline) -> str:
    return render_to_string("roadmaps/_timeline_picture.html", timeline_picture(timeline))


def test_a_long_name_stays_inside() -> None:
    name = "A certification with a name that nobody can say in one breath, whoever they may be"
    exam = Exam(name=name, starts_on=date(2027, 9, 1), ends_on=date(2027, 9, 30))
    timeline = timeline_of([exam, Exam(name="Short", starts_on=date(2027, 9, 29))], [], TODAY)
    for row in timeline_picture(timeline)["rows"]:
        assert row.label.x >= 0
        assert row.label.x + LETTER * len(row.label.text) <= WIDTH
    assert name in " ".join(lines(timeline))


days = st.dates(min_value=date(2015, 1, 1), max_value=date(2075, 12, 31))
exams = st.builds(
    lambda name, start, length, booked, tight, overdue: Exam(
        name=name,
        starts_on=start,
        ends_on=start + timedelta(days=length),
        is_booked=booked,
        is_tight=tight,
        is_overdue=overdue,
    ),
    st.sampled_from(["P3O Foundation", "PPSO Essentials", "IPMO-Expert", "PMI-PMOCP"]),
    days,
    st.integers(0, 2_000),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)
held = st.builds(lambda name, on: Held(name=name, expires_on=on), st.sampled_from("ABC"), days)


@thorough(300)
@given(st.lists(exams, max_size=6), st.lists(held, max_size=4), days, st.none() | days)
def test_any_plan_fits_and_nothing_is_left_out(
    plan: list[Exam], renewals: list[Held], today: date, finish_by: date | None
) -> None:
    timeline = timeline_of(plan, renewals, today, finish_by)

    # Labels do not overlap, and periods follow each other without a gap.
    assert all(len(one.label) * PERIOD_LETTER <= one.width + 2 for one in timeline.periods)
    assert all(one.x + one.width == other.x for one, other in pairwise(timeline.periods))
    assert len(timeline.bars) == len(plan)
    for bar in timeline.bars:
        assert 0 < bar.x <= bar.exam_x < WIDTH
        assert bar.width == bar.exam_x - bar.x
    marks = [*timeline.renewals, timeline.today, *([timeline.finish_by] if finish_by else [])]
    assert all(0 < mark.x < WIDTH for mark in marks if mark)
    assert len(timeline.renewals) + len(timeline.outside) == len(renewals)

    # Every exam twice in the list: its study and itself.
    assert len(timeline.entries) == 2 * len(plan) + len(renewals) + 1 + bool(finish_by)
    assert sorted(timeline.entries, key=lambda entry: entry.on) == list(timeline.entries)
    for exam in plan:
        assert sum(exam.name in line for line in lines(timeline)) >= 2

    rows = timeline_picture(timeline)["rows"]
    assert len(rows) == len(plan) + len(timeline.renewals)
    assert all(above.top < below.top for above, below in pairwise(rows))


@thorough(50)
@given(
    st.lists(exams, max_size=4, unique_by=lambda one: one.name),
    st.lists(held, max_size=3, unique_by=lambda one: one.name),
    st.data(),
)
def test_the_order_of_what_is_given_does_not_matter(
    plan: list[Exam], renewals: list[Held], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(plan)), data.draw(st.permutations(renewals))
    assert timeline_of(*shuffled, TODAY) == timeline_of(plan, renewals, TODAY)


@pytest.mark.usefixtures("catalogue")
class TestPage:
    def test_the_plan_is_drawn_and_listed(self, signed_in: Client, user: User) -> None:
        assess(user, "P2")
        hold(user.profile, "ppso-essentials", expires_on=date(2095, 5, 1))
        response = open_roadmap(signed_in, user)
        page, html = response.context["page"], response.content.decode()
        assert len(page.timeline.bars) == len(page.steps) == 3
        drawn = html[html.index('<svg class="timeline"') : html.index('<ul class="timeline-key"')]
        listed = html[html.index('<details class="timeline-list"') :]
        listed = listed[: listed.index("</details>")]
        for step in page.steps:
            assert step.name in drawn
            assert listed.count(step.name) == 2
        assert 'role="img"' in drawn
        assert re.search(r"<desc [^>]+>From Q\d \d{4} to Q\d \d{4}: 3 exams, ", drawn)
        assert not re.search(r"[xy\d]=\"-?\d+\.\d", drawn)  # whole numbers only
        assert "Outside the picture: 1 May 2095: PPSO Essentials expires." in words_of(response)

    def test_nothing_to_draw(self, signed_in: Client, user: User) -> None:
        assess(user, "4 4 4 4 · 4 4 4 4 · 4 4 4 4")
        response = open_roadmap(signed_in, user)
        assert response.context["page"].timeline.is_empty
        assert "The plan over time" not in words_of(response)
