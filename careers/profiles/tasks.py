"""What is done beside the request that asked for it; a task begins a piece of work, like a view."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from careers.profiles import sending
from careers.profiles.importing import working


@task()
def send_notice(notice_pk: int) -> str:
    """Send one message. Run twice, also at the same moment, it is sent once."""
    return str(sending.deliver(notice_pk, now=timezone.now()))


@task()
def go_on_with_people(list_pk: int) -> str:
    """Check or write a list of people. Run twice, also at the same moment, it is done once."""
    return working.go_on(list_pk, clock=timezone.now)
