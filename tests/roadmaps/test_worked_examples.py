"""The plans of the worked examples, on the page, through the database and the real planner."""

from __future__ import annotations

import pytest
from django.test import Client

from careers.profiles.models import User
from careers.roadmaps import actions, queries
from careers.roadmaps.choices import Wishes
from careers.roadmaps.page import PlanRow, RoadmapView
from tests.factories import NOW
from tests.roadmaps.people import assess, hold
from tests.roadmaps.reading import open_roadmap, words_of

pytestmark = pytest.mark.usefixtures("catalogue")
PPSO, P3O_F, P3O_P = "PPSO Essentials", "P3O Foundation", "P3O Practitioner"
IPMO_F, IPMO_P, IPMO_E = "IPMO-Foundation", "IPMO-Practitioner", "IPMO-Expert"
ADVANCED = "PPSO Advanced Practitioner"


def roadmap(user: User) -> RoadmapView:
    page = queries.roadmap_of(user.profile, NOW.date())
    assert page is not None
    return page


def named(row: PlanRow) -> list[str]:
    return [one.name for one in row.certifications]


def percent(number: int) -> str:
    return f"{number}\N{NO-BREAK SPACE}%"


@pytest.mark.parametrize(
    ("person", "held", "target", "names", "cover"),
    [
        ("newcomer", (), 2, [PPSO, P3O_F], 91),
        ("P1", (), 2, [PPSO, P3O_F], 90),
        ("P3", ("p3o-foundation",), 3, [P3O_P], 67),
        ("P4", (), 4, [IPMO_F, IPMO_P, IPMO_E], 50),
        (
            "P5",
            ("p3o-foundation", "p3o-practitioner", "ipmo-foundation", "ipmo-practitioner"),
            4,
            [IPMO_E],
            50,
        ),
    ],
)
def test_the_plan_on_the_page(
    signed_in: Client,
    user: User,
    person: str,
    held: tuple[str, ...],
    target: int,
    names: list[str],
    cover: int,
) -> None:
    assess(user, person)
    hold(user.profile, *held)
    response = open_roadmap(signed_in, user)
    page = response.context["page"]
    assert [step.name for step in page.steps] == names
    assert page.target == target
    assert page.totals.cover == f"{percent(cover)} of what is missing for level {target}"
    text = words_of(response)
    assert f"Your roadmap to level {target}" in text
    positions = [text.index(f"{name} ", text.index("The whole plan")) for name in names]
    assert positions == sorted(positions)


def test_p2_the_tie_rule_decides_between_two_plans_of_three_exams(user: User) -> None:
    assess(user, "P2")
    hold(user.profile, "ppso-essentials")
    page = roadmap(user)
    # As many exams, no cost known, eight days known of what is booked: the catalogue decides.
    assert [step.name for step in page.steps] == [P3O_F, P3O_P, ADVANCED]
    assert page.totals.cover == f"{percent(65)} of what is missing for level 3"
    assert [(named(row), row.cover, row.days) for row in page.comparison[:3]] == [
        ([P3O_F, P3O_P, ADVANCED], percent(65), "8 days"),
        ([IPMO_F, IPMO_P, ADVANCED], percent(65), "at least 8 days"),
        ([IPMO_F, IPMO_P], percent(54), "at least 5 days"),
    ]


@pytest.mark.parametrize(
    ("person", "held", "next_best", "cover"),
    [
        ("newcomer", (), [PPSO], 77),
        ("P1", (), [PPSO], 75),
        ("P3", ("p3o-foundation",), [IPMO_F, P3O_P, IPMO_P], 83),
    ],
)
def test_the_next_best_plan(
    user: User, person: str, held: tuple[str, ...], next_best: list[str], cover: int
) -> None:
    assess(user, person)
    hold(user.profile, *held)
    proposed, following, *_others = roadmap(user).comparison
    assert (proposed.label, following.label) == ("Proposed", "Next best")
    assert named(following) == next_best
    assert following.cover == percent(cover)


@pytest.mark.parametrize(
    ("person", "held"),
    [
        ("P4", ()),
        ("P5", ("p3o-foundation", "p3o-practitioner", "ipmo-foundation", "ipmo-practitioner")),
    ],
)
def test_there_is_no_other_way(user: User, person: str, held: tuple[str, ...]) -> None:
    assess(user, person)
    hold(user.profile, *held)
    assert roadmap(user).comparison == ()


def test_p6_has_no_exam_and_gaps_to_close_by_work(signed_in: Client, user: User) -> None:
    assess(user, "P6")
    response = open_roadmap(signed_in, user)
    page = response.context["page"]
    assert page.title == "Your roadmap at the top level"
    assert (page.target, page.steps, page.targets, page.comparison) == (None, (), (), ())
    assert [gap.code for gap in page.uncovered] == ["A1", "A2", "A3", "A4"]
    assert all([action.level for action in gap.actions] == [4] for gap in page.uncovered)
    text = words_of(response)
    assert "There is no exam above this level." in text
    assert "guide others on their way" in text
    assert "How far to plan" not in text


def test_sentences_of_p3(user: User) -> None:
    assess(user, "P3")
    hold(user.profile, "p3o-foundation")
    step = roadmap(user).steps[0]
    assert step.reasons == (
        "It builds PMO services: design and improvement "
        "(you are at 2, level 3 needs 3; a key competency) and three more.",
        "It builds on P3O Foundation, which you hold.",
    )
    assert step.prerequisites == ("Needs P3O Foundation, which you hold",)


def test_sentences_of_a_newcomer(user: User) -> None:
    assess(user, "newcomer")
    assert [step.reasons for step in roadmap(user).steps] == [
        (
            "It builds planning, schedules and dependencies "
            "(you are at 0, level 2 needs 2; a key competency) and six more.",
        ),
        (
            "It builds governance and decision support (you are at 0, level 2 needs 2) "
            "and two more.",
        ),
    ]


def test_sentences_of_p4_for_a_manager(user: User) -> None:
    assess(user, "P4")
    page = queries.roadmap_of(user.profile, NOW.date(), is_own=False)
    assert page is not None
    assert page.title == "Roadmap to level 4"
    assert [step.reasons for step in page.steps] == [
        ("It comes before IPMO-Practitioner, for which it is recommended.",),
        (
            "It builds leading people and building capability up to level 3 "
            "(now at 2, level 4 needs 4; a key competency).",
            "It comes before IPMO-Expert, for which it is recommended.",
        ),
        (
            "It builds PMO services: design and improvement "
            "(now at 3, level 4 needs 4; a key competency) and four more.",
            "It comes after IPMO-Practitioner, which is recommended first.",
        ),
    ]


def test_a_higher_target_is_planned_in_stages(signed_in: Client, user: User) -> None:
    assess(user, "P3")
    hold(user.profile, "p3o-foundation")
    actions.set_wishes(profile=user.profile, wishes=Wishes(target=4), now=NOW)
    response = open_roadmap(signed_in, user)
    page = response.context["page"]
    assert page.target == 3
    assert [step.name for step in page.steps] == [P3O_P]
    assert [stage.number for stage in page.outline] == [4]
    assert [one.name for one in page.outline[0].certifications] == [IPMO_F, IPMO_P, IPMO_E]
    assert "After that, in outline Level 4: Manages and guides PMOs" in words_of(response)
    assert [choice.is_chosen for choice in page.targets] == [False, True]


def test_a_target_already_reached_falls_back_to_the_next_level(user: User) -> None:
    assess(user, "P2")
    actions.set_wishes(profile=user.profile, wishes=Wishes(target=4), now=NOW)
    assess(user, "P6", at=NOW.replace(year=2028))
    page = roadmap(user)
    assert (page.level, page.target) == (4, None)
