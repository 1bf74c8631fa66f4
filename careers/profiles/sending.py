"""A message on its way out: claimed by one sender, handed to the mail server, marked as sent.

Each mark is one statement of its own: no transaction is open while the mail server is spoken to.
Below the actions, because telling somebody something begins it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F, Q

from careers.profiles.models import Notice

logger = logging.getLogger(__name__)

CLAIM_HOLDS = timedelta(minutes=10)
"""How long a sender that claimed a message and was heard of no more is waited for (our choice)."""

TRIED_FOR = timedelta(days=14)
"""After this long without success a message is news no more; it stays, with its fault."""

MOST_FAULTS_IN_A_ROW = 5
"""A mail server that refuses so many is down; each further try may take until its time-out."""


class Sending(StrEnum):
    SENT = "sent"
    FAILED = "failed"  # the mail server did not take it; it will be tried again
    NOT_OURS = "not ours"  # sent before, claimed by another sender, or its recipient has left


def deliver(pk: int, *, now: datetime) -> Sending:
    """Send one message, once, whoever else tries at the same moment. Never raises for the mail.

    Whoever died after the mail server took it leaves a claim; what is sent again after
    CLAIM_HOLDS has the same Message-ID. Three SQL statements, at most two when it is not ours.
    """
    notice = _claimed(pk, now)
    if notice is None:
        return Sending.NOT_OURS
    try:
        message_of(notice).send()
    except Exception as fault:  # an address or a server may be wrong in any way
        logger.warning("Message %s was not sent: %s", pk, _words_of(fault))
        _released(notice, _words_of(fault), now)
        return Sending.FAILED
    Notice.objects.filter(pk=pk, sent_at=None).update(sent_at=now, fault="")
    return Sending.SENT


def waiting(now: datetime) -> list[int]:
    """The messages that can be sent now, the oldest first. One SQL query."""
    found = Notice.objects.reaching_somebody().filter(_is_free(now))
    return list(found.filter(created_at__gt=now - TRIED_FOR).values_list("pk", flat=True))


def send_waiting(*, clock: Callable[[], datetime], most: int | None = None) -> tuple[int, int]:
    """Send the messages that wait, or the first of them; how many were sent, how many not.

    It ends early when the mail server is down. One SQL query, and those of `deliver`.
    """
    sent = failed = in_a_row = 0
    for pk in waiting(clock())[:most]:
        outcome = deliver(pk, now=clock())
        sent += outcome == Sending.SENT
        failed += outcome == Sending.FAILED
        in_a_row = in_a_row + 1 if outcome == Sending.FAILED else 0
        if in_a_row == MOST_FAULTS_IN_A_ROW:
            break
    return sent, failed


def message_of(notice: Notice) -> EmailMessage:
    """The mail itself; the same notice always has the same Message-ID. No SQL query."""
    host = urlsplit(settings.SITE_ADDRESS).hostname or "localhost"
    mark = f"notice.{notice.pk}.{notice.created_at:%Y%m%d%H%M%S%f}"
    return EmailMessage(
        subject=notice.subject,
        body=notice.body,
        to=[notice.address or notice.recipient.email],
        # Holiday answers are not wanted (RFC 3834).
        headers={"Message-ID": f"<{mark}@{host}>", "Auto-Submitted": "auto-generated"},
    )


def _claimed(pk: int, now: datetime) -> Notice | None:
    """The message, if it is now ours to send.

    The conditions are about columns of the row itself: only those does PostgreSQL look at again
    when another sender held the row.
    """
    reached = Notice.objects.reaching_somebody().select_related("recipient")
    notice = reached.filter(pk=pk).first()
    claim = {"claimed_at": now, "attempts": F("attempts") + 1}
    if notice is None or not Notice.objects.filter(_is_free(now), pk=pk).update(**claim):
        return None
    return notice


def _is_free(now: datetime) -> Q:
    is_unclaimed = Q(claimed_at=None) | Q(claimed_at__lte=now - CLAIM_HOLDS)
    return Q(sent_at=None) & is_unclaimed


def _released(notice: Notice, fault: str, now: datetime) -> None:
    """Let the next try have it; unless it was slow, and another sender has claimed it meanwhile."""
    Notice.objects.filter(pk=notice.pk, claimed_at=now).update(claimed_at=None, fault=fault)


def _words_of(fault: Exception) -> str:
    return f"{type(fault).__name__}: {fault}"[:200]
