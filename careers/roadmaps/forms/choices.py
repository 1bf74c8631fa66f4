"""What a person says about the own roadmap, from HTTP to clean values."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from careers.roadmaps.models import REASON_LENGTH


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
