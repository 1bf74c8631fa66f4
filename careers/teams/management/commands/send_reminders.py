from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from careers.teams import actions, queries


class Command(BaseCommand):
    help = (
        "Remind people of what waits for them: once a day from cron. Weekly summaries go out on "
        "Mondays. Safe to run again: nobody is told the same twice."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--weekly",
            action="store_true",
            help="Weekly summaries are due today, whatever the day: after a Monday without a run.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        now, today = timezone.now(), timezone.localdate()
        people = things = 0
        due_people = queries.due_reminders(now=now, today=today, is_week_due=options["weekly"])
        for chunk in due_people:
            for due in chunk:
                if actions.remind(due=due, now=now, today=today):
                    people += 1
                    things += len(due.items)
        if options["verbosity"]:
            self.stdout.write(f"Reminded people: {people}; of things: {things}.")
