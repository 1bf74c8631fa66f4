"""Which versions are compared, and why one comes back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from careers.certifications.admin.form import WhyField
from careers.certifications.documents import Document, fingerprint
from careers.certifications.queries.history import Version
from careers.levels.admin_forms import in_plain_words


class CompareForm(forms.Form):
    """Two versions; without a choice, the newest two."""

    first = forms.ChoiceField(label=gettext_lazy("Compare"))
    second = forms.ChoiceField(label=gettext_lazy("with"))

    def __init__(self, *args: Any, versions: Sequence[Version], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(str(one.number), _named(one)) for one in reversed(versions)]
        newest = len(versions)
        for name, number in (("first", max(newest - 1, 1)), ("second", newest)):
            self.fields[name].choices = choices  # type: ignore[attr-defined]
            self.fields[name].initial = str(number)

    def numbers(self) -> tuple[int, int]:
        return int(self.cleaned_data["first"]), int(self.cleaned_data["second"])


def _named(version: Version) -> str:
    day = date_format(localtime(version.at), "DATETIME_FORMAT")
    return _("%(number)s: %(day)s") % {"number": version.number, "day": day}


class RestoreForm(forms.Form):
    why = WhyField()

    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    is_old = False  # something else is stored than what the page showed

    def __init__(self, *args: Any, now: Document, **options: Any) -> None:
        super().__init__(*args, **options)
        self.now = fingerprint(now)
        self.fields["seen"].initial = self.now
        in_plain_words(self.fields["why"])

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        self.is_old = self.cleaned_data.get("seen") != self.now
        if self.is_old:
            self._look_again()
        return cleaned

    def look_again(self, now: Document) -> None:
        """Somebody else has saved something since the form was judged."""
        self.now = fingerprint(now)
        self._look_again()

    def _look_again(self) -> None:
        self.blame([[_("Somebody else has changed this. See below what is different now.")]])
        self.data = {**self.data.dict(), "seen": self.now}  # type: ignore[attr-defined]

    def blame(self, told: Iterable[Iterable[str]]) -> None:
        for sentences in told:
            for sentence in sentences:
                self.add_error(None, sentence)
