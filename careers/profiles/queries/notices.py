"""Messages that did not get out."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from careers.profiles.models import Notice

WAITS_FOR = timedelta(hours=1)
"""A message that has waited longer shows that nobody sends them (our choice)."""

LISTED_FOR = timedelta(days=14)
"""As long as it is tried to send one (sending.TRIED_FOR)."""


def messages_not_sent(now: datetime) -> QuerySet[Notice]:
    """Messages that failed, or have waited for an hour, and are not given up yet.

    Those to accounts that were switched off are not sent and not missed, but for what is about the
    account itself. No SQL query by itself.
    """
    is_late = ~Q(fault="") | Q(created_at__lt=now - WAITS_FOR)
    unsent = Notice.objects.reaching_somebody().filter(sent_at=None)
    return unsent.filter(is_late, created_at__gt=now - LISTED_FOR)
