"""What a person says about a link to the own roadmap, from HTTP to clean values."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from careers.roadmaps.models import LONGEST_NAME

USUAL_DAYS = 30
DAYS = (
    (7, _("7 days")),
    (USUAL_DAYS, _("30 days")),
    (90, _("90 days")),
)


class LinkForm(forms.Form):
    """Nothing personal is shown unless it is ticked."""

    name = forms.CharField(
        label=_("For whom is it?"),
        max_length=LONGEST_NAME,
        help_text=_("A name you will know again. Only you see it."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": _("Say for whom the link is."),
            "max_length": _("Keep it to %(limit_value)d characters (it has %(show_value)d)."),
        },
    )
    days = forms.TypedChoiceField(
        label=_("It ends after"),
        choices=DAYS,
        coerce=int,
        initial=USUAL_DAYS,
        error_messages={
            "required": _("Choose when the link ends."),
            "invalid_choice": _("Choose 7, 30 or 90 days."),
        },
    )
    has_ratings = forms.BooleanField(
        label=_("Show levels, answers and what I hold"),
        help_text=_(
            "Your level and the next one, how far each competency is and what to do for it, and "
            "the certifications you hold, with their renewals."
        ),
        required=False,
    )
    has_cost = forms.BooleanField(
        label=_("Show cost"),
        help_text=_("Prices, what you were quoted, and what they come to."),
        required=False,
    )
    has_comments = forms.BooleanField(
        label=_("Show what I wrote"),
        help_text=_("Your reasons for what you set aside."),
        required=False,
    )
