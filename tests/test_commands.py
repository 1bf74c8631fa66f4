"""The commands of `make run`, on an empty folder, end in a portal that people can sign in to."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SIGN_IN = """
import django
django.setup()
from django.test import Client
client = Client(HTTP_HOST="localhost")
sent = {"login": "admin@demo.example", "password": "demo-portal-2027"}
print(client.post("/accounts/login/", sent).headers.get("Location"))
"""


def recipe() -> list[str]:
    """The manage.py commands of the target `run`, without the server."""
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    target = text.split("\nrun:", 1)[1].split("\n\n", 1)[0]
    return [
        command for command in re.findall(r"manage\.py (.+)", target) if "server" not in command
    ]


def environment(folder: Path, **changes: str) -> dict[str, str]:
    values = {
        "READ_DOT_ENV": "false",
        "DEBUG": "true",
        "DEMO": "true",
        "DATABASE_URL": f"sqlite:///{folder}/demo.sqlite3",
        "DJANGO_SETTINGS_MODULE": "pmoportal.settings",
        "HTTPS": "false",
        "ALLOWED_HOSTS": "localhost",
        "SECRET_KEY": "only-for-tests-" * 5,
    }
    own = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME"}}
    return {**own, **values, **changes}


def run(folder: Path, *arguments: str, **changes: str) -> str:
    command = [sys.executable, *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env=environment(folder, **changes), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_make_run_ends_in_a_portal_to_sign_in_to(tmp_path: Path) -> None:
    commands = recipe()
    assert len(commands) >= 5
    for command in commands:
        words = command.replace("$(PEOPLE)", "20").replace("$(PORT)", "8000").split()
        run(tmp_path, "manage.py", *words)

    assert run(tmp_path, "-c", SIGN_IN).strip() == "/"
    # The same database in a real installation: the published password opens nothing.
    refused = run(tmp_path, "-c", SIGN_IN, DEBUG="false", DEMO="false")
    assert refused.strip() == "/accounts/inactive/"
