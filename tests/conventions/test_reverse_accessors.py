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

PATH = re.compile(r"[-+]?[a-z][a-z0-9_]*")
"""A lookup path such as `assessments__state`; addresses, sentences and dotted names are none."""

TAG = re.compile(r"{[{%].*?[}%]}", re.DOTALL)
FOLDERS = {"profiles": ("profiles", "account")}
"""Templates of an app that are not only in the folder of its name."""


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
    """Lines that read one of the names as an attribute, or may hold it as a lookup path.

    Every text counts that could be a path, wherever it stands: in the call of a query, in an option
    of the administration (`search_fields`), in a constant or a dictionary given to a query later.
    """
    texts = {part for node in ast.walk(tree) for part in _docstring(node)}
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in names:
            found.append(f"line {node.lineno}: .{node.attr}")
        elif isinstance(node, ast.keyword) and node.arg and _reads(node.arg, names):
            found.append(f"line {node.value.lineno}: {node.arg}=")
        elif isinstance(node, ast.Constant) and node not in texts and _is_path(node.value, names):
            found.append(f"line {node.lineno}: {node.value!r}")
    return found


def _is_path(value: object, names: frozenset[str]) -> bool:
    return isinstance(value, str) and bool(PATH.fullmatch(value)) and _reads(value, names)


def _reads(path: str, names: frozenset[str]) -> bool:
    return not names.isdisjoint(path.lstrip("-+").split("__"))


def _docstring(node: ast.AST) -> list[ast.Constant]:
    """A text that stands alone: a docstring, or the words under a constant."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return [node.value]
    return []


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
        for folder in FOLDERS.get(app, (app,))
        for path in templates(TEMPLATES / folder)
        for fault in uses_in_template(path.read_text(), accessor.names)
    ]
    assert faults == []


PLANTED = (
    "profile.assessments.all()",
    'Profile.objects.filter(assessments__state="draft")',
    'Profile.objects.order_by("-assessment__submitted_at")',
    'Profile.objects.annotate(number=Count("assessments"))',
    'Profile.objects.values("pk", "assessments__state")',
    'Profile.objects.select_related("user").prefetch_related("assessments")',
    'Profile.objects.filter(Q(user__name="assessments"))',
    'Profile.objects.filter(**{"assessments__state": "draft"})',
    'Profile.objects.order_by(f"assessments__{field}")',
    'getattr(profile, "assessments")',
    'NEWEST_FIRST = ("-assessments__submitted_at", "pk")',
    'class ProfileAdmin(ModelAdmin):\n    search_fields = ("user__name", "assessments__state")',
    'class ProfileAdmin(ModelAdmin):\n    list_filter = ["assessments"]',
    'class ProfileAdmin(ModelAdmin):\n    list_select_related = ("user", "assessment")',
    'class Meta:\n    ordering = ["assessments__started_at"]',
)
FINE = (
    "import assessments",
    '"""assessments"""',
    'text = "Your assessments"',
    'reverse("assessments:start")',
    'name = "careers.assessments"',
    'Profile.objects.filter(reassessments__state="draft")',
)


def test_the_checks_can_fail() -> None:
    names = frozenset({"assessments", "assessment"})
    found = {text: len(uses_in_python(ast.parse(text), names)) for text in PLANTED}
    assert found == dict.fromkeys(PLANTED, 1)
    assert [uses_in_python(ast.parse(text), names) for text in FINE] == [[]] * len(FINE)
    assert uses_in_python(ast.parse(PLANTED[11]), names) == ["line 2: 'assessments__state'"]
    template = "{% for one in profile.assessments.all %}assessments{% endfor %}"
    assert uses_in_template(template, names) == [".assessments"]
