"""Loops of managers that a list would make, within itself or together with what is stored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from careers.profiles.models import ImportedRow, PeopleImport, Profile

Above = dict[int, int]
"""Who reports to whom: keys of profiles, and of rows that will make one as negative numbers."""

MOST_NAMES = 8
"""How many people of a loop are named; the rest are left out in the middle."""


def loops(found: PeopleImport) -> Iterator[tuple[tuple[int, ...], str]]:
    """The rows that close each loop, and the sentence that names it.

    A loop that is there already and that no row has a part in is none of this list. Two SQL
    queries, and two for every loop; all keys of managers are held in memory, some 30 MB for a
    hundred thousand people.
    """
    rows = ImportedRow.objects.filter(list=found, has_new_manager=True, fault="", clash="")
    moved = rows.order_by("number").values_list("number", "person", "manager")
    number_of: dict[int, int] = {}
    above: Above = {}
    led = Profile.objects.filter(manager__isnull=False).order_by()
    above.update(led.values_list("pk", "manager_id").iterator())
    for number, person, manager in moved.iterator():
        if person is None:
            continue  # not looked at yet
        number_of[person] = number
        if manager is None:
            above.pop(person, None)
        else:
            above[person] = manager
    for loop in _closed(above, number_of):
        rows_in_it = tuple(sorted(number_of[one] for one in loop if one in number_of))
        yield rows_in_it, _sentence(found, loop)


def _closed(above: Above, moved: dict[int, int]) -> Iterator[Sequence[int]]:
    """Each loop that somebody who gets another manager is in, from them upwards."""
    seen: set[int] = set()
    for start in moved:
        way: list[int] = []
        at: int | None = start
        while at is not None and at not in seen:
            seen.add(at)
            way.append(at)
            at = above.get(at)
        if at is not None and at in way:
            loop = way[way.index(at) :]
            if not moved.keys().isdisjoint(loop):
                first = next(place for place, one in enumerate(loop) if one in moved)
                yield [*loop[first:], *loop[:first]]


def _sentence(found: PeopleImport, loop: Sequence[int]) -> str:
    half = MOST_NAMES // 2
    shown = list(loop) if len(loop) <= MOST_NAMES else [*loop[:half], *loop[-half:]]
    named = dict(
        Profile.objects.filter(pk__in=[one for one in shown if one > 0])
        .order_by()
        .values_list("pk", "user__name")
    )
    rows = ImportedRow.objects.filter(list=found, number__in=[-one for one in shown if one < 0])
    named |= {-number: name for number, name in rows.values_list("number", "name")}
    names = [named.get(one, "?") for one in shown]
    if len(loop) > MOST_NAMES:
        names.insert(half, _("%(number)d more") % {"number": len(loop) - MOST_NAMES})
    text = _("This would make a loop of managers: %(people)s.")
    return text % {"people": " → ".join([*names, names[0]])}
