"""The roles of the administration in tests."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group
from django.db import connection
from django.db.models.signals import post_migrate

from careers.profiles.actions import let_in
from careers.profiles.models import Role, User
from tests.factories import make_user


def keep_roles() -> None:
    """Put the groups of the migration back whenever a test has emptied all tables."""
    post_migrate.connect(put_roles, sender=apps.get_app_config("teams"))


def put_roles(**signal: Any) -> None:
    """Make the groups of the migration, unless they are there."""
    if not Group.objects.filter(name__in=Role.values).exists():
        migration = import_module("careers.teams.migrations.0002_roles")
        migration.make_roles(apps, connection.schema_editor())


def make_user_with(role: Role, name: str = "", **fields: Any) -> User:
    """Somebody with this role, and with whatever follows from it."""
    user = make_user(name or str(role), **fields)
    user.groups.add(Group.objects.get(name=role))
    let_in(users=[user.pk])
    user.refresh_from_db()
    return user
