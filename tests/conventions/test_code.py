"""House style that no linter knows: short functions, names, no signals, no logic in save()."""

from __future__ import annotations

import ast

from tests.conventions.source import faults, functions, modules, public_functions, python_files

LONGEST_FUNCTION = 50
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "core", "misc"}


def long_functions(tree: ast.AST) -> list[str]:
    found = []
    for node in functions(tree):
        length = (node.end_lineno or node.lineno) - node.lineno + 1
        if length > LONGEST_FUNCTION:
            found.append(f"{node.name} has {length} lines")
    return found


def unsafe_actions(tree: ast.Module) -> list[str]:
    """Public functions that can be called with unnamed arguments or outside a transaction."""
    found = []
    for node in public_functions(tree):
        arguments = node.args
        if arguments.args or arguments.posonlyargs or arguments.vararg:
            found.append(f"{node.name} takes unnamed arguments")
        if not any("atomic" in ast.unparse(decorator) for decorator in node.decorator_list):
            found.append(f"{node.name} is not atomic")
    return found


def signals(tree: ast.AST) -> list[str]:
    """Imports and ways through a module that could only serve to use a signal."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.Attribute) and node.attr == "signals":
            names = [ast.unparse(node)]
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


def test_functions_fit_a_screen() -> None:
    assert faults(long_functions, python_files()) == []


def test_every_module_name_says_what_it_holds() -> None:
    parts = {part for path in python_files() for part in (path.stem, path.parent.name)}
    assert parts & FORBIDDEN_NAMES == set()


def test_writes_are_named_and_atomic() -> None:
    assert faults(unsafe_actions, modules("actions")) == []


def test_nothing_happens_behind_the_back_of_a_write() -> None:
    assert faults(signals, python_files()) == []
    assert faults(overridden_saves, modules("models")) == []


def test_functions_say_what_they_return() -> None:
    assert faults(untyped, python_files()) == []


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

models.signals.post_save.connect(latest)
'''
    + "\ndef long() -> None:\n"
    + "    pass\n" * LONGEST_FUNCTION
)


def test_the_checks_can_fail() -> None:
    assert long_functions(BAD) == [f"long has {LONGEST_FUNCTION + 1} lines"]
    assert unsafe_actions(BAD)[:3] == [
        "latest takes unnamed arguments",
        "latest is not atomic",
        "begin takes unnamed arguments",
    ]
    assert signals(BAD) == [
        "django.db.models.signals",
        "django.db.models.signals.post_save",
        "django.dispatch.receiver",
        "models.signals",
    ]
    assert overridden_saves(BAD) == ["Thing.save"]
    assert untyped(BAD) == ["latest"]
