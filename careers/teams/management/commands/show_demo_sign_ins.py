from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from careers.teams.demo import EVERY_SIGN_IN, PASSWORD


class Command(BaseCommand):
    help = "Print where the demo is and how to sign in. Refused unless DEMO is on."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--address", default="http://127.0.0.1:8000/")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("There is no demo: DEMO is off.")
        lines = [
            "",
            f"  {settings.SITE_NAME}: {options['address']}",
            "",
            *(
                f"  {role:<22} {sign_in.address:<22} {sign_in.name}"
                for role, sign_in in EVERY_SIGN_IN.items()
            ),
            "",
            f"  Password of all of them: {PASSWORD}",
            "  Stop with Ctrl+C.",
            "",
        ]
        self.stdout.write("\n".join(lines))
