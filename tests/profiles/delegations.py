"""Delegations around this very moment: whether one holds is asked of the clock of the database."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from careers.profiles.models import Delegation, User

DAY = timedelta(days=1)


def stand_in(absent: User, delegate: User, *, first: int = 0, last: int = 0) -> Delegation:
    """Written as the action writes it; days counted from today, those that are past too."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return Delegation.objects.create(
        absent=absent.profile,
        delegate=delegate.profile,
        begins_at=midnight + first * DAY,
        ends_at=midnight + (last + 1) * DAY,
        created_at=midnight,
    )
