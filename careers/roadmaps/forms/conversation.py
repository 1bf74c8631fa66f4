"""What somebody says about a roadmap, from HTTP to clean values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careers.roadmaps.models import COMMENT_LENGTH
from careers.roadmaps.tokens import NONCE, new_nonce

LARGEST_KEY = 2**31 - 1
LONGEST_MARK = 40_000
"""Of a plan of some hundred steps; the portal made it, nobody types it."""


class WrittenField(forms.CharField):
    """Some lines of text, whose ends of lines count once, as they do while they are written."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", COMMENT_LENGTH)
        too_long = _("Keep it to %(limit_value)d characters (it has %(show_value)d).")
        options["error_messages"] = {"max_length": too_long, **options.get("error_messages", {})}
        super().__init__(widget=forms.Textarea(attrs={"rows": 3}), **options)

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")


class CommentForm(forms.Form):
    """A comment on a roadmap or on one step, and where its form stood."""

    text = WrittenField(
        label=_("Your comment"),
        help_text=_("Whoever can see this roadmap reads it. A mail only says that it is there."),
        error_messages={"required": _("Write a comment first.")},
    )
    step = forms.SlugField(label=_("About"), required=False, widget=forms.HiddenInput)
    nonce = forms.RegexField(
        NONCE,
        widget=forms.HiddenInput,
        error_messages={
            "required": _("This form was out of date. Send it again."),
            "invalid": _("This form was out of date. Send it again."),
        },
    )
    seen = forms.IntegerField(
        required=False, min_value=1, max_value=LARGEST_KEY, widget=forms.HiddenInput
    )
    to = forms.CharField(required=False, max_length=10, widget=forms.HiddenInput)
    back = forms.CharField(required=False, max_length=1000, widget=forms.HiddenInput)

    def __init__(self, *args: Any, steps: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        """Offer these steps, by key and name, to be chosen; without any the field is hidden."""
        super().__init__(*args, **kwargs)
        self.auto_id = "conversation_%s"  # other forms stand on the same pages
        if offered := list(steps):
            choices = [("", _("The whole roadmap")), *offered]
            self.fields["step"].widget = forms.Select(choices=choices)

    def with_new_nonce(self) -> CommentForm:
        """The same form to be sent as another one: its words stay in it, and what is wrong."""
        kept = {name: self.data.get(name, "") for name in self.fields}
        self.data = {**kept, "nonce": new_nonce()}
        return self


class ReadForm(forms.Form):
    """Up to which comment somebody has read, and where its button stood."""

    seen = forms.IntegerField(min_value=1, max_value=LARGEST_KEY)
    to = forms.CharField(required=False, max_length=10)
    back = forms.CharField(required=False, max_length=1000)


class AgreementForm(forms.Form):
    """A few words to a plan that is agreed to; the mark names the plan that was looked at."""

    comment = WrittenField(
        label=_("Comment, if you like"),
        required=False,
        help_text=_("It stays with this version. The person reads it."),
    )
    mark = forms.CharField(
        max_length=LONGEST_MARK,
        widget=forms.HiddenInput,
        error_messages={"required": _("This form was out of date. Load the page again.")},
    )
    back = forms.CharField(required=False, max_length=1000, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "agreement_%s"


def comment_form(
    *,
    steps: Iterable[tuple[str, str]] = (),
    text: str = "",
    seen: int | None = None,
    step: str = "",
    to: str = "",
    back: str = "",
) -> CommentForm:
    """An empty form for a page; whoever sends it has read up to the comment that was seen."""
    initial = {"text": text, "seen": seen, "step": step, "to": to, "back": back}
    return CommentForm(initial={**initial, "nonce": new_nonce()}, steps=steps)
