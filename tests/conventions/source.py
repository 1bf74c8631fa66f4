"""The product's own files, for tests that read them."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("levels", "certifications", "profiles", "assessments", "roadmaps", "teams")
"""The packages with tables and pages, from the bottom of the chain to the top."""

PACKAGES = (ROOT / "careers", ROOT / "pmoportal")
TEMPLATES = ROOT / "templates"


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
