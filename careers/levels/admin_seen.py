"""What an editor saw when a form was opened, carried along by the form itself. No database.

Whoever saves is told when somebody else has saved in between: what the form would show now is
compared with what it showed then, field by field and part by part.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import forms
from django.core import signing
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

SEEN = "seen"
"""Name of the field that carries it."""

Sent = dict[str, list[str]]
"""What a browser sends of a form, by the names of its fields."""

_SALT = "careers.levels.seen"


def sealed(value: Any) -> str:
    """Values as a text that nobody can change on its way through a form."""
    return signing.dumps(value, salt=_SALT, compress=True)


def unsealed(text: Any) -> Any:
    """The values of such a text; None when it is missing or is not ours."""
    try:
        return signing.loads(str(text or ""), salt=_SALT)
    except (signing.BadSignature, ValueError):
        return None


class SeenField(forms.Field):
    """The text of what was seen; it is no change of anything."""

    widget = forms.HiddenInput

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", _("What this page showed when it was opened."))
        super().__init__(required=False, **options)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


def sent_by(form: forms.BaseForm, *, leave_out: Iterable[str] = ()) -> Sent:
    """What a browser would send of a form as it stands, if nobody touched it."""
    without = {SEEN, *leave_out}
    return {
        field.name: _sent(field)
        for field in form
        if field.name not in without and _is_sent(field.field)
    }


def _is_sent(field: forms.Field) -> bool:
    widget = plain_widget(field)
    is_whole = hasattr(widget, "format_value") and not isinstance(widget, forms.MultiWidget)
    is_secret = isinstance(widget, forms.PasswordInput)
    return is_whole and not is_secret and not field.disabled


def plain_widget(field: forms.Field) -> Any:
    """The widget itself; the administration wraps those of other tables."""
    return getattr(field.widget, "widget", field.widget)


def _sent(field: forms.BoundField) -> list[str]:
    value, widget = field.value(), plain_widget(field.field)
    if isinstance(widget, forms.CheckboxInput):
        return ["on"] if value else []
    shown = widget.format_value(value)
    if isinstance(shown, list | tuple):
        return sorted(str(one) for one in shown if one is not None)
    return ["" if shown is None else str(shown).replace("\r", "")]


def typed_in(data: QueryDict, name: str) -> list[str]:
    """What was sent under a name, as it would be rendered."""
    return sorted(one.replace("\r", "") for one in data.getlist(name))


class SeenPart:
    """The parts of one kind, as their forms show them: by the number of their row."""

    def __init__(self, formset: Any) -> None:
        self.formset = formset
        self.prefix: str = formset.prefix
        self.key: str = formset.model._meta.pk.name
        self.hidden = (self.key, formset.fk.name, "DELETE")
        self.rows: dict[str, Sent] = {
            str(form.instance.pk): sent_by(form, leave_out=self.hidden)
            for form in formset.initial_forms
        }

    def blank(self) -> Sent:
        """What an empty form for one more sends."""
        extra = self.formset.extra_forms
        return sent_by(extra[0] if extra else self.formset.empty_form, leave_out=self.hidden)

    def typed(self, data: QueryDict) -> Iterator[tuple[str, Sent, bool]]:
        """What was typed: number of the row or nothing, the values, whether it is to be deleted."""
        try:
            total = min(int(data.get(f"{self.prefix}-TOTAL_FORMS") or 0), self.formset.absolute_max)
        except ValueError:
            return
        names, blank = list(self.blank()), self.blank()
        for number in range(total):
            start = f"{self.prefix}-{number}-"
            row = {name: typed_in(data, start + name) for name in names}
            key, is_gone = data.get(start + self.key, ""), f"{start}DELETE" in data
            if key or (row != blank and any(any(values) for values in row.values())):
                yield key, row, is_gone


def seen_of(form: forms.BaseForm, formsets: Iterable[Any]) -> dict[str, Any]:
    """Everything that the forms of a row show."""
    return {
        "own": sent_by(form),
        "parts": {part.prefix: part.rows for part in (SeenPart(one) for one in formsets)},
    }


def is_what_is_stored(data: QueryDict, form: forms.BaseForm, parts: Iterable[SeenPart]) -> bool:
    """Whether a form says what is stored already, as when it is sent twice."""
    if any(typed_in(data, name) != values for name, values in sent_by(form).items()):
        return False
    return all(
        Counter(_flat(row) for row in part.rows.values())
        == Counter(_flat(row) for _key, row, is_gone in part.typed(data) if not is_gone)
        for part in parts
    )


def _flat(row: Mapping[str, list[str]]) -> tuple[Any, ...]:
    return tuple((name, *values) for name, values in sorted(row.items()))
