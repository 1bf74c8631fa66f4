"""Whose costs and from when; how much money there is for a quarter."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careers.certifications.queries import wording
from careers.roadmaps.forms.fields import CurrencyField, MoneyField, too_fine
from careers.teams.quarters import Quarter, quarter_named
from careers.teams.queries import BudgetAsked, MoneyFilters

ALL, DIRECT = "all", "direct"


class QuarterField(forms.ChoiceField):
    """A quarter; one that is not offered, from an address that was kept, is as good."""

    def __init__(self, **options: Any) -> None:
        invalid = {"invalid_choice": _("Choose a quarter, for example Q2 2027.")}
        super().__init__(error_messages=invalid, **options)

    def offer(self, quarters: Iterable[Quarter], asked: str) -> None:
        """Offer these quarters, and the one that is asked for."""
        offered = set(quarters)
        if (other := quarter_named(asked)) is not None:
            offered.add(other)
        self.choices = [(one.code, str(one)) for one in sorted(offered)]

    def clean(self, value: Any) -> Quarter | None:
        return quarter_named(super().clean(value) or "")


class MoneyForm(forms.Form):
    """Which costs to show; its values live in the address, so a view can be kept and shared."""

    q = forms.CharField(label=_("Name or job title"), max_length=80, required=False)
    show = forms.ChoiceField(
        label=_("People"),
        choices=[(ALL, _("Everybody in your line")), (DIRECT, _("Your direct reports"))],
        required=False,
    )
    start = QuarterField(label=_("From quarter"), required=False)

    def __init__(self, *args: Any, quarters: tuple[Quarter, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.first = quarters[0]
        _offer(self.fields["start"], quarters, self.data.get("start", ""))
        for name, field in self.fields.items():
            kind = "form-control" if name == "q" else "form-select"
            field.widget.attrs["class"] = kind

    def filters(self) -> MoneyFilters:
        """Return what was asked for; of a form with faults, everybody from today."""
        values = self.cleaned_data if self.is_valid() else {}
        return MoneyFilters(
            start=values.get("start") or self.first,
            is_direct_only=values.get("show") == DIRECT,
            text=values.get("q", ""),
        )


class BudgetForm(forms.Form):
    """How much there is for a quarter, in one currency."""

    quarter = QuarterField(label=_("Quarter"))
    budget = MoneyField(label=_("Budget"), help_text=_("For example 2000 or 1250.50."))
    currency = CurrencyField(label=_("Currency"), help_text=_("Three letters, for example GBP."))

    def __init__(self, *args: Any, quarters: tuple[Quarter, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["quarter"], quarters, self.data.get("quarter", ""))
        self.fields["budget"].required = True
        self.fields["budget"].error_messages["required"] = _("Write how much money there is.")
        self.fields["budget"].widget = forms.TextInput(
            attrs={"inputmode": "decimal", "autocomplete": "off"}
        )
        self.fields["currency"].required = True
        self.fields["currency"].error_messages["required"] = _(
            "Write the three letters, for example GBP."
        )
        for name, field in self.fields.items():
            kind = "form-select" if name == "quarter" else "form-control"
            field.widget.attrs["class"] = kind

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if fault := too_fine(values.get("budget"), values.get("currency", "")):
            self.add_error("budget", fault)
        return values

    def asked(self) -> BudgetAsked | None:
        """Return what was asked; None of a form that is empty or has faults."""
        if not self.is_valid():
            return None
        currency = self.cleaned_data["currency"]
        return BudgetAsked(
            quarter=self.cleaned_data["quarter"],
            budget=wording.minor_units(self.cleaned_data["budget"], currency),
            currency=currency,
        )


def _offer(field: forms.Field, quarters: Iterable[Quarter], asked: str) -> None:
    if isinstance(field, QuarterField):
        field.offer(quarters, asked)
