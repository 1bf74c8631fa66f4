"""What keeping certifications current takes over some years."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from careers.domain.planner import (
    Certification,
    Constraints,
    Holding,
    Inputs,
    Money,
    Plan,
    Status,
    plan,
)
from careers.domain.renewal import keeping
from careers.domain.roadmap import Keeping
from tests.domain.builders import PEOPLE, TODAY, certification, inputs, pounds

NOTHING = Keeping(years=5, exams=0, known_cost=pounds(0), unknown_costs=0, unknown_validity=0)


def kept(*held: Holding, catalogue: tuple[Certification, ...] = (), **others: Any) -> Keeping:
    """What keeping these takes for somebody who plans nothing."""
    given = replace(inputs(4, PEOPLE["P6"], catalogue=catalogue, **others), held=held)
    return keeping(given, plan(given).stages[0].plan)


def holding(key: str, expires_on: date | None = None) -> Holding:
    return Holding(certification=key, expires_on=expires_on)


def lasting(key: str, months: int | None, cost: int | None = None, **facts: Any) -> Certification:
    price = None if cost is None else pounds(cost)
    return certification(key, validity_months=months, cost=price, **facts)


def test_nothing_held_and_nothing_planned_takes_nothing() -> None:
    assert kept() == NOTHING


def test_one_falls_due_at_each_expiry_up_to_the_last_day() -> None:
    one = lasting("one", 24, 300)
    # 2027, 2029 and 2031; the last day counts, the day after does not.
    for expires_on, exams in ((date(2027, 11, 23), 3), (date(2027, 11, 24), 2)):
        found = kept(holding("one", expires_on), catalogue=(one,))
        assert found == replace(NOTHING, exams=exams, known_cost=pounds(300 * exams))


def test_what_has_expired_is_due_today() -> None:
    one = lasting("one", 60, 300)
    # Today, and on the last day of the five years.
    found = kept(holding("one", date(2020, 1, 1)), catalogue=(one,))
    assert found == replace(NOTHING, exams=2, known_cost=pounds(600))


def test_held_twice_lasts_until_the_later_day() -> None:
    one = lasting("one", 24, 300)
    held = (holding("one", date(2020, 1, 1)), holding("one", date(2030, 1, 1)), holding("one"))
    assert kept(*held, catalogue=(one,)).exams == 1


def test_how_long_it_lasts_is_not_known() -> None:
    one = lasting("one", None, 300)
    # With a date it falls due once; who knows what comes then.
    found = kept(holding("one", date(2027, 1, 1)), catalogue=(one,))
    assert found == replace(NOTHING, exams=1, known_cost=pounds(300))
    assert kept(holding("one"), catalogue=(one,)) == replace(NOTHING, unknown_validity=1)
    assert kept(holding("one"), catalogue=(lasting("one", 24),)) == NOTHING


def test_what_is_not_in_the_catalogue_is_not_known() -> None:
    found = kept(holding("elsewhere", date(2027, 1, 1)), holding("nowhere"))
    assert found == replace(NOTHING, exams=1, unknown_costs=1, unknown_validity=1)


def test_a_cost_in_another_currency_is_not_known() -> None:
    one = replace(lasting("one", 36), cost=Money(minor=1, currency="EUR"))
    held = holding("one", date(2028, 1, 1))
    assert kept(held, catalogue=(one,)) == replace(NOTHING, exams=2, unknown_costs=2)
    euros = kept(held, catalogue=(one,), constraints=Constraints(currency="EUR"))
    assert euros.known_cost == Money(minor=2, currency="EUR")


def test_a_suite_shares_its_latest_date_and_its_cheapest_exam() -> None:
    catalogue = (
        lasting("dear", 12, 900, suite="ppm", order=0),
        lasting("cheap", 36, 200, suite="ppm", order=1),
        lasting("unknown", 12, None, suite="ppm", order=2),
        lasting("not held", 12, 1, suite="ppm", order=3),
    )
    held = (
        holding("dear", date(2027, 1, 1)),
        holding("cheap", date(2020, 1, 1)),
        holding("unknown", date(2028, 6, 1)),
    )
    # One exam in June 2028, one three years later; nothing in 2027.
    found = kept(*held, catalogue=catalogue)
    assert found == replace(NOTHING, exams=2, known_cost=pounds(400))


def test_what_is_retired_or_replaced_cannot_be_renewed() -> None:
    catalogue = (
        lasting("retired", 12, 100, status=Status.RETIRED),
        lasting("replaced", 12, 100, status=Status.REPLACED, successor="new", order=1),
        lasting("new", 12, 100, order=2),
    )
    held = (holding("retired", TODAY), holding("replaced", TODAY))
    assert kept(*held, catalogue=catalogue) == NOTHING
    no_dates = (holding("retired"), holding("replaced"))
    assert kept(*no_dates, catalogue=catalogue) == NOTHING


def test_another_exam_of_the_suite_renews_what_nobody_awards_any_more() -> None:
    catalogue = (
        lasting("retired", 12, 100, suite="ppm", status=Status.RETIRED),
        lasting("dear", 24, 900, suite="ppm", order=1),
        lasting("cheap", 24, 200, suite="ppm", order=2),
        lasting("other", 24, 1, suite="others", order=3),
    )
    # Not in its own year, but in the two years of the exam that is taken instead.
    found = kept(holding("retired", date(2027, 11, 24)), catalogue=catalogue)
    assert found == replace(NOTHING, exams=2, known_cost=pounds(400))
    given = replace(inputs(4, PEOPLE["P6"], catalogue=catalogue), held=(holding("retired", TODAY),))
    (renewal,) = plan(given).renewals
    assert renewal.exams == ("dear", "cheap")
    assert kept(holding("retired"), catalogue=catalogue) == NOTHING  # it has no end


def test_a_step_renews_the_suite_of_what_is_booked_for_it() -> None:
    old = lasting(
        "old", 12, 1, level=3, builds="C1:2 C2:2 B1:2", status=Status.REPLACED, successor="new"
    )
    new = lasting("new", 36, 250, level=3, suite="ppm", order=1)
    mate = lasting("mate", 36, 400, level=3, suite="ppm", order=2)
    for suite, by_plan in (("ppm", True), ("", False)):
        given, _chosen = planned(
            replace(old, suite="" if by_plan else "ppm"),
            replace(new, suite=suite),
            mate,
            held=(holding("mate", date(2027, 5, 1)),),
        )
        (renewal,) = plan(given).renewals
        assert renewal.by_plan is by_plan


def planned(*catalogue: Certification, held: tuple[Holding, ...] = ()) -> tuple[Inputs, Plan]:
    """Somebody at level 2 whose plan takes what builds C1 and C2, 35 hours in 49 days each."""
    given = replace(inputs(2, PEOPLE["P2"], catalogue=catalogue), held=held)
    return given, plan(given).stages[0].plan


def test_a_planned_exam_lasts_from_its_day() -> None:
    given, chosen = planned(
        lasting("new", 30, 250, level=3, builds="C1:2 C2:2 B1:2", study_hours=35)
    )
    assert chosen.ends_on == date(2027, 1, 11)
    # Due in July 2029; the next would be in January 2032, after the five years.
    assert keeping(given, chosen) == replace(NOTHING, exams=1, known_cost=pounds(250))
    assert keeping(given, chosen, years=6).exams == 2
    assert keeping(given, chosen, years=2) == replace(NOTHING, years=2)


def test_a_planned_exam_renews_its_suite() -> None:
    new = lasting("new", 36, 250, level=3, builds="C1:2 C2:2 B1:2", suite="ppm")
    old = lasting("old", 36, 400, level=3, suite="ppm", order=1)
    held = (holding("old", date(2026, 12, 1)),)
    given, chosen = planned(new, old, held=held)
    assert chosen.keys == ("new",)
    # The old one is not taken again in December: the plan renews it, and both fall due in 2030.
    assert keeping(given, chosen) == replace(NOTHING, exams=1, known_cost=pounds(250))
    assert keeping(given, plan(replace(given, level=4)).stages[0].plan).exams == 2


def test_what_is_booked_is_kept_not_what_it_replaced() -> None:
    old = lasting(
        "old", 12, 1, level=3, builds="C1:2 C2:2 B1:2", status=Status.REPLACED, successor="new"
    )
    given, chosen = planned(old, lasting("new", 36, 250, level=3, order=1))
    assert chosen.keys == ("old",)
    assert keeping(given, chosen) == replace(NOTHING, exams=1, known_cost=pounds(250))
    given, chosen = planned(replace(old, successor=None, validity_months=None))
    assert keeping(given, chosen) == replace(NOTHING, unknown_validity=1)


def test_each_certification_and_each_suite_is_kept_by_itself() -> None:
    catalogue = (
        lasting("first", 36, 100),
        lasting("second", 36, 200),
        lasting("suite-a", 36, 400, suite="s"),
        lasting("suite-b", 36, 700, suite="s"),
        lasting("lasts", None, 900),
        lasting("lasts-too", None, 900),
    )
    soon = date(2028, 1, 1)
    found = kept(
        holding("lasts"),  # nothing is due for it, and others come after it
        holding("lasts-too"),
        holding("first", soon),
        holding("second", soon),
        holding("suite-a", soon),
        holding("suite-b", soon),
        catalogue=catalogue,
    )
    # In January 2028 and 2031: the first, the second, and the cheaper of the suite.
    assert found == replace(
        NOTHING, exams=6, known_cost=pounds(2 * (100 + 200 + 400)), unknown_validity=2
    )


def test_an_exam_that_costs_nothing_is_the_cheapest() -> None:
    catalogue = (lasting("free", 60, 0, suite="s"), lasting("dear", 60, 0, suite="s", order=1))
    catalogue = (catalogue[0], replace(catalogue[1], cost=Money(minor=1, currency="GBP")))
    soon = date(2028, 1, 1)
    found = kept(holding("dear", soon), holding("free", soon), catalogue=catalogue)
    assert found == replace(NOTHING, exams=1, known_cost=pounds(0))
