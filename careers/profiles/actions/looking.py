"""The access log: who looked at whose work, counted up by the day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from careers.profiles.models import AccessEntry, Profile, User

PEOPLE_AT_ONCE = 500


@transaction.atomic
def record_look(*, viewer: User, profile: Profile, what: AccessEntry.What, now: datetime) -> None:
    """Record that somebody looked at the work of another. Nothing for a look at one's own.

    A second look on the same day counts up the first. Two SQL statements, none for one's own.
    Raises IntegrityError, at the end of the transaction, when the profile has been deleted.
    """
    if profile.user_id != viewer.pk:
        _record(viewer, (profile.pk,), what, now)


@transaction.atomic
def record_looks(
    *, viewer: User, profiles: Iterable[int], what: AccessEntry.What, now: datetime
) -> None:
    """Record the same for many people, given by the keys of their profiles; one's own is left out.

    One SQL statement for one's own key, and two for every 500 people (on SQLite up to five, which
    takes fewer values at once). Raises IntegrityError, at the end of the transaction, when a
    profile has been deleted.
    """
    own = set(Profile.objects.filter(user_id=viewer.pk).order_by().values_list("pk", flat=True))
    # In the order of the keys, or two lists taken out at once would wait for one another.
    others = sorted(set(profiles) - own)
    for first in range(0, len(others), PEOPLE_AT_ONCE):
        _record(viewer, others[first : first + PEOPLE_AT_ONCE], what, now)


@transaction.atomic
def _record(viewer: User, profiles: Iterable[int], what: AccessEntry.What, now: datetime) -> None:
    """Make the entries of the day that are missing, at no times, then count all of them up."""
    day = timezone.localdate(now)
    AccessEntry.objects.bulk_create(
        (
            AccessEntry(
                subject_id=pk,
                viewer=viewer,
                viewer_name=str(viewer),
                what=what,
                viewed_on=day,
                times=0,
                last_viewed_at=now,
            )
            for pk in profiles
        ),
        ignore_conflicts=True,
    )
    of_today = AccessEntry.objects.filter(
        subject__in=profiles, viewer=viewer, what=what, viewed_on=day
    )
    rows = of_today.order_by("subject_id").select_for_update().values("pk")
    AccessEntry.objects.filter(pk__in=rows).update(
        times=F("times") + 1, last_viewed_at=now, viewer_name=str(viewer)
    )
