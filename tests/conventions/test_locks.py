"""The lock files: every package at one version, with hashes, from no named address."""

from __future__ import annotations

import re
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conventions.source import ROOT

REQUIREMENTS = ROOT / "requirements"
ADDRESS = re.compile(r"https?://|--index-url|--extra-index-url|--find-links|file:", re.IGNORECASE)


def locks() -> list[Path]:
    found = sorted(REQUIREMENTS.glob("*.txt"))
    assert [path.name for path in found] == ["base.txt", "dev.txt"]
    return found


def addresses(lock: str) -> list[str]:
    lines = (line.split("#")[0] for line in lock.splitlines())
    return [line for line in lines if ADDRESS.search(line)]


def entries(lock: str) -> list[str]:
    """Each package with its hashes, as one text."""
    return re.split(r"\n(?=[A-Za-z])", lock.strip())


def unhashed(lock: str) -> list[str]:
    """Packages of a lock file without an exact version or without a hash."""
    return [
        entry.splitlines()[0]
        for entry in entries(lock)
        if "==" not in entry.splitlines()[0] or "--hash=sha256:" not in entry
    ]


def pinned(lock: str) -> dict[str, str]:
    """Return the version of each package, by the name that ignores case and punctuation."""
    heads = (entry.splitlines()[0].split(";")[0].rstrip(" \\") for entry in entries(lock))
    parts = (head.partition("==") for head in heads if "==" in head)
    return {canonicalize_name(name.split("[")[0]): version for name, _, version in parts}


def asked(path: Path) -> list[Requirement]:
    """Return what a list asks for directly, with what it takes over from other lists."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        line = line.split("#")[0].strip()
        if line.startswith("-r "):
            found += asked(path.parent / line.removeprefix("-r ").strip())
        elif line and not line.startswith("-"):
            found.append(Requirement(line))
    return found


def unpinned(wanted: list[Requirement], lock: str) -> list[str]:
    """Requirements that a lock file does not hold, or holds at a version they exclude."""
    versions = pinned(lock)
    return [
        str(one)
        for one in wanted
        if (version := versions.get(canonicalize_name(one.name))) is None
        or version not in one.specifier
    ]


def test_lock_files_name_versions_and_hashes_and_no_address() -> None:
    for path in locks():
        assert addresses(path.read_text()) == []
        assert unhashed(path.read_text()) == []


def test_every_direct_dependency_is_locked() -> None:
    lists = sorted(REQUIREMENTS.glob("*.in"))
    assert [path.stem for path in lists] == [path.stem for path in locks()]
    names = {path.stem: {one.name for one in asked(path)} for path in lists}
    assert "django" in names["base"]
    assert names["base"] | {"pytest"} <= names["dev"]
    for path in lists:
        assert unpinned(asked(path), path.with_suffix(".txt").read_text()) == []


def test_a_change_is_checked_with_the_versions_that_run() -> None:
    run, checked = (pinned(path.read_text()) for path in locks())
    assert {name: checked.get(name) for name in run} == run


def test_the_checks_can_fail(tmp_path: Path) -> None:
    assert addresses("--index-url https://mirror.example/simple\nx==1  # via https://x") == [
        "--index-url https://mirror.example/simple"
    ]
    lock = (
        "good==1 \\\n    --hash=sha256:0\n"
        "With_Extra[x]==2.5 ; sys_platform == 'win32' \\\n    --hash=sha256:0\n"
        "loose>=2\nbare==1\n"
    )
    assert unhashed(lock) == ["loose>=2", "bare==1"]
    assert pinned(lock) == {"good": "1", "with-extra": "2.5", "bare": "1"}
    (tmp_path / "base.in").write_text("# why\nGood\nwith.extra[x]<2\n")
    (tmp_path / "dev.in").write_text("-r base.in\n-c base.txt\nforgotten>=1\nloose\n")
    assert unpinned(asked(tmp_path / "dev.in"), lock) == [
        "with.extra[x]<2",
        "forgotten>=1",
        "loose",
    ]
