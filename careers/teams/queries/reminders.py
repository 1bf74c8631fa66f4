"""Whom to remind today, and of what: many people at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone

from careers.assessments.models import Assessment, Review
from careers.assessments.months import whole_months
from careers.certifications.models import Certification
from careers.domain import reminders as rule
from careers.domain.planner import Holding
from careers.domain.reminders import About, Every
from careers.domain.renewal import current_until
from careers.profiles.models import (
    Delegation,
    HeldCertification,
    Profile,
    Reminded,
    ReminderChoice,
    User,
)
from careers.roadmaps.models import RoadmapStep, day_of_exam
from careers.teams.queries.line import newest_of

PEOPLE_AT_A_TIME = 500

SWITCHES = {
    About.REVIEW: "has_reviews",
    About.PLAN: "has_reviews",
    About.ANSWER: "has_reviews",
    About.OVERDUE: "has_steps",
    About.PEOPLE_OVERDUE: "has_steps",
    About.EXPIRY: "has_certifications",
    About.STALE: "has_assessments",
    About.FIRST: "has_assessments",
}


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing that needs somebody. It is told as long as one of its keys was not told."""

    about: About
    keys: tuple[str, ...]
    name: str = ""  # of a person or of certifications
    target: int | str = ""  # what the link leads to
    day: date | None = None
    count: int = 0
    is_direct: bool = True  # nobody of those counted is led for somebody else
    can_be_renewed: bool = True  # of what expires: it, or another exam of its suite, is awarded


@dataclass(frozen=True, kw_only=True)
class Due:
    """What one person is to be reminded of; never empty."""

    recipient: User
    items: tuple[Item, ...]


@dataclass(frozen=True, kw_only=True)
class _Readers:
    """People to be reminded, and for whose reports each of them is asked."""

    profiles: Mapping[int, Profile]
    leading: Mapping[int, set[int]]  # the profiles of readers, by the profile of a manager

    def of(self, row: Mapping[str, Any], path: str = "profile") -> set[int]:
        """Who leads the person of a row. Nobody leads themselves."""
        return self.leading.get(row[f"{path}__manager"], set()) - {row[path]}

    @property
    def led(self) -> Any:
        """The active people whom one of them leads."""
        return Profile.objects.active().filter(manager__in=self.leading).order_by()


@dataclass(kw_only=True)
class _Found:
    by_reader: dict[int, list[Item]] = field(default_factory=lambda: defaultdict(list))

    def add(self, readers: Iterable[int], item: Item) -> None:
        for reader in readers:
            self.by_reader[reader].append(item)


def due_reminders(
    *, now: datetime, today: date, is_week_due: bool = False
) -> Iterator[tuple[Due, ...]]:
    """Everybody with something new to be reminded of, some hundred people at a time.

    `is_week_due` makes weekly summaries due on any day. Seven SQL queries for each
    PEOPLE_AT_A_TIME people, whatever there is about them, and one at the end.
    """
    frequencies = [one for one in Every if rule.is_due(one, today)]
    if is_week_due:
        frequencies.append(Every.WEEK)
    last = 0
    while readers := _readers(frequencies, last, now):
        yield _due(readers, today)
        last = max(readers.profiles)


def _readers(frequencies: list[Every], last: int, now: datetime) -> _Readers | None:
    wanted = Q(reminders__every__in=frequencies)
    if ReminderChoice().every in frequencies:
        wanted |= Q(reminders__isnull=True)  # nobody has a row before choosing
    people = Profile.objects.active().filter(wanted, pk__gt=last)
    chunk = people.select_related("user", "reminders").order_by("pk")[:PEOPLE_AT_A_TIME]
    profiles = {one.pk: one for one in chunk}
    if not profiles:
        return None
    leading: dict[int, set[int]] = {pk: {pk} for pk in profiles}
    standing_in = Delegation.objects.holding(now).filter(delegate__in=profiles).order_by()
    for absent, delegate in standing_in.values_list("absent", "delegate"):
        leading.setdefault(absent, set()).add(delegate)
    return _Readers(profiles=profiles, leading=leading)


def _due(readers: _Readers, today: date) -> tuple[Due, ...]:
    found = _Found()
    _find_assessments(readers, today, found)
    _find_plans(readers, today, found)
    _find_overdue(readers, today, found)
    _find_expiring(readers, today, found)
    told = defaultdict(set)
    users = {profile.user_id: pk for pk, profile in readers.profiles.items()}
    for user, key in Reminded.objects.filter(recipient__in=users).values_list("recipient", "key"):
        told[users[user]].add(key)
    return tuple(
        Due(recipient=profile.user, items=items)
        for pk, profile in readers.profiles.items()
        if (items := _wanted(profile, found.by_reader[pk], told[pk]))
    )


def _wanted(profile: Profile, items: list[Item], told: set[str]) -> tuple[Item, ...]:
    """What is new to somebody, of what they want to know."""
    choice = getattr(profile, "reminders", None) or ReminderChoice()
    order = list(About)
    new = [one for one in items if getattr(choice, SWITCHES[one.about]) and set(one.keys) - told]
    return tuple(sorted(new, key=lambda one: (order.index(one.about), one.day or date.max)))


def _find_assessments(readers: _Readers, today: date, found: _Found) -> None:
    """The newest self-assessment of everybody concerned: waiting, too old, or none."""
    state, waiting = Assessment.State, Review.Waiting
    waits = Q(state=state.SUBMITTED) | Q(review__waits_for=waiting.MANAGER)
    newest = newest_of("profile").order_by("-submitted_at", "-id").values("pk")[:1]
    rows = Assessment.objects.filter(
        Q(profile__in=readers.profiles) | Q(waits, profile__in=readers.led), pk=Subquery(newest)
    ).values(
        *("pk", "profile", "profile__manager", "profile__user__name", "profile__user__email"),
        *("state", "submitted_at", "instrument__stale_months"),
        *("review__waits_for", "review__version", "review__reviewed_at"),
    )
    without = set(readers.profiles)
    for row in rows.order_by():
        without.discard(row["profile"])
        _of_assessment(row, readers, today, found)
    for pk in without:
        joined_on = timezone.localdate(readers.profiles[pk].user.joined_at)
        if rule.is_first_due(joined_on, today):
            found.add([pk], Item(about=About.FIRST, keys=(str(About.FIRST),)))


def _of_assessment(row: Mapping[str, Any], readers: _Readers, today: date, found: _Found) -> None:
    submitted_on = timezone.localdate(row["submitted_at"])
    waits_for = row["review__waits_for"]
    since = timezone.localdate(row["review__reviewed_at"] or row["submitted_at"])
    what = f"{row['pk']}:{row['review__version'] or 0}"
    if row["state"] == Assessment.State.SUBMITTED or waits_for == Review.Waiting.MANAGER:
        key = rule.waiting_key(About.REVIEW, what, since, today)
        item = Item(
            about=About.REVIEW,
            keys=(key,),
            name=_name(row),
            target=row["profile"],
            day=submitted_on,
        )
        found.add(readers.of(row), item)
    own = [row["profile"]] if row["profile"] in readers.profiles else []
    if waits_for == Review.Waiting.OWNER:
        key = rule.waiting_key(About.ANSWER, what, since, today)
        found.add(own, Item(about=About.ANSWER, keys=(key,), target=row["pk"], day=since))
    if whole_months(submitted_on, today) >= row["instrument__stale_months"]:
        stale = Item(about=About.STALE, keys=(f"{About.STALE}:{row['pk']}",), day=submitted_on)
        found.add(own, stale)


def _find_plans(readers: _Readers, today: date, found: _Found) -> None:
    steps = RoadmapStep.objects.to_agree().filter(roadmap__profile__in=readers.led).order_by()
    path = "roadmap__profile"
    rows = steps.values(
        *("roadmap", path, f"{path}__manager", f"{path}__user__name", f"{path}__user__email"),
        "roadmap__accepted_at",
    ).distinct()
    for row in rows:
        since = timezone.localdate(row["roadmap__accepted_at"])
        key = rule.waiting_key(About.PLAN, str(row["roadmap"]), since, today)
        item = Item(
            about=About.PLAN, keys=(key,), name=_name(row, path), target=row[path], day=since
        )
        found.add(readers.of(row, path), item)


def _find_overdue(readers: _Readers, today: date, found: _Found) -> None:
    """Each overdue step for its owner; for who leads them how many people have one."""
    path = "roadmap__profile"
    is_about = Q(**{f"{path}__in": readers.profiles}) | Q(**{f"{path}__in": readers.led})
    steps = RoadmapStep.objects.overdue(today).filter(is_about).annotate(due_on=day_of_exam())
    rows = steps.order_by("due_on", "pk").values(
        *("pk", path, f"{path}__manager", "due_on", "certification__key", "certification__name")
    )
    first: dict[int, dict[int, str]] = defaultdict(dict)  # by reader: a key for each person
    standing_in = set()
    for row in rows:
        person = row[path]
        for reader in readers.of(row, path):
            key = f"{About.PEOPLE_OVERDUE}:{person}:{row['due_on']}"
            first[reader].setdefault(person, key)
            if reader != row[f"{path}__manager"]:
                standing_in.add(reader)
        if person in readers.profiles:
            item = Item(
                about=About.OVERDUE,
                keys=(f"{About.OVERDUE}:{row['pk']}:{row['due_on']}",),
                name=row["certification__name"],
                target=row["certification__key"],
                day=row["due_on"],
            )
            found.add([person], item)
    for reader, people in first.items():
        item = Item(
            about=About.PEOPLE_OVERDUE,
            keys=tuple(people.values()),
            count=len(people),
            is_direct=reader not in standing_in,
        )
        found.add([reader], item)


def _find_expiring(readers: _Readers, today: date, found: _Found) -> None:
    """What ends soon; all of a suite shares one date, so it is one thing."""
    rows = HeldCertification.objects.filter(
        profile__in=readers.profiles, expires_on__isnull=False
    ).annotate(is_renewable=_is_renewable())
    held: dict[int, list[Any]] = defaultdict(list)
    for one in rows.select_related("certification__suite").order_by("certification__key"):
        held[one.profile_id].append(one)
    for person, theirs in held.items():
        suites = {
            one.certification.key: one.certification.suite.key
            for one in theirs
            if one.certification.suite
        }
        holdings = [
            Holding(
                certification=one.certification.key,
                awarded_on=one.awarded_on,
                expires_on=one.expires_on,
            )
            for one in theirs
        ]
        names = {one.certification.key: one.certification.name for one in theirs}
        keys = (one.certification.key for one in theirs if one.is_renewable)
        renewable = {suites.get(key, key) for key in keys}
        together: dict[tuple[str, date], list[str]] = defaultdict(list)
        for key, until in current_until(holdings, suites).items():
            together[suites.get(key, key), until].append(names[key])
        for (what, until), named in together.items():
            if days := rule.days_of_warning(until, today):
                key = f"{About.EXPIRY}:{what}:{until}:{days}"
                item = Item(
                    about=About.EXPIRY,
                    keys=(key,),
                    name=", ".join(named),
                    day=until,
                    can_be_renewed=what in renewable,
                )
                found.add([person], item)


def _is_renewable() -> Exists:
    """Whether somebody still awards a certification held, or another exam of its suite."""
    status = Certification.Status
    awarded = Certification.objects.exclude(status__in=[status.REPLACED, status.RETIRED])
    same = Q(pk=OuterRef("certification")) | Q(suite=OuterRef("certification__suite"))
    return Exists(awarded.filter(same))


def _name(row: Mapping[str, Any], path: str = "profile") -> str:
    return str(row[f"{path}__user__name"] or row[f"{path}__user__email"])
