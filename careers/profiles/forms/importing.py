"""A list of people as it is sent in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import sha256
from itertools import islice
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from careers.levels.faults import FileFault
from careers.levels.files import LARGEST_FILE, Row, rows_of
from careers.profiles import actions
from careers.profiles.importing.columns import columns, row_of
from careers.profiles.models import PeopleImport, User

ROWS_AT_ONCE = 1_000
CHOOSE = _("Choose a file.")


def a_nonce() -> str:
    return uuid4().hex


class PeopleForm(forms.Form):
    """The file is read as it is saved, and not kept."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV (UTF-8) or XLSX, at most %(size)d MB.") % {"size": LARGEST_FILE // 10**6},
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        error_messages={
            "required": CHOOSE,
            "invalid": CHOOSE,
            "missing": CHOOSE,
            "empty": _("The file is empty. Its first row must name the columns."),
        },
    )
    is_everybody = forms.BooleanField(
        label=_("Switch off everybody who is not in this file"),
        help_text=_(
            "For a list of the whole organisation. You see who it is before anything happens."
            " Never you, and nobody with rights in the administration."
        ),
        required=False,
    )
    is_inviting = forms.BooleanField(
        label=_("Invite new people by mail"),
        help_text=_("Each gets one mail, which says how to choose a password."),
        required=False,
    )
    nonce = forms.RegexField(r"^[0-9a-f]{32}$", widget=forms.HiddenInput, required=False)

    def clean_nonce(self) -> str:
        return str(self.cleaned_data["nonce"]) or a_nonce()

    def save(self, user: User, *, now: datetime) -> PeopleImport | None:
        """Keep the rows of the file; None where it cannot be read, with the reason by the field.

        Written in pieces: a long file would keep everybody else from writing until it is read.
        """
        upload = self.cleaned_data["file"]
        digest = sha256()
        for chunk in upload.chunks():  # before its rows are begun to be read
            digest.update(chunk)
        try:
            rows = rows_of(upload, columns())
        except FileFault as fault:
            self.add_error("file", fault.words)
            return None
        asked = {name: self.cleaned_data[name] for name in ("nonce", "is_everybody", "is_inviting")}
        found, is_new = actions.begin_import(
            **asked, digest=digest.hexdigest(), file_name=str(upload.name), user=user, now=now
        )
        if not is_new:
            return found
        try:
            number = _keep(found, rows)
        except FileFault as fault:
            actions.give_up(found=found, now=now)
            self.add_error("file", fault.words)
            return None
        actions.end_reading(found=found, rows=number)
        return found


class WriteForm(forms.Form):
    """To have a list written. One that switches off many accounts asks for their number."""

    number = forms.IntegerField(
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 8})
    )

    def __init__(self, *args: Any, to_confirm: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.to_confirm = to_confirm
        if not to_confirm:
            del self.fields["number"]
            return
        field, words = self.fields["number"], {"number": to_confirm}
        field.label = (
            _("This switches off %(number)d accounts. Type %(number)d to confirm.") % words
        )
        fault = _("Nothing is imported yet. Type %(number)d here, or give the import up.") % words
        if self.is_bound:
            field.widget.attrs["autofocus"] = True  # the page comes again only if it is refused
        field.error_messages |= {"required": fault, "invalid": fault}

    def clean_number(self) -> int:
        number = int(self.cleaned_data["number"])
        if number != self.to_confirm:
            raise forms.ValidationError(self.fields["number"].error_messages["invalid"])
        return number


def _keep(found: PeopleImport, rows: Iterator[Row]) -> int:
    number = 0
    for piece in _pieces(row_of(found.pk, row) for row in rows):
        actions.keep_rows(found=found, rows=piece)
        number += len(piece)
    if not number:
        raise FileFault(gettext("The file has headings and nobody below them."))
    return number


def _pieces(rows: Iterable[Any]) -> Iterator[list[Any]]:
    rest = iter(rows)
    while piece := list(islice(rest, ROWS_AT_ONCE)):
        yield piece
