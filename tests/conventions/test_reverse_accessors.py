"""The chain of packages, where imports cannot show it: reverse accessors.

`profile.assessments` reads a table of `assessments`. Used inside `profiles` it would make the lower
package depend on the higher one without an import that import-linter could see.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.db.models.fields.related import ForeignObjectRel

from tests.conventions.source import APPS, ROOT, TEMPLATES, parse, python_files, shown, templates

QUERY_METHODS = {
    "Avg", "Count", "Exists", "F", "Max", "Min", "OuterRef", "Prefetch", "Q", "Sum",
    "aggregate", "alias", "annotate", "defer", "distinct", "earliest", "exclude", "filter",
    "get", "get_or_create", "getattr", "hasattr", "in_bulk", "latest", "only", "order_by",
    "prefetch_related", "prefetch_related_objects", "select_related", "update_or_create",
    "values", "values_list",
}  # fmt: skip
TAG = re.compile(r"{[{%].*?[}%]}", re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class Accessor:
    """A name that a package puts on a model of a lower package."""

    names: frozenset[str]  # on the object, and in queries
    target: str  # package of the model that gets it
    declared_in: str

    @property
    def forbidden_in(self) -> tuple[str, ...]:
        return APPS[APPS.index(self.target) : APPS.index(self.declared_in)]


def accessors() -> list[Accessor]:
    """Every reverse accessor between two of our packages, read from the models themselves."""
    found = []
    for model in apps.get_models():
        for relation in model._meta.get_fields(include_hidden=False):
            if not isinstance(relation, ForeignObjectRel):
                continue
            target, declared_in = model._meta.app_label, relation.related_model._meta.app_label
            if {target, declared_in} <= set(APPS) and target != declared_in:
                names = {relation.get_accessor_name(), relation.field.related_query_name()}
                found.append(
                    Accessor(
                        names=frozenset(name for name in names if name),
                        target=target,
                        declared_in=declared_in,
                    )
                )
    return found


def uses_in_python(tree: ast.AST, names: frozenset[str]) -> list[str]:
    """Lines that read one of the names as an attribute or in a lookup path."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in names:
            found.append(f"line {node.lineno}: .{node.attr}")
        elif isinstance(node, ast.keyword) and node.arg and names & set(node.arg.split("__")):
            if "__" in node.arg or node.arg in names:
                found.append(f"line {node.value.lineno}: {node.arg}=")
        elif isinstance(node, ast.Call) and _called(node) in QUERY_METHODS:
            found += [
                f"line {part.lineno}: {part.value!r}"
                for argument in [*node.args, *(keyword.value for keyword in node.keywords)]
                for part in ast.walk(argument)
                if isinstance(part, ast.Constant)
                and isinstance(part.value, str)
                and names & set(part.value.lstrip("-+").split("__"))
            ]
    return found


def _called(node: ast.Call) -> str:
    return ast.unparse(node.func).rpartition(".")[2]


def uses_in_template(text: str, names: frozenset[str]) -> list[str]:
    path = re.compile(r"\.(" + "|".join(map(re.escape, sorted(names))) + r")\b")
    return [match.group() for tag in TAG.findall(text) for match in path.finditer(tag)]


def python_of(app: str) -> list[Path]:
    return python_files(ROOT / "careers" / app)


def test_there_is_something_to_look_for() -> None:
    found = {name for accessor in accessors() for name in accessor.names}
    assert {"assessments", "roadmap", "certifications"} <= found


def test_lower_packages_do_not_use_what_higher_ones_put_on_their_models() -> None:
    faults = [
        f"{shown(path)}, {fault} belongs to {accessor.declared_in}"
        for accessor in accessors()
        for app in accessor.forbidden_in
        for path in python_of(app)
        for fault in uses_in_python(parse(path), accessor.names)
    ]
    assert faults == []


def test_templates_of_lower_packages_do_not_either() -> None:
    faults = [
        f"{shown(path)}, {fault} belongs to {accessor.declared_in}"
        for accessor in accessors()
        for app in accessor.forbidden_in
        for path in templates(TEMPLATES / app)
        for fault in uses_in_template(path.read_text(), accessor.names)
    ]
    assert faults == []


def test_the_checks_can_fail() -> None:
    names = frozenset({"assessments", "assessment"})
    bad = """
profile.assessments.all()
Profile.objects.filter(assessments__state="draft")
Profile.objects.order_by("-assessment__submitted_at")
Profile.objects.annotate(number=Count("assessments"))
getattr(profile, "assessments")
Profile.objects.filter(Q(user__name="assessments"))
"""
    assert uses_in_python(ast.parse(bad), names) != []
    lines = {fault.split(":")[0] for fault in uses_in_python(ast.parse(bad), names)}
    assert {f"line {number}" for number in range(2, 7)} <= lines
    good = 'import assessments\nprint("assessments")\ntext = "assessments"\n'
    assert uses_in_python(ast.parse(good), names) == []
    template = "{% for one in profile.assessments.all %}assessments{% endfor %}"
    assert uses_in_template(template, names) == [".assessments"]
