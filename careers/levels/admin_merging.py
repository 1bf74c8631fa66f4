"""What two editors did to one row, put together: nothing that was typed is lost. No database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from careers.levels.admin_seen import (
    SEEN,
    SeenPart,
    Sent,
    plain_widget,
    sealed,
    sent_by,
    typed_in,
)


@dataclass(frozen=True, kw_only=True)
class Collision:
    """One thing that somebody else has changed since the form was opened."""

    label: str
    before: str
    now: str
    in_form: str  # what the form holds after both were put together


@dataclass(frozen=True, kw_only=True)
class Conflict:
    sentence: str
    lines: tuple[Collision, ...]


def conflict_sentence(who: str, when: str) -> str:
    if not who:
        return _(
            "Somebody else has changed this since you opened it. Nothing is saved yet, and nothing "
            "that you typed is lost: look at what changed, then save again."
        )
    text = _(
        "%(who)s has changed this since you opened it, on %(when)s. Nothing is saved yet, and "
        "nothing that you typed is lost: look at what changed, then save again."
    )
    return text % {"who": who, "when": when}


def put_together(
    data: QueryDict,
    then: Mapping[str, Any],
    form: forms.BaseForm,
    parts: list[SeenPart],
    who: str,
    when: str,
) -> tuple[Conflict, QueryDict]:
    """Fields that the editor left alone become what is stored now; what was typed stays."""
    next_data, lines = data.copy(), []
    own_then, own_now = then.get("own", {}), sent_by(form)
    for name, now in own_now.items():
        typed, was = typed_in(data, name), own_then.get(name)
        if typed == was and now != was:
            next_data.setlist(name, now)
            typed = now
        if now != was and (was is not None or now != typed):
            lines.append(_line(form[name].label, form.fields[name], was, now, typed))
    for part in parts:
        lines += _put_parts_together(part, then.get("parts", {}).get(part.prefix), data, next_data)
    stored = {"own": own_now, "parts": {part.prefix: part.rows for part in parts}}
    next_data[SEEN] = sealed(stored)
    return Conflict(sentence=conflict_sentence(who, when), lines=tuple(lines)), next_data


def _line(
    label: Any, field: forms.Field, was: list[str] | None, now: list[str], typed: list[str]
) -> Collision:
    return Collision(
        label=str(label),
        before=_("not known") if was is None else shown(field, was),
        now=shown(field, now),
        in_form=shown(field, typed),
    )


def shown(field: forms.Field, values: list[str]) -> str:
    """What a browser sends, as people read it."""
    if isinstance(plain_widget(field), forms.CheckboxInput):
        return _("yes") if values else _("no")
    choices = getattr(field, "choices", None)
    if choices is not None:
        names = {str(key): str(label) for key, label in choices if key not in (None, "")}
        values = [names.get(one, one) for one in values]
    return ", ".join(one for one in values if one) or _("nothing")


def _put_parts_together(
    part: SeenPart, then: Mapping[str, Sent] | None, data: QueryDict, next_data: QueryDict
) -> Iterator[Collision]:
    """Rows that are stored come first, as Django wants it; what was typed anew comes after them.

    A row that somebody else has deleted comes back as a new one if it was edited here.
    """
    typed_rows = list(part.typed(data))
    mine = {key: (row, is_gone) for key, row, is_gone in typed_rows if key}
    kept: list[tuple[str, Sent, bool]] = []
    for key, now in part.rows.items():
        was, (typed, is_gone) = (then or {}).get(key), mine.get(key, (now, False))
        row = {
            name: now[name] if was and typed[name] == was.get(name) else typed[name] for name in now
        }
        kept.append((key, row, is_gone))
        if now != was and (was is not None or then is not None):
            yield _part_line(part, was, now, None if is_gone else row)
    fresh = [row for key, row, is_gone in typed_rows if not key and not is_gone]
    for key, (typed, is_gone) in mine.items():
        if key in part.rows:
            continue
        was = (then or {}).get(key)
        is_touched = not is_gone and typed != was
        fresh += [typed] if is_touched else []
        yield _part_line(part, was, None, typed if is_touched else None)
    _write(part, kept, fresh, next_data)


def _write(
    part: SeenPart,
    kept: list[tuple[str, Sent, bool]],
    fresh: list[Sent],
    data: QueryDict,
) -> None:
    for name in [one for one in data if one.startswith(f"{part.prefix}-")]:
        if name.removeprefix(f"{part.prefix}-")[:1].isdigit():
            del data[name]
    owner = str(part.formset.instance.pk)
    blank = [part.blank()] if part.formset.extra_forms else []
    rows = [*kept, *(("", row, False) for row in [*fresh, *blank])]
    for number, (key, row, is_gone) in enumerate(rows):
        start = f"{part.prefix}-{number}-"
        for name, values in row.items():
            data.setlist(start + name, values)
        data[start + part.key], data[start + part.formset.fk.name] = key, owner
        if is_gone:
            data[f"{start}DELETE"] = "on"
    data[f"{part.prefix}-TOTAL_FORMS"] = str(len(rows))
    data[f"{part.prefix}-INITIAL_FORMS"] = str(len(kept))


def _part_line(part: SeenPart, was: Sent | None, now: Sent | None, typed: Sent | None) -> Collision:
    def text(row: Sent | None) -> str:
        if row is None:
            return _("nothing")
        fields = part.formset.empty_form.fields
        told = [shown(fields[name], values) for name, values in row.items() if name in fields]
        return "; ".join(told)

    label = str(part.formset.model._meta.verbose_name)
    return Collision(label=label, before=text(was), now=text(now), in_form=text(typed))
