"""What people may send to the catalogue's pages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from careers.domain.ladder import LEVELS


class FilterForm(forms.Form):
    """The search box and the choice of level above the list; empty means all."""

    q = forms.CharField(
        label=_("Name"),
        max_length=100,
        required=False,
        error_messages={"max_length": _("Search for 100 characters or fewer.")},
        widget=forms.TextInput(attrs={"type": "search", "class": "form-control"}),
    )
    level = forms.TypedChoiceField(
        label=_("Level"),
        choices=[
            ("", _("All levels")),
            *((str(n), _("Level %(number)s") % {"number": n}) for n in LEVELS),
        ],
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": _("Choose one of the four levels.")},
        widget=forms.Select(attrs={"class": "form-select"}),
    )
