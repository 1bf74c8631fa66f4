"""What a change of the catalogue does to people, and that nobody it touches is passed over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from careers.domain import planner
from careers.domain.accepted import keep
from careers.domain.changes import compare
from careers.domain.impact import Change, Impact, Standing, impact
from careers.domain.planner import Certification, Holding, Inputs, Status
from careers.domain.reach import Reach
from tests.domain.builders import (
    PEOPLE,
    TODAY,
    certification,
    inputs,
    often,
    pounds,
    seven,
)
from tests.domain.changing import EDITS, a_catalogue, a_change, a_person

SEEDS = often(500)
Days = Mapping[str, date]


def standing(inputs_: Inputs, accepted: Days | None = None) -> Standing:
    """Where somebody stands, without anything that is not of this package."""
    try:
        proposal, fits = planner.plan(inputs_), True
    except planner.NoPlan:
        proposal, fits = planner.plan(planner.without_limits(inputs_)), False
    if accepted is None:
        return Standing(proposal=proposal, fits=fits, kept=None, changes=())
    kept = keep(inputs_, accepted)
    changes = compare(inputs_, kept, proposal.stages[0].plan, accepted) if fits else ()
    return Standing(proposal=proposal, fits=fits, kept=kept, changes=changes)


def under(person: Inputs, catalogue: Iterable[Certification]) -> Inputs:
    return replace(person, catalogue=tuple(catalogue))


def found(person: Inputs, after: Iterable[Certification], accepted: Days | None = None) -> Any:
    return impact(standing(person, accepted), standing(under(person, after), accepted))


def seen(one: Standing) -> tuple[Any, ...]:
    """All that somebody sees of a roadmap and could change: more than `impact` tells apart."""
    steps = [
        (step.certification, step.book, step.starts_on, step.ends_on, step.cost, step.hours)
        for step in one.plan.steps
    ]
    later = [stage.plan.keys for stage in one.proposal.stages[1:]]
    kept = None
    if one.kept:
        kept = [(s.certification, s.book, s.cost) for s in one.kept.plan.steps], one.kept.gone
    changes = [(c.kind, c.certification, c.was_on, c.why) for c in one.changes]
    renewed = {
        r.certification: (r.expires_on, {*r.renews}, {*r.exams}, r.by_plan) for r in one.renewals
    }
    return steps, later, one.fits, one.plan.known_cost, kept, changes, renewed


def test_what_is_passed_over_is_the_same_for_everybody() -> None:
    counts: Counter[Any] = Counter()
    for seed in range(SEEDS):
        dice = Random(seed)  # noqa: S311 - examples, not secrets
        catalogue = a_catalogue(dice)
        name, after = a_change(catalogue, dice)
        reach = Reach(catalogue, after)
        for _ in range(4):
            person = a_person(catalogue, dice)
            first = standing(person)
            accepted = None
            if dice.random() < 0.5:
                accepted = {step.certification: step.ends_on for step in first.plan.steps}
                accepted = {key: on for key, on in accepted.items() if dice.random() < 0.9}
            pair = standing(person, accepted), standing(under(person, after), accepted)
            books = [step.book for one in pair if one.kept for step in one.kept.plan.steps]
            is_same = reach.is_same_question(
                person, under(person, after), {*(accepted or ()), *books}
            )
            if is_same:
                assert seen(pair[0]) == seen(pair[1]), (seed, name)
                assert impact(*pair) is None, (seed, name)
            counts[is_same, impact(*pair) is not None] += 1
            counts[name, impact(*pair) is not None] += 1
    assert counts[True, True] == 0
    assert counts[True, False] > SEEDS, counts  # many are passed over,
    assert counts[False, True] > SEEDS / 4, counts  # and those who are not were worth looking at
    assert sum(bool(counts[name, True]) for name in EDITS) > len(EDITS) / 2, counts


P1 = inputs(1, PEOPLE["P1"])
"""Is advised to take PPSO Essentials, then P3O Foundation."""

ESSENTIALS, FOUNDATION = "ppso-essentials", "p3o-foundation"


def with_(key: str, **changes: Any) -> tuple[Certification, ...]:
    return tuple(replace(one, **changes) if one.key == key else one for one in seven())


def days_of(person: Inputs) -> dict[str, date]:
    return {step.certification: step.ends_on for step in planner.plan(person).stages[0].plan.steps}


def told(found_: Impact | None) -> list[tuple[str, str]]:
    assert found_ is not None
    return [(str(one.kind), one.certification) for one in found_.changes]


class TestWithoutAPlan:
    """The proposal before beside the proposal after."""

    def test_a_price_changes_the_money_and_no_step(self) -> None:
        impact_ = found(P1, with_(FOUNDATION, cost=pounds(300)))
        assert impact_.changes == ()
        assert (impact_.before.known_cost, impact_.before.unknown_costs) == (pounds(0), 2)
        assert (impact_.after.known_cost, impact_.after.unknown_costs) == (pounds(300), 1)

    def test_nothing_is_the_same_in_every_currency(self) -> None:
        euros = replace(P1, constraints=replace(P1.constraints, currency="EUR"))
        assert impact(standing(P1), standing(euros)) is None
        priced = with_(FOUNDATION, cost=pounds(300))
        assert impact(standing(under(P1, priced)), standing(under(euros, priced))) is not None

    def test_one_more_day_moves_what_comes_after_it(self) -> None:
        before, after = days_of(P1), days_of(under(P1, with_(FOUNDATION, course_days=4)))
        assert found(P1, with_(FOUNDATION, course_days=4)).changes == (
            Change(
                kind="moved",
                certification=FOUNDATION,
                was_on=before[FOUNDATION],
                is_on=after[FOUNDATION],
            ),
        )

    def test_what_is_retired_goes_out_and_moves_what_comes_after_it(self) -> None:
        assert told(found(P1, with_(ESSENTIALS, status=Status.RETIRED))) == [
            ("removed", ESSENTIALS),
            ("moved", FOUNDATION),
        ]

    def test_a_successor_is_booked_instead(self) -> None:
        new = certification("new", 2, 20, course_days=3)
        after = (*with_(FOUNDATION, status=Status.REPLACED, successor="new"), new)
        (change,) = found(P1, after).changes
        assert (change.kind, change.certification) == ("succeeded", FOUNDATION)
        assert (change.was_book, change.book) == (FOUNDATION, "new")

    def test_what_no_plan_needs_touches_nobody(self) -> None:
        after = with_("ipmo-expert", cost=pounds(900))
        assert found(P1, after) is None
        assert Reach(seven(), after).is_same_question(P1, under(P1, after), ())

    def test_the_outline_of_later_levels(self) -> None:
        far = replace(P1, target=3)
        assert told(found(far, with_("ipmo-foundation", status=Status.RETIRED))) == [
            ("later_removed", "p3o-practitioner"),
            ("later_removed", "ppso-advanced"),
            ("later_added", "ipmo-practitioner"),
        ]

    def test_limits_that_no_plan_fits_any_more(self) -> None:
        poor = replace(P1, constraints=replace(P1.constraints, budget=20000))
        dear = tuple(replace(one, cost=pounds(300)) for one in seven())
        assert told(found(poor, dear)) == [("no_plan", "")]
        assert told(impact(standing(under(poor, dear)), standing(poor))) == [("plan_fits", "")]

    def test_another_suite_is_another_renewal(self) -> None:
        ends = TODAY + timedelta(days=90), TODAY + timedelta(days=200)
        held = (
            Holding(certification="p3o-foundation", expires_on=ends[0]),
            Holding(certification="ipmo-foundation", expires_on=ends[1]),
        )
        holder = replace(P1, held=held)
        after = with_("ipmo-foundation", suite="ppm")
        assert not Reach(seven(), after).is_same_question(holder, under(holder, after), ())
        assert [
            (one.kind, one.certification, one.was_on, one.is_on)
            for one in found(holder, after).changes
        ] == [
            ("renewal", "p3o-foundation", ends[0], ends[1]),
            ("renewal", "ipmo-foundation", ends[1], ends[1]),
        ]


class TestWithAPlan:
    """Only what the proposal would newly change in it."""

    accepted = days_of(P1)

    def test_what_was_proposed_before_is_no_news(self) -> None:
        late = {**self.accepted, FOUNDATION: self.accepted[FOUNDATION] + timedelta(days=30)}
        assert [one.kind for one in standing(P1, late).changes] == ["moved"]
        after = with_("ipmo-expert", cost=pounds(900))
        assert found(P1, after, late) is None

    def test_a_successor_is_put_forward(self) -> None:
        new = certification("new", 2, 20, course_days=3, cost=pounds(250))
        after = (*with_(FOUNDATION, status=Status.REPLACED, successor="new"), new)
        before_, after_ = standing(P1, self.accepted), standing(under(P1, after), self.accepted)
        # As it was accepted the exam of the predecessor is booked.
        kept = keep(under(P1, after), self.accepted, {FOUNDATION: FOUNDATION})
        changes = compare(under(P1, after), kept, after_.plan, self.accepted)
        impact_ = impact(before_, replace(after_, kept=kept, changes=changes))
        assert told(impact_) == [("succeeded", FOUNDATION)]
        assert impact_ is not None
        assert [(one.was_book, one.book) for one in impact_.changes] == [(FOUNDATION, "new")]
        assert (impact_.before.known_cost, impact_.after.known_cost) == (pounds(0), pounds(250))

    def test_without_news_its_own_cost_counts(self) -> None:
        only = {ESSENTIALS: self.accepted[ESSENTIALS]}
        impact_ = found(P1, with_(FOUNDATION, cost=pounds(300)), only)
        assert impact_ is None  # what is not in the plan costs nothing
        impact_ = found(P1, with_(ESSENTIALS, cost=pounds(300)), only)
        assert impact_.changes == ()
        assert impact_.after.keys == (ESSENTIALS,)
        assert impact_.after.known_cost == pounds(300)


def test_what_is_related() -> None:
    after = with_("p3o-foundation", cost=pounds(1))
    reach = Reach(seven(), after)
    assert reach.changed == {"p3o-foundation"}
    assert reach.related == {"p3o-foundation", "p3o-practitioner"}
    assert (reach.up_to(2), reach.up_to(3)) == ({"p3o-foundation"}, reach.related)
    assert reach.of_holders == frozenset()
    retired = Reach(seven(), with_("p3o-foundation", status=Status.RETIRED))
    assert retired.of_holders == {"p3o-foundation", "p3o-practitioner"}  # one suite
