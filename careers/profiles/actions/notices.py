"""Telling somebody something by mail: written with what happened, sent after it is stored."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from careers.profiles import tasks
from careers.profiles.letters import letter, subject_of
from careers.profiles.models import Notice, ReminderChoice, User


class Written(NamedTuple):
    notice: Notice
    is_new: bool  # nothing with this key was written before


@transaction.atomic
def tell(
    *,
    recipient: User,
    key: str,
    subject: str,
    lines: Sequence[str],
    path: str,
    now: datetime,
    why: str = "",
) -> Notice | None:
    """Tell one person by mail, at once, what has just happened; `path` is where to look at it.

    `key` names what it is about: the same key is told once, however often this is called. Nothing
    is sent if the transaction of the caller is rolled back. None for whoever chose not to be told
    at once, and for an account that is not active. `why` says why it comes, unless it is about what
    somebody said or decided. Three SQL statements, two when it was told before, one for None.
    """
    if not recipient.is_active:
        return None
    unwanted = ReminderChoice.objects.filter(profile__user_id=recipient.pk, is_told_at_once=False)
    if unwanted.exists():
        return None
    reason = why or _(
        "You get this because you are told at once when somebody comments, reviews or agrees."
    )
    body = letter(recipient=recipient, lines=lines, path=path, why=reason)
    told = write_notice(recipient=recipient, key=key, subject=subject, body=body, now=now)
    return told.notice


@transaction.atomic
def write_notice(
    *, recipient: User, key: str, subject: str, body: str, now: datetime, address: str = ""
) -> Written:
    """Store a message and, once everything around it is stored, have it sent.

    To `address`, or else to the one the account has when it is sent.

    A message with this key that was written before is left as it is, and not sent again. Two SQL
    statements, one when it was written before.
    """
    content = {
        "subject": subject_of(subject),
        "body": body,
        "created_at": now,
        "address": address,
    }
    notice, is_new = Notice.objects.get_or_create(recipient=recipient, key=key, defaults=content)
    if is_new:
        # Robust: what is stored is stored. A message that could not be handed on is sent by
        # the next run of `send_notices`.
        transaction.on_commit(lambda: _hand_on(notice.pk), robust=True)
    return Written(notice, is_new)


@transaction.atomic
def send_again(*, notices: Iterable[int]) -> int:
    """Hand messages on once more; how many. Asked for twice, each is sent once (`sending`).

    No SQL statement beside those that find them; what is sent is sent after the transaction.
    """
    keys = list(notices)
    for pk in keys:
        transaction.on_commit(lambda pk=pk: _hand_on(pk), robust=True)  # type: ignore[misc]
    return len(keys)


def _hand_on(pk: int) -> None:
    tasks.send_notice.enqueue(pk)
