"""The access log: who looked at whose work, counted up by the day, and who changed what of whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from careers.profiles.looks import count_changes, count_look, count_looks
from careers.profiles.models import AccessEntry, Profile, User


@transaction.atomic
def record_look(*, viewer: User, profile: Profile, what: AccessEntry.What, now: datetime) -> None:
    """Record that somebody looked at the work of another. Nothing for a look at one's own.

    A second look on the same day counts up the first. Two SQL statements, none for one's own.
    Raises IntegrityError, at the end of the transaction, when the profile has been deleted.
    """
    if profile.user_id != viewer.pk:
        count_look(viewer=viewer, profiles=(profile.pk,), what=what, now=now)


@transaction.atomic
def record_looks(
    *, viewer: User, profiles: Iterable[int], what: AccessEntry.What, now: datetime
) -> None:
    """Record the same for many people, given by the keys of their profiles; one's own is left out.

    One SQL statement for one's own key, and two for every 500 people (on SQLite up to six, which
    takes fewer values at once). Raises IntegrityError, at the end of the transaction, when a
    profile has been deleted.
    """
    count_looks(viewer=viewer, profiles=profiles, what=what, now=now)


@transaction.atomic
def record_changes(*, viewer: User, details: Mapping[int, str], now: datetime) -> None:
    """Record what somebody changed of people in the administration, also of themselves.

    By the keys of their profiles. What is changed on the same day is said below what was changed
    before. Three SQL statements for every 500 people. Raises IntegrityError, at the end of the
    transaction, when a profile has been deleted.
    """
    count_changes(viewer=viewer, details=details, what=AccessEntry.What.CHANGE, now=now)
