from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from careers.profiles import sending

MOST_FAULTS_IN_A_ROW = 5
"""A mail server that refuses so many is down; each further try may take until its time-out."""


class Command(BaseCommand):
    help = "Send the messages that wait: those the mail server refused, or a sender left behind."

    def handle(self, *args: Any, **options: Any) -> None:
        sent = failed = in_a_row = 0
        for pk in sending.waiting(timezone.now()):
            outcome = sending.deliver(pk, now=timezone.now())
            sent += outcome == sending.Sending.SENT
            failed += outcome == sending.Sending.FAILED
            in_a_row = in_a_row + 1 if outcome == sending.Sending.FAILED else 0
            if in_a_row == MOST_FAULTS_IN_A_ROW:
                break
        if options["verbosity"] and sent:
            self.stdout.write(f"Sent {sent}.")
        if failed:
            raise CommandError(f"{failed} not sent; the next run tries again (see the log).")
