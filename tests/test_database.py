"""The databases run with the settings that make them safe."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
ASKED: dict[str, dict[str, object]] = {
    "sqlite": {
        "PRAGMA journal_mode": "wal",
        "PRAGMA synchronous": 2,  # FULL
        "PRAGMA foreign_keys": 1,
        "PRAGMA busy_timeout": 20_000,  # milliseconds
    },
    "postgresql": {
        "SHOW statement_timeout": "30s",
        "SHOW lock_timeout": "10s",
        "SHOW idle_in_transaction_session_timeout": "1min",
    },
}


@pytest.mark.django_db
def test_the_connection_is_set_up_as_promised() -> None:
    with connection.cursor() as cursor:
        found = {}
        for question in ASKED[connection.vendor]:
            cursor.execute(question)
            row = cursor.fetchone()
            assert row is not None
            found[question] = row[0]
    assert found == ASKED[connection.vendor]


def settings_with(question: str, **environment: str) -> str:
    """What a portal started with this environment is set to."""
    command = (
        f"from django.conf import settings; database = settings.DATABASES['default']; "
        f"print({question})"
    )
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME")}
    done = subprocess.run(
        [sys.executable, "-c", command],
        cwd=ROOT,
        env={
            **kept,
            "DJANGO_SETTINGS_MODULE": "pmoportal.settings",
            "READ_DOT_ENV": "false",
            "DEBUG": "true",
            **environment,
        },
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_sqlite_begins_a_transaction_by_waiting_for_its_turn(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/portal.sqlite3"
    question = "database['OPTIONS']['transaction_mode'], database['ATOMIC_REQUESTS']"
    assert settings_with(question, DATABASE_URL=address) == "IMMEDIATE False"
    assert settings_with("database['CONN_MAX_AGE']", DATABASE_URL=address) == "600"


def test_behind_a_pool_of_connections_nothing_is_kept_in_the_session() -> None:
    address = "postgres://portal:secret@localhost/portal"
    question = "database['DISABLE_SERVER_SIDE_CURSORS'], 'OPTIONS' in database"
    assert settings_with(question, DATABASE_URL=address) == "False True"
    assert settings_with(question, DATABASE_URL=address, PGBOUNCER="true") == "True False"
