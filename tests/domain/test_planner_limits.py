"""The roadmap within limits: successors, experience, pins, exclusions, what is held."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from careers.domain.eligibility import Blocker, BlockerKind, Register
from careers.domain.offer import offer
from careers.domain.planner import (
    Certification,
    Constraints,
    Holding,
    NoPlan,
    Prerequisite,
    Renewal,
    Roadmap,
    Stage,
    Status,
    plan,
)
from careers.domain.question import ask
from careers.domain.steps import Situation, plan_of
from tests.domain.builders import (
    PEOPLE,
    TODAY,
    all_of,
    certification,
    inputs,
    pounds,
    seven,
    with_successors,
)


def test_a_replaced_certification_keeps_its_place_and_books_the_successor() -> None:
    stage = first(plan(inputs(1, PEOPLE["newcomer"], catalogue=with_successors())))
    assert [(step.certification, step.book) for step in stage.plan.steps] == [
        ("ppso-essentials", "pmo-administrators"),
        ("p3o-foundation", "p3o-foundation"),
    ]


def test_who_holds_the_successor_holds_what_the_predecessor_gives() -> None:
    stage = first(
        plan(inputs(2, PEOPLE["P2"], ("pmo-administrators",), catalogue=with_successors()))
    )
    advanced = stage.plan.steps[-1]
    assert (advanced.certification, advanced.already_held) == (
        "ppso-advanced",
        ("ppso-essentials",),
    )


def test_who_plans_the_predecessor_gains_the_successor() -> None:
    pins = Constraints(pinned=frozenset({"pmo-directors"}))
    roadmap = plan(
        inputs(3, PEOPLE["P4"], ("ppso-essentials",), catalogue=with_successors(), constraints=pins)
    )
    assert {"ppso-advanced", "pmo-directors"} <= set(first(roadmap).plan.keys)


def test_a_pinned_successor_is_planned_in_the_place_of_its_predecessor() -> None:
    pins = Constraints(pinned=frozenset({"pmo-managers"}))
    roadmap = plan(inputs(2, PEOPLE["P3"], ("p3o-foundation",),
                          catalogue=with_successors(), constraints=pins))  # fmt: skip
    step = next(step for step in first(roadmap).plan.steps if step.is_pinned)
    assert (step.certification, step.book) == ("ppso-advanced", "pmo-managers")


def test_excluding_what_would_be_booked_excludes_the_step() -> None:
    without = Constraints(excluded=frozenset({"pmo-administrators"}))
    stage = first(
        plan(inputs(1, PEOPLE["newcomer"], catalogue=with_successors(), constraints=without))
    )
    assert stage.plan.keys == ("p3o-foundation",)


def expert_only(group: Prerequisite, **changes: Any) -> tuple[Certification, ...]:
    return (
        certification("basic", 2, 0, "", **changes),
        certification("expert", 3, 1, "B1:2 C1:2 C2:2", prerequisites=(group,)),
    )


def test_experience_that_nobody_confirmed_does_not_replace_an_exam() -> None:
    group = Prerequisite(any_of=("basic",), or_experience=True)
    catalogue = expert_only(group)
    stage = first(plan(inputs(2, PEOPLE["P2"], catalogue=catalogue)))
    assert [(s.certification, s.experience_to_confirm) for s in stage.plan.steps] == [
        ("basic", False),
        ("expert", False),
    ]
    confirmed = Constraints(experience_confirmed=frozenset({"expert"}))
    stage = first(plan(inputs(2, PEOPLE["P2"], catalogue=catalogue, constraints=confirmed)))
    assert [(s.certification, s.experience_to_confirm) for s in stage.plan.steps] == [
        ("expert", False)
    ]


def test_where_no_exam_will_do_experience_is_to_be_confirmed() -> None:
    catalogue = expert_only(
        Prerequisite(any_of=("basic",), or_experience=True), status=Status.RETIRED
    )
    stage = first(plan(inputs(2, PEOPLE["P2"], catalogue=catalogue)))
    assert [(s.certification, s.experience_to_confirm) for s in stage.plan.steps] == [
        ("expert", True)
    ]
    catalogue = expert_only(Prerequisite(any_of=("basic",)), status=Status.RETIRED)
    assert first(plan(inputs(2, PEOPLE["P2"], catalogue=catalogue))).plan.steps == ()


def test_experience_beside_an_exam() -> None:
    """An exam and years of practice: two groups, the second of experience alone."""
    both = (*all_of("basic"), Prerequisite(any_of=(), or_experience=True))
    basic, expert = expert_only(Prerequisite(any_of=("basic",)))
    catalogue = (basic, replace(expert, prerequisites=both))
    stage = first(plan(inputs(2, PEOPLE["P2"], catalogue=catalogue)))
    assert [(s.certification, s.experience_to_confirm) for s in stage.plan.steps] == [
        ("basic", False),
        ("expert", True),
    ]


def test_a_circle_leaves_out_what_cannot_be_had() -> None:
    catalogue = (
        certification("a", 2, 0, "A1:2 A2:2", prerequisites=all_of("b")),
        certification("b", 2, 1, "A1:2 A2:2", recommended_first=("a",)),
        certification("c", 2, 2, "B2:2"),
    )
    assert first(plan(inputs(1, PEOPLE["P1"], catalogue=catalogue))).plan.keys == ("c",)


def test_pins_wait_for_the_stage_in_which_they_can_be_had() -> None:
    pins = Constraints(pinned=frozenset({"ipmo-foundation", "ipmo-expert"}))
    roadmap = plan(inputs(1, PEOPLE["P1"], target=4, constraints=pins))
    pinned = [
        [step.certification for step in stage.plan.steps if step.is_pinned]
        for stage in roadmap.stages
    ]
    assert pinned == [["ipmo-foundation"], [], ["ipmo-expert"]]


def test_pins_that_cannot_be_had_are_refused_with_reasons() -> None:
    limits = Constraints(
        pinned=frozenset({"ipmo-expert", "unheard-of", "p3o-practitioner", "ipmo-practitioner"}),
        excluded=frozenset({"p3o-foundation", "ipmo-practitioner"}),
    )
    with pytest.raises(NoPlan, match="Cannot be planned: ipmo-expert") as refused:
        plan(inputs(2, PEOPLE["P2"], constraints=limits))
    reasons = {pin.certification: pin.blockers for pin in refused.value.pins}
    kind = BlockerKind
    assert reasons == {
        "ipmo-expert": (Blocker(kind=kind.ABOVE_TARGET, level=4),),
        "ipmo-practitioner": (Blocker(kind=kind.EXCLUDED),),
        "p3o-practitioner": (Blocker(kind=kind.PREREQUISITE, certifications=("p3o-foundation",)),),
        "unheard-of": (Blocker(kind=kind.UNKNOWN),),
    }


def test_what_is_held_need_not_be_planned_again() -> None:
    pins = Constraints(pinned=frozenset({"p3o-foundation"}))
    stage = first(plan(inputs(2, PEOPLE["P3"], ("p3o-foundation",), constraints=pins)))
    assert stage.plan.keys == ("p3o-practitioner",)


def test_totals_say_what_is_not_known() -> None:
    prices = {"ppso-essentials": pounds(300)}
    catalogue = tuple(replace(one, cost=prices.get(one.key)) for one in seven())
    best = first(plan(inputs(1, PEOPLE["P1"], catalogue=catalogue))).plan
    assert (best.known_cost, best.unknown_costs) == (pounds(300), 1)
    assert (best.known_days, best.unknown_days) == (7, 0)


def test_renewals() -> None:
    held = (
        Holding(certification="p3o-foundation", expires_on=date(2027, 3, 14)),
        Holding(certification="ipmo-foundation", expires_on=date(2026, 11, 23)),
        Holding(certification="p3o-practitioner", expires_on=date(2026, 11, 22)),
        Holding(certification="p3o-practitioner", expires_on=date(2025, 1, 1)),
        Holding(certification="elsewhere", expires_on=date(2026, 11, 22)),
        Holding(certification="ppso-essentials"),
    )
    given = replace(inputs(2, PEOPLE["P3"]), held=held)
    assert plan(given).renewals == (
        renewal("elsewhere", date(2026, 11, 22), (), is_expired=True),
        renewal("ipmo-foundation", TODAY, ()),
        # One exam renews the suite: both are current until the later date.
        renewal("p3o-foundation", date(2027, 3, 14), ("p3o-practitioner",)),
        renewal("p3o-practitioner", date(2027, 3, 14), ("p3o-foundation",)),
    )


def test_a_step_of_the_same_suite_renews() -> None:
    held = (Holding(certification="p3o-foundation", expires_on=date(2027, 3, 14)),)
    roadmap = plan(replace(inputs(2, PEOPLE["P3"]), held=held))
    assert first(roadmap).plan.keys == ("p3o-practitioner",)
    assert [one.by_plan for one in roadmap.renewals] == [True]


def test_expired_holdings_still_count_as_held() -> None:
    held = (Holding(certification="p3o-foundation", expires_on=date(2020, 1, 1)),)
    stage = first(plan(replace(inputs(2, PEOPLE["P3"]), held=held)))
    assert stage.plan.steps[0].already_held == ("p3o-foundation",)


def test_a_set_that_is_not_complete_has_no_order() -> None:
    register = Register(seven())
    offered = offer(register, target=3, credited=frozenset(), constraints=Constraints())
    situation = Situation(
        register=register,
        offered=offered,
        gaps=(),
        credited=frozenset(),
        required=frozenset(),
        constraints=Constraints(),
        begins_on=TODAY,
    )
    with pytest.raises(StopIteration):
        plan_of([register.by_key["p3o-practitioner"]], situation)
    with pytest.raises(KeyError, match="ipmo-expert"):
        ask(offered, (), {"ipmo-expert"}, "GBP")  # above the target, so not in the offer


def first(roadmap: Roadmap) -> Stage:
    return roadmap.stages[0]


def renewal(
    key: str, expires_on: date, renews: tuple[str, ...], *, is_expired: bool = False
) -> Renewal:
    return Renewal(
        certification=key,
        expires_on=expires_on,
        renews=renews,
        is_expired=is_expired,
        by_plan=False,
        exams=renews,  # both of the suite can be booked
    )
