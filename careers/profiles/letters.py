"""The text of a mail: greeting, what happened, where to look, why it came and how to stop it."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from careers.profiles.models import User

SUBJECT_LENGTH = 200


def subject_of(words: str) -> str:
    """One line that fits: a name with a line break in it must not add a header to the mail."""
    return " ".join(words.split())[:SUBJECT_LENGTH]


def letter(
    *, recipient: User, lines: Sequence[str], path: str, why: str, is_choice: bool = True
) -> str:
    """The whole text. `path` is a page of the portal; `why` says in a sentence why this came.

    `is_choice`: whether they can choose not to get such a mail.
    """
    greeting = _("Hello %(name)s,") % {"name": recipient.get_short_name() or recipient.email}
    choice = _("Choose what you are told, and how often: %(address)s") % {
        "address": absolute(reverse("profiles:reminders"))
    }
    here = _("See it in the portal: %(address)s") % {"address": absolute(path)}
    end = "\n".join([settings.SITE_NAME, why, *([choice] if is_choice else [])])
    parts = [greeting, "\n".join(lines), here, f"-- \n{end}"]
    return "\n\n".join(parts) + "\n"


def absolute(path: str) -> str:
    """The address of a page as it is written in a mail."""
    return f"{settings.SITE_ADDRESS}{path}"
