"""What is done beside the request that asked for it; a task begins a piece of work, like a view."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from careers.profiles import sending


@task()
def send_notice(notice_pk: int) -> str:
    """Send one message. Run twice, also at the same moment, it is sent once."""
    return str(sending.deliver(notice_pk, now=timezone.now()))
