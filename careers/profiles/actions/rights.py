"""Who may enter the administration: it follows from the roles somebody has."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from careers.profiles.actions.looking import record_changes
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
def end_role(*, group: Group, by: User, now: datetime) -> None:
    """Delete a role; whoever had no other right enters the administration no more.

    It is in the access log of whoever had it. Eight SQL statements or so. The roles that come with
    the portal stay: the caller asks first.
    """
    had = User.objects.filter(groups=group).order_by("pk")
    members = list(had.values_list("pk", "profile__pk"))
    detail = _("Role deleted: %(name)s") % {"name": group.name}
    details = {profile: detail for _user, profile in members if profile is not None}
    group.delete()
    let_in(users=[user for user, _profile in members])
    record_changes(viewer=by, details=details, now=now)
