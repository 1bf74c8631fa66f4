"""Without whom, and whom to look for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

HIGHEST_KEY = 2**63 - 1
"""What a key can be at most; beyond it a database refuses to compare."""


class CoverForm(forms.Form):
    q = forms.CharField(label=_("Name or job title"), max_length=80, required=False)
    without = forms.IntegerField(
        min_value=1,
        max_value=HIGHEST_KEY,
        required=False,
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), _("Choose a person from the list.")
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.attrs["class"] = "form-control"

    def asked(self) -> dict[str, Any]:
        """Return whom to do without and what to look for; of a form with faults, nothing."""
        values = self.cleaned_data if self.is_valid() else {}
        return {"without": values.get("without"), "text": values.get("q", "")}
