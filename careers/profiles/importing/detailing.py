"""What the rows of a list change of people, in words for the access log."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from careers.profiles.importing.judging import Facts, Person
from careers.profiles.looks import lines_of
from careers.profiles.models import ImportedRow, PeopleImport


def details_of(found: PeopleImport, rows: Sequence[ImportedRow], facts: Facts) -> dict[int, str]:
    """What each of these rows changes of somebody who is here, by profiles.

    One SQL query where somebody gets a manager who is new too, else none.
    """
    new = {-row.manager for row in rows if row.manager is not None and row.manager < 0}
    numbers = ImportedRow.objects.filter(list=found, number__in=new).order_by()
    names = dict(numbers.values_list("number", "name")) if new else {}
    return {
        person.profile: lines_of(_before(person), _after(row, person, facts, names))
        for row in rows
        if (person := facts.people.get(row.email)) is not None
    }


def switched_off() -> str:
    """What is said of whoever is switched off because a list does not name them. No SQL query."""
    active = _("Active")
    return lines_of({active: _("yes")}, {active: _("no")})


def _before(person: Person) -> dict[str, str]:
    return {
        _("Name"): person.name,
        _("Job title"): person.job_title,
        _("Manager"): person.manager_name,
        _("Active"): _("yes") if person.is_active else _("no"),
    }


def _after(row: ImportedRow, person: Person, facts: Facts, names: dict[int, str]) -> dict[str, str]:
    is_active = row.active == "yes" if row.active else person.is_active
    manager = person.manager_name
    if row.has_new_manager:
        leader = facts.people.get(row.manager_email)
        manager = (
            leader.name if leader else names.get(-(row.manager or 0), "")
        ) or row.manager_email
    return {
        _("Name"): row.name,
        _("Job title"): row.job_title,
        _("Manager"): manager,
        _("Active"): _("yes") if is_active else _("no"),
    }
