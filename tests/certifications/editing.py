"""What an editor does with the form of a certification, in tests."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.test import Client

from careers.certifications.models import (
    Build,
    CatalogueChange,
    Certification,
    CertificationAlias,
    Prerequisite,
    Source,
)
from careers.levels.actions import keep_versions

CATALOGUE = "/admin/certifications/certification/"


def begin_history(now: datetime) -> None:
    """The history begins with what is shipped, as it does where the catalogue is loaded."""
    tables = (Certification, CertificationAlias, Prerequisite, Build, Source)
    keep_versions(rows=[table.objects.all() for table in tables], why="Begun", now=now)


def change_url(key: str) -> str:
    return f"{CATALOGUE}{Certification.objects.get(key=key).pk}/change/"


def form_data(client: Client, url: str) -> dict[str, Any]:
    """What the browser would send if nobody touched the form."""
    return data_of(client.get(url))


def data_of(response: Any) -> dict[str, Any]:
    """The same of an answer that holds the form."""
    context = response.context
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    data: dict[str, Any] = {}
    for form in forms:
        for field in form:
            value = field.value()
            if value is None or value is False:
                continue
            data[field.html_name] = "on" if value is True else value
            if isinstance(value, list):
                data[field.html_name] = [getattr(one, "pk", one) for one in value]
    return data


def the_change() -> CatalogueChange:
    """The one change that waits for publication."""
    return CatalogueChange.objects.open().get()


def impact_url(change: CatalogueChange) -> str:
    return f"/admin/certifications/cataloguechange/{change.pk}/impact/"
