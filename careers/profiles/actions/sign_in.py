"""People are told when the administration changes how they sign in, or whom they report to.

Whatever they chose to be told: it is about their own account, and may be news to them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from careers.profiles.actions.notices import write_notice
from careers.profiles.letters import letter
from careers.profiles.models import Notice, Profile, User


@transaction.atomic
def tell_of_new_address(*, user: User, before: str, by: User, now: datetime) -> Notice:
    """Tell the old address that another one is used from now on. Two SQL statements.

    Not which: the old one may have been somebody else's.
    """
    words = _words(by, now) | {"email": before}
    lines = (
        _("%(who)s gave your account in the %(site)s another e-mail address on %(when)s.") % words,
        _("You sign in with %(email)s no more, and no mail of the portal goes there.") % words,
        _("If you did not want this, tell your organisation at once: somebody else may read it."),
    )
    subject = _("Your account has another e-mail address")
    return _tell(user, f"address:{now.isoformat()}", subject, lines, address=before, now=now)


@transaction.atomic
def tell_of_password(*, user: User, by: User, now: datetime) -> Notice:
    """Tell somebody that their password was set, or taken away. Two SQL statements."""
    words = _words(by, now)
    if user.has_usable_password():
        first = _("%(who)s set the password of your account in the %(site)s on %(when)s.") % words
    else:
        first = _("%(who)s took the password of your account in the %(site)s away on %(when)s.")
        first %= words
    lines = (
        first,
        _("Choose another one through “I forgot my password”, which nobody but you knows."),
        _("If you did not want this, tell your organisation at once."),
    )
    subject = _("The password of your account was changed")
    return _tell(user, f"password:{now.isoformat()}", subject, lines, address=user.email, now=now)


@transaction.atomic
def tell_of_new_manager(
    *, profile: Profile, before: Profile | None, by: User, now: datetime
) -> Notice | None:
    """Tell somebody that another manager is recorded for them. Two SQL statements.

    Nobody is told what they have done themselves, nor when their account is switched off.
    """
    user, none = profile.user, _("nobody")
    if user.pk == by.pk or not user.is_active:
        return None
    words = _words(by, now) | {"before": before or none, "after": profile.manager or none}
    lines = (
        _("%(who)s recorded another manager for you in the %(site)s on %(when)s:") % words,
        _("%(before)s → %(after)s") % words,
        _("Your manager, and who leads them, see what you hand in and your roadmap."),
        _("If this is wrong, tell your organisation."),
    )
    subject = _("You have another manager in the portal")
    path = reverse("profiles:looks")
    key = f"manager:{now.isoformat()}"
    return _tell(user, key, subject, lines, address=user.email, now=now, path=path)


def _words(by: User, now: datetime) -> dict[str, str]:
    when = date_format(timezone.localtime(now), "j F Y, H:i")
    return {"who": str(by), "site": settings.SITE_NAME, "when": when}


def _tell(
    user: User,
    key: str,
    subject: str,
    lines: Sequence[str],
    *,
    address: str,
    now: datetime,
    path: str = "",
) -> Notice:
    body = letter(
        recipient=user,
        lines=lines,
        path=path or reverse("account_reset_password"),
        why=_("You get this because your account was changed in the administration."),
        is_choice=False,
    )
    told = write_notice(
        recipient=user, key=key, subject=subject, body=body, address=address, now=now
    )
    return told.notice
