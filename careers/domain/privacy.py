"""Which totals of other people may be shown (rule: docs/rules.md, Totals of other people)."""

from collections.abc import Sequence
from dataclasses import dataclass

SMALLEST_GROUP = 5
"""Nothing is told of fewer people than that, by itself or by a subtraction."""


@dataclass(frozen=True, kw_only=True)
class PublishedGroup:
    """Neighbouring parts that are told as one number."""

    first: int  # places of the parts, from 0
    last: int
    number: int

    @property
    def is_joined(self) -> bool:
        """It is more than one part."""
        return self.first != self.last


@dataclass(frozen=True, kw_only=True)
class Published:
    """What may be shown of some people and of the parts they fall into."""

    groups: tuple[PublishedGroup, ...]  # every part is in one; none if there are too few people

    @property
    def is_empty(self) -> bool:
        """There are too few people: nothing is shown."""
        return not self.groups

    @property
    def total(self) -> int:
        """All people together; 0 if nothing is shown."""
        return sum(group.number for group in self.groups)

    @property
    def has_joined(self) -> bool:
        """Some parts are told together only."""
        return any(group.is_joined for group in self.groups)


def published(parts: Sequence[int]) -> Published:
    """Return what may be shown of the numbers of people in some parts that have an order.

    From the last part down, parts are joined until together they are a group; what is left over at
    the beginning joins the group next to it. A part of nobody is no exception: that nobody is there
    says something about everybody. Source: docs/rules.md, Totals of other people.
    """
    groups: list[PublishedGroup] = []
    last, number = len(parts) - 1, 0
    for place in reversed(range(len(parts))):
        number += parts[place]
        if number >= SMALLEST_GROUP:
            groups.append(PublishedGroup(first=place, last=last, number=number))
            last, number = place - 1, 0
    if groups and last >= 0:
        lowest = groups.pop()
        groups.append(PublishedGroup(first=0, last=lowest.last, number=lowest.number + number))
    return Published(groups=tuple(reversed(groups)))
