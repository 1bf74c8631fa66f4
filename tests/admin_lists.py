"""Reading the lists of the administration in tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.test import Client

Case = tuple[str, dict[str, Any], list[str]]
"""Name of the table, what is asked for (keys may be made late), and the rows in their order."""


def rows(
    client: Client, table: str, query: dict[str, Any], name: Callable[[Any], str]
) -> list[str]:
    """The rows of a list, each by its name."""
    made = {key: value() if callable(value) else value for key, value in query.items()}
    response = client.get(f"/admin/{table.replace('.', '/')}/", made)
    assert response.status_code == 200, response.headers
    return [name(row) for row in response.context["cl"].result_list]


def filters_of(app: str) -> set[tuple[str, str]]:
    """Every filter that the lists of an application offer, as table and name in the address."""
    return {
        (model._meta.label_lower, str(getattr(one, "parameter_name", one)))
        for model, page in admin.site._registry.items()
        for one in page.list_filter
        if model._meta.app_label == app
    }


def filters_in(cases: list[Case]) -> set[tuple[str, str]]:
    """Every filter that is tried."""
    return {
        (table, key.removesuffix("__exact").removesuffix("__id"))
        for table, query, _rows in cases
        for key in query
        if key != "q"
    }
