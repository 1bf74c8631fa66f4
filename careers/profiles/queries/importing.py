"""Named reads for the pages that bring people in and take them out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careers.profiles.importing.checking import LEAVE, LED_BY_NOBODY
from careers.profiles.importing.columns import cleaned, columns
from careers.profiles.importing.leaving import leaving, led_by
from careers.profiles.models import ImportedRow, PeopleImport, Profile, User

State, Kind = PeopleImport.State, ImportedRow.Kind
ROWS_ON_A_PAGE = 50
LATEST = 10
"""How many imports are listed where a new one begins."""


FEW = 10
"""So many accounts are switched off without being asked once more (our choice), and"""
PART = 10
"""one in so many of those that are on: more is most often a file that lacks people."""


@dataclass(frozen=True, kw_only=True)
class Difference:
    label: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class RowView:
    """A row ready to print; somebody who is not in the list has no number."""

    number: int | None
    email: str
    name: str
    label: str
    differences: tuple[Difference, ...] = ()
    sentence: str = ""
    warning: str = ""  # what it leaves behind


@dataclass(frozen=True, kw_only=True)
class Tab:
    key: str
    label: str
    number: int
    is_current: bool


@dataclass(frozen=True, kw_only=True)
class ImportPage:
    found: PeopleImport
    tabs: tuple[Tab, ...]
    rows: tuple[RowView, ...]
    page: Page[Any] | None
    show: str
    faults: int
    changes: int  # people who would be made, changed, switched on or off
    leaving: int  # of them not in a list that is to hold everybody
    led_by_nobody: int  # people who stay, and whose manager would be switched off
    to_confirm: int  # accounts that it switches off, if their number must be typed
    is_stuck: bool  # nobody works on it, though somebody should


def latest_imports() -> tuple[PeopleImport, ...]:
    """The newest lists, whoever sent them. One SQL query."""
    return tuple(PeopleImport.objects.all()[:LATEST])


def import_called(pk: int) -> PeopleImport | None:
    """A list by its key. One SQL query."""
    return PeopleImport.objects.filter(pk=pk).first()


def to_confirm(found: PeopleImport) -> int:
    """How many accounts a list switches off, if these are so many that it must be confirmed; or 0.

    One SQL query where they are more than a few, none otherwise.
    """
    number = int(found.totals.get(Kind.OFF, 0)) + int(found.totals.get(LEAVE, 0))
    if found.state != State.CHECKED or found.totals.get(Kind.FAULT) or number <= FEW:
        return 0
    return number if number * PART > User.objects.filter(is_active=True).count() else 0


def import_page(found: PeopleImport, *, show: str, number: Any, now: datetime) -> ImportPage:
    """Everything the page of one list says.

    Two SQL queries for a list that can be looked at, one more where it switches off more than a
    few, and one where these are looked at; none for another.
    """
    totals = found.totals
    counted = {kind: int(totals.get(kind, 0)) for kind in (*Kind.values, LEAVE)}
    changes = sum(counted[kind] for kind in (Kind.CREATE, Kind.CHANGE, Kind.OFF, Kind.ON, LEAVE))
    shown = show if counted.get(show) else next((kind for kind in ORDER if counted[kind]), "")
    is_to_see = found.state == State.CHECKED and bool(shown)
    page = _page(found, shown, number) if is_to_see else None
    return ImportPage(
        found=found,
        tabs=tuple(
            Tab(
                key=kind,
                label=label_of(kind),
                number=counted[kind],
                is_current=is_to_see and kind == shown,
            )
            for kind in ORDER
            if kind != LEAVE or found.is_everybody
        ),
        rows=_rows(found, page.object_list, shown) if page else (),
        page=page,
        show=shown,
        faults=counted[Kind.FAULT],
        changes=changes,
        leaving=counted[LEAVE],
        led_by_nobody=int(totals.get(LED_BY_NOBODY, 0)),
        to_confirm=to_confirm(found),
        is_stuck=found.is_waiting_for_us and not found.is_held(now),
    )


ORDER = (Kind.FAULT, Kind.CREATE, Kind.CHANGE, Kind.OFF, LEAVE, Kind.ON, Kind.SAME)


def label_of(kind: str) -> str:
    """What a kind of row is called. No SQL query."""
    return _("Not in the file: switched off") if kind == LEAVE else str(Kind(kind).label)


def _page(found: PeopleImport, show: str, number: Any) -> Page[Any]:
    if show == LEAVE:
        people = leaving(found).select_related("profile").order_by("email")
        return Paginator(people, ROWS_ON_A_PAGE).get_page(number)
    rows = ImportedRow.objects.filter(list=found, kind=show).order_by("number")
    return Paginator(rows, ROWS_ON_A_PAGE).get_page(number)


def _rows(found: PeopleImport, some: Iterable[Any], show: str) -> tuple[RowView, ...]:
    if show not in (LEAVE, Kind.OFF):
        return tuple(_row(one) for one in some)
    keys = {one: one.profile.pk if isinstance(one, User) else one.person for one in some}
    led = led_by(found, keys.values())
    return tuple(
        replace(_row(one), warning=leads_words(one.name or one.email, led.get(key, 0)))
        for one, key in keys.items()
    )


def leads_words(name: str, number: int) -> str:
    """What is said of whoever is switched off and leads so many who stay. No SQL query."""
    if not number:
        return ""
    text = ngettext(
        "%(name)s leads %(number)s person who stays.",
        "%(name)s leads %(number)s people who stay.",
        number,
    )
    return text % {"name": name, "number": number}


def _row(one: ImportedRow | User) -> RowView:
    if isinstance(one, User):
        return RowView(number=None, email=one.email, name=one.name, label=label_of(LEAVE))
    return RowView(
        number=one.number,
        email=one.email,
        name=one.name,
        label=label_of(one.kind),
        differences=tuple(_differences(one)) if one.kind not in (Kind.SAME, Kind.FAULT) else (),
        sentence=one.sentence,
    )


def _differences(row: ImportedRow) -> Iterator[Difference]:
    """What is another value than now; of somebody new, everything that is said."""
    words = {"yes": _("yes"), "no": _("no")}
    values = (
        (_("Name"), "name", row.name),
        (_("Job title"), "job_title", row.job_title),
        (_("Manager"), "manager", row.manager_email),
    )
    for label, key, after in values:
        before = cleaned(row.before.get(key, ""))
        if before != after and (row.before or key != "name"):
            yield Difference(label=label, before=before, after=after)
    before = row.before.get("active", "yes")
    if row.active and row.active != before:
        yield Difference(label=_("Active"), before=words[before], after=words[row.active])


def faults_table(found: PeopleImport) -> Iterator[tuple[str | int, ...]]:
    """The faulty rows as a table, with its headings. One SQL query, not held in memory."""
    yield (_("Row"), _("What is wrong"), *(column.label for column in columns()))
    faulty = ImportedRow.objects.filter(list=found, kind=Kind.FAULT).order_by("number")
    for row in faulty.iterator():
        texts = (row.email, row.name, row.job_title, row.manager_email, row.active)
        yield (row.number, row.sentence, *texts)


def people_table() -> Iterator[tuple[str, ...]]:
    """Everybody by the columns of an import, with their headings, so that it brings them in again.

    One SQL query, not held in memory.
    """
    yield tuple(column.label for column in columns())
    people = Profile.objects.order_by("user__email", "pk").values_list(
        "user__email", "user__name", "job_title", "manager__user__email", "user__is_active"
    )
    for email, name, job_title, manager, is_active in people.iterator():
        active = _("yes") if is_active else _("no")
        yield (email, cleaned(name), cleaned(job_title), manager or "", active)


def everybody() -> list[int]:
    """The keys of all profiles, to record that they were taken out. One SQL query."""
    return list(Profile.objects.order_by("pk").values_list("pk", flat=True))
