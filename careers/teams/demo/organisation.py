"""Who reports to whom: organisations of up to 300 people, three or four ranks deep."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

LARGEST = 300
"""People in one organisation; more people make more organisations."""

SMALLEST = 20
"""Below this number not every state fits in."""


class Rank(IntEnum):
    DIRECTOR = 0
    HEAD = 1
    LEAD = 2
    STAFF = 3


@dataclass(frozen=True, kw_only=True)
class Seat:
    """A place in one organisation. Numbers count from 0 and managers come before their reports."""

    number: int
    rank: Rank
    place: int  # among those of the same rank
    manager: int | None  # number of the manager's seat


def seats(size: int) -> tuple[Seat, ...]:
    """Return the seats of one organisation, highest rank first."""
    made: list[Seat] = []
    above: list[int] = []
    for rank, count in zip(Rank, _counts(size), strict=True):
        numbers = range(len(made), len(made) + count)
        made += [
            Seat(
                number=number,
                rank=rank,
                place=place,
                # In turn, so that teams differ by one person at most.
                manager=above[place % len(above)] if above else None,
            )
            for place, number in enumerate(numbers)
        ]
        above = list(numbers) or above
    return tuple(made)


def _counts(size: int) -> tuple[int, int, int, int]:
    """Split so that everybody leads about as many: 40 gives 1, 3, 9, 27."""
    left = size - 1
    heads = min(left, max(2, round(size ** (1 / 4))))
    leads = min(left - heads, heads * max(2, round(size ** (1 / 3))))
    return 1, heads, leads, left - heads - leads


def organisations(people: int) -> Iterator[int]:
    """Yield the sizes of the organisations; none is smaller than `SMALLEST`."""
    number = -(-people // LARGEST)
    for index in range(number):
        yield people // number + (index < people % number)
