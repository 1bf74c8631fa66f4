"""What was taken out of the portal is written down, for whoever asks and for those it is about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from careers.profiles.actions import record_looks
from careers.profiles.models import AccessEntry, User
from careers.teams.models import Export

ASKED_LENGTH = 500


@transaction.atomic
def record_export(
    *, by: User, what: str, form: str, asked: str, profiles: Iterable[int], now: datetime
) -> Export:
    """Record that somebody takes a list out as a file, and that they saw everybody on it.

    One row for each download; `asked` is cut to what fits. One SQL statement, and those of
    `record_looks`.
    """
    keys = tuple(profiles)
    record_looks(viewer=by, profiles=keys, what=AccessEntry.What.EXPORT, now=now)
    return Export.objects.create(
        by=by,
        by_name=str(by),
        what=what,
        form=form,
        asked=asked[:ASKED_LENGTH],
        people=len(keys),
        exported_at=now,
    )
