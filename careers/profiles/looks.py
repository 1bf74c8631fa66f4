"""The access log as it is written: one entry a person, a thing and a day, counted up."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from careers.profiles.models import AccessEntry, Profile, User

PEOPLE_AT_ONCE = 500


def count_looks(
    *, viewer: User, profiles: Iterable[int], what: AccessEntry.What, now: datetime
) -> None:
    """Count the same of many people, given by the keys of their profiles; one's own is left out."""
    own = set(Profile.objects.filter(user_id=viewer.pk).order_by().values_list("pk", flat=True))
    # In the order of the keys, or two lists taken out at once would wait for one another.
    others = sorted(set(profiles) - own)
    for first in range(0, len(others), PEOPLE_AT_ONCE):
        count_look(
            viewer=viewer, profiles=others[first : first + PEOPLE_AT_ONCE], what=what, now=now
        )


@transaction.atomic
def count_look(
    *, viewer: User, profiles: Iterable[int], what: AccessEntry.What, now: datetime
) -> None:
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
