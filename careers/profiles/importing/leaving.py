"""Who would be switched off because a list that is to hold everybody does not name them."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower

from careers.profiles.models import ImportedRow, PeopleImport, Profile, User


def leaving(found: PeopleImport) -> QuerySet[User]:
    """Accounts that are on and not in the list; never one with rights, nor that of the sender."""
    if not found.is_everybody:
        return User.objects.none()
    in_list = ImportedRow.objects.filter(list=found, email=OuterRef("address"))
    candidates = User.objects.filter(
        is_active=True, is_staff=False, is_superuser=False, profile__isnull=False
    ).exclude(pk=found.asked_by_id or 0)
    return candidates.annotate(address=Lower("email")).filter(~Exists(in_list)).order_by("pk")


def left_behind(found: PeopleImport) -> QuerySet[Profile]:
    """People who stay, and to whom the list gives no other manager than now."""
    rows = ImportedRow.objects.filter(list=found, email=OuterRef("address"))
    stays = Q(user__is_active=True) & ~Exists(rows.filter(kind=ImportedRow.Kind.OFF))
    people = Profile.objects.annotate(address=Lower("user__email")).order_by()
    return people.filter(
        stays | Exists(rows.filter(kind=ImportedRow.Kind.ON)),
        ~Exists(rows.filter(has_new_manager=True)),
        ~Q(user__in=leaving(found).order_by().values("pk")),
    )


def led_by(found: PeopleImport, leaders: Iterable[int]) -> dict[int, int]:
    """How many of those who stay each of these leads, by profiles. One SQL query."""
    people = left_behind(found).filter(manager__in=list(leaders)).values_list("manager")
    return dict(people.annotate(Count("pk")))


def led_by_nobody(found: PeopleImport) -> int:
    """How many of those who stay are led by whoever is switched off with this list.

    One SQL query.
    """
    off = ImportedRow.objects.filter(list=found, kind=ImportedRow.Kind.OFF).order_by()
    gone = leaving(found).order_by().values("pk")
    switched_off = Q(manager__in=off.values("person")) | Q(manager__user__in=gone)
    return left_behind(found).filter(switched_off).count()


def mark_of(accounts: Iterable[int]) -> tuple[int, str]:
    """How many keys of accounts they are, and a mark that is another one when they are others."""
    number, digest = 0, sha256()
    for pk in accounts:
        number += 1
        digest.update(f"{pk},".encode())
    return number, digest.hexdigest()
