"""What has not been compared with its source for too long."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q

VERIFY_AFTER = timedelta(days=365)
"""Facts older than this are listed as not verified (our policy choice)."""


def not_verified(today: date) -> Q:
    """Rows with `verified_on` too long ago, or never. A condition; no SQL query by itself."""
    return Q(verified_on__lt=today - VERIFY_AFTER) | Q(verified_on__isnull=True)
