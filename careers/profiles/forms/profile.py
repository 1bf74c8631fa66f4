"""What people send about themselves, made into clean values."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from careers.certifications.models import Certification
from careers.domain.calendar import months_later
from careers.profiles import actions, queries
from careers.profiles.models import HeldCertification, Profile, User

EARLIEST_AWARD = date(1970, 1, 1)
NAME_LENGTH = 120


def _name_field() -> forms.CharField:
    return forms.CharField(
        label=_("Your name"),
        max_length=NAME_LENGTH,
        help_text=_("As your colleagues know you."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={
            "required": _("Write your name."),
            "max_length": _("Your name can have at most %(limit_value)d characters."),
        },
    )


class SignupForm(forms.Form):
    """What we ask beside e-mail and password; allauth mixes it into its own form."""

    name = _name_field()

    def signup(self, request: HttpRequest, user: User) -> None:
        """The name is saved with the account (careers.profiles.accounts); nothing is left to do."""


class ProfileForm(forms.Form):
    name = _name_field()
    job_title = forms.CharField(
        label=_("Job title (optional)"),
        max_length=NAME_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
        error_messages={
            "max_length": _("Your job title can have at most %(limit_value)d characters."),
        },
    )

    def save(self, profile: Profile) -> Profile:
        return actions.update_profile(profile=profile, **self.cleaned_data)


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class HeldForm(forms.Form):
    """When a certification was awarded and how long it lasts."""

    BY_RULE, ON_DATE, NO_END = "rule", "date", "none"
    ENDS = (
        (BY_RULE, _("As the provider says, counted from the award")),
        (ON_DATE, _("On the date below")),
        (NO_END, _("It does not expire, or I do not know")),
    )

    awarded_on = forms.DateField(
        label=_("Awarded on"),
        widget=DateInput,
        error_messages={
            "required": _("Enter the date of the award."),
            "invalid": _("Enter the date of the award as day, month and year."),
        },
    )
    ends = forms.ChoiceField(
        label=_("When does it expire?"),
        choices=ENDS,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Say when it expires."),
            "invalid_choice": _("Say when it expires."),
        },
    )
    expires_on = forms.DateField(
        label=_("Expires on (only if you chose a date)"),
        required=False,
        widget=DateInput,
        error_messages={"invalid": _("Enter the date of expiry as day, month and year.")},
    )
    credential_reference = forms.CharField(
        label=_("Credential reference (optional)"),
        max_length=NAME_LENGTH,
        required=False,
        help_text=_("The number on the certificate, so that somebody can check it."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "max_length": _("The reference can have at most %(limit_value)d characters."),
        },
    )

    def __init__(
        self,
        data: Any = None,
        *,
        today: date,
        certification: Certification | None = None,
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        self.today = today
        self.about = certification
        if certification is not None and certification.validity_months is None:
            self._ends().choices = self.ENDS[1:]

    def _ends(self) -> forms.ChoiceField:
        field = self.fields["ends"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        return field

    @classmethod
    def for_held(cls, held: HeldCertification, data: Any = None, *, today: date) -> HeldForm:
        """The form filled with what is recorded."""
        return cls(
            data,
            today=today,
            certification=held.certification,
            initial={
                "awarded_on": held.awarded_on,
                "ends": cls.ON_DATE if held.expires_on else cls.NO_END,
                "expires_on": held.expires_on,
                "credential_reference": held.credential_reference,
            },
        )

    def clean_awarded_on(self) -> date:
        awarded_on: date = self.cleaned_data["awarded_on"]
        if awarded_on > self.today:
            raise forms.ValidationError(_("The award cannot be in the future."))
        if awarded_on < EARLIEST_AWARD:
            raise forms.ValidationError(_("Check the year of the award."))
        return awarded_on

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        ends, awarded_on = cleaned.get("ends"), cleaned.get("awarded_on")
        if ends == self.BY_RULE:
            cleaned["expires_on"] = self._end_by_rule(awarded_on)
        elif ends == self.NO_END:
            cleaned["expires_on"] = None
            self.errors.pop("expires_on", None)
        elif ends == self.ON_DATE:
            self._check_end(awarded_on, cleaned.get("expires_on"))
        return cleaned

    def _end_by_rule(self, awarded_on: date | None) -> date | None:
        self.errors.pop("expires_on", None)
        certification = self.cleaned_data.get("certification", self.about)
        if certification is None or awarded_on is None:
            return None
        if certification.validity_months is None:
            self.add_error(
                "ends",
                _("We do not know how long this certification lasts. Choose another answer."),
            )
            return None
        return months_later(awarded_on, certification.validity_months)

    def _check_end(self, awarded_on: date | None, expires_on: date | None) -> None:
        if "expires_on" in self.errors:
            return
        if expires_on is None:
            self.add_error("expires_on", _("Enter the date of expiry, or choose another answer."))
        elif awarded_on and expires_on <= awarded_on:
            self.add_error("expires_on", _("It cannot expire on or before the day of its award."))

    def values(self) -> dict[str, Any]:
        """What the actions take."""
        names = ("awarded_on", "expires_on", "credential_reference")
        return {name: self.cleaned_data[name] for name in names}


class AddHeldForm(HeldForm):
    certification = forms.ChoiceField(
        label=_("Certification"),
        error_messages={
            "required": _("Choose a certification."),
            "invalid_choice": _("Choose a certification from the list."),
        },
    )
    field_order = ("certification",)

    def __init__(self, data: Any = None, *, today: date, **options: Any) -> None:
        super().__init__(data, today=today, **options)
        groups = queries.certifications_to_choose()
        self.known = {c.key: c for _name, members in groups for c in members}
        choices: list[Any] = [("", _("Choose one"))]
        choices += [
            (name, [(c.key, queries.name_to_choose(c)) for c in members])
            for name, members in groups
        ]
        field = self.fields["certification"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = choices

    def clean_certification(self) -> Certification:
        return self.known[self.cleaned_data["certification"]]

    def refuse_duplicate(self, fault: actions.AlreadyHeld) -> None:
        self.add_error(
            "certification",
            _("You have recorded this certification already. Change that record instead."),
        )
