"""What people want to be told by mail, made into clean values."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careers.profiles import actions
from careers.profiles.models import Profile, ReminderChoice

SUBJECTS = {
    "has_reviews": _("Reviews and plans that wait for you"),
    "has_steps": _("Steps that are overdue: yours, and how many people you lead have some"),
    "has_assessments": _("A self-assessment that is due, for the first time or again"),
    "has_certifications": _("Certifications that expire within 90 days, and within 30"),
}


class RemindersForm(forms.Form):
    every = forms.ChoiceField(
        label=_("How often do you want a summary?"),
        choices=ReminderChoice.Every.choices,
        widget=forms.RadioSelect,
        help_text=_("One mail about everything that is new. Without anything new there is none."),
        error_messages={
            "required": _("Say how often you want a summary."),
            "invalid_choice": _("Choose one of the three answers."),
        },
    )
    subjects = forms.MultipleChoiceField(
        label=_("What do you want in it?"),
        choices=list(SUBJECTS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": _("Choose from the list only.")},
    )
    is_told_at_once = forms.BooleanField(
        label=_("Also write to me at once when somebody comments, reviews or agrees"),
        required=False,
    )

    @classmethod
    def for_choice(cls, choice: ReminderChoice, data: Any = None) -> RemindersForm:
        """The form filled with what holds now."""
        return cls(
            data,
            initial={
                "every": choice.every,
                "subjects": [name for name in SUBJECTS if getattr(choice, name)],
                "is_told_at_once": choice.is_told_at_once,
            },
        )

    def save(self, profile: Profile) -> ReminderChoice:
        chosen = {name: name in self.cleaned_data["subjects"] for name in SUBJECTS}
        return actions.choose_reminders(
            profile=profile,
            every=self.cleaned_data["every"],
            is_told_at_once=self.cleaned_data["is_told_at_once"],
            **chosen,
        )
