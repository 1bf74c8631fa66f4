"""Totals, comparison and outlook, from plans made by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from careers.domain import planner
from careers.domain.roadmap import Keeping
from careers.roadmaps import comparing, outlook, plans
from careers.roadmaps.page import (
    ChangeView,
    Named,
    OutlineStage,
    PlanRow,
    TargetChoice,
    Totals,
    WorkGap,
    WorkStep,
)
from tests.domain import builders as domain
from tests.roadmaps.builders import gap, plan, roadmap, stage, words

KEEPING = Keeping(
    years=5,
    exams=2,
    known_cost=planner.Money(minor=24500, currency="GBP"),
    unknown_costs=1,
    unknown_validity=1,
)
POUNDS = planner.Money(minor=24500, currency="GBP")


@pytest.mark.parametrize(
    ("minor", "currency", "text"),
    [
        (24500, "GBP", "£245.00"),
        (24550, "GBP", "£245.50"),
        (120005, "EUR", "€1,200.05"),
        (100, "CHF", "CHF 1.00"),
        (0, "GBP", "£0.00"),
    ],
)
def test_money(minor: int, currency: str, text: str) -> None:
    assert plans.money_text(planner.Money(minor=minor, currency=currency)) == text


def test_totals_when_everything_is_known() -> None:
    a_plan = plan("p3o-foundation", known_cost=POUNDS, known_days=1)
    assert plans.totals(a_plan, 3, KEEPING) == Totals(
        exams="1 exam",
        cover="67\N{NO-BREAK SPACE}% of what is missing for level 3",
        cost="£245.00",
        days="1 day",
        hours="24 hours",
        finish="27 December 2026",
        keeping="2 exams again within 5 years: at least £245.00; how long 1 certification lasts "
        "is not known",
        unknown=(),
    )


def test_totals_say_how_many_steps_they_leave_out() -> None:
    a_plan = plan(
        "p3o-foundation",
        "p3o-practitioner",
        known_cost=POUNDS,
        unknown_costs=1,
        known_days=0,
        unknown_days=2,
        assumed_hours=1,
    )
    assert plans.totals(a_plan, 3, KEEPING) == Totals(
        exams="2 exams",
        cover="67\N{NO-BREAK SPACE}% of what is missing for level 3",
        cost="at least £245.00",
        days="not known",
        hours="about 48 hours",
        finish="27 December 2026",
        keeping="2 exams again within 5 years: at least £245.00; how long 1 certification lasts "
        "is not known",
        unknown=(
            "cost not known for 1 of 2 steps",
            "course days not known for 2 of 2 steps",
            "study hours assumed for 1 of 2 steps",
        ),
    )


def test_comparison_of_the_plan_with_the_next_best() -> None:
    proposed = plan("p3o-practitioner", unknown_costs=1, known_days=2)
    other = plan(
        "ipmo-foundation",
        "p3o-practitioner",
        cover=Fraction(5, 6),
        unknown_costs=2,
        known_days=2,
        unknown_days=1,
    )
    nothing = plan(cover=Fraction(0))
    assert comparing.comparison(proposed, (), words()) == ()
    told = words(notes={"p3o-practitioner": "Renamed: book PRINCE2"})
    assert comparing.comparison(proposed, (other, nothing), told) == (
        PlanRow(
            label="Proposed",
            is_proposed=True,
            certifications=(Named(name="P3O Practitioner", note="Renamed: book PRINCE2"),),
            exams=1,
            cover="67\N{NO-BREAK SPACE}%",
            cost="not known",
            days="2 days",
            hours="24 hours",
            finish="27 December 2026",
            unknown="cost not known for 1 of 1 step",
        ),
        PlanRow(
            label="Next best",
            is_proposed=False,
            certifications=(
                Named(name="IPMO-Foundation"),
                Named(name="P3O Practitioner", note="Renamed: book PRINCE2"),
            ),
            exams=2,
            cover="83\N{NO-BREAK SPACE}%",
            cost="not known",
            days="at least 2 days",
            hours="48 hours",
            finish="27 December 2026",
            unknown="cost not known for 2 of 2 steps; course days not known for 1 of 2 steps",
        ),
        PlanRow(
            label="Another way",
            is_proposed=False,
            certifications=(),
            exams=0,
            cover="0\N{NO-BREAK SPACE}%",
            cost="£0.00",
            days="0 days",
            hours="0 hours",
            finish="nothing to finish",
            unknown="nothing",
        ),
    )


def test_a_change_says_what_it_did() -> None:
    before, after = roadmap("p3o-practitioner"), roadmap("ipmo-foundation")
    assert comparing.change_view(
        "p3o-practitioner", before, after, words(), undo=True
    ) == ChangeView(
        key="p3o-practitioner",
        title="P3O Practitioner is set aside.",
        text="No longer in the plan: P3O Practitioner. New in the plan: IPMO-Foundation.",
        can_undo=True,
    )
    assert comparing.change_view(
        "p3o-practitioner", before, before, words(), undo=False
    ) == ChangeView(
        key="p3o-practitioner",
        title="P3O Practitioner may be proposed again.",
        text="The plan stays as it was.",
        can_undo=False,
    )


ACTIONS = {("A1", 2): "Build a plan.", ("A1", 3): "Decide how.", ("B1", 3): "Design a board."}


def test_an_uncovered_gap_shows_every_step_to_the_target() -> None:
    assert outlook.uncovered([gap("A1", counted=0), gap("B1", is_key=True)], ACTIONS, words()) == (
        WorkGap(
            code="A1",
            competency="Planning, schedules and dependencies",
            state="now 0, needed 3",
            is_key=False,
            actions=(
                WorkStep(level=2, text="Build a plan."),
                WorkStep(level=3, text="Decide how."),
            ),
        ),
        WorkGap(
            code="B1",
            competency="Governance and decision support",
            state="now 2, needed 3",
            is_key=True,
            actions=(WorkStep(level=3, text="Design a board."),),
        ),
    )


def test_a_gap_closed_in_part_shows_what_remains_after_the_exams() -> None:
    catalogue = {
        "p3o-foundation": domain.certification("p3o-foundation", builds="A1:2 B1:2", up_to=2),
        "p3o-practitioner": domain.certification("p3o-practitioner", builds="B1:1", up_to=3),
    }
    gaps = (gap("A1", counted=0), gap("B1", counted=1), gap("C1"))
    assert outlook.partly_closed(plan(*catalogue), gaps, catalogue, ACTIONS, words()) == (
        WorkGap(
            code="A1",
            competency="Planning, schedules and dependencies",
            state="now 0, the plan builds up to 2, needed 3",
            is_key=False,
            actions=(WorkStep(level=3, text="Decide how."),),
        ),
    )


def renewal(**others: Any) -> planner.Renewal:
    facts: dict[str, Any] = {
        "certification": "p3o-foundation",
        "expires_on": date(2027, 1, 1),
        "renews": ("p3o-foundation",),
        "is_expired": False,
        "by_plan": False,
    }
    return planner.Renewal(**{**facts, **others})


@pytest.mark.parametrize(
    ("one", "sentence"),
    [
        (renewal(), "Take the exam again, or ask the provider about other ways to renew."),
        (
            renewal(renews=("p3o-foundation", "p3o-practitioner")),
            "One exam of the same suite renews it together with P3O Practitioner.",
        ),
        (
            renewal(renews=("p3o-foundation", "p3o-practitioner"), by_plan=True),
            "Passing an exam of this plan from the same suite renews it.",
        ),
    ],
)
def test_what_renews_a_certification(one: planner.Renewal, sentence: str) -> None:
    assert outlook.how_to_renew(one, words()) == sentence


LABELS = {2: "Supports", 3: "Leads", 4: "Guides"}


def test_later_levels_are_an_outline_of_names() -> None:
    stages = [
        stage(plan("ipmo-foundation", "ipmo-practitioner"), target=3),
        stage(plan(), target=4),
    ]
    assert outlook.outline(stages, LABELS, words()) == (
        OutlineStage(
            number=3,
            label="Leads",
            certifications=(Named(name="IPMO-Foundation"), Named(name="IPMO-Practitioner")),
        ),
        OutlineStage(number=4, label="Guides", certifications=()),
    )


def test_only_levels_above_the_assessed_one_can_be_chosen() -> None:
    inputs = domain.inputs(2, "2 2 2 3 · 2 3 2 1 · 1 1 2 1")
    next_one = TargetChoice(number=3, text="Level 3, the next one: Leads", is_chosen=True)
    top = TargetChoice(number=4, text="Level 4: Guides", is_chosen=False)
    assert outlook.target_choices(inputs, LABELS) == (next_one, top)
    assert outlook.target_choices(replace(inputs, target=4), LABELS) == (
        replace(next_one, is_chosen=False),
        replace(top, is_chosen=True),
    )
    assert outlook.target_choices(replace(inputs, level=4), LABELS) == ()


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        (
            {"exams": 0, "unknown_costs": 0, "unknown_validity": 0},
            "no exam falls due within 5 years",
        ),
        (
            {"exams": 1, "unknown_costs": 1, "unknown_validity": 0},
            "1 exam again within 5 years: cost not known",
        ),
        ({"unknown_costs": 0, "unknown_validity": 0}, "2 exams again within 5 years: £245.00"),
        (
            {"exams": 0, "unknown_costs": 0, "unknown_validity": 2},
            "no exam falls due within 5 years; how long 2 certifications last is not known",
        ),
    ],
)
def test_the_cost_of_keeping(changes: dict[str, int], text: str) -> None:
    assert plans.keeping_text(replace(KEEPING, **changes)) == text  # type: ignore[arg-type]
