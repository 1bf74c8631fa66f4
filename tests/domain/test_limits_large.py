"""Sixty certifications within a budget and a date: exact with little effort, counted not timed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from careers.domain import relaxation
from careers.domain.eligibility import Register
from careers.domain.offer import offer
from careers.domain.planner import Certification, Constraints, Inputs, NoPlan, plan
from careers.domain.problem import Problem
from careers.domain.question import Limits, ask
from careers.domain.scoring import gaps_to
from careers.domain.search import Found, search
from tests.domain.builders import COMPETENCIES, TODAY, article_rule, inputs, pounds
from tests.domain.families import FAMILIES, hardest

MOST_CHOICES = 20_000
"""Choices the search may look into with limits, in any family."""

MOST_CHOICES_AT_WORST = 90_000
"""The same for the hardest family known, and for all that is asked to explain a conflict."""

ANALYST = dict.fromkeys(COMPETENCIES, 2)
SHOWN = 5
SOME = sorted(FAMILIES)[::3]
SHARES = ((0.9, None), (None, 0.5), (0.8, 0.8), (0.6, 0.4))
"""Of what the best set takes: so much money, so many hours."""


def priced(catalogue: Sequence[Certification], seed: int) -> list[Certification]:
    """What covers more costs more, by no round sum: hardly any two sets cost the same."""
    random = Random(seed)  # noqa: S311 - examples, not secrets
    made = []
    for one in catalogue:
        size = 1 + sum(build.strength for build in one.builds)
        cost, hours = pounds(size * 100 + random.randint(0, 400)), size * 8 + random.randint(0, 20)
        made.append(replace(one, cost=cost, study_hours=hours))
    return made


def problem_of(
    catalogue: Sequence[Certification], preferred: frozenset[str] = frozenset()
) -> Problem:
    offered = offer(
        Register(tuple(catalogue)),
        target=3,
        credited=frozenset(),
        constraints=Constraints(preferred=preferred),
    )
    limits = Limits(budget=10**9, hours=10**9, studied=offered.keys)
    gaps = gaps_to(ANALYST, article_rule().for_level(3))
    return ask(offered, gaps, (), "GBP", limits).problem


def within(problem: Problem, money: float | None, time: float | None) -> Found:
    """Search with a share of what the best set takes."""
    best = search(replace(problem, budget=None, hours=None), 1).choices[0].chosen
    limited = replace(
        problem,
        budget=None if money is None else int(problem.cost(best) * money),
        hours=None if time is None else int(problem.study(best) * time),
    )
    found = search(limited, SHOWN)
    assert all(limited.fits(choice.chosen) for choice in found.choices)
    worths = [choice.worth for choice in found.choices]
    assert worths == [limited.worth(choice.chosen) for choice in found.choices]
    assert worths == sorted(worths, reverse=True)
    return found


def every_third(catalogue: Sequence[Certification]) -> frozenset[str]:
    return frozenset(one.key for one in catalogue[::3])


@pytest.mark.parametrize("family", FAMILIES)
def test_the_effort_is_bounded(family: str) -> None:
    catalogue = priced(FAMILIES[family](0), 0)
    for preferred in (frozenset[str](), every_third(catalogue)):
        problem = problem_of(catalogue, preferred)
        for money, time in SHARES:
            assert within(problem, money, time).explored < MOST_CHOICES


def test_the_effort_is_bounded_at_worst() -> None:
    catalogue = priced(hardest(0), 0)
    everything = frozenset(one.key for one in catalogue)
    for preferred in (frozenset[str](), everything):
        problem = problem_of(catalogue, preferred)
        for money, time in SHARES:
            assert within(problem, money, time).explored < MOST_CHOICES_AT_WORST


@pytest.mark.parametrize("family", SOME)
def test_limits_that_are_wide_change_nothing(family: str) -> None:
    problem = problem_of(priced(FAMILIES[family](1), 1))
    free = search(replace(problem, budget=None, hours=None), SHOWN)
    assert search(problem, SHOWN).choices == free.choices
    # Just as much as the best set takes is enough for it; one less is not.
    best = free.choices[0]
    cost, hours = problem.cost(best.chosen), problem.study(best.chosen)
    assert search(replace(problem, budget=cost, hours=hours), 1).choices == (best,)
    for less in (replace(problem, budget=cost - 1), replace(problem, hours=hours - 1)):
        assert search(less, 1).choices != (best,)


@pytest.mark.parametrize("family", SOME)
def test_a_larger_budget_is_never_worse(family: str) -> None:
    problem = problem_of(priced(FAMILIES[family](2), 2))
    before = None
    for budget in range(0, 500_000, 25_000):
        (best,) = search(replace(problem, budget=budget), 1).choices
        # What fitted the smaller budget still fits: another answer is a better one.
        assert before is None or best == before or best.worth >= before.worth
        if before is not None and problem.cost(best.chosen) <= budget - 25_000:
            assert best == before
        before = best


def asked(family: str, seed: int, **limits: object) -> Inputs:
    make = FAMILIES.get(family, hardest)
    constraints = replace(Constraints(), **limits)  # type: ignore[arg-type]
    return inputs(2, ANALYST, catalogue=tuple(priced(make(seed), seed)), constraints=constraints)


@pytest.mark.parametrize("family", [*SOME, "hardest"])
def test_the_ways_out_take_little_effort(family: str, monkeypatch: pytest.MonkeyPatch) -> None:
    explored: list[int] = []

    def counting(problem: Problem, count: int) -> Found:
        found = search(problem, count)
        explored.append(found.explored)
        return found

    monkeypatch.setattr(relaxation, "search", counting)
    soon = TODAY + timedelta(days=1)
    pins = frozenset(f"c{index}" for index in range(25, 59, 5))
    for limits in (
        {"budget": 5_000},
        {"budget": 5_000, "finish_by": soon},
        {"pinned": pins, "budget": 150_000, "finish_by": soon + timedelta(days=60)},
    ):
        explored.clear()
        with pytest.raises(NoPlan) as refused:
            plan(asked(family, 0, **limits))
        assert refused.value.conflict.relaxations
        assert 0 < sum(explored) < MOST_CHOICES_AT_WORST
