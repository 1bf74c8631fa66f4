"""Why no plan fits, and the ways out, told with the article's seven certifications."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from careers.domain.conflict import Conflict, Limit, Relaxation, UnmetPin
from careers.domain.eligibility import Blocker, BlockerKind
from careers.domain.planner import (
    Certification,
    Constraints,
    Inputs,
    Money,
    NoPlan,
    Stage,
    plan,
    without_limits,
)
from tests.domain.builders import PEOPLE, TODAY, certification, inputs, pounds, seven

COSTS = {
    "ppso-essentials": 300,
    "ppso-advanced": 600,
    "p3o-foundation": 400,
    "p3o-practitioner": 500,
    "ipmo-foundation": 300,
    "ipmo-practitioner": 700,
    "ipmo-expert": 900,
}
"""Made up: the real ones are in the catalogue or not known."""

IPMO = frozenset({"ipmo-practitioner"})  # with its foundation 1000 pounds and 80 hours


def priced() -> tuple[Certification, ...]:
    return tuple(replace(one, cost=pounds(COSTS[one.key])) for one in seven())


def analyst(**limits: Any) -> Inputs:
    """P2, who studies five hours a week until they say their own."""
    constraints = Constraints(**limits)
    return inputs(
        2, PEOPLE["P2"], ("ppso-essentials",), catalogue=priced(), constraints=constraints
    )


def first(given: Inputs) -> Stage:
    return plan(given).stages[0]


def refused(given: Inputs) -> Conflict:
    with pytest.raises(NoPlan) as raised:
        plan(given)
    assert plan(without_limits(given)).stages
    return raised.value.conflict


def in_days(days: int) -> date:
    return TODAY + timedelta(days=days)


def test_limits_that_leave_the_best_plan_change_nothing() -> None:
    free = first(analyst())
    assert (free.plan.known_cost, free.plan.ends_on) == (pounds(1500), in_days(101))
    bound = first(analyst(budget=150_000, finish_by=in_days(101)))
    assert bound.plan == free.plan
    # The twin costs 1600 pounds: what is beyond the limits is no alternative either.
    assert [other.keys for other in bound.alternatives] != [o.keys for o in free.alternatives]


@pytest.mark.parametrize("limits", [{"budget": 149_999}, {"finish_by": in_days(100)}])
def test_a_little_less_makes_another_plan(limits: dict[str, Any]) -> None:
    chosen = first(analyst(**limits)).plan
    assert chosen.keys != first(analyst()).plan.keys
    assert chosen.known_cost.minor <= limits.get("budget", 10**6)
    assert chosen.ends_on is not None
    assert chosen.ends_on <= limits.get("finish_by", date.max)


def test_later_levels_are_an_outline_without_limits() -> None:
    roadmap = plan(replace(analyst(budget=60_000, finish_by=in_days(60)), target=4))
    assert [stage.plan.known_cost for stage in roadmap.stages] == [pounds(600), pounds(1900)]


def test_too_little_money_for_any_exam() -> None:
    # The cheapest exam is IPMO-Foundation at 300 pounds.
    assert refused(analyst(budget=29_900)) == Conflict(
        limits=(Limit.BUDGET,), pins=(), relaxations=(Relaxation(more_money=pounds(1)),)
    )
    assert first(analyst(budget=30_000)).plan.keys == ("ipmo-foundation",)


def test_too_little_time_for_any_exam() -> None:
    # P3O Foundation covers a tenth by itself, in 24 hours: 34 days, or 17 hours a week for ten.
    assert refused(analyst(finish_by=in_days(10))) == Conflict(
        limits=(Limit.TIME,),
        pins=(),
        relaxations=(Relaxation(finish_by=in_days(34)), Relaxation(hours_a_week=17)),
    )


def test_more_than_forty_hours_a_week_are_not_advised() -> None:
    for days, a_week in ((4, None), (5, 34)):
        ways = refused(analyst(finish_by=in_days(days))).relaxations
        found = [way.hours_a_week for way in ways if way.hours_a_week is not None]
        assert found == ([] if a_week is None else [a_week])


def test_money_or_a_pin() -> None:
    assert refused(analyst(pinned=IPMO, budget=90_000)) == Conflict(
        limits=(Limit.BUDGET, Limit.PIN),
        pins=(),
        relaxations=(
            Relaxation(more_money=pounds(100)),
            Relaxation(dropped=("ipmo-practitioner",)),
        ),
    )


def test_a_later_date_or_more_hours_or_a_pin() -> None:
    assert refused(analyst(pinned=IPMO, finish_by=in_days(70))) == Conflict(
        limits=(Limit.TIME, Limit.PIN),
        pins=(),
        relaxations=(
            Relaxation(finish_by=in_days(112)),
            Relaxation(hours_a_week=8),
            Relaxation(dropped=("ipmo-practitioner",)),
        ),
    )


def test_what_is_agreed_is_not_proposed_to_be_dropped() -> None:
    for bound in ({"agreed": IPMO}, {"agreed": IPMO, "pinned": IPMO}):
        assert refused(analyst(**bound, budget=90_000)).relaxations == (
            Relaxation(more_money=pounds(100)),
        )


def test_money_and_time_together() -> None:
    assert refused(analyst(agreed=IPMO, budget=90_000, finish_by=in_days(70))) == Conflict(
        limits=(Limit.BUDGET, Limit.TIME),
        pins=(),
        relaxations=(Relaxation(more_money=pounds(100), finish_by=in_days(112)),),
    )


def test_several_pins_together() -> None:
    pins = IPMO | {"p3o-practitioner", "ppso-advanced"}
    # Only PPSO Advanced is within both: 600 pounds, 32 hours.
    assert refused(analyst(pinned=pins, budget=70_000, finish_by=in_days(50))) == Conflict(
        limits=(Limit.BUDGET, Limit.TIME, Limit.PIN),
        pins=(),
        relaxations=(
            # All three with what they need: 2500 pounds, 152 hours.
            Relaxation(more_money=pounds(1800), finish_by=in_days(213)),
            Relaxation(dropped=("p3o-practitioner", "ipmo-practitioner")),
        ),
    )


def test_a_pin_is_not_dropped_where_that_leaves_no_exam() -> None:
    assert refused(analyst(pinned=IPMO, budget=20_000)) == Conflict(
        limits=(Limit.BUDGET,), pins=(), relaxations=(Relaxation(more_money=pounds(800)),)
    )


def test_what_is_booked_after_the_date_fits_no_plan() -> None:
    booked = {"p3o-foundation": in_days(30)}
    assert refused(analyst(booked=booked, finish_by=in_days(29))) == Conflict(
        limits=(Limit.TIME,), pins=(), relaxations=(Relaxation(finish_by=in_days(30)),)
    )
    chosen = first(analyst(booked=booked, finish_by=in_days(30))).plan
    assert (chosen.keys, chosen.ends_on) == (("p3o-foundation",), in_days(30))


def test_a_date_before_the_beginning_fits_no_plan() -> None:
    (later,) = refused(analyst(finish_by=in_days(-1))).relaxations
    assert later == Relaxation(finish_by=in_days(34))
    master = inputs(4, PEOPLE["P6"], constraints=Constraints(finish_by=in_days(-1)))
    assert refused(master).relaxations == (Relaxation(finish_by=TODAY),)
    today = replace(master, constraints=Constraints(finish_by=TODAY))
    assert first(today).plan.steps == ()


def test_what_is_booked_counts_in_the_budget() -> None:
    booked = {"ipmo-practitioner": in_days(200)}
    conflict = refused(analyst(booked=booked, budget=90_000))
    assert conflict.relaxations == (Relaxation(more_money=pounds(100)),)


def test_another_currency_and_unknown_costs_count_as_nothing() -> None:
    for cost in (None, Money(minor=10**6, currency="EUR")):
        catalogue = tuple(replace(one, cost=cost) for one in seven())
        given = replace(analyst(budget=0), catalogue=catalogue)
        assert first(given).plan.keys == first(replace(analyst(), catalogue=seven())).plan.keys


def test_what_cannot_be_had_is_said_first_and_as_it_was_named() -> None:
    gone = certification("gone", order=9, prerequisites=())
    catalogue = (*priced(), replace(gone, level=4), replace(gone, key="early", level=4, order=8))
    named = frozenset({"gone", "nowhere", "early", "ipmo-practitioner"})
    given = replace(analyst(pinned=named, budget=0), catalogue=catalogue)
    conflict = refused(given)
    above = (Blocker(kind=BlockerKind.ABOVE_TARGET, level=4),)
    assert conflict == Conflict(
        limits=(Limit.PIN,),
        pins=(
            UnmetPin(certification="early", blockers=above),
            UnmetPin(certification="gone", blockers=above),
            UnmetPin(certification="nowhere", blockers=(Blocker(kind=BlockerKind.UNKNOWN),)),
        ),
        relaxations=(Relaxation(dropped=("early", "gone", "nowhere")),),
    )
    free = without_limits(given).constraints
    assert (free.pinned, free.budget) == (IPMO, None)


def test_what_is_bound_and_of_a_provider_left_out_cannot_be_had() -> None:
    catalogue = tuple(
        replace(one, provider="institute" if one.key.startswith("ipmo") else "board")
        for one in priced()
    )
    left_out = {"excluded_providers": frozenset({"institute"})}
    for bound in ({"pinned": IPMO}, {"agreed": IPMO}, {"booked": {"ipmo-practitioner": TODAY}}):
        given = replace(analyst(**bound, **left_out), catalogue=catalogue)
        conflict = refused(given)
        blockers = (Blocker(kind=BlockerKind.EXCLUDED_PROVIDER),)
        assert conflict.pins == (UnmetPin(certification="ipmo-practitioner", blockers=blockers),)
        assert conflict.relaxations == (Relaxation(dropped=("ipmo-practitioner",)),)
        assert without_limits(given).constraints.bound == frozenset()


def test_the_message_names_what_fails() -> None:
    with pytest.raises(NoPlan, match="No plan fits the limits: budget, pin"):
        plan(analyst(pinned=IPMO, budget=90_000))
    with pytest.raises(NoPlan, match="Cannot be planned: nowhere"):
        plan(analyst(pinned=frozenset({"nowhere"})))
