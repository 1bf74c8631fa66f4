"""Days on which somebody has looked something up: none of them is still to come."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib.admin.options import BaseModelAdmin
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone

from careers.levels.columns import IN_THE_FUTURE

LOOKED_UP = ("verified_on", "cost_on")


def not_in_the_future(day: date) -> None:
    if day > timezone.localdate():
        raise ValidationError(IN_THE_FUTURE, code="future")


class DaysLookedUp(BaseModelAdmin):
    """The status of a certification may begin later; what was read was read by now."""

    def formfield_for_dbfield(
        self, db_field: models.Field[Any, Any], request: HttpRequest, **options: Any
    ) -> forms.Field | None:
        field: forms.Field | None = super().formfield_for_dbfield(db_field, request, **options)
        if field is not None and db_field.name in LOOKED_UP:
            field.validators = [*field.validators, not_in_the_future]
        return field
