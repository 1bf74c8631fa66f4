"""Fields that several forms of a roadmap ask for: days, money, currencies."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careers.certifications.forms import MoneyField
from careers.certifications.models import currency_validator
from careers.certifications.queries import wording
from careers.profiles.forms import DateInput

__all__ = ["CurrencyField", "DateField", "MoneyField", "too_fine"]


class DateField(forms.DateField):
    """A day; years outside living memory are a slip of the pen."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", DateInput())
        invalid = {"invalid": _("Write the day as day, month and year.")}
        options["error_messages"] = {**invalid, **options.get("error_messages", {})}
        super().__init__(**options)

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        if day is not None and not 2000 <= day.year <= 2100:
            raise forms.ValidationError(_("Check the year."), code="year")
        return day


def too_fine(amount: Any, currency: str) -> str:
    """The words about an amount finer than its currency allows; empty if it is not."""
    if amount is not None and wording.has_too_many_digits(amount, currency):
        return str(_("This currency has no smaller unit: write a whole number."))
    return ""


class CurrencyField(forms.CharField):
    """Three letters; small ones are meant as capitals."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            required=False,
            max_length=3,
            validators=[currency_validator],
            widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
            error_messages={"max_length": _("Write the three letters, for example GBP.")},
            **options,
        )

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").upper()
