"""Who stands in for a manager, as the manager writes it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careers.profiles import actions, queries
from careers.profiles.forms.profile import DateInput
from careers.profiles.models import Delegation, Profile


def _day(label: Any, required: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=DateInput,
        error_messages={
            "required": required,
            "invalid": _("Enter it as day, month and year."),
        },
    )


class AbsenceForm(forms.Form):
    """Nobody is offered to choose from: a list would tell who works in the organisation."""

    email = forms.EmailField(
        label=_("E-mail address of whoever stands in"),
        help_text=_("The whole address with which they sign in to this portal."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": _("Enter the address of whoever stands in."),
            "invalid": _("Enter a whole e-mail address, like name@example.org."),
            "max_length": _("An address can have at most %(limit_value)d characters."),
        },
    )
    first_on = _day(_("First day"), _("Enter the first day."))
    last_on = _day(_("Last day"), _("Enter the last day."))

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        self.delegate = queries.delegate_called(email)
        if self.delegate is None:
            raise forms.ValidationError(_("Nobody with this address can stand in."))
        return email

    def save(self, absent: Profile, *, now: datetime) -> Delegation | None:
        """Record the absence; None where the action refuses it, with the reason by the field."""
        assert self.delegate is not None  # noqa: S101 - for the type checker
        days: dict[str, date] = {name: self.cleaned_data[name] for name in ("first_on", "last_on")}
        try:
            return actions.delegate(absent=absent, delegate=self.delegate, now=now, **days)
        except actions.DelegationProblem as problem:
            self.add_error(problem.field, str(problem))
            return None
