"""Budget, date, pins and booked exams: the plan, or why there is none, equal trying every set."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from careers.domain.conflict import Conflict, Limit, Relaxation
from careers.domain.planner import Constraints, Inputs, NoPlan, Plan, plan, without_limits
from tests.domain.builders import often
from tests.domain.situations import limited
from tests.domain.slow import alternatives, first_world
from tests.domain.slow_limits import Slow


def test_limits_equal_trying_every_set() -> None:
    seen: Counter[str] = Counter()
    for seed in range(often(250)):
        seen.update(compare(limited(seed)))
    # These examples are worth trying: limits change plans, and there are ways out of each kind.
    assert len(seen) == 11
    assert min(seen.values()) >= often(5), seen


def compare(given: Inputs) -> list[str]:
    """Compare one answer with trying everything; return what it was an example of."""
    slow = Slow(first_world(given, 3))
    try:
        stage = plan(given).stages[0]
    except NoPlan as refused:
        if refused.pins:
            return check_pins(refused.conflict, slow)
        return check_conflict(refused.conflict, slow)
    world, limits = slow.world, slow.limits
    check_within(stage.plan, limits)
    assert slow.fits(limits.bound, limits)
    within = sorted(slow.fitting(slow.due(limits.bound), limits), key=world.price)
    assert sorted(stage.plan.keys) == sorted(within[0])
    found = [sorted(other.keys) for other in stage.alternatives]
    assert found == [sorted(keys) for keys in alternatives(world, within)]
    free = sorted(world.complete_sets(slow.due(limits.bound)), key=world.price)
    return ["limits change the plan" if free[0] != within[0] else "limits leave the plan"]


def check_within(shown: Plan, limits: Constraints) -> None:
    """What the page says of money and dates keeps to the limits, unless a booked exam is tight."""
    assert limits.budget is None or shown.known_cost.minor <= limits.budget
    is_tight = any(step.is_tight for step in shown.steps)
    if limits.finish_by is not None and shown.ends_on is not None and not is_tight:
        assert shown.ends_on <= limits.finish_by


def check_pins(conflict: Conflict, slow: Slow) -> list[str]:
    """What cannot be had is not among what can, and dropping exactly that is the way out."""
    unmet = {pin.certification for pin in conflict.pins}
    places = {slow.world.place(key): key for key in slow.limits.bound}
    assert unmet <= places.keys() - slow.world.credited - slow.can_be_had
    assert conflict.limits == (Limit.PIN,)
    (way,) = conflict.relaxations
    assert {slow.world.place(key) for key in way.dropped} == unmet
    return ["cannot be had"]


def check_conflict(conflict: Conflict, slow: Slow) -> list[str]:
    assert not slow.fits(slow.limits.bound, slow.limits)
    assert conflict.pins == ()
    assert conflict.relaxations == slow.ways()
    assert conflict.limits == slow.failing()
    for way in conflict.relaxations:
        assert plan(followed(slow.world.inputs, way)).stages
    assert plan(without_limits(slow.world.inputs)).stages
    is_bound = bool(slow.due(slow.limits.bound))
    return ["required does not fit" if is_bound else "no exam fits", *kinds(conflict)]


def followed(given: Inputs, way: Relaxation) -> Inputs:
    """Do what a way out says."""
    limits = given.constraints
    if way.more_money is not None:
        limits = replace(limits, budget=(limits.budget or 0) + way.more_money.minor)
    if way.finish_by is not None:
        limits = replace(limits, finish_by=way.finish_by)
    if way.hours_a_week is not None:
        limits = replace(limits, hours_a_week=way.hours_a_week)
    return replace(given, constraints=replace(limits, pinned=limits.pinned - {*way.dropped}))


def kinds(conflict: Conflict) -> Iterator[str]:
    """Name the ways out, so that the examples can be counted."""
    for way in conflict.relaxations:
        is_both = way.more_money is not None and way.finish_by is not None
        yield (
            "both" if is_both
            else "money" if way.more_money is not None
            else "date" if way.finish_by is not None
            else "hours" if way.hours_a_week is not None
            else f"pins {min(len(way.dropped), 2)}"
        )  # fmt: skip
