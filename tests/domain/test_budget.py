"""What a quarter's budget pays for: the order, the promises, and every set tried."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from random import Random

import pytest

from careers.domain.budget import Candidate, Decision, Fit, Rank, Why, fit
from tests.domain.builders import often

FIRST = date(2027, 4, 1)
UNTIL = date(2027, 9, 30)
"""The last day of the quarter after that of the candidates."""


def exam(step: int, cost: int, *, person: int = 0, day: int = 0, **others: object) -> Candidate:
    facts: dict[str, object] = {
        "step": step,
        "person": person or step,
        "place": step,
        "on": FIRST + timedelta(days=day),
        "cost": cost,
    }
    return Candidate(**{**facts, **others})  # type: ignore[arg-type]


def paid(done: Fit) -> list[int]:
    return [one.candidate.step for one in done.paid]


def deferred(done: Fit) -> list[int]:
    return [one.candidate.step for one in done.deferred]


def fitted(candidates: Iterable[Candidate], budget: int) -> Fit:
    return fit(candidates, budget, can_wait_until=UNTIL)


def test_the_earlier_day_comes_first_and_what_still_fits_is_paid() -> None:
    done = fitted([exam(1, 900, day=20), exam(2, 1200, day=5), exam(3, 450, day=40)], 2000)

    assert paid(done) == [2, 3]
    assert deferred(done) == [1]
    assert done.deferred == (
        Decision(
            candidate=exam(1, 900, day=20),
            rank=Rank.TURN,
            turn=1,
            renew_by=None,
            why=Why.MONEY,
            paid_before=1,
            left=800,
            more=100,
            waits_for=frozenset(),
        ),
    )
    assert (done.spent, done.left, done.booked, done.over) == (1650, 350, 0, 0)


def test_booked_exams_come_first_even_beyond_the_budget() -> None:
    booked = exam(3, 700, day=80, is_booked=True)

    within = fitted([exam(1, 400), booked], 1000)
    assert (paid(within), deferred(within), within.over) == ([3], [1], 0)
    assert [one.rank for one in within.decisions] == [Rank.BOOKED, Rank.TURN]

    beyond = fitted([exam(1, 0), exam(2, 50), booked], 600)
    assert (paid(beyond), deferred(beyond)) == ([3], [1, 2])
    assert (beyond.over, beyond.booked, beyond.left) == (100, 700, -100)
    assert [one.more for one in beyond.deferred] == [100, 150]


def test_only_a_renewal_that_cannot_wait_comes_before_its_turn() -> None:
    soon, later = UNTIL, UNTIL + timedelta(days=1)

    done = fitted([exam(1, 500), exam(2, 500, day=9, renew_by=soon)], 500)
    assert paid(done) == [2]
    assert done.paid[0].rank is Rank.RENEWAL
    assert done.paid[0].renew_by == soon

    assert paid(fitted([exam(1, 500), exam(2, 500, day=9, renew_by=later)], 500)) == [1]
    sooner = exam(3, 500, day=50, renew_by=soon - timedelta(days=1))
    assert paid(fitted([exam(2, 500, renew_by=soon), sooner], 500)) == [3]


def test_what_a_renewal_needs_first_has_its_place() -> None:
    first = exam(1, 300, person=1)
    renewal = exam(2, 300, person=1, renew_by=UNTIL, needs=(frozenset({1}),))
    other = exam(3, 300, person=2, day=-30)

    done = fitted([renewal, other, first], 600)
    assert paid(done) == [1, 2]
    assert [one.rank for one in done.decisions] == [Rank.RENEWAL, Rank.RENEWAL, Rank.TURN]
    assert done.paid[0].renew_by == UNTIL


def test_everybody_has_a_first_exam_before_anybody_a_second() -> None:
    one = [exam(1, 100, person=1, day=1), exam(2, 100, person=1, day=2)]
    two = [exam(3, 100, person=2, day=60), exam(4, 100, person=2, day=61)]

    done = fitted([*one, *two], 300)
    assert paid(done) == [1, 3, 2]
    assert [decision.turn for decision in done.decisions] == [1, 1, 2, 2]


def test_a_booked_exam_takes_nobodys_turn() -> None:
    mine = [exam(1, 100, person=1, is_booked=True), exam(2, 100, person=1, day=1)]
    assert paid(fitted([*mine, exam(3, 100, person=2, day=2)], 200)) == [1, 2]


def test_a_step_is_never_paid_before_what_it_needs() -> None:
    dear = exam(1, 900, person=1)
    cheap = exam(2, 100, person=1, needs=(frozenset({1}),))

    done = fitted([dear, cheap], 500)
    assert paid(done) == []
    assert [one.why for one in done.deferred] == [Why.MONEY, Why.NEEDS]
    assert done.deferred[1].waits_for == {1}
    assert [one.more for one in done.deferred] == [400, 500]
    assert paid(fitted([dear, cheap], 1000)) == [1, 2]


def test_one_of_a_group_is_enough() -> None:
    either = frozenset({1, 2})
    own = [exam(1, 900, person=1), exam(2, 100, person=1), exam(3, 100, person=1, needs=(either,))]
    assert paid(fitted(own, 200)) == [2, 3]
    both = replace(own[2], needs=(frozenset({1}), frozenset({2})))
    assert paid(fitted([*own[:2], both], 200)) == [2]


@pytest.mark.parametrize("group", [frozenset[int](), frozenset({9}), frozenset({1, 9})])
def test_what_is_not_decided_here_is_no_obstacle(group: frozenset[int]) -> None:
    own = [exam(1, 900, person=1), exam(2, 100, person=1, needs=(group,))]
    assert paid(fitted(own, 500)) == [2]


def test_a_need_on_a_later_step_or_in_a_circle_binds_nothing() -> None:
    own = [
        exam(1, 100, person=1, needs=(frozenset({2}),)),
        exam(2, 900, person=1, needs=(frozenset({1}),)),
    ]
    assert paid(fitted(own, 500)) == [1]


def test_nothing_to_decide() -> None:
    assert fitted([], 100) == Fit(budget=100, decisions=())
    assert paid(fitted([exam(1, 0)], 0)) == [1]


def drawn(seed: int) -> tuple[Candidate, ...]:
    """Some people with up to three exams each, small amounts, so that many sums are equal."""
    random = Random(seed)  # noqa: S311 - examples, not secrets
    made: list[Candidate] = []
    for person in range(1, 5):
        own = range(len(made), len(made) + random.randint(0, 3))
        for place, step in enumerate(own):
            earlier = list(own[:place])
            needed = random.sample(earlier, random.randint(1, len(earlier))) if earlier else []
            made.append(
                exam(
                    step,
                    random.randint(0, 6),
                    person=person,
                    place=place,
                    day=random.randint(0, 6),
                    is_booked=random.random() < 0.15,
                    renew_by=UNTIL + timedelta(days=random.randint(-3, 3))
                    if random.random() < 0.3
                    else None,
                    needs=(frozenset(needed),) if needed and random.random() < 0.5 else (),
                )
            )
    return tuple(made)


def examples(number: int) -> Iterator[tuple[tuple[Candidate, ...], int]]:
    for seed in range(number):
        yield drawn(seed), Random(seed).randint(0, 24)  # noqa: S311 - examples, not secrets


def can_be_paid(chosen: frozenset[int], candidates: tuple[Candidate, ...], budget: int) -> bool:
    """Whether a set holds what is booked, keeps to the budget, and lacks nothing it needs."""
    own = [one for one in candidates if one.step in chosen]
    booked = {one.step for one in candidates if one.is_booked}
    extra = [one for one in own if not one.is_booked]
    is_whole = all(chosen & group for one in extra for group in one.needs)
    money = sum(one.cost for one in own)
    return booked <= chosen and is_whole and (money <= budget or not extra)


def test_of_all_sets_it_is_the_one_that_comes_first_in_the_order() -> None:
    for candidates, budget in examples(often(300)):
        done = fitted(candidates, budget)
        order = [one.candidate.step for one in done.decisions]
        sets = (
            frozenset(chosen)
            for size in range(len(order) + 1)
            for chosen in combinations(order, size)
        )
        able = [chosen for chosen in sets if can_be_paid(chosen, candidates, budget)]
        best = max(able, key=lambda chosen: [step in chosen for step in order])
        assert set(paid(done)) == best, (candidates, budget)


def test_the_order_keeps_to_the_rule() -> None:
    for candidates, budget in examples(often(300)):
        decisions = fitted(candidates, budget).decisions
        ranks = [list(Rank).index(one.rank) for one in decisions]
        assert ranks == sorted(ranks)
        place = {one.candidate.step: number for number, one in enumerate(decisions)}
        assert len(place) == len(candidates)
        for one in decisions:
            if not one.candidate.is_booked:
                needed = (step for group in one.candidate.needs for step in group)
                assert all(place[step] < place[one.candidate.step] for step in needed)


def test_the_budget_is_kept_and_nothing_that_would_fit_is_deferred() -> None:
    for candidates, budget in examples(often(300)):
        done = fitted(candidates, budget)
        assert done.spent <= budget or done.spent == done.booked == budget + done.over
        for one in done.deferred:
            would_fit = one.candidate.cost <= done.left
            assert not would_fit or one.why is Why.NEEDS
            assert one.why is Why.MONEY or one.waits_for <= set(deferred(done))


def test_with_more_money_the_first_answer_to_change_is_a_yes() -> None:
    for candidates, budget in examples(often(300)):
        less, more = fitted(candidates, budget), fitted(candidates, budget + 1)
        pairs = zip(less.decisions, more.decisions, strict=True)
        changed = [after.is_paid for now, after in pairs if now.is_paid != after.is_paid]
        assert changed[:1] in ([], [True])


def test_the_amount_that_is_named_pays_whatever_else_happens() -> None:
    for candidates, budget in examples(often(100)):
        done = fitted(candidates, budget)
        for number, one in enumerate(done.decisions):
            assert (one.more > 0) is not one.is_paid
            for extra in (one.more, one.more + 1, one.more + 5) if one.more else ():
                again = fitted(candidates, budget + extra).decisions
                assert all(before.is_paid for before in again[: number + 1])


def test_the_order_in_which_candidates_come_changes_nothing() -> None:
    for candidates, budget in examples(often(50)):
        mixed = list(candidates)
        Random(budget).shuffle(mixed)  # noqa: S311 - another order, not a secret
        assert fitted(mixed, budget) == fitted(candidates, budget)
