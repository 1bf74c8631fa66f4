"""Names of columns and constraints, and deletions that somebody decided on."""

from __future__ import annotations

import ast

from django.apps import apps
from django.apps.registry import Apps
from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin
from django.db import models

from tests.conventions.source import modules, parse, shown

INHERITED = {
    field.name for base in (AbstractBaseUser, PermissionsMixin) for field in base._meta.get_fields()
}
"""Names that Django itself gave; they cannot be changed."""


def our_models() -> list[type[models.Model]]:
    """Without the tables that django-simple-history makes and names."""
    return [
        model
        for model in apps.get_models()
        if model.__module__.startswith("careers.") and not hasattr(model, "history_id")
    ]


def badly_named(model: type[models.Model]) -> list[str]:
    """Fields whose name does not show that they hold a time, a date or a yes."""
    found = []
    for field in model._meta.local_fields:
        name = field.name
        if name in INHERITED:
            continue
        if isinstance(field, models.DateTimeField):
            is_good = name.endswith("_at")
        elif isinstance(field, models.DateField):
            is_good = name.endswith("_on")
        elif isinstance(field, models.BooleanField):
            is_good = name.startswith(("is_", "has_"))
        else:
            is_good = not name.endswith(("_at", "_on")) and not name.startswith(("is_", "has_"))
        if not is_good:
            found.append(f"{model.__name__}.{name}")
    return found


def relations_without_on_delete(tree: ast.AST) -> list[str]:
    """Relations that do not say by name what a deletion does."""
    return [
        f"line {node.lineno}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).rpartition(".")[2] in {"ForeignKey", "OneToOneField"}
        and "on_delete" not in {keyword.arg for keyword in node.keywords}
    ]


def unnamed_constraints(tree: ast.AST) -> list[str]:
    return [
        f"line {node.lineno}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).rpartition(".")[2]
        in {"CheckConstraint", "UniqueConstraint", "Index"}
        and "name" not in {keyword.arg for keyword in node.keywords}
    ]


def unnamed_rules(tree: ast.AST) -> list[str]:
    """`unique_together` and `index_together`: rules of the database without a name of ours."""
    return [
        f"line {node.lineno}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and node.id in {"unique_together", "index_together"}
    ]


def test_names_show_times_dates_and_yes_or_no() -> None:
    assert our_models()
    assert [fault for model in our_models() for fault in badly_named(model)] == []


def test_constraint_names_are_used_once() -> None:
    names = [constraint.name for model in our_models() for constraint in model._meta.constraints]
    assert len(names) == len(set(names))


def test_models_are_written_as_agreed() -> None:
    paths = modules("models")
    assert paths
    for check in (relations_without_on_delete, unnamed_constraints, unnamed_rules):
        assert [f"{shown(path)}: {fault}" for path in paths for fault in check(parse(path))] == []


def test_every_model_has_a_name_and_words_for_it() -> None:
    for model in our_models():
        assert model.__str__ is not models.Model.__str__, model
        assert model._meta.ordering, f"{model} has no order: pages of it would shuffle"
        assert model._meta.verbose_name != model._meta.model_name or " " not in str(
            model._meta.verbose_name
        )


def test_the_checks_can_fail() -> None:
    class Wrong(models.Model):  # noqa: DJ008 - only its fields are looked at
        created = models.DateTimeField()
        birthday = models.DateField()
        active = models.BooleanField()
        worked_on = models.CharField()

        class Meta:
            app_label = "conventions"
            apps = Apps()

    assert badly_named(Wrong) == [
        "Wrong.created",
        "Wrong.birthday",
        "Wrong.active",
        "Wrong.worked_on",
    ]
    bad = ast.parse(
        """
owner = models.ForeignKey(User, models.CASCADE)
class Meta:
    unique_together = [("a", "b")]
    constraints = [models.CheckConstraint(condition=Q())]
"""
    )
    assert relations_without_on_delete(bad) == ["line 2"]
    assert unnamed_rules(bad) == ["line 4"]
    assert unnamed_constraints(bad) == ["line 5"]
