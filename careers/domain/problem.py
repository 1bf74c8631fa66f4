"""The planning question in numbers: items, what they cover as bits, what must come before them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple


class Item(NamedTuple):
    """A certification as the search sees it; sets of items are masks of their positions."""

    points: int  # mask of what it covers
    price: int  # what it must cover to earn its place, in the unit of worth; above 0
    cost: int  # known cost, 0 = not known
    days: int  # known course days, 0 = not known
    rank: int  # place in the catalogue, 0 first
    groups: tuple[int, ...]  # one item of each mask must be in the set; all stand behind this one
    hours: int = 0  # of study that count against the limit


def positions(mask: int) -> Iterator[int]:
    """Yield the positions in a mask, lowest first."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


@dataclass(frozen=True)
class Problem:
    """Worth of a set = `per_point` for each point covered less the price of each item.

    A set fits when its costs are within the budget and its hours within the hours; None = no limit.
    A negative limit is met by no set, not even by the empty one.

    An item stands in front of all that it may need, so the needs of an item are still open when it
    is decided, and nothing that is still open can need what has been decided.
    """

    items: tuple[Item, ...]
    required: int  # mask of items that must be in the set
    per_point: int
    margin: int  # other sets worth less than this below the best are near; at most the lowest price
    budget: int | None = None
    hours: int | None = None

    @cached_property
    def easy(self) -> tuple[int, ...]:
        """For each item, one complete set that holds it, small but not always the smallest."""
        found = [0] * len(self.items)
        for index in reversed(range(len(self.items))):
            mask = 1 << index
            for group in self.items[index].groups:
                options = [mask | found[option] for option in positions(group)]
                mask = min(options, key=lambda option: (option.bit_count(), option))
            found[index] = mask
        return tuple(found)

    @cached_property
    def required_easy(self) -> int:
        """A complete set that holds all that is required."""
        mask = 0
        for index in positions(self.required):
            mask |= self.easy[index]
        return mask

    def unmet_group(self, mask: int, present: int) -> int:
        """Return a group that some item of the mask needs and that is not present, or 0."""
        for index in positions(mask):
            for group in self.items[index].groups:
                if not group & present:
                    return group
        return 0

    @cached_property
    def is_needed(self) -> int:
        """Mask of the items that some other item may need."""
        mask = 0
        for item in self.items:
            for group in item.groups:
                mask |= group
        return mask

    @cached_property
    def places(self) -> tuple[int, ...]:
        """One bit for each item, the first of the catalogue highest.

        Of two sets of the same size, the one with the greater sum comes first in catalogue order:
        at the first place where they differ it holds the earlier certification.
        """
        highest = max((item.rank for item in self.items), default=0)
        return tuple(1 << (highest - item.rank) for item in self.items)

    @cached_property
    def all_points(self) -> int:
        """Mask of all that the items cover together."""
        return self.points((1 << len(self.items)) - 1)

    def points(self, chosen: int) -> int:
        """Return the mask of all that a set covers."""
        mask = 0
        for index in positions(chosen):
            mask |= self.items[index].points
        return mask

    def worth(self, chosen: int) -> int:
        """Return what a set is worth, whether complete or not, in the unit of the prices."""
        covered = self.points(chosen).bit_count()
        return self.per_point * covered - sum(self.items[i].price for i in positions(chosen))

    @property
    def is_limited(self) -> bool:
        """Some complete sets may not fit."""
        return self.budget is not None or self.hours is not None

    def cost(self, chosen: int) -> int:
        """Return the known costs of a set."""
        return sum(self.items[index].cost for index in positions(chosen))

    def study(self, chosen: int) -> int:
        """Return the hours of a set that count against the limit."""
        return sum(self.items[index].hours for index in positions(chosen))

    def fits(self, chosen: int) -> bool:
        """Whether a set, complete or not, is within the limits. What is left out only helps."""
        return (self.budget is None or self.cost(chosen) <= self.budget) and (
            self.hours is None or self.study(chosen) <= self.hours
        )
