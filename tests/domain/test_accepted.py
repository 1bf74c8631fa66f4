"""What is left of an accepted plan, and what a proposal would change in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from careers.domain.accepted import Gone, Kept, keep
from careers.domain.certification import Status
from careers.domain.changes import ChangeKind, PlanChange, Why, compare, same_exams
from careers.domain.eligibility import Blocker, BlockerKind
from careers.domain.planner import Constraints, Holding, Inputs, NoPlan, Plan, plan
from tests.domain.builders import PEOPLE, TODAY, inputs, seven, thorough, with_successors
from tests.domain.situations import situations

P1 = ("ppso-essentials", "p3o-foundation")


def days(one: Plan) -> dict[str, date]:
    return {step.certification: step.ends_on for step in one.steps}


def proposed(given_inputs: Inputs) -> Plan:
    return plan(given_inputs).stages[0].plan


def changes(given_inputs: Inputs, accepted: Plan) -> tuple[PlanChange, ...]:
    kept = keep(given_inputs, accepted.keys)
    return compare(given_inputs, kept, proposed(given_inputs), days(accepted))


def told(found: tuple[PlanChange, ...]) -> list[tuple[ChangeKind, str, Why]]:
    return [(change.kind, change.certification, change.why) for change in found]


@thorough(150)
@given(situations())
def test_a_plan_just_accepted_is_kept_as_it_is_and_changes_nothing(given_inputs: Inputs) -> None:
    stage = plan(given_inputs).stages[0]
    kept = keep(given_inputs, stage.plan.keys)
    # What makes a step required is told by the constraints, not by the acceptance.
    assert kept.plan == stage.plan
    assert kept.uncovered == stage.uncovered
    assert kept.gaps == stage.gaps
    assert (kept.passed, kept.gone) == ((), ())
    assert kept.renewals == plan(given_inputs).renewals
    assert compare(given_inputs, kept, stage.plan, days(stage.plan)) == ()


@thorough(150)
@given(situations(), st.data())
def test_any_plan_can_be_kept_and_every_change_leads_to_the_proposal(
    given_inputs: Inputs, data: st.DataObject
) -> None:
    keys = [one.key for one in given_inputs.catalogue]
    accepted = data.draw(st.lists(st.sampled_from([*keys, "unknown"]), unique=True))
    booked_as = data.draw(st.dictionaries(st.sampled_from(keys), st.sampled_from(keys)))
    kept = keep(given_inputs, accepted, booked_as)
    told_of = {*kept.plan.keys, *kept.passed, *(gone.certification for gone in kept.gone)}
    assert told_of == set(accepted)
    assert all(gone.blockers for gone in kept.gone)
    try:
        proposal = proposed(given_inputs)
    except NoPlan:
        return
    found = compare(given_inputs, kept, proposal, {})
    removed = {c.certification for c in found if c.kind is ChangeKind.REMOVED}
    added = {c.certification for c in found if c.kind is ChangeKind.ADDED}
    same = same_exams(kept.plan, proposal)
    assert set(same) == set(accepted) - set(kept.passed) - removed
    assert {step.certification for step in same.values()} | added == set(proposal.keys)
    assert not added & set(kept.plan.keys)
    for step in kept.plan.steps:
        book = booked_as.get(step.certification, step.book)
        is_told = ChangeKind.SUCCEEDED, step.certification
        new = same.get(step.certification)
        is_other = new is not None and new.book != book
        assert (is_told in {(c.kind, c.certification) for c in found}) is is_other


def test_what_was_passed_is_done_and_what_is_gone_says_why() -> None:
    seen = inputs(
        1,
        PEOPLE["P1"],
        held=("pmo-administrators",),
        catalogue=with_successors(),
        constraints=Constraints(excluded=frozenset({"p3o-foundation"})),
    )
    kept = keep(seen, (*P1, "ipmo-expert", "lost"))
    assert kept.passed == ("ppso-essentials",)
    assert kept.gone == (
        gone("p3o-foundation", Blocker(kind=BlockerKind.EXCLUDED)),
        gone("ipmo-expert", Blocker(kind=BlockerKind.ABOVE_TARGET, level=4)),
        gone("lost", Blocker(kind=BlockerKind.UNKNOWN)),
    )
    assert kept.plan.steps == ()
    assert kept.uncovered == kept.gaps


def gone(key: str, *blockers: Blocker) -> Gone:
    return Gone(certification=key, blockers=blockers)


def test_a_plan_stays_what_was_accepted_where_a_prerequisite_is_gone() -> None:
    seen = inputs(2, PEOPLE["P3"], constraints=Constraints(excluded=frozenset({"p3o-foundation"})))
    # Without its prerequisite nobody can take it: it is gone as well.
    kept = keep(seen, ("p3o-foundation", "p3o-practitioner"))
    assert [one.certification for one in kept.gone] == ["p3o-foundation", "p3o-practitioner"]
    # What is only recommended first is not put in.
    kept = keep(inputs(2, PEOPLE["P3"]), ("ipmo-practitioner",))
    assert kept.plan.keys == ("ipmo-practitioner",)
    assert kept.plan.steps[0].requires == ()


def test_at_the_top_the_plan_is_seen_against_that_level() -> None:
    kept = keep(inputs(4, PEOPLE["P6"]), ("ipmo-expert",))
    assert {gap.target for gap in kept.gaps} == {4}
    assert kept.plan.keys == ("ipmo-expert",)


def test_the_same_plan_is_named_once() -> None:
    assert keep(inputs(1, PEOPLE["P1"]), (*P1, *P1)).plan.keys == P1


def test_a_booked_day_stands() -> None:
    on = TODAY + timedelta(days=200)
    booked = Constraints(booked={"p3o-foundation": on}, begins_on=TODAY + timedelta(days=7))
    kept = keep(inputs(1, PEOPLE["P1"], constraints=booked), P1)
    assert days(kept.plan)["p3o-foundation"] == on
    assert days(kept.plan)["ppso-essentials"] > on


def test_planning_begins_on_the_day_asked_for() -> None:
    begins_on = TODAY + timedelta(days=50)
    seen = inputs(1, PEOPLE["P1"], constraints=Constraints(begins_on=begins_on))
    assert keep(seen, P1).plan.steps[0].starts_on == begins_on


def test_a_gap_that_was_closed_leaves_nothing_to_build() -> None:
    accepted = proposed(inputs(1, PEOPLE["P1"]))
    found = changes(inputs(2, PEOPLE["P3"]), accepted)
    assert (ChangeKind.REMOVED, "ppso-essentials", Why.NOTHING_LEFT) in told(found)
    (one,) = [change for change in found if change.certification == "ppso-essentials"]
    assert (one.was_on, one.added_cover) == (days(accepted)["ppso-essentials"], 0)


def test_an_exam_that_covers_too_little_beside_the_rest() -> None:
    seen = inputs(2, PEOPLE["P3"], held=("p3o-foundation",))
    accepted = plan_of(seen, "p3o-practitioner", "ppso-advanced")
    essentials, advanced, practitioner = changes(seen, accepted)
    assert (advanced.certification, advanced.why) == ("ppso-advanced", Why.TOO_LITTLE)
    assert 0 <= advanced.added_cover < Fraction(1, 10)
    assert essentials.why is Why.NOTHING_LEFT
    assert practitioner.kind is ChangeKind.MOVED


def plan_of(seen: Inputs, *pins: str) -> Plan:
    pinned = replace(seen.constraints, pinned=frozenset(pins))
    return proposed(replace(seen, constraints=pinned))


def test_other_exams_that_are_worth_more() -> None:
    seen = inputs(2, PEOPLE["P3"])
    accepted = plan_of(replace(seen, constraints=without("p3o-foundation")), "ipmo-practitioner")
    found = changes(replace(seen, held=(Holding(certification="p3o-foundation"),)), accepted)
    why = {change.certification: change.why for change in found}
    assert why["ipmo-practitioner"] is Why.BETTER_WAY
    assert why["p3o-practitioner"] is Why.COVERS


def without(*keys: str) -> Constraints:
    return Constraints(excluded=frozenset(keys))


def test_additions_say_what_brought_them_in() -> None:
    seen = inputs(2, PEOPLE["P3"], constraints=Constraints(pinned=frozenset({"ipmo-practitioner"})))
    found = compare(seen, keep(seen, ()), proposed(seen), {})
    why = {change.certification: change.why for change in found}
    assert why["ipmo-practitioner"] is Why.REQUIRED
    assert why["ipmo-foundation"] in {Why.COVERS, Why.NEEDED}
    assert {change.kind for change in found} == {ChangeKind.ADDED}
    assert all(change.step and change.added_cover == change.step.added_cover for change in found)


def test_an_addition_that_covers_nothing_itself_is_needed_by_another() -> None:
    empty = tuple(
        replace(one, builds=()) if one.key == "p3o-foundation" else one for one in seven()
    )
    seen = inputs(2, PEOPLE["P3"], catalogue=empty)
    found = compare(seen, keep(seen, ()), proposed(seen), {})
    why = {change.certification: change.why for change in found}
    assert why.get("p3o-foundation", Why.NEEDED) is Why.NEEDED


def test_agreed_and_booked_steps_are_required_too() -> None:
    for constraints in (
        Constraints(agreed=frozenset({"ppso-advanced"})),
        Constraints(booked={"ppso-advanced": TODAY + timedelta(days=90)}),
    ):
        seen = inputs(2, PEOPLE["P3"], held=("ppso-essentials",), constraints=constraints)
        why = {c.certification: c.why for c in compare(seen, keep(seen, ()), proposed(seen), {})}
        assert why["ppso-advanced"] is Why.REQUIRED


def test_another_day_is_a_move() -> None:
    accepted = proposed(inputs(1, PEOPLE["P1"]))
    faster = inputs(1, PEOPLE["P1"], constraints=Constraints(hours_a_week=10))
    found = changes(faster, accepted)
    assert told(found) == [(ChangeKind.MOVED, key, Why.DATES) for key in accepted.keys]
    for change in found:
        assert change.step is not None
        assert change.was_on == days(accepted)[change.certification]
        assert change.step.ends_on < change.was_on
    # A step whose day was never told has not moved.
    assert compare(faster, keep(faster, accepted.keys), proposed(faster), {}) == ()


def test_blocked_steps_come_first_with_their_day() -> None:
    accepted = proposed(inputs(1, PEOPLE["P1"]))
    retired = tuple(
        replace(one, status=Status.RETIRED) if one.key == "p3o-foundation" else one
        for one in seven()
    )
    found = changes(inputs(1, PEOPLE["P1"], catalogue=retired), accepted)
    assert told(found)[0] == (ChangeKind.REMOVED, "p3o-foundation", Why.BLOCKED)
    assert found[0].blockers == (Blocker(kind=BlockerKind.RETIRED),)
    assert found[0].was_on == days(accepted)["p3o-foundation"]


def test_nothing_accepted_is_nothing_kept() -> None:
    kept: Kept = keep(inputs(1, PEOPLE["P1"]), ())
    nothing: Mapping[str, date] = {}
    assert (kept.plan.keys, kept.plan.ends_on, kept.passed, dict(nothing)) == ((), None, (), {})
