"""Who would be switched off because a list that is to hold everybody does not name them."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Lower

from careers.profiles.models import ImportedRow, PeopleImport, User


def leaving(found: PeopleImport) -> QuerySet[User]:
    """Accounts that are on and not in the list; never one with rights, nor that of the sender."""
    if not found.is_everybody:
        return User.objects.none()
    in_list = ImportedRow.objects.filter(list=found, email=OuterRef("address"))
    candidates = User.objects.filter(
        is_active=True, is_staff=False, is_superuser=False, profile__isnull=False
    ).exclude(pk=found.asked_by_id or 0)
    return candidates.annotate(address=Lower("email")).filter(~Exists(in_list)).order_by("pk")


def mark_of(accounts: Iterable[int]) -> tuple[int, str]:
    """How many keys of accounts they are, and a mark that is another one when they are others."""
    number, digest = 0, sha256()
    for pk in accounts:
        number += 1
        digest.update(f"{pk},".encode())
    return number, digest.hexdigest()
