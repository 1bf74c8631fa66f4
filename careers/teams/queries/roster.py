"""The people of a line with their levels: one read that several pages count from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from careers.domain.ladder import LEVELS
from careers.teams.queries.line import with_newest


@dataclass(frozen=True, kw_only=True)
class OnRoster:
    """Somebody of a line, as far as totals need to know."""

    profile_id: int
    name: str
    name_folded: str
    job_title: str
    manager_id: int | None
    is_active: bool
    level: int | None  # None before the first result

    @property
    def order(self) -> tuple[str, int]:
        return self.name_folded, self.profile_id


@dataclass(frozen=True, kw_only=True)
class LevelCounts:
    at: tuple[int, ...]  # how many are at each level, the lowest first
    without: int  # have no result

    @property
    def with_result(self) -> int:
        return sum(self.at)


def roster(people: Any) -> dict[int, OnRoster]:
    """These people by the keys of their profiles. One SQL query."""
    rows = with_newest(people).order_by()
    columns = ("pk", "user__name", "user__email", "user__name_folded", "job_title", "manager_id")
    return {
        pk: OnRoster(
            profile_id=pk,
            name=name or email,
            name_folded=folded,
            job_title=job_title,
            manager_id=manager,
            is_active=is_active,
            level=level,
        )
        for pk, name, email, folded, job_title, manager, is_active, level in rows.values_list(
            *columns, "user__is_active", "level"
        )
    }


def level_counts(people: Iterable[OnRoster]) -> LevelCounts:
    """How many are at each level, and how many have no result. No SQL query."""
    numbers = Counter(one.level for one in people)
    return LevelCounts(at=tuple(numbers[level] for level in LEVELS), without=numbers[None])
