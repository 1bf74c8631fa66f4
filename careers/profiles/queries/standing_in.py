"""Named reads about absences: who stands in for whom, and until which day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.utils import timezone

from careers.profiles.models import Delegation, Profile


class StandingIn(NamedTuple):
    """For whom somebody stands in, and the last day of it."""

    name: str
    last_on: date


@dataclass(frozen=True, kw_only=True)
class Absence:
    """One absence of a manager, ready to print."""

    pk: int
    delegate: str
    first_on: date
    last_on: date
    has_begun: bool
    is_switched_off: bool  # the account of whoever stands in, so that nobody does


def stands_in_for(user: Any, now: datetime) -> tuple[StandingIn, ...]:
    """The managers for whom this user stands in now, each with the last day. One SQL query."""
    held = Delegation.objects.given_to(user).holding(now).select_related("absent__user")
    return tuple(StandingIn(str(one.absent), last_day(one.ends_at)) for one in held)


def stand_ins_of(profile: Profile, now: datetime) -> tuple[StandingIn, ...]:
    """Those who stand in now for the manager of this person, each with the last day.

    One SQL query, none for somebody without a manager.
    """
    if profile.manager_id is None:
        return ()
    held = Delegation.objects.filter(absent=profile.manager_id).holding(now)
    held = held.filter(delegate__user__is_active=True).select_related("delegate__user")
    return tuple(StandingIn(str(one.delegate), last_day(one.ends_at)) for one in held)


def absences_of(profile: Profile, now: datetime) -> tuple[Absence, ...]:
    """The absences of a manager that are not over, the first one first. One SQL query."""
    given = Delegation.objects.filter(absent=profile).not_over(now)
    return tuple(
        Absence(
            pk=one.pk,
            delegate=str(one.delegate),
            first_on=timezone.localdate(one.begins_at),
            last_on=last_day(one.ends_at),
            has_begun=one.begins_at <= now,
            is_switched_off=not one.delegate.user.is_active,
        )
        for one in given.select_related("delegate__user")
    )


def leads_people(profile: Profile) -> bool:
    """Whether somebody with an active account reports to this person. One SQL query.

    Those of a manager for whom this person only stands in are not handed on, and do not count.
    """
    return Profile.objects.filter(manager=profile).active().exists()


def delegate_called(email: str) -> Profile | None:
    """Whoever signs in with this address, if the account is switched on. One SQL query."""
    people = Profile.objects.active().select_related("user")
    return people.filter(user__email__iexact=email).order_by().first()


def last_day(ends_at: datetime) -> date:
    """The last day of an absence that ends at a moment, mostly a midnight. No SQL query."""
    return timezone.localdate(ends_at - timedelta(microseconds=1))
