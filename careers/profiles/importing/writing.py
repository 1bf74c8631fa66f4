"""A checked list written in one transaction: all of it, or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from careers.profiles.importing.checking import LEAVE, rows_after
from careers.profiles.importing.detailing import details_of, switched_off
from careers.profiles.importing.inviting import invite
from careers.profiles.importing.judging import JUDGED, Facts, facts_for, judge
from careers.profiles.importing.leaving import leaving, mark_of
from careers.profiles.importing.loops import loops
from careers.profiles.importing.own_line import refuse_brought_under
from careers.profiles.looks import count_changes
from careers.profiles.models import AccessEntry, ImportedRow, PeopleImport, Profile, User
from careers.profiles.names import folded

State, Kind = PeopleImport.State, ImportedRow.Kind
AT_ONCE = 1_000


class PeopleMoved(Exception):
    """Since the list was checked, somebody changed what a row is about."""

    def __init__(self, row: int | None) -> None:
        self.row = row
        super().__init__(self.sentence)

    @property
    def sentence(self) -> str:
        if self.row is None:
            text = _("Meanwhile people came or went who are not in this file.")
        else:
            text = _("Meanwhile somebody changed what row %(row)d is about.") % {"row": self.row}
        return f"{text} " + _("Nothing was imported. Look at the list again: it was checked anew.")


@transaction.atomic
def write(pk: int, *, now: datetime) -> bool:
    """Write a list that is to be written; whether this did it.

    Everything is looked at again first, and held, so that nothing can change until it is written.
    Some thirty SQL statements for every thousand rows, on SQLite more, which takes fewer values at
    once. Raises PeopleMoved, BroughtUnder.
    """
    found = PeopleImport.objects.select_for_update().filter(pk=pk, state=State.WRITING).first()
    if found is None:
        return False
    # All changes of managers wait for one another here (actions.set_manager).
    Profile.objects.select_for_update().order_by("pk").values_list("pk", flat=True).first()
    if next(loops(found), None) is not None:
        raise PeopleMoved(None)
    # Lists that were to be written before it was kept by whom have only their sender.
    viewer = found.written_by if found.written_by_name else found.asked_by
    refuse_brought_under(found, viewer)
    leavers = _hold_leavers(found)
    _write_changes(found, viewer, now)
    _write_managers(found, _write_new(found, now))
    for piece in _pieces(leavers):
        User.objects.filter(pk__in=[user for user, _profile in piece]).update(is_active=False)
        _record(viewer, dict.fromkeys([profile for _user, profile in piece], switched_off()), now)
    ImportedRow.objects.filter(list=found).delete()
    found.totals = found.totals | {LEAVE: len(leavers)}
    found.state, found.finished_at, found.claimed_at, found.note = State.DONE, now, None, ""
    found.save(update_fields=["totals", "state", "finished_at", "claimed_at", "note"])
    return True


def _hold_leavers(found: PeopleImport) -> list[tuple[int, int]]:
    """The accounts that are not in the list, with their profiles; nobody else changes them now.

    Whoever gives one of them rights at this moment is waited for, and the account, judged again
    with its row, is then none of them. Accounts are held after the row of all managers' changes
    and, like those in the list (judging.people_at), in the order of their keys.
    """
    held = leaving(found).select_for_update(no_key=True, of=("self",))
    leavers = list(held.values_list("pk", "profile__pk"))
    if found.is_everybody and mark_of(pk for pk, _profile in leavers)[1] != found.mark_of_leaving:
        raise PeopleMoved(None)
    return leavers


def _write_changes(found: PeopleImport, viewer: User | None, now: datetime) -> None:
    """Look at every row again, and change who is here; what changes is written down with it.

    Before anybody new is made: until then everything is found as it was when it was checked.
    """
    number = 0
    while rows := rows_after(found, number):
        number = rows[-1].number
        facts = facts_for(found, rows, is_to_write=True)
        for row in rows:
            _refuse_other(row, facts)
        changed = [row for row in rows if row.kind in (Kind.CHANGE, Kind.OFF, Kind.ON)]
        _change(changed, facts)
        _record(viewer, details_of(found, changed, facts), now)


def _record(viewer: User | None, details: dict[int, str], now: datetime) -> None:
    if viewer is not None and details:
        what = AccessEntry.What.IMPORT
        count_changes(viewer=viewer, details=details, what=what, now=now)


def _write_new(found: PeopleImport, now: datetime) -> dict[int, int]:
    """Make the new people; their profiles by the numbers of their rows."""
    made: dict[int, int] = {}
    rows = ImportedRow.objects.filter(list=found, kind=Kind.CREATE).order_by("number")
    for piece in _pieces(rows.iterator(AT_ONCE)):
        made |= _create(piece, found, now)
    return made


def _refuse_other(row: ImportedRow, facts: Facts) -> None:
    """Refuse a row that would not do what was shown."""
    shown = [getattr(row, name) for name in JUDGED]
    judge(row, facts)
    if row.kind == Kind.FAULT or shown != [getattr(row, name) for name in JUDGED]:
        raise PeopleMoved(row.number)


def _create(rows: list[ImportedRow], found: PeopleImport, now: datetime) -> dict[int, int]:
    """As `User.objects.open` does for one: account, profile and address."""
    users = User.objects.bulk_create(
        User(
            email=row.email,
            name=row.name,
            password=make_password(None),
            is_active=row.active != "no",
            joined_at=now,
        )
        for row in rows
    )
    profiles = Profile.objects.bulk_create(
        Profile(user=user, job_title=row.job_title) for user, row in zip(users, rows, strict=True)
    )
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, primary=True) for user in users
    )
    if found.is_inviting:
        invite((user for user in users if user.is_active), now=now)
    return {row.number: profile.pk for row, profile in zip(rows, profiles, strict=True)}


def _change(rows: list[ImportedRow], facts: Facts) -> None:
    people = [(row, facts.people[row.email]) for row in rows]
    users = [
        User(pk=person.user, name=row.name, name_folded=folded(row.name), is_active=is_active)
        for row, person in people
        if (is_active := _is_active(row, person.is_active)) != person.is_active
        or row.name != person.name
    ]
    User.objects.bulk_update(users, ["name", "name_folded", "is_active"], batch_size=AT_ONCE)
    profiles = [
        Profile(pk=person.profile, job_title=row.job_title)
        for row, person in people
        if row.job_title != person.job_title
    ]
    Profile.objects.bulk_update(profiles, ["job_title"], batch_size=AT_ONCE)


def _is_active(row: ImportedRow, is_now: bool) -> bool:
    return row.active == "yes" if row.active else is_now


def _write_managers(found: PeopleImport, made: dict[int, int]) -> None:
    """After everybody is there, since the rows stand in any order."""

    def key(one: int | None) -> int | None:
        return made[-one] if one is not None and one < 0 else one

    rows = ImportedRow.objects.filter(list=found, has_new_manager=True).order_by("number")
    for piece in _pieces(rows.values_list("person", "manager").iterator(AT_ONCE)):
        profiles = [Profile(pk=key(person), manager_id=key(manager)) for person, manager in piece]
        Profile.objects.bulk_update(profiles, ["manager"], batch_size=AT_ONCE)


def _pieces(things: Iterable[Any]) -> Iterator[list[Any]]:
    piece: list[Any] = []
    for thing in things:
        piece.append(thing)
        if len(piece) == AT_ONCE:
            yield piece
            piece = []
    if piece:
        yield piece
