"""What a person says about the own roadmap, from HTTP to clean values."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careers.roadmaps.models import REASON_LENGTH
from careers.roadmaps.page import TargetChoice


class TargetForm(forms.Form):
    target = forms.TypedChoiceField(
        label=_("Plan up to"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose the level to plan up to."),
            "invalid_choice": _("Choose one of the levels shown here."),
        },
    )

    def __init__(self, *args: Any, choices: tuple[TargetChoice, ...], **kwargs: Any) -> None:
        chosen = next((choice.number for choice in choices if choice.is_chosen), None)
        kwargs.setdefault("initial", {"target": chosen})
        super().__init__(*args, **kwargs)
        self.fields["target"].choices = [  # type: ignore[attr-defined]
            (choice.number, choice.text) for choice in choices
        ]


class ExclusionForm(forms.Form):
    reason = forms.CharField(
        label=_("Why is it not for you?"),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A few words. Your line of management can read them."),
        error_messages={
            "required": _("Say in a few words why this is not for you."),
            "max_length": _(
                "Keep the reason to %(limit_value)d characters (it has %(show_value)d)."
            ),
        },
    )
