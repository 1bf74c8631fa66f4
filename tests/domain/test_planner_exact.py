"""The planner compared with trying every set, on random small catalogues."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from careers.domain.planner import (
    Certification,
    Constraints,
    Inputs,
    Money,
    NoPlan,
    Prerequisite,
    Status,
    plan,
)
from tests.domain.builders import COMPETENCIES, certification, inputs, pounds, thorough
from tests.domain.slow import World, alternatives, first_world, next_world, ranked

STATUSES = st.sampled_from([Status.AVAILABLE] * 6 + [Status.REPLACED, Status.RETIRED])
FEW = COMPETENCIES[:10:2] + COMPETENCIES[8:10]


@st.composite
def catalogues(draw: st.DrawFn) -> tuple[Certification, ...]:
    """Up to nine certifications; each may need only those made before it."""
    count = draw(st.integers(1, 9))
    orders = draw(st.permutations(range(count)))
    made: list[Certification] = []
    for index in range(count):
        earlier = [one.key for one in made]
        made.append(draw(certifications(f"c{index}", orders[index], earlier)))
    for index in range(count - 1):
        if draw(st.integers(0, 5)) == 0:
            later = draw(st.integers(index + 1, count - 1))
            made[index] = replace(made[index], successor=f"c{later}")
    return tuple(draw(st.permutations(made)))


@st.composite
def certifications(draw: st.DrawFn, key: str, order: int, earlier: list[str]) -> Certification:
    names = draw(st.lists(st.sampled_from(FEW), max_size=5, unique=True))
    strengths = [draw(st.integers(1, 2)) for _ in names]
    builds = " ".join(f"{name}:{strength}" for name, strength in zip(names, strengths, strict=True))
    level = draw(st.sampled_from([1, 2, 2, 2, 3, 3, 4]))
    others = st.sampled_from([*earlier, "absent"])
    group = st.builds(
        Prerequisite,
        any_of=st.lists(others, min_size=0, max_size=3, unique=True).map(tuple),
        or_experience=st.booleans(),
    )
    needs: dict[str, Any] = {}
    needs_others: bool = draw(st.booleans())
    if earlier and needs_others:
        needs["prerequisites"] = tuple(draw(st.lists(group, max_size=2)))
        needs["recommended_first"] = tuple(draw(st.lists(others, max_size=1)))
    money = st.builds(Money, minor=st.sampled_from([0, 100, 200]), currency=st.just("GBP"))
    foreign = st.builds(Money, minor=st.just(50), currency=st.just("EUR"))
    return certification(
        key,
        level,
        order,
        builds,
        up_to=draw(st.integers(max(1, level - 1), 4)),
        status=draw(STATUSES),
        cost=draw(st.one_of(st.none(), money, foreign)),
        course_days=draw(st.one_of(st.none(), st.integers(1, 3))),
        **needs,
    )


@st.composite
def situations(draw: st.DrawFn, targets: tuple[int | None, ...] = (None,)) -> Inputs:
    catalogue = draw(catalogues())
    some = st.frozensets(st.sampled_from([one.key for one in catalogue]), max_size=2)
    values = st.one_of(st.integers(0, 4), st.integers(0, 2), st.none())
    counted = {name: draw(values) for name in COMPETENCIES}
    level = draw(st.integers(1, 3))
    target = draw(st.sampled_from(targets))
    assume(target is None or target > level)
    return inputs(
        level,
        counted,
        target=target,
        catalogue=catalogue,
        held=sorted(draw(some)),
        constraints=Constraints(
            excluded=draw(st.one_of(st.just(frozenset[str]()), some)),
            experience_confirmed=draw(some),
        ),
    )


def crowded(seed: int) -> Inputs:
    """Nine certifications that overlap, need one another and share few prices: plans are long."""
    random = Random(seed)  # noqa: S311 - examples, not secrets
    chosen = random.sample(COMPETENCIES, 6)
    made: list[Certification] = []
    for index in range(9):
        names = random.sample(chosen, random.randint(1, 3))
        keys = [one.key for one in made]
        groups = [
            Prerequisite(any_of=tuple(random.sample(keys, min(len(keys), random.randint(1, 3)))))
            for _ in range(random.choice([0, 0, 1, 2]) if keys else 0)
        ]
        made.append(
            certification(
                f"c{index}",
                order=random.randint(0, 9),
                builds=" ".join(f"{name}:{random.choice([1, 2, 2])}" for name in names),
                up_to=4,
                prerequisites=tuple(groups),
                recommended_first=tuple(random.sample(keys, 1))
                if keys and random.random() < 0.1
                else (),
                cost=random.choice([None, None, pounds(1), pounds(2)]),
                course_days=random.choice([None, 1, 2]),
            )
        )
    counted = {name: random.randint(1, 2) if name in chosen else 4 for name in COMPETENCIES}
    return inputs(2, counted, catalogue=tuple(made))


def test_long_plans_equal_trying_every_set() -> None:
    sizes: Counter[int] = Counter()
    shown: Counter[int] = Counter()
    for seed in range(150):
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
    assert sum(count for size, count in sizes.items() if size >= 3) > 75
    assert shown[3] > 75


def in_order(keys: tuple[str, ...], world: World) -> list[str]:
    return sorted(keys, key=lambda key: world.by_key[key].order)


@thorough(500)
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


@thorough(250)
@given(situations(), st.data())
def test_pins_equal_trying_every_set(given_inputs: Inputs, data: st.DataObject) -> None:
    world = first_world(given_inputs, given_inputs.level + 1)
    assume(not world.has_circle())
    keys = [one.key for one in given_inputs.catalogue]
    pins = data.draw(st.frozensets(st.sampled_from(keys), min_size=1, max_size=2))
    given_inputs = pinned(given_inputs, pins)
    places = {place(world, key) for key in pins} - world.credited
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


def place(world: World, key: str) -> str:
    """The predecessor keeps the place of a pinned successor; a retired one leaves it to its own."""
    living = [one for one in world.inputs.catalogue if one.status is not Status.RETIRED]
    keepers = [one for one in living if one.key in world.predecessors(key)]
    if keepers:
        return min(keepers, key=lambda one: one.order).key
    following = key
    while (one := world.by_key[following]) not in living:
        if one.successor is None:
            return key
        following = one.successor
    return following


@thorough(150)
@given(situations(targets=(3, 4)), st.data())
def test_stages_equal_trying_every_set_stage_by_stage(
    given_inputs: Inputs, data: st.DataObject
) -> None:
    keys = [one.key for one in given_inputs.catalogue]
    given_inputs = pinned(given_inputs, data.draw(st.frozensets(st.sampled_from(keys), max_size=1)))
    assert given_inputs.target is not None
    world = first_world(given_inputs, given_inputs.level + 1)
    pins = {place(world, key) for key in given_inputs.constraints.pinned} - world.credited
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


@thorough(150)
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


@thorough(250)
@given(situations())
def test_every_step_comes_after_what_it_needs_and_every_exam_earns_something(
    given_inputs: Inputs,
) -> None:
    world = first_world(given_inputs, given_inputs.level + 1)
    stage = plan(given_inputs).stages[0]
    waived = world.waived
    for shown in (stage.plan, *stage.alternatives):
        have = set(world.credited)
        for step in shown.steps:
            assert world.is_ready(step.certification, have, waived[step.certification])
            assert set(step.requires) <= {key for key in shown.keys if key in have}
            assert step.experience_to_confirm is any(
                step.certification not in given_inputs.constraints.experience_confirmed
                and not have & set(world.by_key[step.certification].prerequisites[place].any_of)
                for place in waived[step.certification]
            )
            have |= world.gives(step.certification)
            assert step.needed_for or step.added_cover > 0
            rest = [key for key in shown.keys if key != step.certification]
            assert step.added_cover == world.cover(shown.keys) - world.cover(rest)
    uncovered = {gap.competency for gap in stage.uncovered}
    covered = {c.gap.competency for step in stage.plan.steps for c in step.covers}
    assert uncovered | covered == {gap.competency for gap in stage.gaps}
    assert not uncovered & covered
