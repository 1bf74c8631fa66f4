"""The history of a table: who changed which row when, kept by django-simple-history."""

from __future__ import annotations

from django.apps import apps
from django.db import models
from simple_history.models import HistoricalRecords


def kept_history(*many_to_many: models.Field) -> HistoricalRecords:
    """A version of a row whenever it is saved or deleted, with the many-to-many fields named.

    Rows that are written past `save()` (bulk, update, fixtures) leave no version by themselves.
    """
    return HistoricalRecords(
        m2m_fields=many_to_many,
        history_change_reason_field=models.TextField(null=True),
    )


def tables_with_history(*labels: str) -> list[type[models.Model]]:
    """The tables of these apps that keep a history, in the order in which they are declared."""
    return [
        model
        for label in labels
        for model in apps.get_app_config(label).get_models()
        if hasattr(model._meta, "simple_history_manager_attribute")
    ]
