"""Named reads of the access log: who looked at somebody's work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator

from careers.profiles.models import AccessEntry, Profile

LOOKS_ON_A_PAGE = 50
LATELY = 3
"""How many looks the page about oneself shows."""


@dataclass(frozen=True, kw_only=True)
class Look:
    """What one person looked at on one day, ready to print."""

    viewer: str  # as they were called then
    what: str
    times: int
    last_viewed_at: datetime
    lines: tuple[str, ...]  # what was changed; none for a look


@dataclass(frozen=True, kw_only=True)
class LooksPage:
    looks: tuple[Look, ...]
    page: Page[AccessEntry]


def looks_page(user: Any, number: Any) -> LooksPage:
    """One page of the looks at the work of this user, the newest first. Two SQL queries.

    `number` may be anything: what is no page leads to the first or the last one.
    """
    page = Paginator(AccessEntry.objects.about(user), LOOKS_ON_A_PAGE).get_page(number)
    return LooksPage(looks=tuple(_look(entry) for entry in page.object_list), page=page)


def looks_lately(profile: Profile) -> tuple[Look, ...]:
    """The last three looks at somebody's work. One SQL query."""
    return tuple(_look(entry) for entry in AccessEntry.objects.filter(subject=profile)[:LATELY])


def _look(entry: AccessEntry) -> Look:
    return Look(
        viewer=entry.viewer_name,
        what=str(AccessEntry.What(entry.what).label),
        times=entry.times,
        last_viewed_at=entry.last_viewed_at,
        lines=tuple(filter(None, entry.detail.split("\n"))),
    )
