"""The shipped catalogue in the database of a test, fast.

The command runs once in a process, with all its checks. After that its rows are copied, because
finding every row by its natural key costs a second, and hundreds of tests want the catalogue.
"""

from __future__ import annotations

from typing import Any

import zeal
from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model

rows: list[tuple[type[Model], list[Any]]] = []


def put_catalogue() -> None:
    """Load the shipped catalogue into an empty database."""
    if rows:
        copy_rows()
        return
    with zeal.zeal_ignore():  # loaddata finds every row by its natural key, one at a time
        call_command("load_catalogue", verbosity=0)
    for label in ("levels", "certifications"):
        for model in apps.get_app_config(label).get_models(include_auto_created=True):
            rows.append((model, list(model._base_manager.order_by("pk"))))


@transaction.atomic  # references between rows are checked at its end
def copy_rows() -> None:
    for model, instances in rows:
        model._base_manager.bulk_create(instances)
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), [model for model, _ in rows]):
            cursor.execute(sql)
