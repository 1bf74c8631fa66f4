"""What is in the repository beside Python: styles, scripts, texts; and the contracts of imports."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tests.conventions.source import ROOT, shown, text_files

MOST_SCRIPT_LINES = 300
COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(rgba?|hsla?|oklch|oklab|lab|lch|hwb)\(", re.IGNORECASE)
CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
HOME = re.compile(r"(?<![\w.])/(?:root|home|work|Users|tmp)/[\w-]+/")


def colours(css: str) -> list[str]:
    return [match.group() for match in COLOUR.finditer(CSS_COMMENT.sub("", css))]


def machine_paths(text: str) -> list[str]:
    return [match.group() for match in HOME.finditer(text)]


def test_imports_go_one_way_and_in_no_circle() -> None:
    command = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "4 kept, 0 broken" in done.stdout, done.stdout


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
    assert machine_paths("see /home/somebody/project/x") == ["/home/somebody/"]
    assert machine_paths("the /homepage/ and https://x.example/home/page/") == []
