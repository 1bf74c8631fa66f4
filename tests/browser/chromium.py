"""Find a Chromium for the browser tests, or install one; fail in words if neither works."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

SYSTEM_NAMES = ("chromium", "chromium-browser", "google-chrome")
ADVICE = "No Chromium was found or could be installed. Install it, or set CHROMIUM=/path/to/it."


def installed() -> str | None:
    """Return the path of a Chromium that is there already."""
    named = os.environ.get("CHROMIUM", "")
    if named:
        return named if Path(named).is_file() else None
    for name in SYSTEM_NAMES:
        if path := shutil.which(name):
            return path
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else None


def install() -> None:
    """Install from the system's packages when we may, otherwise through Playwright."""
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
            quietly = ["apt-get", "-qq", *command]
            subprocess.run(quietly, check=False, env=environment, stdout=subprocess.DEVNULL)
    else:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def main() -> int:
    if installed() is None and "CHROMIUM" not in os.environ:
        print("Installing Chromium for the browser tests …")
        install()
    path = installed()
    print(f"Browser tests use {path}" if path else ADVICE)
    return 0 if path else 1


if __name__ == "__main__":
    raise SystemExit(main())
