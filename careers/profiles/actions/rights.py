"""Who may enter the administration: it follows from the roles somebody has."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from careers.profiles.models import User


@transaction.atomic
def let_in(*, users: Iterable[int], is_password_kept: bool = True) -> None:
    """Let these accounts into the administration if they have any right there; else not.

    A right is a role, a single permission, or being a superuser. Nobody has to know about
    `is_staff`. Without `is_password_kept`, the password of whoever is newly let in and has never
    signed in is taken away: somebody else may have set it. Two SQL statements, or three.
    """
    roles = User.groups.through.objects.filter(user=OuterRef("pk"))
    single = User.user_permissions.through.objects.filter(user=OuterRef("pk"))
    has_any = Q(is_superuser=True) | Exists(roles) | Exists(single)
    chosen = User.objects.filter(pk__in=list(users))
    new = chosen.filter(has_any, is_staff=False)
    if not is_password_kept:
        new.filter(last_login=None).update(password=make_password(None))
    new.update(is_staff=True)
    chosen.filter(~has_any, is_staff=True).update(is_staff=False)


@transaction.atomic
def end_role(*, group: Group) -> None:
    """Delete a role; whoever had no other right enters the administration no more.

    Five SQL statements or so. The roles that come with the portal stay: the caller asks first.
    """
    members = list(User.objects.filter(groups=group).order_by("pk").values_list("pk", flat=True))
    group.delete()
    let_in(users=members)
