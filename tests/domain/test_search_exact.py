"""The search compared with trying every mask, on problems that are all numbers.

Few points and small numbers: many choices cover the same, and it is money and hours that tell which
of them can still become one of the best.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from random import Random

from careers.domain.problem import Item, Problem
from careers.domain.search import Choice, search
from tests.domain.builders import often

SIZE = 9
KINDS = ((3, 12, 48), (3, 12), (3, 12, 48, 192), (7, 56, 448), (3, 6, 12), (7, 28, 14))
"""Points of items of a few kinds: many cover just the same, at other costs and hours."""


def drawn(seed: int) -> Problem:
    random = Random(seed)  # noqa: S311 - examples, not secrets
    width, kinds = random.randint(3, 8), random.choice(KINDS)
    prices = random.choice([(2,), (1, 2), (2, 3, 5)])
    is_scattered = random.random() < 0.3
    ranks = random.sample(range(SIZE), SIZE)
    items = tuple(
        Item(
            points=random.getrandbits(width) & random.getrandbits(width)
            if is_scattered
            else random.choice(kinds),
            price=random.choice(prices),
            cost=random.randint(0, 4),
            days=random.randint(0, 1),
            rank=ranks[index],
            groups=groups(index, random),
            hours=random.randint(0, 4),
        )
        for index in range(SIZE)
    )
    return Problem(
        items=items,
        required=1 << random.randrange(SIZE) if random.random() < 0.2 else 0,
        per_point=random.choice([2, 3]),
        margin=min(item.price for item in items),
        budget=random.choice([None, *range(0, 11, 2)]),
        hours=random.choice([None, *range(-1, 11, 2)]),
    )


def groups(index: int, random: Random) -> tuple[int, ...]:
    """At most one group, of items that all stand behind this one."""
    behind = range(index + 1, SIZE)
    if not behind or random.random() < 0.7:
        return ()
    some = random.sample(behind, min(len(behind), random.randint(1, 2)))
    return (sum(1 << other for other in some),)


def tried(problem: Problem) -> list[Choice]:
    """Every complete set that fits, best first, down to the last that is near."""
    rated = []
    for mask in range(1 << SIZE):
        chosen = [item for index, item in enumerate(problem.items) if mask >> index & 1]
        is_complete = all(mask & group for item in chosen for group in item.groups)
        cost, hours = sum(item.cost for item in chosen), sum(item.hours for item in chosen)
        if (
            not is_complete
            or problem.required & ~mask
            or (problem.budget is not None and cost > problem.budget)
            or (problem.hours is not None and hours > problem.hours)
        ):
            continue
        covered = 0
        for item in chosen:
            covered |= item.points
        worth = problem.per_point * covered.bit_count() - sum(item.price for item in chosen)
        days, places = sum(item.days for item in chosen), sorted(item.rank for item in chosen)
        rated.append(((-worth, len(chosen), cost, days, places), Choice(worth, mask)))
    rated.sort()
    return [one for _, one in rated if one.worth > rated[0][1].worth - problem.margin]


def test_every_answer_equals_trying_every_mask() -> None:
    seen: Counter[str] = Counter()
    for seed in range(often(1500)):
        problem = drawn(seed)
        expected = tried(problem)
        for count in (1, 2, 5):
            assert list(search(problem, count).choices) == expected[:count], (seed, count)
        seen["nothing fits"] += not expected
        seen["many are near"] += len(expected) > 5
        seen["several exams"] += bool(expected) and expected[0].chosen.bit_count() > 2
        seen["a larger set is worth the same"] += any(
            one.worth == other.worth and one.chosen.bit_count() < other.chosen.bit_count()
            for one, other in pairwise(expected)
        )
    # These examples are worth trying.
    assert min(seen.values()) > often(50), seen


def test_another_way_to_the_same_cover_may_have_room_for_more() -> None:
    """The first and the third cover what the third and the last do, and leave no hour for it."""
    items = (
        Item(points=12, price=2, cost=2, days=1, rank=4, groups=(), hours=3),
        Item(points=6, price=2, cost=2, days=1, rank=0, groups=(), hours=4),
        Item(points=54, price=2, cost=2, days=0, rank=1, groups=(), hours=1),
        Item(points=11, price=2, cost=0, days=1, rank=8, groups=(80,), hours=0),
        Item(points=0, price=2, cost=1, days=1, rank=2, groups=(), hours=0),
        Item(points=8, price=2, cost=2, days=1, rank=6, groups=(), hours=1),
        Item(points=16, price=2, cost=0, days=1, rank=5, groups=(), hours=1),
        Item(points=40, price=2, cost=0, days=1, rank=7, groups=(), hours=3),
        Item(points=10, price=2, cost=3, days=0, rank=3, groups=(), hours=0),
    )
    problem = Problem(items=items, required=0, per_point=2, margin=2, budget=4, hours=5)
    assert list(search(problem, 2).choices) == tried(problem)[:2]
