"""What is in the repository beside Python: locks, styles, scripts, texts."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tests.conventions.source import ROOT, shown

SKIPPED = {".git", ".venv", "var", "vendor", "node_modules", "__pycache__", "test-results"}
TEXT = {
    ".py",
    ".md",
    ".txt",
    ".in",
    ".toml",
    ".html",
    ".css",
    ".js",
    ".json",
    ".yaml",
    ".example",
    "",
}
MOST_SCRIPT_LINES = 300
COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(rgba?|hsla?|oklch|oklab|lab|lch|hwb)\(", re.IGNORECASE)
CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
HOME = re.compile(r"(?<![\w.])/(?:root|home|work|Users|tmp)/[\w-]+/")
ADDRESS = re.compile(r"https?://|--index-url|--extra-index-url|--find-links|file:", re.IGNORECASE)


def text_files() -> list[Path]:
    """Every text file of the repository that a person wrote."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = (ROOT / line for line in listed.stdout.splitlines())
    return [
        path
        for path in paths
        if path.is_file() and path.suffix in TEXT and not SKIPPED & set(path.parts)
    ]


def colours(css: str) -> list[str]:
    return [match.group() for match in COLOUR.finditer(CSS_COMMENT.sub("", css))]


def addresses(lock: str) -> list[str]:
    lines = (line.split("#")[0] for line in lock.splitlines())
    return [line for line in lines if ADDRESS.search(line)]


def unhashed(lock: str) -> list[str]:
    """Packages of a lock file without an exact version or without a hash."""
    entries = re.split(r"\n(?=[A-Za-z])", lock.strip())
    return [
        entry.splitlines()[0]
        for entry in entries
        if "==" not in entry.splitlines()[0] or "--hash=sha256:" not in entry
    ]


def machine_paths(text: str) -> list[str]:
    return [match.group() for match in HOME.finditer(text)]


def test_imports_go_one_way_and_in_no_circle() -> None:
    command = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "4 kept, 0 broken" in done.stdout, done.stdout


def test_lock_files_name_versions_and_hashes_and_no_address() -> None:
    for path in (ROOT / "requirements" / "base.txt", ROOT / "requirements" / "dev.txt"):
        assert addresses(path.read_text()) == []
        assert unhashed(path.read_text()) == []


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    here = Path(__file__)
    faults = [
        f"{shown(path)}: {fault}"
        for path in text_files()
        if path != here
        for fault in machine_paths(path.read_text(encoding="utf-8", errors="replace"))
    ]
    assert faults == []


def test_colours_are_named_once() -> None:
    # admin.css gives the administration, which has its own variables, the same colours.
    named = {"tokens", "admin"}
    styles = [path for path in (ROOT / "static" / "css").rglob("*.css") if path.stem not in named]
    assert styles
    assert [
        f"{shown(path)}: {fault}" for path in styles for fault in colours(path.read_text())
    ] == []


def test_our_scripts_stay_small() -> None:
    scripts = (ROOT / "static" / "js").rglob("*.js")
    assert sum(len(path.read_text().splitlines()) for path in scripts) <= MOST_SCRIPT_LINES


def test_the_checks_can_fail() -> None:
    assert colours("/* #fff */ a { color: #1a2b3c; background: rgb(0 0 0) }") == ["#1a2b3c", "rgb("]
    assert colours("a { color: var(--ink) } #main { color: inherit }") == []
    assert addresses("--index-url https://mirror.example/simple\nx==1  # via https://x") == [
        "--index-url https://mirror.example/simple"
    ]
    assert unhashed("good==1 \\\n    --hash=sha256:0\nloose>=2\nbare==1\n") == [
        "loose>=2",
        "bare==1",
    ]
    assert machine_paths("see /home/somebody/project/x") == ["/home/somebody/"]
    assert machine_paths("the /homepage/ and https://x.example/home/page/") == []
