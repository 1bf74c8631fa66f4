"""The database itself refuses what cannot be true."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from careers.certifications.models import (
    AwardingBody,
    Build,
    Certification,
    CertificationAlias,
    Prerequisite,
    Source,
)
from careers.levels.models import Competency, Level

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]


def refused(constraint: str, model: Any, **fields: Any) -> None:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        model.objects.create(**fields)
    # SQLite names the columns of a unique constraint instead of the constraint.
    assert constraint in str(refusal.value) or "UNIQUE constraint failed" in str(refusal.value)


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("certification_replaced_has_successor", {"status": "replaced"}),
        ("certification_cost_with_currency_and_date", {"cost_minor": 100}),
        ("certification_cost_with_currency_and_date", {"cost_currency": "GBP"}),
        (
            "certification_cost_with_currency_and_date",
            {"cost_minor": 100, "cost_on": date(2027, 1, 1)},
        ),
        ("certification_level_with_basis", {"level_basis": "article"}),
        ("key", {"key": "pmp"}),
    ],
)
def test_certification(name: str, fields: dict[str, Any]) -> None:
    body = AwardingBody.objects.get(key="bcs")
    refused(name, Certification, **{"key": "new", "order": 1, "body_now": body, **fields})


def test_a_level_needs_its_basis() -> None:
    body, level = AwardingBody.objects.get(key="bcs"), Level.objects.get(number=1)
    refused(
        "certification_level_with_basis",
        Certification,
        key="new",
        order=1,
        body_now=body,
        level=level,
    )


def test_nothing_is_its_own_successor() -> None:
    row = Certification.objects.get(key="pmp")
    with pytest.raises(IntegrityError, match="certification_not_its_own_successor"):
        Certification.objects.filter(pk=row.pk).update(successor=row)


@pytest.mark.parametrize(
    ("name", "model", "fields"),
    [
        ("alias_once", CertificationAlias, {"name": "P3O"}),
        ("prerequisite_number_once", Prerequisite, {"number": 1}),
        ("build_once_per_competency", Build, {"competency": "B1", "strength": 1, "up_to": 2}),
        ("build_strength_known", Build, {"competency": "A1", "strength": 3, "up_to": 2}),
        ("build_up_to_on_ladder", Build, {"competency": "A1", "strength": 1, "up_to": 5}),
        ("build_up_to_on_ladder", Build, {"competency": "A1", "strength": 1, "up_to": 0}),
    ],
)
def test_parts(name: str, model: Any, fields: dict[str, Any]) -> None:
    practitioner = Certification.objects.get(key="p3o-practitioner")
    CertificationAlias.objects.create(certification=practitioner, name="P3O")
    if code := fields.get("competency"):
        fields = {**fields, "competency": Competency.objects.get(code=code)}
    refused(name, model, certification=practitioner, **fields)


def test_a_source_once_per_fact() -> None:
    row = Source.objects.get(certification__key="cb-pmo")
    refused(
        "source_once_per_fact",
        Source,
        certification=row.certification,
        topic=row.topic,
        url=row.url,
        verified_on=row.verified_on,
    )


def test_what_is_in_use_is_not_deleted() -> None:
    for row in (
        AwardingBody.objects.get(key="bcs"),
        Certification.objects.get(key="essentials-for-pmo-managers"),
        Level.objects.get(number=2),
        Competency.objects.get(code="A1"),
    ):
        with pytest.raises(ProtectedError):
            row.delete()


def test_a_currency_is_three_capital_letters() -> None:
    row = Certification.objects.get(key="pmp")
    row.cost_minor, row.cost_currency, row.cost_on = 100, "gbp", date(2027, 1, 1)
    with pytest.raises(ValidationError, match="three capital letters"):
        row.full_clean()
