from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from careers.profiles.importing import working
from careers.roadmaps import runs, settling


class Command(BaseCommand):
    help = (
        "Go on with long work that a worker has left behind: lists of people, looks at whom a "
        "change touches, and asking their owners once it is published. Every ten minutes from "
        "cron. What a worker is at is left to it."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        done = {
            "Lists of people": working.go_on_with_all(timezone.now),
            "looks at whom a change touches": runs.work_at_all(timezone.now),
            "people asked or left alone": settling.settle_all(timezone.now),
        }
        if options["verbosity"] and any(done.values()):
            told = ", ".join(f"{what}: {number}" for what, number in done.items())
            self.stdout.write(f"{told}.")
