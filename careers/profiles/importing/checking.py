"""A list checked piece by piece; what is checked already is not lost if somebody stops."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Count

from careers.profiles.importing.judging import JUDGED, facts_for, judge
from careers.profiles.importing.leaving import leaving, led_by_nobody, mark_of
from careers.profiles.importing.loops import loops
from careers.profiles.importing.own_line import brought_under
from careers.profiles.models import ImportedRow, PeopleImport

State, Kind = PeopleImport.State, ImportedRow.Kind
ROWS_AT_ONCE = 1_000
LEAVE = "leave"
"""In the totals: people who are not in a list that is to hold everybody."""

LED_BY_NOBODY = "led_by_nobody"
"""In the totals, if there are any: people who stay, and whose manager is switched off."""


@transaction.atomic
def check_some(pk: int, *, now: datetime) -> bool:
    """Check the next thousand rows; whether there is more to do. False for one that was given up.

    Ten SQL statements (on SQLite more: it takes fewer values at once), and for the last piece those
    of the loops, of who would lead whom, and the totals.
    """
    found = PeopleImport.objects.select_for_update().filter(pk=pk, state=State.CHECKING).first()
    if found is None:
        return False
    rows = rows_after(found, found.cursor)
    if not rows:
        _finish(found)
        return False
    facts = facts_for(found, rows)
    for row in rows:
        judge(row, facts)
    _save(rows)
    found.cursor, found.looked, found.claimed_at = rows[-1].number, found.looked + len(rows), now
    found.save(update_fields=["cursor", "looked", "claimed_at"])
    return True


def rows_after(found: PeopleImport, number: int) -> list[ImportedRow]:
    """The next thousand rows. One SQL query."""
    rows = ImportedRow.objects.filter(list=found, number__gt=number)
    return list(rows.order_by("number")[:ROWS_AT_ONCE])


def _save(rows: list[ImportedRow]) -> None:
    """As an insert that meets rows with these keys: much cheaper than to name each in an update."""
    ImportedRow.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["id"], update_fields=JUDGED
    )


def _finish(found: PeopleImport) -> None:
    for numbers, sentence in loops(found):
        closing = ImportedRow.objects.filter(list=found, number__in=numbers)
        closing.update(kind=Kind.FAULT, clash=sentence)
    for rows, sentence in brought_under(found, found.asked_by):
        rows.update(kind=Kind.FAULT, clash=sentence)
    keys = leaving(found).values_list("pk", flat=True)
    number, found.mark_of_leaving = mark_of(keys.iterator())
    counted = ImportedRow.objects.filter(list=found).order_by().values_list("kind")
    found.totals = dict(counted.annotate(Count("pk"))) | {LEAVE: number}
    if led := led_by_nobody(found):
        found.totals[LED_BY_NOBODY] = led
    found.state, found.claimed_at = State.CHECKED, None
    found.save(update_fields=["mark_of_leaving", "totals", "state", "claimed_at"])
