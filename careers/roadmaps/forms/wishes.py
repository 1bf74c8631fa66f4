"""Limits and wishes, of the roadmap or of a scenario, from HTTP to clean values."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careers.certifications.queries import wording
from careers.roadmaps.choices import Wishes, contradictions
from careers.roadmaps.forms.fields import CurrencyField, DateField, MoneyField, too_fine
from careers.roadmaps.models import LONGEST_NAME, MOST_HOURS_A_WEEK
from careers.roadmaps.queries import Choosable

INVALID = {"invalid_choice": _("Choose from the list.")}


class WishesForm(forms.Form):
    target = forms.TypedChoiceField(
        label=_("Plan up to"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose the level to plan up to."),
            "invalid_choice": _("Choose one of the levels shown here."),
        },
    )
    budget = MoneyField(
        label=_("Budget (optional)"),
        help_text=_(
            "For the plan to the next level. Prices that are not known cannot be counted; put in "
            "what you were quoted on the page of a step."
        ),
    )
    currency = CurrencyField(
        label=_("Currency"),
        help_text=_("Prices in another currency count as not known."),
    )
    hours_a_week = forms.IntegerField(
        label=_("Study hours a week (optional)"),
        min_value=1,
        max_value=MOST_HOURS_A_WEEK,
        required=False,
        error_messages={
            "invalid": _("Write the hours as a whole number."),
            "min_value": _("A plan needs at least one hour a week."),
            "max_value": _("Write at most %(limit_value)s hours a week."),
        },
    )
    begins_on = DateField(label=_("Start (optional)"), required=False)
    finish_on = DateField(label=_("Finish by (optional)"), required=False)
    preferred_bodies = forms.MultipleChoiceField(
        label=_("Preferred providers"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Their exams earn a place with half of what others must cover."),
        error_messages=INVALID,
    )
    excluded_bodies = forms.MultipleChoiceField(
        label=_("Providers to leave out"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=INVALID,
    )
    preferred = forms.MultipleChoiceField(
        label=_("Preferred certifications"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They too earn a place with half."),
        error_messages=INVALID,
    )
    pinned = forms.MultipleChoiceField(
        label=_("Certifications that must be in the plan"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=INVALID,
    )

    def __init__(
        self,
        data: Any = None,
        *,
        choosable: Choosable,
        wishes: Wishes,
        today: date,
        **options: Any,
    ) -> None:
        options["initial"] = {**_shown(wishes, choosable), **options.get("initial", {})}
        super().__init__(data, **options)
        self.choosable, self.present, self.today = choosable, wishes, today
        for name, choices in (
            ("target", choosable.targets),
            ("preferred_bodies", choosable.bodies),
            ("excluded_bodies", choosable.bodies),
            ("preferred", choosable.certifications),
            ("pinned", choosable.certifications),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
            field.choices = choices
        if not choosable.targets:  # at the top level there is nothing to choose
            del self.fields["target"]

    def clean_finish_on(self) -> date | None:
        finish_on: date | None = self.cleaned_data["finish_on"]
        if finish_on and finish_on <= self.today:
            raise forms.ValidationError(_("This day has passed. Choose a later one."))
        return finish_on

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        currency = cleaned.get("currency") or self.choosable.currency
        if fault := too_fine(cleaned.get("budget"), currency):
            self.add_error("budget", fault)
        for field, text in contradictions(self.wishes(), self.choosable.dropped):
            if field not in self.errors:
                self.add_error(field, text)
        return cleaned

    def wishes(self) -> Wishes:
        """What was sent, as values; the next level is the default and stored as no choice."""
        told = self.cleaned_data
        amount, currency = told.get("budget"), told.get("currency") or self.choosable.currency
        target = told.get("target")
        return Wishes(
            target=target if target != self.choosable.next_level else None,
            budget_minor=wording.minor_units(amount, currency) if amount is not None else None,
            currency=currency,
            hours_a_week=told.get("hours_a_week"),
            begins_on=told.get("begins_on"),
            finish_on=told.get("finish_on"),
            **{
                name: tuple(told.get(name) or ())
                for name in ("preferred_bodies", "excluded_bodies", "preferred", "pinned")
            },
        )


def _shown(wishes: Wishes, choosable: Choosable) -> dict[str, Any]:
    currency = wishes.currency or choosable.currency
    minor = wishes.budget_minor
    return {
        "target": wishes.target or choosable.next_level,
        "budget": None if minor is None else wording.whole_units(minor, currency),
        "currency": currency,
        "hours_a_week": wishes.hours_a_week,
        "begins_on": wishes.begins_on,
        "finish_on": wishes.finish_on,
        "preferred_bodies": wishes.preferred_bodies,
        "excluded_bodies": wishes.excluded_bodies,
        "preferred": wishes.preferred,
        "pinned": wishes.pinned,
    }


class ScenarioForm(WishesForm):
    name = forms.CharField(
        label=_("Name of the scenario"),
        max_length=LONGEST_NAME,
        help_text=_("For example “Half the budget” or “Done by summer”."),
        error_messages={
            "required": _("Give the scenario a name."),
            "max_length": _("Keep the name to %(limit_value)d characters."),
        },
    )
    field_order = ("name",)
