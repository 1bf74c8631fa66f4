"""A file under 300 lines, a view under 25: what is longer holds two things."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.conventions.source import Function, faults, python_files, shown, text_files

LONGEST_FILE = 300
LONGEST_VIEW = 25

TOO_LONG_ALREADY = {
    # Written before the limit was checked. Each is to be split by noun and then leaves this list.
    "static/css/base.css",
    "static/css/components.css",
    "tests/profiles/test_accounts.py",
    "tests/profiles/test_pages.py",
    "tests/roadmaps/test_page.py",
}


def lengths() -> dict[str, int]:
    """Lines of every Python, CSS and JavaScript file of ours; Django writes the migrations."""
    return {
        shown(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in text_files()
        if path.suffix in {".py", ".css", ".js"} and "migrations" not in path.parts
    }


def long_files(found: dict[str, int], excused: set[str]) -> list[str]:
    """Files above the limit, and excuses for files that no longer need one."""
    too_long = {name for name, length in found.items() if length > LONGEST_FILE}
    return [
        *(f"{name} has {found[name]} lines" for name in sorted(too_long - excused)),
        *(f"{name} needs no excuse" for name in sorted(excused - too_long)),
    ]


def long_views(tree: ast.Module) -> list[str]:
    """Functions of a module of views, inner ones included, with too many lines in their body."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, Function):
            length = (node.end_lineno or 0) - node.body[0].lineno + 1
            if length > LONGEST_VIEW:
                found.append(f"{node.name} has {length} lines")
    return found


def view_files() -> list[Path]:
    paths = python_files()
    return [path for path in paths if path.stem.endswith("views") or path.parent.name == "views"]


def test_files_stay_short() -> None:
    found = lengths()
    folders = {name.rpartition("/")[0] for name in found}
    assert {"careers/domain", "pmoportal", "static/css", "static/js", "tests"} <= folders
    assert long_files(found, TOO_LONG_ALREADY) == []


def test_views_stay_short() -> None:
    names = {shown(path) for path in view_files()}
    assert {
        "careers/assessments/views/answering.py",
        "careers/profiles/account_views.py",
        "careers/roadmaps/views/roadmap.py",
        "pmoportal/views.py",
    } <= names
    assert faults(long_views, view_files()) == []


def test_the_checks_can_fail() -> None:
    found = {"a.py": LONGEST_FILE, "b.js": LONGEST_FILE + 1, "c.css": 900, "d.py": 1}
    assert long_files(found, {"c.css", "d.py", "gone.py"}) == [
        f"b.js has {LONGEST_FILE + 1} lines",
        "d.py needs no excuse",
        "gone.py needs no excuse",
    ]
    head = "@require_safe\ndef {}(\n    request,\n):\n"
    views = "".join(
        head.format(name) + "    pass\n" * length
        for name, length in (("fits", LONGEST_VIEW), ("does_not", LONGEST_VIEW + 1))
    )
    assert long_views(ast.parse(views)) == [f"does_not has {LONGEST_VIEW + 1} lines"]
