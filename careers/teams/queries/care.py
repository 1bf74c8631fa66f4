"""What needs the care of the office: the first page of the administration."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careers.certifications.models import AwardingBody, CatalogueChange, Certification
from careers.certifications.queries import not_verified
from careers.profiles.models import Profile
from careers.profiles.queries import messages_not_sent
from careers.roadmaps.models import RoadmapStep

Status = Certification.Status


@dataclass(frozen=True, kw_only=True)
class CareLine:
    """One thing to look after: how many, in a sentence, and where the list of them is."""

    text: str
    advice: str
    url: str


@dataclass(frozen=True, kw_only=True)
class CarePage:
    lines: tuple[CareLine, ...]
    looked_at: tuple[str, ...]  # what would have been listed if there were something to do


Found = Iterator[CareLine]


def care(user: Any, *, now: datetime) -> CarePage:
    """What this person may see that needs care. Eight SQL queries; fewer without all the rights.

    None of them grows with the number of people beyond counting them.
    """
    parts: tuple[tuple[str, Any, Callable[[datetime], Found]], ...] = (
        ("certifications.view_certification", _("certifications"), _certifications),
        ("certifications.view_awardingbody", _("awarding bodies"), _bodies),
        ("certifications.view_cataloguechange", _("changes of the catalogue"), _changes),
        ("profiles.view_notice", _("messages"), _messages),
        ("profiles.view_profile", _("people and their managers"), _people),
    )
    seen = [(name, find) for right, name, find in parts if user.has_perm(right)]
    return CarePage(
        lines=tuple(line for _name, find in seen for line in find(now)),
        looked_at=tuple(name for name, _find in seen),
    )


def _list(table: str, **query: str) -> str:
    address = reverse(f"admin:{table}_changelist")
    return f"{address}?{urlencode(query)}" if query else address


def _certifications(now: datetime) -> Found:
    """What is old or unsure in the catalogue, and what people planned before it was replaced."""
    table = "certifications_certification"
    counts = Certification.objects.aggregate(
        old=Count("pk", filter=not_verified(timezone.localdate(now))),
        unsure=Count("pk", filter=Q(status=Status.UNCONFIRMED)),
    )
    if number := counts["old"]:
        text = ngettext(
            "%(number)s certification has not been verified for a year",
            "%(number)s certifications have not been verified for a year",
            number,
        )
        advice = _("Read the sources again, then set the day on which you did.")
        url = _list(table, verified="old")
        yield CareLine(text=text % {"number": number}, advice=advice, url=url)
    if number := counts["unsure"]:
        text = ngettext(
            "%(number)s certification may not be available",
            "%(number)s certifications may not be available",
            number,
        )
        advice = _("Ask the provider, then set the status.")
        url = _list(table, status__exact=Status.UNCONFIRMED)
        yield CareLine(text=text % {"number": number}, advice=advice, url=url)
    yield from _outdated_plans()


def _outdated_plans() -> Found:
    """Retired and replaced certifications in plans that were accepted before that was known.

    Whoever accepted a plan since then has accepted what to book instead; a booked exam stays.
    """
    changed = _changed_since()
    if not changed:
        return
    planned_before = Q()
    for pk, since in changed.items():
        planned_before |= Q(certification=pk, roadmap__accepted_at__lt=since)
    left = RoadmapStep.objects.in_plan().not_held().exclude(status=RoadmapStep.Status.BOOKED)
    counted = (
        left.filter(planned_before, roadmap__profile__user__is_active=True)
        .order_by()
        .values("certification", "certification__name", "certification__status")
        .annotate(people=Count("roadmap"))
        .order_by("-people", "certification__name")
    )
    for row in counted:
        text = ngettext(
            "%(name)s (%(status)s) is still in the accepted plan of %(number)s person",
            "%(name)s (%(status)s) is still in the accepted plans of %(number)s people",
            row["people"],
        )
        words = {
            "name": row["certification__name"],
            "status": _state(row["certification__status"]),
            "number": row["people"],
        }
        url = reverse("admin:certifications_certification_change", args=[row["certification"]])
        advice = _("Each of them finds on the roadmap what to do instead.")
        yield CareLine(text=text % words, advice=advice, url=url)


def _state(status: str) -> str:
    if status in (Status.RETIRED, Status.REPLACED):
        return str(Status(status).label).lower()
    return _("no longer proposed")


@dataclass(frozen=True, kw_only=True)
class _Said:
    """What a version says of whether a certification can be had, and what takes its place."""

    status: str
    successor: int | None
    is_enabled: bool
    has_level: bool

    @property
    def leads_on(self) -> int | None:
        """What is booked in its place, if anything is."""
        is_replaced = self.status == Status.REPLACED and self.is_enabled and self.has_level
        return self.successor if is_replaced else None


def _changed_since() -> dict[int, datetime]:
    """Since when the catalogue says that a certification, or what it leads on to, cannot be had.

    It is retired, replaced, switched off or without a level. Those of which it never said anything
    else are left out: no plan was made before.
    """
    is_over = Q(status__in=[Status.RETIRED, Status.REPLACED]) | Q(is_enabled=False)
    over = Certification.objects.filter(is_over | Q(level=None))
    versions = Certification.history.filter(id__in=over.order_by().values("pk"))
    newest_last = versions.order_by("history_date", "history_id").values_list(
        "id", "status", "successor_id", "is_enabled", "level_id", "history_date"
    )
    said: dict[int, _Said] = {}
    since: dict[int, datetime] = {}
    for pk, status, successor, is_enabled, level, on in newest_last:
        now = _Said(
            status=status,
            successor=successor,
            is_enabled=is_enabled,
            has_level=level is not None,
        )
        if said.setdefault(pk, now) != now:
            said[pk], since[pk] = now, on
    chains = {pk: _chain(pk, said) for pk in said}
    return {
        pk: max(since[one] for one in chain if one in since)
        for pk, chain in chains.items()
        if since.keys() & chain
    }


def _chain(pk: int, said: Mapping[int, _Said]) -> set[int]:
    """A certification, and those after it that were to be booked in its place and are over too."""
    found: set[int] = set()
    following: int | None = pk
    while following is not None and following in said and following not in found:
        found.add(following)
        following = said[following].leads_on
    return found


def _bodies(now: datetime) -> Found:
    number = AwardingBody.objects.filter(not_verified(timezone.localdate(now))).count()
    if number:
        text = ngettext(
            "%(number)s awarding body has not been verified for a year",
            "%(number)s awarding bodies have not been verified for a year",
            number,
        )
        advice = _("Look whether it still has this name, then set the day.")
        url = _list("certifications_awardingbody", verified="old")
        yield CareLine(text=text % {"number": number}, advice=advice, url=url)


def _changes(now: datetime) -> Found:
    number = CatalogueChange.objects.open().count()
    if number:
        text = ngettext(
            "%(number)s change of the catalogue waits to be published",
            "%(number)s changes of the catalogue wait to be published",
            number,
        )
        advice = _("Look whom it touches, then publish it or give it up.")
        url = _list("certifications_cataloguechange", state="open")
        yield CareLine(text=text % {"number": number}, advice=advice, url=url)


def _messages(now: datetime) -> Found:
    number = messages_not_sent(now).count()
    if number:
        text = ngettext(
            "%(number)s message was not sent",
            "%(number)s messages were not sent",
            number,
        )
        advice = _("Read why, and try again.")
        url = _list("profiles_notice")
        yield CareLine(text=text % {"number": number}, advice=advice, url=url)


def _people(now: datetime) -> Found:
    """Whom nobody leads, or nobody any more; whoever is at the top leads somebody."""
    if number := Profile.objects.active().led_by_nobody_now().count():
        text = ngettext(
            "%(number)s person has a manager who is switched off",
            "%(number)s people have a manager who is switched off",
            number,
        )
        advice = _("Their manager cannot sign in any more. Record another one.")
        url = _list("profiles_profile", user__is_active__exact="1", has_manager="off")
        yield CareLine(text=text % {"number": number}, advice=advice, url=url)
    number = Profile.objects.active().without_line().count()
    if number:
        text = ngettext(
            "%(number)s person has no manager and leads nobody",
            "%(number)s people have no manager and lead nobody",
            number,
        )
        advice = _("Nobody sees what they hand in. Record their manager.")
        url = _list("profiles_profile", user__is_active__exact="1", has_manager="alone")
        yield CareLine(text=text % {"number": number}, advice=advice, url=url)
