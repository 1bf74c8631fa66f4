"""What people may send to the catalogue's pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careers.domain.ladder import LEVELS


class FilterForm(forms.Form):
    """The search box and the choice of level above the list; empty means all."""

    q = forms.CharField(
        label=_("Name"),
        max_length=100,
        required=False,
        error_messages={"max_length": _("Search for 100 characters or fewer.")},
        widget=forms.TextInput(attrs={"type": "search", "class": "form-control"}),
    )
    level = forms.TypedChoiceField(
        label=_("Level"),
        choices=[
            ("", _("All levels")),
            *((str(n), _("Level %(number)s") % {"number": n}) for n in LEVELS),
        ],
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": _("Choose one of the four levels.")},
        widget=forms.Select(attrs={"class": "form-select"}),
    )


MOST_MONEY = 10_000_000
"""Whole units: more is a slip of the pen, and still fits the column in minor units."""


class MoneyField(forms.DecimalField):
    """An amount in whole units of its currency, never below zero."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            min_value=0,
            max_value=MOST_MONEY,
            decimal_places=2,
            required=False,
            error_messages={
                "invalid": _("Write the amount in digits, for example 450 or 450.50."),
                "min_value": _("An amount cannot be below zero."),
                "max_value": _("Write an amount of at most %(limit_value)s."),
                "max_decimal_places": _("Write at most two digits after the point."),
            },
            **options,
        )
