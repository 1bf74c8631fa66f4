"""The page of a change of the catalogue: what changes, whom it touches, what became of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet

from careers.certifications.differences import Difference, differences
from careers.certifications.documents import Document, fingerprint, is_same
from careers.certifications.models import CatalogueChange, Certification
from careers.certifications.queries import Names, catalogue_names, level_numbers, new_faults
from careers.certifications.queries.documents import documents
from careers.certifications.queries.history import Version, versions_of
from careers.roadmaps import effects
from careers.roadmaps.models import ImpactLine, ImpactRun
from careers.roadmaps.queries.impact import is_current

PEOPLE_ON_A_PAGE = 50


MOST_COMPARED = 10
"""Certifications whose history is read for one page; an import may change hundreds."""


@dataclass(frozen=True, kw_only=True)
class ChangedCertification:
    """One certification of a change."""

    key: str
    pk: int | None  # None: it is new
    name: str
    differences: tuple[Difference, ...] | None  # to what is in the catalogue; None: not kept


@dataclass(frozen=True, kw_only=True)
class ChangedSince:
    """A certification that somebody else has changed since the change was begun."""

    pk: int | None
    name: str
    who: str
    changed_at: datetime | None
    differences: tuple[Difference, ...] | None


@dataclass(frozen=True, kw_only=True)
class Reckoning:
    """Everything that was computed, ready to print."""

    lines: tuple[str, ...]
    labels: tuple[str, ...]  # heads of the table
    rows: tuple[effects.EffectRow, ...]
    money: tuple[str, ...]
    kinds: Mapping[str, int]  # people by kind


@dataclass(frozen=True, kw_only=True)
class ChangePage:
    change: CatalogueChange
    certifications: tuple[ChangedCertification, ...]
    since: tuple[ChangedSince, ...]  # empty once it is published
    warnings: tuple[str, ...]  # what would be incomplete afterwards; empty once it is published
    run: ImpactRun | None
    is_current: bool
    is_of_today: bool  # the numbers, if there are any
    reckoning: Reckoning | None  # None until everybody has been looked at
    settled: str  # empty before it is published
    names: Mapping[str, str]  # of certifications

    @property
    def is_computing(self) -> bool:
        """Somebody is at work, so that the page is worth another look soon."""
        states = ImpactRun.State
        is_looking = self.run is not None and self.run.state in (states.WAITING, states.WORKING)
        return is_looking or self.is_settling

    @property
    def is_settling(self) -> bool:
        """It is published, and not everybody has been dealt with."""
        run = self.run
        return self.change.is_published and run is not None and run.settled_at is None

    @property
    def can_be_published(self) -> bool:
        """Numbers are there and true, and nobody has changed the same."""
        is_open = not self.change.is_published and not self.since
        return is_open and self.reckoning is not None and self.is_current

    @property
    def progress(self) -> str:
        """How many have been looked at, in words."""
        return effects.progress_text(self.run) if self.run else ""


@dataclass(frozen=True, kw_only=True)
class Touched:
    """One person, and what would change for them."""

    profile_id: int
    name: str
    job_title: str
    manager: str
    kind: str
    changes: tuple[str, ...]
    money: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class TouchedPage:
    people: tuple[Touched, ...]
    page: Page[ImpactLine]


def change_page(change: CatalogueChange, today: date) -> ChangePage:
    """Return the page of a change without the people on it.

    Fewer than thirty SQL queries, whatever the number of people and certifications, and those of
    `versions_of` for each of at most ten whose history is read: of a change that is published, and
    where somebody else has changed the same since.
    """
    now = documents()
    names = catalogue_names(change.documents.values())
    run = ImpactRun.objects.filter(change=change).first()
    if run is not None:
        run.change = change  # itself: what it holds is not read once more
    is_done = run is not None and run.state == ImpactRun.State.DONE
    certifications = _certifications(change, now, names)
    return ChangePage(
        change=change,
        certifications=certifications,
        since=() if change.is_published else _since(change, now, names, certifications),
        warnings=() if change.is_published else _warnings(change, now),
        run=run,
        is_current=run is not None and (change.is_published or is_current(run, today)),
        is_of_today=run is not None and run.counted_on == today,
        reckoning=_reckoning(run, names) if run and is_done else None,
        settled=_settled(run) if run and change.is_published else "",
        names=names.certifications,
    )


def _warnings(change: CatalogueChange, now: Mapping[str, Document]) -> tuple[str, ...]:
    """Computed, not rehearsed: nothing is written or locked for a look."""
    found = new_faults(now, {**now, **change.documents}, level_numbers())
    return tuple(fault.sentence for fault in found if not fault.is_contradiction)


def _certifications(
    change: CatalogueChange, now: Mapping[str, Document], names: Names
) -> tuple[ChangedCertification, ...]:
    rows = Certification.objects.filter(key__in=change.documents).order_by()
    pks = dict(rows.values_list("key", "pk"))
    found = []
    for place, (key, document) in enumerate(change.documents.items()):
        told: tuple[Difference, ...] | None = None
        if not change.is_published:
            told = differences(now.get(key), document, names)
        elif place < MOST_COMPARED:
            told = _from_basis(change, key, document, names, versions_of(key))
        found.append(
            ChangedCertification(key=key, pk=pks.get(key), name=document["name"], differences=told)
        )
    return tuple(found)


def _from_basis(
    change: CatalogueChange,
    key: str,
    document: Document | None,
    names: Names,
    versions: tuple[Version, ...],
) -> tuple[Difference, ...] | None:
    """What is different from what the change was made from; None if that was not kept."""
    basis = change.bases.get(key, "")
    if not basis:
        return differences(None, document, names)
    kept = (one.document for one in versions if fingerprint(one.document) == basis)
    before = next(kept, None)
    return None if before is None else differences(before, document, names)


def _since(
    change: CatalogueChange,
    now: Mapping[str, Document],
    names: Names,
    certifications: tuple[ChangedCertification, ...],
) -> tuple[ChangedSince, ...]:
    pks = {one.key: one.pk for one in certifications}
    moved = [
        key
        for key, document in change.documents.items()
        if fingerprint(now.get(key)) != change.bases.get(key, "")
        and not is_same(now.get(key), document)
    ]
    found = []
    for place, key in enumerate(moved):
        versions = versions_of(key) if place < MOST_COMPARED else ()
        newest = versions[-1] if versions else None
        found.append(
            ChangedSince(
                pk=pks.get(key),
                name=change.documents[key]["name"],
                who=newest.who if newest else "",
                changed_at=newest.at if newest else None,
                differences=_from_basis(change, key, now.get(key), names, versions),
            )
        )
    return tuple(found)


def _reckoning(run: ImpactRun, names: Names) -> Reckoning:
    kinds = people_by_kind(run)
    counted = run.totals.get("certifications", {})
    return Reckoning(
        lines=(
            *effects.summary_lines(kinds, _unmoved_by_kind(run), run.totals.get("unread", 0)),
            *effects.limit_lines(run.totals.get("plans", {})),
            *effects.unread_lines(run.totals),
        ),
        labels=tuple(effects.effects_seen(counted).values()),
        rows=effects.effect_rows(run.totals, names.certifications),
        money=effects.money_lines(run.totals.get("money", {})),
        kinds=kinds,
    )


def people_by_kind(run: ImpactRun) -> dict[str, int]:
    """How many people a run touches in which way. One SQL query."""
    lines = ImpactLine.objects.filter(run=run).order_by()
    return dict(lines.values_list("kind").annotate(people=Count("pk")))


def _unmoved_by_kind(run: ImpactRun) -> dict[str, int]:
    """Those of them in whose plan nothing is proposed: only what it costs, and the like."""
    lines = ImpactLine.objects.filter(run=run, has_proposal=False).order_by()
    return dict(lines.values_list("kind").annotate(people=Count("pk")))


def _settled(run: ImpactRun) -> str:
    counted = ImpactLine.objects.filter(run=run).aggregate(
        lines=Count("pk"), settled=Count("pk", filter=Q(settled_at__isnull=False))
    )
    return effects.settled_text(counted["settled"], counted["lines"])


def touched_page(
    run: ImpactRun, *, kind: str, number: Any, names: Mapping[str, str]
) -> TouchedPage:
    """Return one page of the people a run touches, by name. Two SQL queries.

    `kind` is one of those of a line, or empty for everybody; `number` may be anything.
    """
    lines = touched_lines(run).filter(kind=kind) if kind else touched_lines(run)
    page = Paginator(lines, PEOPLE_ON_A_PAGE).get_page(number)
    people = (
        Touched(
            profile_id=line.profile_id,
            name=str(line.profile),
            job_title=line.profile.job_title,
            manager=str(line.profile.manager or ""),
            kind=str(ImpactLine.Kind(line.kind).label),
            changes=effects.change_sentences(line.changes, names),
            money=effects.money_lines(line.money),
        )
        for line in page.object_list
    )
    return TouchedPage(people=tuple(people), page=page)


def touched_lines(run: ImpactRun) -> QuerySet[ImpactLine]:
    """The lines of a run with the people they are about, by name. One SQL query."""
    lines = ImpactLine.objects.filter(run=run)
    people = lines.select_related("profile__user", "profile__manager__user")
    return people.order_by("profile__user__name_folded", "pk")
