"""Who leads somebody now: whom to ask, and whom to tell."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from careers.profiles.models import Delegation, Profile, User


def leads_of(profile: Profile, now: datetime) -> tuple[User, ...]:
    """The direct manager and whoever stands in for that manager now, active accounts only.

    Never the person. One SQL query, none for somebody without a manager.
    """
    if profile.manager_id is None:
        return ()
    delegates = Delegation.objects.holding(now).filter(absent=profile.manager_id)
    found = User.objects.filter(
        Q(profile=profile.manager_id) | Q(profile__in=delegates.values("delegate")),
        is_active=True,
    )
    return tuple(found.exclude(pk=profile.user_id).order_by("pk"))


def reports_who_stay(user: User) -> int:
    """How many people with an account that is on report to somebody directly. One SQL query."""
    return Profile.objects.active().filter(manager__user=user).count()
