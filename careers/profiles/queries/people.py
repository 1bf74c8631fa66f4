"""Named reads about people: the profile, its line of management, what it holds."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, cast

from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When
from django.utils import timezone
from django.utils.translation import gettext as _

from careers.certifications.models import Certification
from careers.domain import planner
from careers.domain.renewal import current_until
from careers.profiles.models import HeldCertification, Profile, User
from careers.profiles.names import folded
from careers.profiles.queries.looks import Look, looks_lately
from careers.profiles.queries.standing_in import (
    StandingIn,
    leads_people,
    stand_ins_of,
    stands_in_for,
)

LONGEST_SEARCH = 100
MOST_WORDS = 10
"""Nobody types more to find somebody, and a database refuses patterns beyond a size."""

EXPIRES_SOON_DAYS = 90
"""From how many days before its end a certification is shown as ending soon (our choice)."""


class Validity(StrEnum):
    LASTING = "lasting"  # no end is known
    VALID = "valid"
    SOON = "soon"
    EXPIRED = "expired"


@dataclass(frozen=True, kw_only=True)
class HeldRow:
    """A certification somebody holds, ready to print."""

    pk: int
    key: str
    name: str
    name_now: str  # only where it differs
    body: str
    awarded_on: date
    expires_on: date | None  # of a renewal suite the latest date, which all of it share
    credential_reference: str
    validity: Validity
    validity_label: str


@dataclass(frozen=True, kw_only=True)
class ProfilePage:
    profile: Profile
    held: tuple[HeldRow, ...]
    looks: tuple[Look, ...]  # the last ones
    leads: bool  # somebody reports to them
    stands_in_for: tuple[StandingIn, ...]
    stand_ins: tuple[StandingIn, ...]  # for their manager


def account(user_id: Any) -> User | None:
    """The account with its profile, its manager's, and whether it leads anybody. One SQL query.

    Every page needs the three. Somebody leads who has an active account in the own line, at any
    depth; the whole line is looked at only where no direct report has one.
    """
    direct = Profile.objects.filter(manager__user_id=OuterRef("pk")).active()
    in_line = Profile.objects.in_line_of(user_id).active()
    leads = Case(When(Exists(direct), then=True), default=Exists(in_line))
    with_profile = User.objects.select_related("profile__manager__user")
    return with_profile.annotate(has_reports=leads).filter(pk=user_id).first()


def profile_of(user: Any) -> Profile:
    """The profile of an account with its account and its manager's.

    No SQL query for an account that `account` has read, else one. Raises PermissionDenied for an
    account that was written past our actions and has none; an administrator gives it one.
    """
    try:
        return _as_read(user).profile
    except (User.DoesNotExist, Profile.DoesNotExist) as missing:
        raise PermissionDenied("The account has no profile.") from missing


def visible_profile(user: Any, pk: int) -> Profile | None:
    """The own profile, or one of the own line of management. One SQL query, none for the own."""
    own = profile_of(user)
    if own.pk == pk:
        return own
    return Profile.objects.visible_to(user).select_related("user").filter(pk=pk).first()


def is_address_of_another(email: str, user: User) -> bool:
    """Whether an address belongs to another account. One SQL query."""
    return _owned(email).exclude(user_id=user.pk).exists()


def people_called(text: str, most: int) -> list[tuple[int, int | None]]:
    """Accounts with all of these words in the name, or this text in the address; with profiles.

    Capitals and accents aside. Keys of at most so many, the oldest accounts first. One SQL query.
    """
    text = text.strip()[:LONGEST_SEARCH]
    words = folded(text).split()[:MOST_WORDS]
    named = Q(*(Q(name_folded__contains=word) for word in words)) if words else Q(pk__in=[])
    found = User.objects.filter(named | Q(email__icontains=text)).order_by("pk")
    return list(found.values_list("pk", "profile")[:most])


def is_owned(email: str, user: User | None = None) -> bool:
    """Whether an address belongs to this account, or to any. One SQL query.

    An address that was added and not confirmed yet belongs to nobody: it may have been mistyped,
    or be somebody else's.
    """
    found = _owned(email)
    return (found if user is None else found.filter(user_id=user.pk)).exists()


def _owned(email: str) -> QuerySet[EmailAddress]:
    """The main address of an account, confirmed or not, and further confirmed ones."""
    return EmailAddress.objects.filter(Q(verified=True) | Q(primary=True), email__iexact=email)


def has_reports(user: Any) -> bool:
    """Whether anybody with an active account is in this user's line.

    No SQL query for an account that `account` has read, else one.
    """
    if user is None or not user.is_authenticated:
        return False
    return bool(getattr(_as_read(user), "has_reports"))  # noqa: B009 - an annotation


def _as_read(user: Any) -> User:
    """The account as `account` reads it; one SQL query unless it did. Raises User.DoesNotExist."""
    if hasattr(user, "has_reports"):
        return cast(User, user)
    if (found := account(user.pk)) is None:
        raise User.DoesNotExist
    return found


def holdings_of(profile: Profile) -> tuple[planner.Holding, ...]:
    """What somebody holds, as the planner wants it, in the order of the keys. One SQL query."""
    rows = HeldCertification.objects.filter(profile=profile)
    values = rows.values_list("certification__key", "awarded_on", "expires_on")
    return holdings(values)


def holdings_of_many(profile_ids: Collection[int]) -> dict[int, tuple[planner.Holding, ...]]:
    """The same of many people; who holds nothing is not among them. One SQL query."""
    rows = HeldCertification.objects.filter(profile__in=profile_ids).order_by()
    found: dict[int, list[tuple[str, date | None, date | None]]] = {}
    names = ("profile_id", "certification__key", "awarded_on", "expires_on")
    for pk, key, awarded_on, expires_on in rows.values_list(*names):
        found.setdefault(pk, []).append((key, awarded_on, expires_on))
    return {pk: holdings(values) for pk, values in found.items()}


def holdings_in(rows: Iterable[HeldRow]) -> tuple[planner.Holding, ...]:
    """The same from rows that are ready to print. No SQL query."""
    return holdings((row.key, row.awarded_on, row.expires_on) for row in rows)


def holdings(
    values: Iterable[tuple[str, date | None, date | None]],
) -> tuple[planner.Holding, ...]:
    """Key, day of the award and of the end, as the planner wants them. No SQL query."""
    return tuple(
        planner.Holding(certification=key, awarded_on=awarded_on, expires_on=expires_on)
        for key, awarded_on, expires_on in sorted(values, key=lambda value: value[0])
    )


def held_rows(profile: Profile, *, today: date) -> tuple[HeldRow, ...]:
    """What somebody holds, latest award first, ready to print. One SQL query."""
    rows = list(
        HeldCertification.objects.filter(profile=profile).select_related(
            "certification__body_now", "certification__suite"
        )
    )
    own = holdings((row.certification.key, row.awarded_on, row.expires_on) for row in rows)
    kept = [row.certification for row in rows]
    suites = {one.key: one.suite.key for one in kept if one.suite is not None}
    until = current_until(own, suites)
    return tuple(_row(held, until.get(held.certification.key), today) for held in rows)


def _row(held: HeldCertification, expires_on: date | None, today: date) -> HeldRow:
    certification = held.certification
    validity = validity_of(expires_on, today)
    return HeldRow(
        pk=held.pk,
        key=certification.key,
        name=certification.name,
        name_now=certification.name_now,
        body=certification.body_now.short_name,
        awarded_on=held.awarded_on,
        expires_on=expires_on,
        credential_reference=held.credential_reference,
        validity=validity,
        validity_label=_label(validity),
    )


def validity_of(expires_on: date | None, today: date) -> Validity:
    """How a certification stands on a day; on the day it expires it is valid. No SQL query."""
    if expires_on is None:
        return Validity.LASTING
    if expires_on < today:
        return Validity.EXPIRED
    if expires_on <= today + timedelta(days=EXPIRES_SOON_DAYS):
        return Validity.SOON
    return Validity.VALID


def _label(validity: Validity) -> str:
    return {
        Validity.LASTING: _("No end date"),
        Validity.VALID: _("Valid"),
        Validity.SOON: _("Expires soon"),
        Validity.EXPIRED: _("Expired"),
    }[validity]


def own_page(user: Any, *, now: datetime) -> ProfilePage:
    """Everything the page about oneself shows.

    Three SQL queries, one more with a manager, and one for somebody who leads.
    """
    profile = profile_of(user)
    return ProfilePage(
        profile=profile,
        held=held_rows(profile, today=timezone.localdate(now)),
        looks=looks_lately(profile),
        leads=has_reports(user) and leads_people(profile),
        stands_in_for=stands_in_for(user, now),
        stand_ins=stand_ins_of(profile, now),
    )


def certifications_to_choose() -> tuple[tuple[str, tuple[Certification, ...]], ...]:
    """Every certification of the catalogue, in three named groups. One SQL query."""
    everything = list(Certification.objects.select_related("body_now"))
    successors = {c.successor_id for c in everything if c.is_in_article}
    groups = (
        (_("Named in the article"), _those(everything, lambda c: c.is_in_article)),
        (
            _("Their successors"),
            _those(everything, lambda c: not c.is_in_article and c.pk in successors),
        ),
        (
            _("Others"),
            _those(everything, lambda c: not c.is_in_article and c.pk not in successors),
        ),
    )
    return tuple((name, members) for name, members in groups if members)


def _those(
    certifications: Iterable[Certification], belongs: Callable[[Certification], bool]
) -> tuple[Certification, ...]:
    return tuple(c for c in certifications if belongs(c))


def name_to_choose(certification: Certification) -> str:
    """Body, name, and the name of today if it changed, for a list of choices. No SQL query.

    What nobody awards any more can be held all the same, and says so.
    """
    name = f"{certification.name} ({certification.body_now.short_name})"
    if certification.status == Certification.Status.RETIRED:
        return _("%(name)s, no longer awarded") % {"name": name}
    if not certification.name_now:
        return name
    return _("%(name)s, now called %(now)s") % {"name": name, "now": certification.name_now}
