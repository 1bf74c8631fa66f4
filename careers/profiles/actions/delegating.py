"""An absence: who stands in for a manager, from one day to another.

The days become moments, midnight where the portal is, because the door to people compares them with
the clock of the database (docs/adr/0009-delegations-end-by-the-clock-of-the-database.md).
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from careers.domain.calendar import months_later
from careers.profiles.models import Delegation, Profile

LONGEST_MONTHS = 12


class DelegationProblem(Exception):
    """Somebody cannot stand in like this; the text says why, `field` where to put it right."""

    def __init__(self, text: str, field: str) -> None:
        super().__init__(text)
        self.field = field


@transaction.atomic
def delegate(
    *, absent: Profile, delegate: Profile, first_on: date, last_on: date, now: datetime
) -> Delegation:
    """Let somebody see and review the own line of an absent manager on these days.

    The same sent twice is one. It begins at the midnight before its first day; where another one
    was ended on that day, when that one ended. Three SQL statements, two when it is there already;
    one more unless the delegate was read with the account. Raises DelegationProblem for days that
    are past, too many or taken, for oneself, and for somebody whose account is switched off;
    Profile.DoesNotExist or IntegrityError for people who were deleted.
    """
    _check_days(first_on, last_on, timezone.localdate(now))
    _check_people(absent, delegate)
    # Two at once wait here for one another; only then is it seen which days are taken.
    locked = Profile.objects.select_for_update(no_key=True).filter(pk=absent.pk).order_by()
    if locked.values_list("pk").first() is None:
        raise Profile.DoesNotExist
    begins_at, ends_at = _midnight(first_on), _midnight(last_on + timedelta(days=1))
    given = Delegation.objects.filter(absent=absent)
    met = list(given.filter(begins_at__lt=ends_at, ends_at__gt=begins_at))
    begins_at = max([begins_at, *(one.ends_at for one in met if one.ends_at <= now)])
    for one in met:
        if (one.delegate_id, one.begins_at, one.ends_at) == (delegate.pk, begins_at, ends_at):
            return one
        if one.ends_at > now:
            raise DelegationProblem(
                _("Somebody stands in for you on some of these days already. End that first."),
                "first_on",
            )
    return Delegation.objects.create(
        absent=absent, delegate=delegate, begins_at=begins_at, ends_at=ends_at, created_at=now
    )


@transaction.atomic
def end_delegation(*, delegation: Delegation, now: datetime) -> None:
    """End an absence at once; one that has not begun yet is removed. What is over stays so.

    Two SQL statements, one for what is over or gone. Safe to send twice.
    """
    found = Delegation.objects.select_for_update().filter(pk=delegation.pk).order_by().first()
    # Of whole seconds, as the clock of SQLite tells them: it would stay open for the rest of one.
    ends_at = now.replace(microsecond=0)
    if found is None or found.ends_at <= ends_at:
        return
    if found.begins_at >= ends_at:
        found.delete()
        return
    found.ends_at = ends_at
    found.save(update_fields=["ends_at"])


def _midnight(day: date) -> datetime:
    """The moment at which a day begins where the portal is."""
    return timezone.make_aware(datetime.combine(day, time.min))


def _check_days(first_on: date, last_on: date, today: date) -> None:
    if first_on < today:
        raise DelegationProblem(_("The first day cannot be in the past."), "first_on")
    if first_on > months_later(today, LONGEST_MONTHS):
        raise DelegationProblem(_("The first day can be at most a year from today."), "first_on")
    if last_on < first_on:
        raise DelegationProblem(_("The last day cannot be before the first."), "last_on")
    if last_on >= months_later(first_on, LONGEST_MONTHS):
        raise DelegationProblem(_("Somebody can stand in for at most a year."), "last_on")


def _check_people(absent: Profile, delegate: Profile) -> None:
    if delegate.pk == absent.pk:
        raise DelegationProblem(_("Nobody stands in for themselves."), "email")
    if not delegate.user.is_active:
        raise DelegationProblem(_("Nobody with this address can stand in."), "email")
