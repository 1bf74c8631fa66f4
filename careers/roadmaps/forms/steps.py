"""What became of a step, from HTTP to clean values."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careers.certifications.queries import wording
from careers.roadmaps.choices import StepChoice
from careers.roadmaps.forms.fields import CurrencyField, DateField, MoneyField, too_fine
from careers.roadmaps.models import MOST_STUDY_HOURS


class BookingForm(forms.Form):
    booked_on = DateField(
        label=_("Day of the exam"),
        error_messages={"required": _("Enter the day of the exam.")},
    )


class NotPassedForm(forms.Form):
    taken_on = DateField(
        label=_("Day on which you took it"),
        error_messages={"required": _("Enter the day on which you took the exam.")},
    )


class FiguresForm(forms.Form):
    price = MoneyField(
        label=_("Price you were quoted (optional)"),
        help_text=_("Course and exam together. It counts in your plan only."),
    )
    currency = CurrencyField(label=_("Currency"))
    study_hours = forms.IntegerField(
        label=_("Study hours you expect (optional)"),
        min_value=1,
        max_value=MOST_STUDY_HOURS,
        required=False,
        help_text=_("Course and study together."),
        error_messages={
            "invalid": _("Write the hours as a whole number."),
            "min_value": _("Write at least one hour, or leave it empty."),
            "max_value": _("Write at most %(limit_value)s hours."),
        },
    )

    @classmethod
    def for_step(cls, said: StepChoice | None, currency: str, data: Any = None) -> FiguresForm:
        """The form filled with what was said before."""
        cost = said.cost if said else None
        initial = {
            "price": wording.whole_units(cost.minor, cost.currency) if cost else None,
            "currency": cost.currency if cost else currency,
            "study_hours": said.study_hours if said else None,
        }
        return cls(data, initial=initial)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        is_unsaid = not cleaned.get("currency") and "currency" not in self.errors
        if cleaned.get("price") is not None and is_unsaid:
            self.add_error("currency", _("Say the currency of the price."))
        if fault := too_fine(cleaned.get("price"), cleaned.get("currency") or ""):
            self.add_error("price", fault)
        return cleaned

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        price: Decimal | None = self.cleaned_data["price"]
        currency = self.cleaned_data["currency"]
        return {
            "cost_minor": None if price is None else wording.minor_units(price, currency),
            "currency": currency,
            "study_hours": self.cleaned_data["study_hours"],
        }
