"""The sentences as whole values: what a person reads is what is compared."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from careers.domain import planner
from careers.roadmaps import explanations
from tests.domain import builders as domain
from tests.roadmaps.builders import cover, plan, roadmap, step, words


@pytest.mark.parametrize(
    ("covers", "is_own", "sentence"),
    [
        ((), True, ""),
        (
            (cover("B1", is_key=True),),
            True,
            "It builds governance and decision support "
            "(you are at 2, level 3 needs 3; a key competency).",
        ),
        (
            (cover("C1"), cover("B3")),
            True,
            "It builds PMO services: design and improvement (you are at 2, level 3 needs 3) "
            "and assurance, quality and standards.",
        ),
        (
            (cover("B1", is_key=True), cover("C1"), cover("B3"), cover("A3")),
            True,
            "It builds governance and decision support "
            "(you are at 2, level 3 needs 3; a key competency) and three more.",
        ),
        (
            (cover("B1", is_key=True), cover("C1"), cover("B3")),
            False,
            "It builds governance and decision support "
            "(now at 2, level 3 needs 3; a key competency) and two more.",
        ),
        (
            (cover("A1", up_to=2, counted=0),),
            False,
            "It builds planning, schedules and dependencies up to level 2 "
            "(now at 0, level 3 needs 3).",
        ),
    ],
)
def test_what_it_builds(covers: tuple[planner.Cover, ...], is_own: bool, sentence: str) -> None:
    assert explanations.what_it_builds(covers, words(is_own=is_own)) == sentence


ADVICE = frozenset({("ipmo-practitioner", "ipmo-foundation")})


@pytest.mark.parametrize(
    ("a_step", "sentence"),
    [
        (step(), ""),
        (
            step(needed_for=("p3o-practitioner",)),
            "It comes before P3O Practitioner, which requires it.",
        ),
        (
            step(needed_for=("p3o-practitioner", "ppso-advanced")),
            "It comes before P3O Practitioner and PPSO Advanced Practitioner, which require it.",
        ),
        (
            step("ipmo-foundation", needed_for=("ipmo-practitioner",)),
            "It comes before IPMO-Practitioner, for which it is recommended.",
        ),
        (
            step("p3o-practitioner", requires=("p3o-foundation",)),
            "It comes after P3O Foundation, which it requires.",
        ),
        (
            step("ipmo-practitioner", requires=("ipmo-foundation",)),
            "It comes after IPMO-Foundation, which is recommended first.",
        ),
        (
            step("ppso-advanced", already_held=("ppso-essentials",)),
            "It builds on PPSO Essentials, which you hold.",
        ),
        (
            step("ppso-advanced", needed_for=("p3o-practitioner",), already_held=("x",)),
            "It comes before P3O Practitioner, which requires it.",
        ),
    ],
)
def test_why_it_stands_where_it_stands(a_step: planner.Step, sentence: str) -> None:
    assert explanations.why_here(a_step, words(advice=ADVICE)) == sentence


def test_a_held_successor_counts_as_its_predecessor() -> None:
    a_step = step("ppso-advanced", already_held=("ppso-essentials",))
    own = words(stand_ins={"ppso-essentials": "Essentials for PMO Administrators"})
    other = replace(own, is_own=False)
    assert explanations.why_here(a_step, own) == (
        "It builds on PPSO Essentials, and your Essentials for PMO Administrators counts as that."
    )
    assert explanations.why_here(a_step, other) == (
        "It builds on PPSO Essentials, and Essentials for PMO Administrators, already held, "
        "counts as that."
    )
    assert explanations.prerequisites(a_step, own) == (
        "Needs PPSO Essentials: met by Essentials for PMO Administrators",
    )


def test_a_prerequisite_held_said_to_a_manager() -> None:
    a_step = step("ppso-advanced", already_held=("ppso-essentials",))
    assert explanations.why_here(a_step, words(is_own=False)) == (
        "It builds on PPSO Essentials, which is already held."
    )


def test_a_step_has_at_most_two_sentences() -> None:
    full = step(
        covers=(cover("B1"), cover("C1")),
        needed_for=("p3o-practitioner",),
        already_held=("ppso-essentials",),
        experience_to_confirm=True,
    )
    assert len(explanations.reasons(full, words())) == 2
    assert explanations.reasons(step(), words()) == ()


def test_prerequisites_say_whether_they_are_met() -> None:
    a_step = step(
        "ipmo-practitioner",
        requires=("ipmo-foundation", "p3o-foundation"),
        already_held=("ppso-essentials",),
        experience_to_confirm=True,
    )
    assert explanations.prerequisites(a_step, words(advice=ADVICE)) == (
        "IPMO-Foundation is recommended first: an earlier step of this plan",
        "Needs P3O Foundation: an earlier step of this plan",
        "Needs PPSO Essentials, which you hold",
        "Needs another certificate or experience: see what to check",
    )
    assert explanations.prerequisites(step(), words()) == ()
    held = step("ipmo-practitioner", already_held=("ipmo-foundation",))
    assert explanations.prerequisites(held, words(advice=ADVICE)) == (
        "IPMO-Foundation is recommended first, and you hold it",
    )
    assert explanations.prerequisites(held, words(advice=ADVICE, is_own=False)) == (
        "IPMO-Foundation is recommended first, and already held",
    )
    assert explanations.prerequisites(held, words(is_own=False)) == (
        "Needs IPMO-Foundation, which is already held",
    )


@pytest.mark.parametrize(
    ("cover_of_plan", "expected"),
    [
        (Fraction(0), 0),
        (Fraction(2, 3), 67),
        (Fraction(1, 3), 33),
        (Fraction(1, 200), 1),  # a half goes up
        (Fraction(1, 201), 0),
        (Fraction(1), 100),
    ],
)
def test_cover_in_whole_percent(cover_of_plan: Fraction, expected: int) -> None:
    assert explanations.percent(plan(cover=cover_of_plan)) == expected


def test_lists_and_numbers_in_words() -> None:
    assert explanations.listed([]) == ""
    assert explanations.listed(["A"]) == "A"
    assert explanations.listed(["A", "B", "C"]) == "A, B and C"
    assert explanations.in_words(12) == "twelve"
    assert explanations.in_words(13) == "13"


def test_what_changed_names_what_went_and_what_came() -> None:
    before = roadmap("p3o-foundation", "p3o-practitioner")
    after = roadmap("p3o-foundation", "ipmo-foundation", "ipmo-practitioner")
    assert explanations.what_changed(before, after, words()) == (
        "No longer in the plan: P3O Practitioner. "
        "New in the plan: IPMO-Foundation and IPMO-Practitioner."
    )
    assert explanations.what_changed(before, before, words()) == "The plan stays as it was."
    empty = replace(before, stages=())
    assert explanations.what_changed(before, empty, words()) == (
        "No longer in the plan: P3O Foundation and P3O Practitioner."
    )


def test_stand_ins_come_from_successors_that_are_held() -> None:
    catalogue = domain.with_successors()
    held = planner.Holding(certification="pmo-administrators", awarded_on=date(2026, 1, 1))
    inputs = domain.inputs(2, "2 2 2 3 · 2 3 2 1 · 1 1 2 1", catalogue=catalogue)
    assert explanations.stand_ins_of(inputs) == {}
    with_successor = replace(inputs, held=(held,))
    assert explanations.stand_ins_of(with_successor) == {"ppso-essentials": "pmo-administrators"}
    both = replace(inputs, held=(held, replace(held, certification="ppso-essentials")))
    assert explanations.stand_ins_of(both) == {}
