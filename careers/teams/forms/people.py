from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careers.domain.ladder import LEVELS
from careers.teams.queries import NO_RESULT, Filters

ALL, DIRECT = "all", "direct"


class FilterForm(forms.Form):
    """Which people to show; its values live in the address, so a view can be kept and shared."""

    q = forms.CharField(label=_("Name or job title"), max_length=80, required=False)
    show = forms.ChoiceField(
        label=_("People"),
        choices=[(ALL, _("Everybody in your line")), (DIRECT, _("Your direct reports"))],
        required=False,
    )
    level = forms.ChoiceField(
        label=_("Level"),
        choices=[
            ("", _("Any")),
            *((str(number), _("Level %(number)s") % {"number": number}) for number in LEVELS),
            (NO_RESULT, _("No result yet")),
        ],
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            kind = "form-control" if name == "q" else "form-select"
            field.widget.attrs["class"] = kind

    def filters(self) -> Filters:
        """Return what was asked for; of a form with faults, nothing."""
        values = self.cleaned_data if self.is_valid() else {}
        return Filters(
            is_direct_only=values.get("show") == DIRECT,
            level=values.get("level", ""),
            text=values.get("q", ""),
        )
