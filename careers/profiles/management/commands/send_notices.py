from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from careers.profiles import sending


class Command(BaseCommand):
    help = "Send the messages that wait: those the mail server refused, or a sender left behind."

    def handle(self, *args: Any, **options: Any) -> None:
        sent, failed = sending.send_waiting(clock=timezone.now)
        if options["verbosity"] and sent:
            self.stdout.write(f"Sent {sent}.")
        if failed:
            raise CommandError(f"{failed} not sent; the next run tries again (see the log).")
