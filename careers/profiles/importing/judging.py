"""What each row of a list would do, beside the rest of the list and everybody in the portal."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.db.models import Min, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from careers.profiles.importing.columns import cleaned
from careers.profiles.models import ImportedRow, PeopleImport, Profile, User

Kind = ImportedRow.Kind
JUDGED = ("kind", "clash", "person", "manager", "has_new_manager", "before")
"""What this module writes into a row."""


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody who has an account, as it is now."""

    profile: int
    user: int
    name: str
    job_title: str
    manager: int | None
    manager_email: str
    manager_name: str
    is_active: bool
    has_rights: bool

    def before(self) -> dict[str, str]:
        return {
            "name": self.name,
            "job_title": self.job_title,
            "manager": self.manager_email,
            "active": "yes" if self.is_active else "no",
        }


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What some rows are judged by; addresses in small letters are the keys."""

    people: dict[str, Person]  # those of the rows, and their managers
    without_profile: frozenset[str]
    taken: frozenset[str]  # further addresses of other accounts
    first_rows: dict[str, tuple[int, str]]  # where in the list an address is first, and `active`
    list: PeopleImport


def facts_for(
    found: PeopleImport, rows: Sequence[ImportedRow], *, is_to_write: bool = False
) -> Facts:
    """What these rows are judged by. Six SQL queries, seven with `is_to_write`.

    Then nobody else changes these accounts until the transaction ends. Those of their managers can
    be changed: who is switched off at the same moment may still lead people.
    """
    emails = sorted({row.email for row in rows if row.email})
    managers = sorted({row.manager_email for row in rows if row.manager_email} - set(emails))
    people = people_at(emails, is_to_write=is_to_write) | people_at(managers)
    missing = [email for email in (*emails, *managers) if email not in people]
    accounts = User.objects.annotate(address=Lower("email")).order_by()
    # An address that was added and not confirmed yet belongs to nobody.
    owned = EmailAddress.objects.filter(Q(verified=True) | Q(primary=True), email__in=missing)
    return Facts(
        people=people,
        without_profile=frozenset(
            accounts.filter(address__in=missing).values_list("address", flat=True)
        ),
        taken=frozenset(owned.values_list("email", flat=True)),
        first_rows=_first_rows(found, [*emails, *managers]),
        list=found,
    )


def _first_rows(found: PeopleImport, addresses: Collection[str]) -> dict[str, tuple[int, str]]:
    """Two queries: as one, a database that has not counted the rows yet looks at all of them."""
    rows = ImportedRow.objects.filter(list=found).order_by()
    named = rows.filter(email__in=addresses).values_list("email")
    firsts = [number for _email, number in named.annotate(Min("number"))]
    told = rows.filter(number__in=firsts).values_list("email", "number", "active")
    return {email: (number, active) for email, number, active in told}


def people_at(addresses: Collection[str], *, is_to_write: bool = False) -> dict[str, Person]:
    """The people with these addresses. One SQL query, two to hold them as they are."""
    profiles = Profile.objects.annotate(address=Lower("user__email"))
    found = profiles.filter(address__in=addresses).order_by("pk")
    if is_to_write:
        accounts = User.objects.annotate(address=Lower("email")).filter(address__in=addresses)
        list(accounts.order_by("pk").select_for_update(no_key=True).values_list("pk"))
        found = found.select_for_update(no_key=True, of=("self",))
    values = found.values_list(
        *("pk", "user_id", "user__name", "job_title", "manager_id", "manager__user__email"),
        "manager__user__name",
        *("user__is_active", "user__is_staff", "user__is_superuser"),
        "address",
    )
    return {address: _person(*one) for *one, address in values}


def _person(
    profile: int,
    user: int,
    name: str,
    job_title: str,
    manager: int | None,
    manager_email: str | None,
    manager_name: str | None,
    is_active: bool,
    is_staff: bool,
    is_superuser: bool,
) -> Person:
    return Person(
        profile=profile,
        user=user,
        name=name,
        job_title=job_title,
        manager=manager,
        manager_email=(manager_email or "").lower(),
        manager_name=manager_name or manager_email or "",
        is_active=is_active,
        has_rights=is_staff or is_superuser,
    )


def judge(row: ImportedRow, facts: Facts) -> None:
    """Write into the row what it would do, or why it cannot be done. No SQL query."""
    person = facts.people.get(row.email)
    manager = _manager_of(row, facts)
    row.person = person.profile if person else -row.number
    row.manager = manager
    row.has_new_manager = manager != (person.manager if person else None)
    row.before = person.before() if person else {}
    row.clash = " ".join(_clashes(row, person, facts))
    row.kind = Kind.FAULT if row.fault or row.clash else _kind(row, person)


def _manager_of(row: ImportedRow, facts: Facts) -> int | None:
    if (manager := facts.people.get(row.manager_email)) is not None:
        return manager.profile
    found = facts.first_rows.get(row.manager_email)
    return -found[0] if found else None


def _kind(row: ImportedRow, person: Person | None) -> Kind:
    if person is None:
        return Kind.CREATE
    if row.active and (row.active == "yes") != person.is_active:
        return Kind.ON if row.active == "yes" else Kind.OFF
    is_same = (row.name, row.job_title) == (cleaned(person.name), cleaned(person.job_title))
    return Kind.SAME if is_same and not row.has_new_manager else Kind.CHANGE


def _clashes(row: ImportedRow, person: Person | None, facts: Facts) -> Iterator[str]:
    first = facts.first_rows.get(row.email, (row.number, ""))[0]
    if row.email and first < row.number:
        yield _("The same address is in row %(row)d.") % {"row": first}
    if not row.name and (person is None or cleaned(person.name)):
        yield _("The name is missing.")
    if person is None:
        if row.email in facts.without_profile:
            yield _("This account has no profile yet. Open the account and give it one.")
        elif row.email in facts.taken:
            yield _("This address belongs to another account already.")
    elif person.has_rights and row.active and (row.active == "yes") != person.is_active:
        yield _(
            "This account has rights in the administration; only there it is switched on or off."
        )
    is_somebody = "@" in row.manager_email  # or it is a fault of the row by itself
    if is_somebody and row.manager_email != row.email:
        yield from _clashes_with_manager(row, facts)


def _clashes_with_manager(row: ImportedRow, facts: Facts) -> Iterator[str]:
    words = {"email": row.manager_email[:80]}
    if row.manager is None:
        if row.manager_email in facts.without_profile:
            text = _("The account of the manager, %(email)s, has no profile yet.")
        else:
            text = _("The manager is not known: %(email)s is neither here nor in this file.")
        yield text % words
        return
    if not row.has_new_manager:
        return  # also if that account was switched off since
    person = facts.people.get(row.manager_email)
    in_list = facts.first_rows.get(row.manager_email)
    is_off = person is not None and not person.is_active
    if in_list is not None and in_list[1]:
        is_off = in_list[1] == "no"
    if is_off:
        yield _("The manager, %(email)s, is switched off. Choose somebody else.") % words
    elif in_list is None and person is not None and _leaves(person, facts.list):
        text = _("The manager, %(email)s, is not in this file and would be switched off.")
        yield text % words


def _leaves(person: Person, found: PeopleImport) -> bool:
    return found.is_everybody and not person.has_rights and person.user != found.asked_by_id
