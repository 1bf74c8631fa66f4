from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from careers.teams.demo import DOMAIN
from careers.teams.demo.loading import NoCatalogue, is_loaded, load
from careers.teams.demo.organisation import LARGEST as LARGEST_ORGANISATION
from careers.teams.demo.organisation import SMALLEST

LARGEST = 100_000
TELL_EVERY = 10_000
"""People between two lines of progress."""


class Command(BaseCommand):
    help = "Make the demo organisation. Refused unless DEMO and DEBUG are on."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--people", type=int, default=40, help=f"{SMALLEST} to {LARGEST}")
        parser.add_argument(
            "--today",
            type=date.fromisoformat,
            default=None,
            help="The day all dates count from, as 2027-03-14. Default: today.",
        )
        parser.add_argument(
            "--if-empty", action="store_true", help="Do nothing when demo people exist."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        people, today = options["people"], options["today"] or date.today()
        if not (settings.DEMO and settings.DEBUG):
            raise CommandError(
                "The demo has a published password. It is made only with DEMO=true and DEBUG=true."
            )
        if not SMALLEST <= people <= LARGEST:
            raise CommandError(f"--people must be {SMALLEST} to {LARGEST}.")
        if is_loaded():
            if options["if_empty"]:
                return
            raise CommandError(f"There are people at {DOMAIN} already; use a new database.")
        try:
            load(people=people, today=today, tell=self._tell)
        except NoCatalogue as error:
            raise CommandError(str(error)) from error
        if options["verbosity"]:
            self.stdout.write(f"Made a demo organisation of {people} people.")

    def _tell(self, made: int) -> None:
        # The last organisation that fits below a round number is near enough.
        if made % TELL_EVERY < LARGEST_ORGANISATION and made >= TELL_EVERY:
            self.stdout.write(f"  {made} people")
