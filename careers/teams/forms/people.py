"""Which people a manager wants to see, and in which order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careers.domain.ladder import HIGHEST, LEVELS, NOT_YET
from careers.levels.models import Competency
from careers.teams.filters import (
    AT_LEAST,
    AT_MOST,
    BY_DATE,
    BY_GAP,
    BY_LEVEL,
    BY_NAME,
    DESCENDING,
    DIRECT,
    NO_RESULT,
    Filters,
)
from careers.teams.queries import Need


def _levels() -> list[tuple[str, Any]]:
    named = [(str(number), _("Level %(number)s") % {"number": number}) for number in LEVELS]
    return [("", _("Any")), *named, (NO_RESULT, _("No result yet"))]


def _values() -> list[tuple[str, Any]]:
    """What is asked of the competency; nothing asked means below the target."""
    return [
        ("", _("Below their target")),
        *(
            (f"{AT_LEAST}{number}", _("At %(number)s or higher") % {"number": number})
            for number in LEVELS
        ),
        *(
            (f"{AT_MOST}{number}", _("At %(number)s or lower") % {"number": number})
            for number in range(NOT_YET, HIGHEST)
        ),
    ]


# What was sent is not repeated: nobody chose it on our page, and it may be long.
FORGED = _("That is no choice here. Take one from the list.")
FORGED_ORDER = _("There is no such order. The list is in the order of names.")


class FilterForm(forms.Form):
    """Its values live in the address, so that a view of the team can be kept and shared."""

    q = forms.CharField(label=_("Name or job title"), max_length=80, required=False)
    show = forms.ChoiceField(
        label=_("People"),
        choices=[("", _("Everybody in your line")), (DIRECT, _("Your direct reports"))],
        required=False,
    )
    level = forms.ChoiceField(label=_("Level"), choices=_levels, required=False)
    status = forms.ChoiceField(
        label=_("Status"), choices=[("", _("Any")), *Need.choices], required=False
    )
    competency = forms.ChoiceField(label=_("Competency"), required=False)
    value = forms.ChoiceField(label=_("In that competency"), choices=_values, required=False)
    overdue = forms.BooleanField(label=_("Only with an overdue step"), required=False)
    sort = forms.ChoiceField(label=_("Order"), required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, columns: Iterable[Competency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(one.code, f"{one.code} {one.short_name}") for one in columns]
        self._choose("competency", [("", _("Any")), *named])
        heads = [
            (BY_NAME, _("Name")),
            (BY_LEVEL, _("Level")),
            (BY_GAP, _("Gap to target")),
            (BY_DATE, _("Date of self-assessment")),
            *named,
        ]
        falling = [
            (f"{DESCENDING}{column}", _("%(column)s, falling") % {"column": label})
            for column, label in heads
        ]
        self._choose("sort", [("", ""), *heads, *falling])
        for name in self.fields:
            self.fields[name].error_messages["invalid_choice"] = FORGED
        self.fields["sort"].error_messages["invalid_choice"] = FORGED_ORDER
        kinds: dict[type, str] = {forms.TextInput: "form-control", forms.Select: "form-select"}
        for name, field in self.fields.items():
            kind = kinds.get(type(field.widget), "form-check-input")
            field.widget.attrs["class"] = f"{kind} is-invalid" if name in self.errors else kind

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if values.get("value") and not values.get("competency") and "competency" in values:
            self.add_error("competency", _("Choose the competency that this is about."))
        return values

    def filters(self) -> Filters:
        """Return what was asked for; a field with a fault asks for nothing."""
        self.is_valid()  # makes the clean values; those without a fault are there in any case
        values = self.cleaned_data
        # The two ask for one thing: without the other, neither says what was meant.
        is_about_one = bool(values.get("competency")) and "value" in values
        return Filters(
            q=values.get("q", ""),
            show=values.get("show", ""),
            level=values.get("level", ""),
            status=values.get("status", ""),
            is_overdue=values.get("overdue", False),
            competency=values["competency"] if is_about_one else "",
            value=values["value"] if is_about_one else "",
            sort=values.get("sort", ""),
        )

    def in_words(self) -> tuple[str, ...]:
        """Return what was asked for as it is read on paper, one line for each thing asked."""
        filters = self.filters()
        asked = {
            **{name: getattr(filters, name) for name in ("q", "show", "level", "status")},
            "competency": filters.competency,
            "overdue": filters.is_overdue,
            "sort": filters.sort,
        }
        lines = [self._line(name, value) for name, value in asked.items() if value]
        if filters.competency:
            lines.append(self._line("value", filters.value))
        return tuple(lines)

    def _line(self, name: str, value: Any) -> str:
        field = self.fields[name]
        if isinstance(field, forms.BooleanField):
            return str(field.label)
        choices: dict[Any, Any] = dict(getattr(field, "choices", ()))
        return f"{field.label}: {choices.get(value, value)}"
