"""The roadmap: the worked examples, and what each part of it says."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest

from careers.domain.certification import Status
from careers.domain.planner import (
    Certification,
    Constraints,
    Cover,
    Gap,
    Money,
    Plan,
    Roadmap,
    Stage,
    Step,
    plan,
)
from tests.domain.builders import (
    PEOPLE,
    TODAY,
    article_rule,
    certification,
    inputs,
    pounds,
    seven,
)

P3O = ("p3o-foundation", "p3o-practitioner")
IPMO = ("ipmo-foundation", "ipmo-practitioner")

WORKED: dict[str, tuple[int, tuple[str, ...], list[tuple[tuple[str, ...], str]]]] = {
    "newcomer": (1, (), [
        (("ppso-essentials", "p3o-foundation"), "0.91"),
        (("ppso-essentials",), "0.77"),
    ]),
    "P1": (1, (), [
        (("ppso-essentials", "p3o-foundation"), "0.90"),
        (("ppso-essentials",), "0.75"),
    ]),
    "P2": (2, ("ppso-essentials",), [
        ((*P3O, "ppso-advanced"), "0.65"),
        ((*IPMO, "ppso-advanced"), "0.65"),
        (IPMO, "0.54"),
    ]),
    "P3": (2, ("p3o-foundation",), [
        (("p3o-practitioner",), "0.67"),
        (("ipmo-foundation", "p3o-practitioner", "ipmo-practitioner"), "0.83"),
    ]),
    "P4": (3, (), [((*IPMO, "ipmo-expert"), "0.50")]),
    "P5": (3, (*P3O, *IPMO), [(("ipmo-expert",), "0.50")]),
}  # fmt: skip


@pytest.mark.parametrize("person", WORKED)
def test_worked_example(person: str) -> None:
    level, held, expected = WORKED[person]
    stage = first(plan(inputs(level, PEOPLE[person], held)))
    shown = [(one.keys, f"{float(one.cover):.2f}") for one in (stage.plan, *stage.alternatives)]
    assert shown[: len(expected)] == expected
    assert len(shown) == (4 if person == "P2" else len(expected))


def test_the_tie_of_the_analyst_is_decided_by_the_catalogue() -> None:
    """Cover, exams, known cost (none) and known days are equal: the earlier entry decides.

    The days are 9 each, because IPMO-Foundation's are not known and count as none. Of what the two
    sets do not share, P3O Foundation stands first in the catalogue.
    """
    best, twin = best_two(plan(inputs(2, PEOPLE["P2"], ("ppso-essentials",))))
    assert (best.keys, twin.keys) == ((*P3O, "ppso-advanced"), (*IPMO, "ppso-advanced"))
    assert (best.cover, twin.cover) == (Fraction(17, 26), Fraction(17, 26))
    assert (len(best.steps), best.known_days, best.known_cost.minor) == (3, 9, 0)
    assert (len(twin.steps), twin.known_days, twin.known_cost.minor) == (3, 9, 0)
    assert (best.unknown_days, twin.unknown_days) == (0, 1)


@pytest.mark.parametrize(
    ("key", "changes"),
    [
        ("p3o-foundation", {"cost": pounds(1)}),
        ("p3o-practitioner", {"course_days": 3}),
        ("ipmo-practitioner", {"course_days": None}),  # not known counts as none
        ("ipmo-foundation", {"order": -1}),
        ("ipmo-practitioner", {"order": 2}),  # P3O Foundation's place: the key decides
    ],
)
def test_the_tie_of_the_analyst_follows_cost_then_days_then_order(
    key: str, changes: dict[str, object]
) -> None:
    catalogue = tuple(changed(one, **changes) if one.key == key else one for one in seven())
    best, twin = best_two(plan(inputs(2, PEOPLE["P2"], ("ppso-essentials",), catalogue=catalogue)))
    assert set(best.keys) == {"ppso-advanced", *IPMO}
    assert set(twin.keys) == {"ppso-advanced", *P3O}


@pytest.mark.parametrize(
    "changes",
    [
        # Cost comes before days, and days before order.
        {"p3o-practitioner": {"course_days": 9}, "ipmo-foundation": {"cost": pounds(1)}},
        {"ipmo-foundation": {"order": -1, "course_days": 1}},
        {"ipmo-foundation": {"order": -1, "cost": pounds(1)}},
    ],
)
def test_what_comes_first_in_the_tie_decides(changes: dict[str, dict[str, object]]) -> None:
    catalogue = tuple(changed(one, **changes.get(one.key, {})) for one in seven())
    best, twin = best_two(plan(inputs(2, PEOPLE["P2"], ("ppso-essentials",), catalogue=catalogue)))
    assert set(best.keys) == {"ppso-advanced", *P3O}
    assert set(twin.keys) == {"ppso-advanced", *IPMO}


def test_a_tie_looks_at_the_price_and_the_days_of_what_is_booked() -> None:
    """The certificate that was replaced is cheap and short; its successor is neither."""
    facts: dict[str, Any] = {"status": Status.REPLACED, "successor": "new"}
    for old, new, other in (
        ({"cost": pounds(1)}, {"cost": pounds(9)}, {"cost": pounds(2)}),
        ({"course_days": 1}, {"course_days": 9}, {"course_days": 2}),
    ):
        catalogue = (
            certification("old", 3, 0, "C1:2", **facts, **old),
            certification("other", 3, 1, "C1:2", **other),
            certification("new", 3, 2, "", **new),
        )
        stage = first(plan(inputs(2, PEOPLE["P3"], catalogue=catalogue)))
        assert [one.keys for one in (stage.plan, *stage.alternatives)] == [("other",), ("old",)]
        of_old = stage.alternatives[0]
        booked = catalogue[2]
        assert (of_old.known_days, of_old.known_cost.minor) == (
            booked.course_days or 0,
            booked.cost.minor if booked.cost else 0,
        )


def test_another_currency_is_not_known() -> None:
    dear = Money(minor=1, currency="EUR")
    catalogue = tuple(
        replace(one, cost=dear) if one.key == "p3o-foundation" else one for one in seven()
    )
    best = first(plan(inputs(2, PEOPLE["P2"], ("ppso-essentials",), catalogue=catalogue))).plan
    assert best.keys == (*P3O, "ppso-advanced")
    assert (best.known_cost, best.unknown_costs) == (Money(minor=0, currency="GBP"), 3)


def test_at_the_top_what_is_missing_becomes_work() -> None:
    roadmap = plan(inputs(4, PEOPLE["P6"]))
    gaps = tuple(
        Gap(competency=name, counted=3, target=4, is_key=False) for name in ("A1", "A2", "A3", "A4")
    )
    nothing = Plan(
        steps=(),
        cover=Fraction(0),
        known_cost=Money(minor=0, currency="GBP"),
        unknown_costs=0,
        known_days=0,
        unknown_days=0,
        hours=0,
        assumed_hours=0,
        ends_on=None,
    )
    assert roadmap == Roadmap(
        level=4,
        target=None,
        stages=(Stage(target=4, gaps=gaps, plan=nothing, alternatives=(), uncovered=gaps),),
        renewals=(),
    )


def test_at_the_top_no_exam_is_advised_even_where_one_would_cover() -> None:
    director = certification("director", 4, 0, "A1:2 A2:2 A3:2 A4:2")
    stage = first(plan(inputs(4, PEOPLE["P6"], catalogue=(director,))))
    assert (stage.plan.steps, stage.alternatives, stage.uncovered) == ((), (), stage.gaps)
    pinned = Constraints(pinned=frozenset({"director"}))
    stage = first(plan(inputs(4, PEOPLE["P6"], catalogue=(director,), constraints=pinned)))
    assert (stage.plan.keys, stage.uncovered) == (("director",), ())
    assert stage.plan.cover == 1


def test_nothing_missing_needs_nothing() -> None:
    stage = first(plan(inputs(4, "4 4 4 4 · 4 4 4 4 · 4 4 4 4")))
    assert (stage.gaps, stage.plan.steps, stage.alternatives, stage.uncovered) == ((), (), (), ())
    assert stage.plan.cover == 1


def test_a_step_says_why() -> None:
    stage = first(plan(inputs(2, PEOPLE["P2"], ("ppso-essentials",))))
    foundation, practitioner, advanced = stage.plan.steps
    assert foundation == Step(
        certification="p3o-foundation",
        book="p3o-foundation",
        covers=(
            Cover(gap=gap("C1", 1, 3, is_key=True), strength=1, up_to=2),
            Cover(gap=gap("B4", 1, 3), strength=1, up_to=2),
            Cover(gap=gap("C4", 1, 3), strength=1, up_to=2),
        ),
        needed_for=("p3o-practitioner",),
        requires=(),
        already_held=(),
        experience_to_confirm=False,
        added_cover=Fraction(0),
        hours=24,
        are_hours_assumed=False,
        starts_on=TODAY,
        ends_on=TODAY + timedelta(days=34),  # 24 hours at 5 a week: 4.8 weeks
    )
    assert not any(cover.is_closed for cover in foundation.covers)
    assert practitioner.requires == ("p3o-foundation",)
    assert practitioner.covers[:3] == (
        Cover(gap=gap("B1", 2, 3, is_key=True), strength=2, up_to=3),
        Cover(gap=gap("C1", 1, 3, is_key=True), strength=2, up_to=3),
        Cover(gap=gap("C2", 1, 3, is_key=True), strength=1, up_to=3),
    )
    assert all(one.is_closed for one in practitioner.covers)
    assert advanced.already_held == ("ppso-essentials",)
    assert [cover.gap.competency for cover in advanced.covers] == ["A3", "B3", "C3"]
    assert advanced.added_cover == Fraction(4, 26)
    assert [one.competency for one in stage.uncovered] == ["A1", "A2"]


def test_later_stages_begin_where_the_earlier_ended() -> None:
    roadmap = plan(inputs(2, PEOPLE["P3"], ("p3o-foundation",), target=4))
    assert roadmap.target == 4
    second = roadmap.stages[1]
    assert [stage.target for stage in roadmap.stages] == [3, 4]
    assert {one.counted for one in second.gaps} == {3}
    assert len(second.gaps) == 12
    assert second.alternatives == ()
    assert roadmap.stages[0].plan.keys == ("p3o-practitioner",)
    assert second.plan.keys == (*IPMO, "ipmo-expert")


def test_the_first_stage_does_not_depend_on_how_far_one_looks() -> None:
    near = plan(inputs(1, PEOPLE["P1"]))
    far = plan(inputs(1, PEOPLE["P1"], target=4))
    assert near.stages[0] == far.stages[0]
    assert [stage.target for stage in far.stages] == [2, 3, 4]
    assert far.stages[1].plan.steps[0].already_held == ("p3o-foundation",)


def test_what_does_not_apply_is_no_gap() -> None:
    stages = plan(inputs(2, PEOPLE["P8"], target=4)).stages
    applies = ["A1", "A2", "A4", "B1", "B2", "B3", "C1", "C2", "C3"]
    assert [[one.competency for one in stage.gaps] for stage in stages] == [applies, applies]


@pytest.mark.parametrize("target", [2, 1, 5])
def test_a_target_must_lie_above(target: int) -> None:
    with pytest.raises(ValueError, match="target must be a level above 2 and at most 4"):
        plan(inputs(2, PEOPLE["P2"], target=target))


def test_a_level_and_its_rule_must_exist() -> None:
    with pytest.raises(ValueError, match="5 is not a level"):
        plan(inputs(5, PEOPLE["P2"]))
    short = replace(article_rule(), levels=article_rule().levels[:1])
    with pytest.raises(ValueError, match="says nothing about level 3"):
        plan(inputs(2, PEOPLE["P2"], rule=short))


def first(roadmap: Roadmap) -> Stage:
    return roadmap.stages[0]


def best_two(roadmap: Roadmap) -> tuple[Plan, Plan]:
    stage = first(roadmap)
    return stage.plan, stage.alternatives[0]


def changed(one: Certification, **changes: Any) -> Certification:
    return replace(one, **changes)


def gap(name: str, counted: int, target: int, *, is_key: bool = False) -> Gap:
    return Gap(competency=name, counted=counted, target=target, is_key=is_key)
