"""Rules, reads and writes say in words what a caller must know of them."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tests.conventions.source import (
    ROOT,
    Function,
    faults,
    modules,
    parse,
    public_functions,
    python_files,
    shown,
)

DOMAIN = ROOT / "careers" / "domain"
RULES = ROOT / "docs" / "rules.md"
SQL = re.compile(r"\bSQL\b")
SOURCE = re.compile(r"docs/rules\.md, (\w[\w ]*)")
WITHOUT_SQL_COUNT = "def read(person):\n    '''Return the newest. One query.'''\n"


def undocumented(tree: ast.Module) -> list[str]:
    """Public functions, and methods and properties of public classes, without a docstring."""
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    methods = [
        (f"{owner.name}.{node.name}", node)
        for owner in classes
        if not owner.name.startswith("_")
        for node in owner.body
        if isinstance(node, Function) and not node.name.startswith("_")
    ]
    named = [(node.name, node) for node in public_functions(tree)]
    return [name for name, node in (*named, *methods) if not ast.get_docstring(node)]


def without_sql_count(tree: ast.Module) -> list[str]:
    """Public functions whose docstring does not say how many SQL queries they need."""
    return [
        node.name
        for node in public_functions(tree)
        if not SQL.search(ast.get_docstring(node) or "")
    ]


def headings(markdown: str) -> set[str]:
    return {line.lstrip("# ") for line in markdown.splitlines() if line.startswith("#")}


def unknown_sources(tree: ast.Module, known: set[str]) -> list[str]:
    """Sections of docs/rules.md that a docstring names and the file does not have."""
    texts = [
        ast.get_docstring(node) or ""
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | Function)
    ]
    named = [name for text in texts for name in SOURCE.findall(" ".join(text.split()))]
    return [name for name in named if name not in known]


def test_every_rule_is_documented() -> None:
    paths = python_files(DOMAIN)
    assert DOMAIN / "scoring.py" in paths
    assert faults(undocumented, paths) == []


def test_reads_and_writes_say_what_they_cost() -> None:
    paths = [*modules("queries"), *modules("actions")]
    assert {path.parent.name for path in paths} >= {"levels", "actions", "queries"}
    assert faults(without_sql_count, paths) == []


def test_rules_name_sections_of_the_document_that_exist() -> None:
    known = headings(RULES.read_text(encoding="utf-8"))
    sources = [
        f"{shown(path)}: {fault}"
        for path in python_files(DOMAIN)
        for fault in unknown_sources(parse(path), known)
    ]
    assert sources == []
    planner = ast.get_docstring(parse(DOMAIN / "planner.py")) or ""
    assert SOURCE.findall(planner) == ["The roadmap rule"]


def test_the_checks_can_fail(tmp_path: Path) -> None:
    tree = ast.parse(
        WITHOUT_SQL_COUNT
        + """
def write(*, person):
    '''Write it. Two SQL statements.'''

def silent():
    pass

def _private():
    pass

class Answer:
    @property
    def counted(self):
        return 1

    def told(self):
        '''Say it (docs/rules.md, The rule of
        nowhere). See docs/rules.md, The roadmap rule.'''

class _Hidden:
    def run(self):
        pass
"""
    )
    assert undocumented(tree) == ["silent", "Answer.counted"]
    assert without_sql_count(tree) == ["read", "silent"]
    assert unknown_sources(tree, {"The roadmap rule"}) == ["The rule of nowhere"]
    assert headings("# The rules\n\ntext\n## The roadmap rule\n") == {
        "The rules",
        "The roadmap rule",
    }
    planted = tmp_path / "queries.py"
    planted.write_text(WITHOUT_SQL_COUNT)
    assert faults(without_sql_count, [planted]) == ["queries.py: read"]
