"""The plan over quarters: places on a line of time, and the same as a list. No database, no clock.

Values in, values out. Heights and shapes are the business of `templatetags/timeline.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careers.roadmaps.periods import Period, Scale, month_of, scale_of

RENEWALS_AHEAD = 24
"""Months ahead in which a renewal makes the picture longer; a later one is only in the list."""


class Step(Protocol):
    """What is drawn of one exam."""

    @property
    def name(self) -> str: ...
    @property
    def starts_on(self) -> date: ...
    @property
    def ends_on(self) -> date: ...
    @property
    def is_booked(self) -> bool: ...
    @property
    def is_tight(self) -> bool: ...
    @property
    def is_overdue(self) -> bool: ...


class Expiry(Protocol):
    """What is drawn of one certification held."""

    @property
    def name(self) -> str: ...
    @property
    def expires_on(self) -> date: ...


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One exam: the days of study, and the exam at their end."""

    label: str
    x: int
    width: int
    exam_x: int
    is_booked: bool
    is_tight: bool
    is_overdue: bool


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A day in the life of something: a certification that expires, today, the day to finish by."""

    label: str
    x: int


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A line of the list."""

    on: date
    text: str


@dataclass(frozen=True, kw_only=True)
class Timeline:
    periods: tuple[Period, ...]
    bars: tuple[Bar, ...]  # first begun first
    renewals: tuple[Mark, ...]
    today: Mark
    finish_by: Mark | None
    outside: tuple[str, ...]  # renewals beyond the edges of the picture, as in the list
    entries: tuple[Entry, ...]  # everything, in the order of the days
    description: str

    @property
    def is_empty(self) -> bool:
        """There is nothing to show but the day of today."""
        return not (self.bars or self.renewals or self.outside)

    @property
    def has_planned(self) -> bool:
        return any(not bar.is_booked for bar in self.bars)

    @property
    def has_booked(self) -> bool:
        return any(bar.is_booked for bar in self.bars)


def timeline_of(
    steps: Iterable[Step],
    renewals: Iterable[Expiry],
    today: date,
    finish_by: date | None = None,
) -> Timeline:
    """Return the picture of a plan and its list, whatever the order of steps and renewals."""
    planned = sorted(steps, key=lambda step: (step.starts_on, step.ends_on, step.name))
    held = sorted(renewals, key=lambda one: (one.expires_on, one.name))
    scale = _scale(planned, held, today, finish_by)
    seen = [one for one in held if scale.holds(one.expires_on)]
    return Timeline(
        periods=tuple(scale.periods()),
        bars=tuple(_bar(step, scale) for step in planned),
        renewals=tuple(Mark(label=one.name, x=scale.x(one.expires_on)) for one in seen),
        today=Mark(label=_("Today"), x=scale.x(today)),
        finish_by=Mark(label=_("Finish by"), x=scale.x(finish_by)) if finish_by else None,
        outside=tuple(_expiry(one, today).text for one in held if one not in seen),
        entries=_entries(planned, held, today, finish_by),
        description=_description(planned, seen, scale),
    )


def _scale(
    steps: Sequence[Step], renewals: Sequence[Expiry], today: date, finish_by: date | None
) -> Scale:
    days = [today, *(day for step in steps for day in (step.starts_on, step.ends_on))]
    days += [finish_by] if finish_by else []
    last = month_of(today) + RENEWALS_AHEAD
    days += [
        one.expires_on for one in renewals if month_of(today) <= month_of(one.expires_on) <= last
    ]
    return scale_of(days)


def _bar(step: Step, scale: Scale) -> Bar:
    x, exam = scale.x(step.starts_on), scale.x(step.ends_on)
    return Bar(
        label=_bar_label(step),
        x=min(x, exam),
        width=abs(exam - x),
        exam_x=exam,
        is_booked=step.is_booked,
        is_tight=step.is_tight,
        is_overdue=step.is_overdue,
    )


def _bar_label(step: Step) -> str:
    """The name, with what is wrong with the day of the exam."""
    if step.is_overdue:
        return _("%(name)s: the day has passed") % {"name": step.name}
    if step.is_tight:
        return _("%(name)s: too little time") % {"name": step.name}
    return step.name


def _entries(
    steps: Iterable[Step], renewals: Iterable[Expiry], today: date, finish_by: date | None
) -> tuple[Entry, ...]:
    """Everything with a day; what falls on one day in the order study, exam, expiry, marks."""
    found = [_line(today, _("%(on)s: today"))]
    found += [_line(step.starts_on, _("%(on)s: study for %(name)s"), step.name) for step in steps]
    found += [_line(step.ends_on, _exam_text(step), step.name) for step in steps]
    found += [_expiry(one, today) for one in renewals]
    if finish_by:
        found.append(_line(finish_by, _("%(on)s: the day to finish by")))
    return tuple(sorted(found, key=lambda entry: entry.on))


def _line(on: date, text: str, name: str = "") -> Entry:
    return Entry(on=on, text=text % {"on": date_format(on), "name": name})


def _exam_text(step: Step) -> str:
    if step.is_booked and step.is_overdue:
        return _("%(on)s: exam %(name)s (booked; the day has passed)")
    if step.is_booked and step.is_tight:
        return _("%(on)s: exam %(name)s (booked; its study does not fit before that day)")
    if step.is_booked:
        return _("%(on)s: exam %(name)s (booked)")
    if step.is_overdue:
        return _("%(on)s: exam %(name)s (was planned; the day has passed)")
    return _("%(on)s: exam %(name)s (planned)")


def _expiry(one: Expiry, today: date) -> Entry:
    text = (
        _("%(on)s: %(name)s expired") if one.expires_on < today else _("%(on)s: %(name)s expires")
    )
    return _line(one.expires_on, text, one.name)


def _description(steps: Sequence[Step], renewals: Sequence[Expiry], scale: Scale) -> str:
    exams = ngettext("%(count)s exam", "%(count)s exams", len(steps)) % {"count": len(steps)}
    expiries = ngettext(
        "%(count)s certification that expires",
        "%(count)s certifications that expire",
        len(renewals),
    ) % {"count": len(renewals)}
    periods = list(scale.periods())
    return _("From %(first)s to %(last)s: %(exams)s, %(expiries)s. The list says the same.") % {
        "first": periods[0].label,
        "last": periods[-1].label,
        "exams": exams,
        "expiries": expiries,
    }
