"""A look at what somebody has the right to see, written down if that is possible."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import DatabaseError

from careers.profiles import actions
from careers.profiles.models import AccessEntry, Profile, User

logger = logging.getLogger(__name__)


def note(*, viewer: User, profile: Profile, what: AccessEntry.What, now: datetime) -> None:
    """Record a look; never raises for the log itself. Two SQL statements, none for one's own.

    One that cannot be recorded costs the reader nothing: whoever runs the portal finds it in its
    log.
    """
    try:
        actions.record_look(viewer=viewer, profile=profile, what=what, now=now)
    except DatabaseError as fault:
        logger.warning(
            "A look at profile %s was not recorded: %s", profile.pk, type(fault).__name__
        )
