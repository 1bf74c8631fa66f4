"""Reminding people: one mail about everything that is new to somebody."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from careers.profiles.actions import write_notice
from careers.profiles.letters import letter
from careers.profiles.models import Notice, Reminded
from careers.teams import digest
from careers.teams.queries.reminders import Due


@transaction.atomic
def remind(*, due: Due, now: datetime, today: date) -> Notice | None:
    """Write one mail about all that is due, and remember that it was said; sent once it is stored.

    One mail a day: None for somebody who has had one today, also when two runs meet. What is new
    since then is in the next. Three SQL statements, one when there was one today.
    """
    notice, is_new = write_notice(
        recipient=due.recipient,
        key=f"digest:{today.isoformat()}",
        subject=digest.subject(due.items),
        body=letter(
            recipient=due.recipient,
            lines=digest.lines(due.items),
            path=reverse("teams:home"),
            why=_("You get this because something new needs you, or people you lead."),
        ),
        now=now,
    )
    if not is_new:
        return None
    keys = {key for item in due.items for key in item.keys}
    # A key that another day's run wrote meanwhile was told there.
    Reminded.objects.bulk_create(
        [Reminded(recipient=due.recipient, key=key, notice=notice) for key in sorted(keys)],
        ignore_conflicts=True,
    )
    return notice
