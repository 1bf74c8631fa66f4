"""The mail that tells new people of their account. Stored with it, sent afterwards in pieces."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from careers.profiles.letters import letter, subject_of
from careers.profiles.models import Notice, User

KEY = "invitation"
"""What it is about: somebody is invited once, however often."""


def invite(users: Iterable[User], *, now: datetime) -> None:
    """Store an invitation for each of these people who has none yet. One SQL statement."""
    Notice.objects.bulk_create(
        (
            Notice(
                recipient=user,
                key=KEY,
                subject=subject_of(_("Your account in the %(site)s") % _site()),
                body=_body(user),
                created_at=now,
            )
            for user in users
        ),
        ignore_conflicts=True,
    )


def _body(user: User) -> str:
    lines = (
        _("An account in the %(site)s was opened for you. You sign in with %(email)s.")
        % {**_site(), "email": user.email},
        _("You have no password yet. Ask for one on the page below: you get a mail with a link."),
    )
    why = _("You get this once, because your organisation opened the account.")
    return letter(recipient=user, lines=lines, path=reverse("account_reset_password"), why=why)


def _site() -> dict[str, str]:
    return {"site": settings.SITE_NAME}
