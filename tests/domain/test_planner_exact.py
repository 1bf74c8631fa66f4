"""The planner compared with trying every set, on random small catalogues."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from careers.domain.planner import Constraints, Inputs, NoPlan, Plan, Stage, plan
from tests.domain.builders import often, thorough
from tests.domain.situations import choosy, crowded, situations
from tests.domain.slow import World, alternatives, first_world, next_world, ranked


def test_long_plans_equal_trying_every_set() -> None:
    sizes: Counter[int] = Counter()
    shown: Counter[int] = Counter()
    for seed in range(often(150)):
        given_inputs = crowded(seed)
        world = first_world(given_inputs, 3)
        sets = ranked(world, ())
        stage = plan(given_inputs).stages[0]
        assert sorted(stage.plan.keys) == sorted(sets[0])
        found = [sorted(other.keys) for other in stage.alternatives]
        assert found == [sorted(keys) for keys in alternatives(world, sets)]
        sizes[len(stage.plan.steps)] += 1
        shown[len(found)] += 1
    # These examples are worth trying: most plans have several steps and several alternatives.
    assert sum(count for size, count in sizes.items() if size >= 3) > often(75)
    assert shown[3] > often(75)


def test_what_is_preferred_or_left_out_equals_trying_every_set() -> None:
    seen: Counter[str] = Counter()
    for seed in range(2000, 2000 + often(100)):
        given_inputs = choosy(seed)
        world = first_world(given_inputs, 3)
        sets = ranked(world, ())
        stage = plan(given_inputs).stages[0]
        assert sorted(stage.plan.keys) == sorted(sets[0])
        found = [sorted(other.keys) for other in stage.alternatives]
        assert found == [sorted(keys) for keys in alternatives(world, sets)]
        plain = first_world(replace(given_inputs, constraints=Constraints()), 3)
        without = ranked(plain, ())[0]
        seen["other plan"] += sets[0] != without
        seen["cheaper for a wish"] += plain.worth(sets[0]) < plain.worth(without)
        seen["one more exam"] += len(sets[0]) > len(without)
        seen["fewer alternatives"] += len(found) < 3
    # These examples are worth trying: wishes change plans, in more than one way.
    assert min(seen.values()) > often(10), seen


def in_order(keys: tuple[str, ...], world: World) -> list[str]:
    return sorted(keys, key=lambda key: world.by_key[key].order)


@thorough(often(350))
@given(situations())
def test_the_best_set_and_its_alternatives_equal_trying_every_set(given_inputs: Inputs) -> None:
    world = first_world(given_inputs, given_inputs.level + 1)
    assume(not world.has_circle())
    sets = ranked(world, ())
    stage = plan(given_inputs).stages[0]
    assert in_order(stage.plan.keys, world) == in_order(sets[0], world)
    assert stage.plan.cover == world.cover(sets[0])
    found = [in_order(other.keys, world) for other in stage.alternatives]
    assert found == [in_order(keys, world) for keys in alternatives(world, sets)]
    assert stage.gaps == world.gaps


@thorough(often(150))
@given(situations(), st.data())
def test_pins_equal_trying_every_set(given_inputs: Inputs, data: st.DataObject) -> None:
    world = first_world(given_inputs, given_inputs.level + 1)
    assume(not world.has_circle())
    keys = [one.key for one in given_inputs.catalogue]
    pins = data.draw(st.frozensets(st.sampled_from(keys), min_size=1, max_size=2))
    given_inputs = pinned(given_inputs, pins)
    places = {world.place(key) for key in pins} - world.credited
    possible = {key for key in places if world.complete_sets({key})}
    sets = ranked(world, possible)
    if unmet := places.difference(*(world.gives(key) for key in sets[0])):
        with pytest.raises(NoPlan) as refused:
            plan(given_inputs)
        assert {pin.certification for pin in refused.value.pins} == unmet
        assert all(pin.blockers for pin in refused.value.pins)
        return
    stage = plan(given_inputs).stages[0]
    assert in_order(stage.plan.keys, world) == in_order(sets[0], world)
    assert {step.certification for step in stage.plan.steps if step.is_pinned} == possible
    found = [in_order(other.keys, world) for other in stage.alternatives]
    assert found == [in_order(keys, world) for keys in alternatives(world, sets)]


def pinned(given_inputs: Inputs, pins: frozenset[str]) -> Inputs:
    return replace(given_inputs, constraints=replace(given_inputs.constraints, pinned=pins))


@thorough(often(150))
@given(situations(targets=(3, 4)), st.data())
def test_stages_equal_trying_every_set_stage_by_stage(
    given_inputs: Inputs, data: st.DataObject
) -> None:
    keys = [one.key for one in given_inputs.catalogue]
    given_inputs = pinned(given_inputs, data.draw(st.frozensets(st.sampled_from(keys), max_size=1)))
    assert given_inputs.target is not None
    world = first_world(given_inputs, given_inputs.level + 1)
    pins = {world.place(key) for key in given_inputs.constraints.pinned} - world.credited
    expected: list[list[str]] = []
    while True:
        assume(not world.has_circle())
        due = {key for key in pins if world.complete_sets({key})}
        best = ranked(world, due)[0]
        expected.append(in_order(best, world))
        pins -= due.union(*(world.gives(key) for key in best))
        if world.target == given_inputs.target:
            break
        world = next_world(world, best)
    if pins:
        with pytest.raises(NoPlan):
            plan(given_inputs)
        return
    roadmap = plan(given_inputs)
    assert [in_order(stage.plan.keys, world) for stage in roadmap.stages] == expected
    assert [stage.alternatives for stage in roadmap.stages[1:]] == [()] * (len(expected) - 1)


@thorough(often(150))
@given(situations(targets=(None, 3, 4)), st.data())
def test_the_order_of_what_is_given_does_not_matter(
    given_inputs: Inputs, data: st.DataObject
) -> None:
    shuffled = replace(
        given_inputs,
        catalogue=tuple(data.draw(st.permutations(given_inputs.catalogue))),
        held=tuple(data.draw(st.permutations(given_inputs.held))),
    )
    assert repr(plan(shuffled)) == repr(plan(given_inputs))


@thorough(often(150))
@given(situations())
def test_every_step_comes_after_what_it_needs_and_every_exam_earns_something(
    given_inputs: Inputs,
) -> None:
    check_stage(given_inputs)


def test_so_it_is_in_long_plans() -> None:
    seen: Counter[str] = Counter()
    for seed in range(1000, 1000 + often(100)):
        for step in check_stage(crowded(seed)).plan.steps:
            seen["all"] += 1
            seen["waits"] += bool(step.requires)
            seen["to confirm"] += step.experience_to_confirm
    # These examples are worth trying: there are steps of every kind.
    assert seen["all"] > often(200), seen
    assert min(seen["waits"], seen["to confirm"]) > often(20), seen


def check_stage(given_inputs: Inputs) -> Stage:
    world = first_world(given_inputs, given_inputs.level + 1)
    stage = plan(given_inputs).stages[0]
    for shown in (stage.plan, *stage.alternatives):
        check_steps(shown, world)
    uncovered = {gap.competency for gap in stage.uncovered}
    covered = {c.gap.competency for step in stage.plan.steps for c in step.covers}
    assert uncovered | covered == {gap.competency for gap in stage.gaps}
    assert not uncovered & covered
    return stage


def check_steps(shown: Plan, world: World) -> None:
    have = set(world.credited)
    for step in shown.steps:
        waived = world.waived[step.certification]
        assert world.is_ready(step.certification, have, waived)
        assert set(step.requires) <= {key for key in shown.keys if key in have}
        confirmed = world.inputs.constraints.experience_confirmed
        assert step.experience_to_confirm is any(
            step.certification not in confirmed
            and not have & set(world.by_key[step.certification].prerequisites[place].any_of)
            for place in waived
        )
        have |= world.gives(step.certification)
        assert step.needed_for or step.added_cover > 0
        rest = [key for key in shown.keys if key != step.certification]
        assert step.added_cover == world.cover(shown.keys) - world.cover(rest)
