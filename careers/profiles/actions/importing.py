"""A list of people: sent, asked to be written, given up. The work itself is done by a task.

SQL statements are counted without the marks of transactions and savepoints.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from careers.profiles import tasks
from careers.profiles.importing.own_line import refuse_brought_under
from careers.profiles.models import ImportedRow, PeopleImport, User

State = PeopleImport.State


@transaction.atomic
def begin_import(
    *,
    nonce: str,
    digest: str,
    file_name: str,
    is_everybody: bool,
    is_inviting: bool,
    user: User,
    now: datetime,
) -> tuple[PeopleImport, bool]:
    """Begin to keep a list; say whether this did. The same form sent twice is one list.

    With another file (`digest`), other boxes or by another user it is another form.

    Lists that nobody wrote or gave up for a week are forgotten. Four SQL statements.
    """
    PeopleImport.objects.left_lying(now).delete()
    sent = f"{nonce}/{user.pk}/{digest}/{is_everybody}/{is_inviting}"
    return PeopleImport.objects.get_or_create(
        nonce=sha256(sent.encode()).hexdigest()[:32],
        defaults={
            "file_name": file_name[:200],
            "is_everybody": is_everybody,
            "is_inviting": is_inviting,
            "claimed_at": now,
            "asked_at": now,
            "asked_by": user,
            "asked_by_name": str(user),
        },
    )


@transaction.atomic
def keep_rows(*, found: PeopleImport, rows: Sequence[ImportedRow]) -> None:
    """Keep the next rows of a list. One SQL statement, a dozen on SQLite: it takes fewer values."""
    ImportedRow.objects.bulk_create(rows)


@transaction.atomic
def end_reading(*, found: PeopleImport, rows: int) -> None:
    """A list is read to its end: have it checked. One SQL statement."""
    found.rows, found.state, found.claimed_at = rows, State.CHECKING, None
    found.save(update_fields=["rows", "state", "claimed_at"])
    _hand_on(found.pk)


@transaction.atomic
def write_people(*, found: PeopleImport, user: User) -> bool:
    """Have a list written that was checked and has no fault; whether it is, or was, to be written.

    Asked for twice, it is written once, by whoever asked first. Three SQL statements, four when it
    can not be written, two fewer for a superuser. Raises BroughtUnder where somebody would come to
    be led by whoever asks.
    """
    refuse_brought_under(found, user)
    faultless = PeopleImport.objects.filter(pk=found.pk, state=State.CHECKED).exclude(
        totals__has_key=str(ImportedRow.Kind.FAULT)
    )
    by = {"written_by": user, "written_by_name": str(user)}
    if faultless.update(state=State.WRITING, claimed_at=None, **by):
        _hand_on(found.pk)
        return True
    asked = PeopleImport.objects.filter(pk=found.pk, state__in=(State.WRITING, State.DONE))
    return asked.exists()


@transaction.atomic
def check_again(*, found: PeopleImport) -> None:
    """Have a list checked once more, or go on with one that stopped. One SQL statement."""
    again = {"state": State.CHECKING, "cursor": 0, "looked": 0, "note": ""}
    PeopleImport.objects.filter(pk=found.pk, state=State.CHECKED).update(**again)
    _hand_on(found.pk)


@transaction.atomic
def give_up(*, found: PeopleImport, now: datetime) -> bool:
    """Delete a list with its rows; False for one that is being written, or was.

    Four SQL statements, one or two for False.
    """
    lists = PeopleImport.objects.filter(pk=found.pk).exclude(state=State.DONE)
    may_go = lists.exclude(state=State.WRITING) | lists.free(now)
    # Looked at first without waiting: who writes it holds it until it is written. Then held, so
    # that nobody claims it before it is deleted.
    if not may_go.exists() or may_go.select_for_update().order_by().first() is None:
        return False
    return bool(lists.delete()[0])


def _hand_on(pk: int) -> None:
    transaction.on_commit(lambda: tasks.go_on_with_people.enqueue(pk), robust=True)
