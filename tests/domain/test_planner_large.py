"""Sixty certifications: still exact, with little effort. Effort is counted, not timed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import pytest

from careers.domain.eligibility import Register
from careers.domain.offer import offer
from careers.domain.planner import Certification, Constraints, plan
from careers.domain.question import Question, ask
from careers.domain.scoring import Gap, gaps_to
from careers.domain.search import Found, search
from tests.domain.builders import COMPETENCIES, article_rule, inputs
from tests.domain.families import FAMILIES, few_competencies, hardest

MOST_CHOICES = 10_000
"""Choices the search may look into for the best set and its alternatives, in any family."""

MOST_CHOICES_AT_WORST = 80_000
"""The same for the hardest family known."""

ANALYST = dict.fromkeys(COMPETENCIES, 2)
SHOWN = 5


def solved(catalogue: Sequence[Certification], count: int) -> tuple[Question, Found]:
    offered = offer(
        Register(tuple(catalogue)), target=3, credited=frozenset(), constraints=Constraints()
    )
    question = ask(offered, gaps_to(ANALYST, article_rule().for_level(3)), (), "GBP")
    return question, search(question.problem, count)


@pytest.mark.parametrize("family", FAMILIES)
def test_the_effort_is_bounded(family: str) -> None:
    for seed in range(3):
        question, found = solved(FAMILIES[family](seed), SHOWN)
        assert found.explored < MOST_CHOICES
        problem = question.problem
        assert [choice.worth for choice in found.choices] == [
            problem.worth(choice.chosen) for choice in found.choices
        ]
        assert len({choice.chosen for choice in found.choices}) == len(found.choices)


def test_the_effort_is_bounded_at_worst() -> None:
    for seed in range(3):
        _, found = solved(hardest(seed), SHOWN)
        assert found.explored < MOST_CHOICES_AT_WORST


@pytest.mark.parametrize("family", FAMILIES)
def test_the_best_set_alone_is_the_first_of_several(family: str) -> None:
    _, alone = solved(FAMILIES[family](7), 1)
    _, several = solved(FAMILIES[family](7), SHOWN)
    assert alone.choices == several.choices[:1]
    assert alone.explored < several.explored


@pytest.mark.parametrize("family", FAMILIES)
def test_leaving_a_step_out_and_asking_again_is_never_better(family: str) -> None:
    """What was left out is an exclusion: the answer must be the best alternative without it.

    Where every alternative shown holds it, the answer must be too poor to be shown.
    """
    catalogue = FAMILIES[family](11)
    question, found = solved(catalogue, SHOWN)
    best, *others = found.choices
    too_poor = others[-1].worth
    if len(found.choices) < SHOWN:
        too_poor = best.worth - question.problem.margin
    for one in question.read(best.chosen):
        rest, again = solved([other for other in catalogue if other.key != one.key], 1)
        assert again.choices[0].worth <= best.worth
        without = [choice for choice in others if one not in question.read(choice.chosen)]
        if without:
            assert rest.read(again.choices[0].chosen) == question.read(without[0].chosen)
        else:
            assert again.choices[0].worth <= too_poor


Entry = tuple[int, int, int, list[int], tuple[str, ...]]


def by_table(catalogue: Sequence[Certification], gaps: Sequence[Gap], count: int) -> list[Entry]:
    """Another exact method: a table of the best few sets for every cover that can be had.

    A row is how strongly each gap is covered and which of the certifications that others need are
    in the set; certifications are added one by one, each after all it may need.
    """
    needed = {key for one in catalogue for group in one.prerequisites for key in group.any_of}
    nothing: Entry = (0, 0, 0, [], ())
    table: dict[tuple[tuple[int, ...], frozenset[str]], list[Entry]] = {
        ((0,) * len(gaps), frozenset()): [nothing]
    }
    for one in catalogue:
        strengths = {build.competency: build.strength for build in one.builds}
        own = tuple(strengths.get(gap.competency, 0) for gap in gaps)
        more = defaultdict(list, {row: list(entries) for row, entries in table.items()})
        for (covered, have), entries in table.items():
            if not all(have & set(group.any_of) for group in one.prerequisites):
                continue
            row = (
                tuple(max(pair) for pair in zip(covered, own, strict=True)),
                have | ({one.key} & needed),
            )
            more[row] += [added(entry, one) for entry in entries]
        table = {row: sorted(entries)[:count] for row, entries in more.items()}
    total = sum(2 * (2 if gap.is_key else 1) for gap in gaps)

    def worth(row: tuple[int, ...], entry: Entry) -> Fraction:
        reached = sum(
            (2 if gap.is_key else 1) * strength for gap, strength in zip(gaps, row, strict=True)
        )
        return Fraction(reached, total) - Fraction(entry[0], 10)

    rated = [(-worth(row, entry), entry) for (row, _), es in table.items() for entry in es]
    rated.sort()
    near = [entry for minus, entry in rated if -minus > -rated[0][0] - Fraction(1, 10)]
    return near[:count]


def added(entry: Entry, one: Certification) -> Entry:
    size, cost, days, orders, keys = entry
    return (
        size + 1,
        cost + (one.cost.minor if one.cost else 0),
        days + (one.course_days or 0),
        sorted([*orders, one.order]),
        (*keys, one.key),
    )


@pytest.mark.parametrize("seed", range(8))
def test_sixty_certifications_equal_a_table_of_everything(seed: int) -> None:
    catalogue = few_competencies(seed)
    gaps = [
        gap
        for gap in gaps_to(ANALYST, article_rule().for_level(3))
        if any(gap.competency == build.competency for one in catalogue for build in one.builds)
    ]
    everything = Register(tuple(catalogue))
    offered = offer(everything, target=3, credited=frozenset(), constraints=Constraints())
    question = ask(offered, gaps, (), "GBP")
    found = search(question.problem, SHOWN)
    assert [tuple(one.key for one in question.read(c.chosen)) for c in found.choices] == [
        entry[4] for entry in by_table(catalogue, gaps, SHOWN)
    ]


def test_the_roadmap_of_a_large_catalogue_is_the_same_in_any_order() -> None:
    catalogue = tuple(FAMILIES["half need one of three"](3))
    given = inputs(2, ANALYST, catalogue=catalogue, target=4)
    backwards = replace(given, catalogue=catalogue[::-1])
    assert repr(plan(given)) == repr(plan(backwards))
