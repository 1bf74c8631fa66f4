from __future__ import annotations

import logging
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from careers.profiles.importing import working
from careers.roadmaps import runs, settling

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = (
        "Go on with long work that a worker has left behind: lists of people, looks at whom a "
        "change touches, and asking their owners once it is published. Every ten minutes from "
        "cron. What a worker is at is left to it. Where one of these stops, the others go on, and "
        "the command ends with an error."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        parts = {
            "Lists of people": working.go_on_with_all,
            "looks at whom a change touches": runs.work_at_all,
            "people asked or left alone": settling.settle_all,
        }
        done, stopped = {}, []
        for what, go_on in parts.items():
            try:
                done[what] = go_on(timezone.now)
            except Exception as fault:  # a database or a machine may fail in any way
                logger.exception("Work has stopped: %s", what)
                stopped.append(f"{what}: {type(fault).__name__}")
        if options["verbosity"] and any(done.values()):
            told = ", ".join(f"{what}: {number}" for what, number in done.items())
            self.stdout.write(f"{told}.")
        if stopped:
            raise CommandError(f"Stopped: {', '.join(stopped)}. The log says more.")
