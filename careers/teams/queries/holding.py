"""What the people of a line hold: one read for money, cover and comparison."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from careers.domain.renewal import current_until
from careers.domain.roadmap import Holding
from careers.profiles.models import HeldCertification
from careers.profiles.queries import holdings


def held_by(people: Any) -> dict[int, tuple[Holding, ...]]:
    """What each of these people holds, valid or not, in the order of keys. One SQL query."""
    rows = HeldCertification.objects.filter(profile__in=people.order_by().values("pk")).order_by()
    found: dict[int, list[tuple[str, date | None, date | None]]] = defaultdict(list)
    columns = ("profile_id", "certification__key", "awarded_on", "expires_on")
    for person, key, awarded_on, expires_on in rows.values_list(*columns):
        found[person].append((key, awarded_on, expires_on))
    return {person: holdings(held) for person, held in found.items()}


def until(held: tuple[Holding, ...], suites: Mapping[str, str]) -> dict[str, date | None]:
    """Until when each holding is valid; None where no end is known. No SQL query."""
    expiring = current_until(held, suites)
    return {one.certification: expiring.get(one.certification) for one in held}
