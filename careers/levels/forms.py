"""What people may send to the pages of the administration that take a table."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careers.levels.models import LONGEST_TEXT


class UploadForm(forms.Form):
    """A table as a file; what is in it is judged by its columns."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV (UTF-8) or XLSX, with the names of the columns in its first row."),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("The file is empty. Its first row must name the columns."),
            "invalid": _("Choose a file."),
            "missing": _("Choose a file."),
        },
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )
    why = forms.CharField(
        label=_("Why"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean_why(self) -> str:
        why = str(self.cleaned_data["why"]).replace("\r", "")
        if len(why) > LONGEST_TEXT:
            text = _("Write at most %(most)d characters; you have %(length)d.")
            raise forms.ValidationError(text % {"most": LONGEST_TEXT, "length": len(why)})
        return why

    def faults(self) -> list[Any]:
        return [error for field in self for error in field.errors]
