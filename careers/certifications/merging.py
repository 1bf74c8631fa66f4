"""Two changes of one certification put together, field by field and part by part. No database."""

from __future__ import annotations

from itertools import count
from typing import Any

from careers.certifications.differences import COST, item_key
from careers.certifications.documents import PARTS, Document


def merge(base: Document | None, mine: Document, theirs: Document) -> Document:
    """Return what I changed since `base`, and for the rest what they say. No SQL query.

    Where both changed the same, mine stays. Without a base, nobody knows what I changed: all is.
    """
    if base is None:
        return mine
    found: Document = {
        name: value if value != base.get(name) else theirs.get(name)
        for name, value in mine.items()
        if name not in PARTS
    }
    if any(mine[name] != base.get(name) for name in COST):
        found |= {name: mine[name] for name in COST}  # an amount keeps its own currency and day
    for kind in PARTS:
        then, own, other = base.get(kind, []), mine[kind], theirs[kind]
        if kind == "prerequisites":
            own = _apart(then, own, other)
        found[kind] = _merged(kind, then, own, other)
    return found


def _apart(base: list[Any], mine: list[Any], theirs: list[Any]) -> list[Any]:
    """What I added under a number that they gave to something else gets the next that is free.

    Both forms had proposed the same number.
    """
    before, other = ({one["number"]: one for one in items} for items in (base, theirs))
    taken = {*before, *other, *(one["number"] for one in mine)}
    found = []
    for one in mine:
        number = one["number"]
        if number not in before and other.get(number, one) != one:
            number = next(free for free in count(number + 1) if free not in taken)
            taken.add(number)
        found.append({**one, "number": number})
    return found


def _merged(kind: str, base: list[Any], mine: list[Any], theirs: list[Any]) -> list[Any]:
    then, own, other = (
        {item_key(kind, one): one for one in items} for items in (base, mine, theirs)
    )
    found = []
    for key in [*other, *(key for key in own if key not in other)]:
        is_mine = own.get(key) != then.get(key)
        item = own.get(key) if is_mine else other.get(key)
        if item is not None:
            found.append(item)
    return found
