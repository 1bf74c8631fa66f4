"""What is chosen when a change of the catalogue, or a version of the questions, is published."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careers.roadmaps.actions.publishing import Handling
from careers.roadmaps.models import ImpactLine, ImpactRun

MARK_LENGTH = 64

HANDLINGS = (
    (
        ImpactRun.Handling.ASK,
        _("Ask the owners: their roadmap shows the change, and nothing moves until they accept."),
    ),
    (
        ImpactRun.Handling.LEAVE,
        _(
            "Leave these plans alone: the change is not put forward. Owners can still see it, and"
            " a later change comes up again."
        ),
    ),
)


class PublishForm(forms.Form):
    looked_at = forms.CharField(widget=forms.HiddenInput, max_length=MARK_LENGTH)
    accepted = forms.ChoiceField(
        label=_("Accepted plans"),
        choices=HANDLINGS,
        widget=forms.RadioSelect,
        initial=ImpactRun.Handling.ASK,
        error_messages={"required": _("Choose what becomes of accepted plans.")},
    )
    agreed = forms.ChoiceField(
        label=_("Plans agreed with a manager"),
        choices=HANDLINGS,
        widget=forms.RadioSelect,
        initial=ImpactRun.Handling.LEAVE,
        error_messages={"required": _("Choose what becomes of plans agreed with a manager.")},
    )
    has_mail = forms.BooleanField(
        label=_("Send a mail to the owners who are asked"), required=False, initial=True
    )

    def handling(self) -> Handling:
        """What was chosen, of a form that is valid."""
        return Handling(
            accepted=ImpactRun.Handling(self.cleaned_data["accepted"]),
            agreed=ImpactRun.Handling(self.cleaned_data["agreed"]),
            has_mail=self.cleaned_data["has_mail"],
        )


class PublishVersionForm(forms.Form):
    looked_at = forms.CharField(widget=forms.HiddenInput, max_length=MARK_LENGTH, required=False)
    is_unseen_accepted = forms.BooleanField(
        label=_("Publish without knowing whose level changes"), required=False
    )


class TouchedFilter(forms.Form):
    """Which of the people a change touches; what nobody offers means everybody."""

    kind = forms.ChoiceField(
        label=_("Show"), required=False, choices=[("", _("Everybody")), *ImpactLine.Kind.choices]
    )

    @classmethod
    def asked(cls, query: Any) -> str:
        """The kind that an address asks for."""
        form = cls(query)
        return form.cleaned_data["kind"] if form.is_valid() else ""
