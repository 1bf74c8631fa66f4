"""Totals of other people: what may be shown, and what can be worked out from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

import pytest

from careers.domain.privacy import SMALLEST_GROUP, Published, PublishedGroup, published

MOST = 30
"""People in the examples: enough for several groups beside each other, with something to spare."""


def shown(*parts: int) -> list[tuple[int, int, int]]:
    return [(group.first, group.last, group.number) for group in published(parts).groups]


@pytest.mark.parametrize(
    ("parts", "groups"),
    [
        ((5, 6, 7, 8), [(0, 0, 5), (1, 1, 6), (2, 2, 7), (3, 3, 8)]),
        ((9, 12, 9, 3), [(0, 0, 9), (1, 1, 12), (2, 3, 12)]),
        ((9, 12, 1, 3), [(0, 0, 9), (1, 3, 16)]),  # joined they would still be four
        ((2, 12, 9, 8), [(0, 1, 14), (2, 2, 9), (3, 3, 8)]),  # left over at the beginning
        ((7, 0, 0, 0), [(0, 3, 7)]),  # or everybody would be known to be at level 1
        ((0, 0, 20, 20), [(0, 2, 20), (3, 3, 20)]),
        ((1, 1, 1, 2), [(0, 3, 5)]),
        ((8, 8, 4, 8), [(0, 0, 8), (1, 2, 12), (3, 3, 8)]),
    ],
)
def test_what_may_be_shown(parts: tuple[int, ...], groups: list[tuple[int, int, int]]) -> None:
    assert shown(*parts) == groups
    found = published(parts)
    assert found.total == sum(parts)
    assert found.has_joined is (len(groups) < len(parts))
    assert not found.is_empty


@pytest.mark.parametrize("parts", [(), (0, 0, 0, 0), (4, 0, 0, 0), (1, 1, 1, 1)])
def test_of_too_few_people_nothing_is_shown(parts: tuple[int, ...]) -> None:
    found = published(parts)
    assert found == Published(groups=())
    assert found.is_empty
    assert not found.has_joined


def test_a_group_says_whether_it_is_joined() -> None:
    assert PublishedGroup(first=1, last=2, number=9).is_joined
    assert not PublishedGroup(first=1, last=1, number=9).is_joined


def every() -> Iterator[tuple[int, ...]]:
    for one in range(MOST + 1):
        for two in range(MOST + 1 - one):
            for three in range(MOST + 1 - one - two):
                for four in range(MOST + 1 - one - two - three):
                    yield one, two, three, four


def test_no_subtraction_gives_a_group_below_the_smallest() -> None:
    """Groups lie beside each other and each is large enough: sums and differences are groups."""
    for parts in every():
        found = published(parts)
        assert found.is_empty is (sum(parts) < SMALLEST_GROUP)
        places = [range(group.first, group.last + 1) for group in found.groups]
        if places:
            assert [place for own in places for place in own] == [0, 1, 2, 3]
        for group, own in zip(found.groups, places, strict=True):
            assert group.number == sum(parts[place] for place in own) >= SMALLEST_GROUP


def test_who_knows_the_rule_too_cannot_divide_a_group() -> None:
    """Of whatever is shown: each part of what is joined could be several numbers."""
    same: dict[Published, list[tuple[int, ...]]] = defaultdict(list)
    for parts in every():  # all that add up to the same total are among them
        same[published(parts)].append(parts)
    for found, origins in same.items():
        for group in found.groups:
            own = range(group.first, group.last + 1)
            for size in range(1, len(own)):
                for places in combinations(own, size):
                    sums = {sum(origin[place] for place in places) for origin in origins}
                    assert len(sums) > 1, (found, places)
