"""House style that no linter knows: sizes, names, docstrings, no signals, no logic in save()."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tests.conventions.source import (
    ROOT,
    functions,
    modules,
    parse,
    public_functions,
    python_files,
    shown,
)

LONGEST_FILE = 300
LONGEST_FUNCTION = 50
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "core", "misc"}
SQL = re.compile(r"\b(SQL|quer(y|ies))\b", re.IGNORECASE)


def long_functions(tree: ast.AST) -> list[str]:
    found = []
    for node in functions(tree):
        length = (node.end_lineno or node.lineno) - node.lineno + 1
        if length > LONGEST_FUNCTION:
            found.append(f"{node.name} has {length} lines")
    return found


def exported(path: Path) -> ast.Module:
    """The module; of a part of a package only the functions that the package offers to others."""
    package = path.with_name("__init__.py")
    if path.parent.name not in {"queries", "actions"} or path == package:
        return parse(path)
    offered = {alias.name for node in ast.walk(parse(package)) for alias in _imported(node)}
    body = [node for node in parse(path).body if getattr(node, "name", None) in offered]
    return ast.Module(body=body, type_ignores=[])


def _imported(node: ast.AST) -> list[ast.alias]:
    return node.names if isinstance(node, ast.ImportFrom) else []


def undocumented(tree: ast.Module) -> list[str]:
    return [node.name for node in public_functions(tree) if not ast.get_docstring(node)]


def without_sql_count(tree: ast.Module) -> list[str]:
    """Public functions whose docstring does not say how many SQL queries they need."""
    return [
        node.name
        for node in public_functions(tree)
        if not SQL.search(ast.get_docstring(node) or "")
    ]


def unsafe_actions(tree: ast.Module) -> list[str]:
    """Public functions that can be called with unnamed arguments or outside a transaction."""
    faults = []
    for node in public_functions(tree):
        arguments = node.args
        if arguments.args or arguments.posonlyargs or arguments.vararg:
            faults.append(f"{node.name} takes unnamed arguments")
        if not any("atomic" in ast.unparse(decorator) for decorator in node.decorator_list):
            faults.append(f"{node.name} is not atomic")
    return faults


def signals(tree: ast.AST) -> list[str]:
    """Imports that could only serve to use a signal."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        found += [name for name in names if "signals" in name.split(".") or "dispatch" in name]
    return found


def overridden_saves(tree: ast.AST) -> list[str]:
    """Models with a save() or delete() of their own."""
    return [
        f"{node.name}.{child.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        for child in node.body
        if isinstance(child, ast.FunctionDef) and child.name in {"save", "delete"}
    ]


def untyped(tree: ast.AST) -> list[str]:
    return [node.name for node in functions(tree) if node.returns is None]


def clock_readers(tree: ast.AST) -> list[str]:
    """Calls that read the clock; only views and commands may."""
    readers = {"timezone.now", "datetime.now", "date.today", "timezone.localdate", "time.time"}
    return [
        f"line {node.lineno}: {ast.unparse(node.func)}()"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in readers
        and not (node.args and "localdate" in ast.unparse(node.func))  # of a given moment
    ]


def faults(check, paths, read=parse) -> list[str]:  # type: ignore[no-untyped-def]
    return [f"{shown(path)}: {fault}" for path in paths for fault in check(read(path))]


def test_files_stay_short() -> None:
    lengths = {shown(path): len(path.read_text().splitlines()) for path in python_files()}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_functions_fit_a_screen() -> None:
    assert faults(long_functions, python_files()) == []


def test_every_module_name_says_what_it_holds() -> None:
    parts = {part for path in python_files() for part in (path.stem, path.parent.name)}
    assert parts & FORBIDDEN_NAMES == set()


def test_public_functions_of_rules_reads_and_writes_are_documented() -> None:
    paths = [*python_files(ROOT / "careers" / "domain"), *modules("queries"), *modules("actions")]
    assert faults(undocumented, paths, exported) == []


def test_reads_say_what_they_cost() -> None:
    assert faults(without_sql_count, modules("queries"), exported) == []


def test_writes_are_named_and_atomic() -> None:
    assert faults(unsafe_actions, modules("actions")) == []


def test_nothing_happens_behind_the_back_of_a_write() -> None:
    assert faults(signals, python_files()) == []
    assert faults(overridden_saves, modules("models")) == []


def test_functions_say_what_they_return() -> None:
    assert faults(untyped, python_files()) == []


def test_only_views_and_commands_read_the_clock() -> None:
    names = ("models", "queries", "actions", "forms")
    paths = [path for name in names for path in modules(name)]
    assert faults(clock_readers, [*paths, *python_files(ROOT / "careers" / "domain")]) == []


BAD = ast.parse(
    '''
import django.db.models.signals
from django.db.models.signals import post_save
from django.dispatch import receiver

def latest(person):
    return timezone.now()

def begin(person, *, now) -> None:
    """Begin."""

class Thing(models.Model):
    def save(self, *args, **kwargs) -> None:
        self.name = 1
'''
    + "\ndef long() -> None:\n"
    + "    pass\n" * LONGEST_FUNCTION
)


def test_the_checks_can_fail() -> None:
    assert long_functions(BAD) == [f"long has {LONGEST_FUNCTION + 1} lines"]
    assert undocumented(BAD) == ["latest", "long"]
    assert without_sql_count(BAD) == ["latest", "begin", "long"]
    assert unsafe_actions(BAD)[:3] == [
        "latest takes unnamed arguments",
        "latest is not atomic",
        "begin takes unnamed arguments",
    ]
    assert signals(BAD) == [
        "django.db.models.signals",
        "django.db.models.signals.post_save",
        "django.dispatch.receiver",
    ]
    assert overridden_saves(BAD) == ["Thing.save"]
    assert untyped(BAD) == ["latest"]
    assert clock_readers(BAD) == ["line 7: timezone.now()"]
