"""The shipped catalogue in the database of a test, fast.

The command runs once in a process, with all its checks, before the first test. Its rows are kept
beside the tables, where no test looks and nothing empties them, and are copied back from there:
finding every row by its natural key costs half a second, and hundreds of tests want the catalogue.
"""

from __future__ import annotations

import zeal
from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model

KEPT = "kept_for_tests_"  # before the names of the portal's own tables
kept: list[type[Model]] = []


def load_catalogue() -> None:
    with zeal.zeal_ignore():  # loaddata finds every row by its natural key, one at a time
        call_command("load_catalogue", verbosity=0)


@transaction.atomic
def keep_catalogue() -> None:
    """Put the rows of the shipped catalogue beside its tables, which are left empty."""
    load_catalogue()
    every = [
        model
        for label in ("levels", "certifications")
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
    ]
    kept.extend(model for model in every if not is_of_history(model))
    with connection.cursor() as cursor:
        for table in tables():
            cursor.execute(f"CREATE TABLE {KEPT}{table} AS SELECT * FROM {table}")  # noqa: S608
        for model in [*[m for m in every if is_of_history(m)], *reversed(kept)]:
            cursor.execute(f"DELETE FROM {model._meta.db_table}")  # noqa: S608


def is_of_history(model: type[Model]) -> bool:
    """A version of a row, or of what it holds in a many-to-many field; tests begin without any."""
    return "Historical" in model.__name__


@transaction.atomic  # references between rows are checked at its end
def put_catalogue() -> None:
    """Fill the empty tables of the catalogue with the rows that were kept."""
    with connection.cursor() as cursor:
        for table in tables():
            cursor.execute(f"INSERT INTO {table} SELECT * FROM {KEPT}{table}")  # noqa: S608
        for sql in connection.ops.sequence_reset_sql(no_style(), kept):
            cursor.execute(sql)


def tables() -> list[str]:
    return [model._meta.db_table for model in kept]
