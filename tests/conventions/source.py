"""The product's own files, for tests that read them."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("levels", "certifications", "profiles", "assessments", "roadmaps", "teams")
"""The packages with tables and pages, from the bottom of the chain to the top."""

PACKAGES = (ROOT / "careers", ROOT / "pmoportal")
TEMPLATES = ROOT / "templates"
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


def python_files(*folders: Path) -> list[Path]:
    """Return the Python files below the folders (by default all of the product), no migrations."""
    found = (path for folder in folders or PACKAGES for path in folder.rglob("*.py"))
    return sorted(path for path in found if "migrations" not in path.parts)


def modules(name: str) -> list[Path]:
    """Return every module of this name (`queries.py` or the package `queries/`) of our apps."""
    found: list[Path] = []
    for app in APPS:
        folder = ROOT / "careers" / app
        found += [folder / f"{name}.py"] if (folder / f"{name}.py").is_file() else []
        found += python_files(folder / name)
    return found


def templates(*folders: Path) -> list[Path]:
    found = (path for folder in folders or (TEMPLATES,) for path in folder.rglob("*"))
    return sorted(path for path in found if path.suffix in {".html", ".txt"})


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


@cache
def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name


Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(tree: ast.AST) -> list[Function]:
    """Every function, methods and inner ones included."""
    return [node for node in ast.walk(tree) if isinstance(node, Function)]


def public_functions(tree: ast.Module) -> list[Function]:
    """Functions of the module itself whose name does not start with an underscore."""
    return [
        node for node in tree.body if isinstance(node, Function) and not node.name.startswith("_")
    ]


def faults(check: Callable[[ast.Module], list[str]], paths: Iterable[Path]) -> list[str]:
    """Return what a check finds in each of these files, with the name of the file."""
    return [f"{shown(path)}: {fault}" for path in paths for fault in check(parse(path))]
