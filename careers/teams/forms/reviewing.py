"""What a manager says of each competency, in one form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from careers.assessments.actions import Rated
from careers.assessments.forms import PlainText, VersionField
from careers.assessments.models import COMMENT_LENGTH, NOT_APPLICABLE, NOTE_LENGTH
from careers.assessments.queries import RatedRow, ReviewSheet
from careers.assessments.wording import value_text
from careers.domain.ladder import HIGHEST, NOT_YET

SAME, OPEN = "same", ""
SEND, CHANGES = "send", "changes"
LONGEST_QUERY = 500
"""A query string of the list of people is shorter; what is longer was not made by its page."""


def kept_query(text: str) -> str:
    """The query string of the list of people, encoded anew: nothing in it can lead elsewhere."""
    return QueryDict(text[:LONGEST_QUERY]).urlencode() if text else ""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One competency with its three fields."""

    row: RatedRow
    manager: forms.BoundField
    agreed: forms.BoundField
    note: forms.BoundField


@dataclass(frozen=True, kw_only=True)
class LineGroup:
    name: str
    lines: tuple[Line, ...]


class RateForm(forms.Form):
    """One value for each competency, and what is to happen with the whole."""

    assessment = forms.IntegerField(min_value=1, max_value=2**62, widget=forms.HiddenInput)
    version = VersionField()
    back = forms.CharField(required=False, max_length=LONGEST_QUERY, widget=forms.HiddenInput)
    comment = PlainText(
        label=gettext_lazy("Comment"),
        max_length=COMMENT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4, "class": "form-control"}),
    )
    decision = forms.ChoiceField(
        label=gettext_lazy("What is to happen"),
        choices=[
            (SEND, gettext_lazy("Send my review")),
            (CHANGES, gettext_lazy("Ask for changes: they assess themselves again")),
        ],
        initial=SEND,
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
        error_messages={
            "required": gettext_lazy("Choose what is to happen with your review."),
            "invalid_choice": gettext_lazy("Choose one of the two."),
        },
    )

    def __init__(self, data: Any = None, *, sheet: ReviewSheet, back: str = "") -> None:
        initial = {
            "assessment": sheet.assessment_id,
            "version": sheet.version,
            "back": back,
            "comment": sheet.comment,
        }
        super().__init__(data, initial=initial)
        self.sheet = sheet
        for row in sheet.rows:
            self._add_fields(row)

    def _add_fields(self, row: RatedRow) -> None:
        code = row.code.lower()
        facts = {"name": row.name}
        counts = row.counted_text or row.own_text
        same = (SAME, _("As they say: %(value)s") % {"value": counts})
        is_same = not row.is_rated or row.manager == row.counted
        self.fields[f"manager_{code}"] = _choice(
            _("What you see in “%(name)s”") % facts,
            [same, *_scale()],
            SAME if is_same else _written(row.manager),
        )
        self.fields[f"agreed_{code}"] = _choice(
            _("What is agreed in “%(name)s”") % facts,
            [(OPEN, _("Same, or open")), *_scale()],
            _written(row.agreed) if row.has_agreed and not is_same else OPEN,
            required=False,
        )
        self.fields[f"note_{code}"] = PlainText(
            label=_("Note on “%(name)s”") % facts,
            max_length=NOTE_LENGTH,
            initial=row.note,
            widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
        )

    @property
    def groups(self) -> Iterator[LineGroup]:
        """The fields as the table shows them."""
        for group in self.sheet.groups:
            yield LineGroup(name=group.name, lines=tuple(self._line(row) for row in group.rows))

    def _line(self, row: RatedRow) -> Line:
        code = row.code.lower()
        manager, agreed = self[f"manager_{code}"], self[f"agreed_{code}"]
        return Line(row=row, manager=manager, agreed=agreed, note=self[f"note_{code}"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        is_silent = "comment" in cleaned and not cleaned["comment"]
        if cleaned.get("decision") == CHANGES and is_silent:
            self.add_error("comment", _("Say what should change, and why."))
        return cleaned

    @property
    def is_change_asked(self) -> bool:
        return bool(self.cleaned_data["decision"] == CHANGES)

    @property
    def ratings(self) -> dict[str, Rated]:
        """What a valid form says, by the code of the competency."""
        return {row.code: self._rated(row) for row in self.sheet.rows}

    def _rated(self, row: RatedRow) -> Rated:
        code, sent = row.code.lower(), self.cleaned_data
        manager, agreed = sent[f"manager_{code}"], sent[f"agreed_{code}"]
        return Rated(
            manager=row.counted if manager == SAME else _read(manager),
            agreed=None if agreed == OPEN else _read(agreed),
            is_open=agreed == OPEN,
            note=sent[f"note_{code}"],
        )

    @property
    def notes(self) -> tuple[tuple[str, str], ...]:
        """The notes that were sent, with the names of their competencies; also of a faulty form."""
        sent = [
            (row.name, self.data.get(f"note_{row.code.lower()}", "")) for row in self.sheet.rows
        ]
        return tuple((name, str(note)) for name, note in sent if note)

    @property
    def again(self) -> Iterator[tuple[str, str]]:
        """What was sent, to be sent once more on top of the stored version."""
        for name in self.fields:
            if name != "version":
                yield name, str(self.data.get(name, ""))


def _choice(
    label: str, choices: list[tuple[str, str]], initial: str, *, required: bool = True
) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=choices,
        initial=initial,
        required=required,
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={
            "required": _("Choose a value."),
            "invalid_choice": _("Choose one of the values in the list."),
        },
    )


def _scale() -> list[tuple[str, str]]:
    numbers = [(str(value), str(value)) for value in range(NOT_YET, HIGHEST + 1)]
    return [*numbers, (NOT_APPLICABLE, value_text(None))]


def _written(value: int | None) -> str:
    return NOT_APPLICABLE if value is None else str(value)


def _read(written: str) -> int | None:
    return None if written == NOT_APPLICABLE else int(written)
