"""The pages of the catalogue: the list and one certification."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BooleanField, IntegerField, QuerySet, TextField, Value

from careers.certifications.models import (
    Build,
    Certification,
    CertificationAlias,
    Prerequisite,
    Source,
)
from careers.certifications.queries import wording
from careers.certifications.queries.cards import CertificationCard, card_of, cards, rows_by_key
from careers.levels.models import Level
from careers.levels.queries import ladder


@dataclass(frozen=True, kw_only=True)
class LevelGroup:
    level: Level
    cards: tuple[CertificationCard, ...]


@dataclass(frozen=True, kw_only=True)
class IndexPage:
    groups: tuple[LevelGroup, ...]  # lowest level first, without empty ones
    others: tuple[CertificationCard, ...]  # recorded, but not proposed
    found: int
    total: int


@dataclass(frozen=True, kw_only=True)
class Condition:
    """A prerequisite: any one of these certifications, or the experience if there is a text."""

    any_of: tuple[CertificationCard, ...]
    or_experience: str
    is_official: bool


@dataclass(frozen=True, kw_only=True)
class BuiltCompetency:
    name: str
    strength: str
    up_to: int


@dataclass(frozen=True, kw_only=True)
class SourceLine:
    """One address with everything that was read there."""

    topics: str
    url: str
    notes: tuple[str, ...]
    verified_on: date  # the oldest, where the facts were read on different days


@dataclass(frozen=True, kw_only=True)
class DetailPage:
    row: Certification  # for its own texts only
    card: CertificationCard
    successor: CertificationCard | None
    predecessors: tuple[CertificationCard, ...]
    aliases: tuple[str, ...]
    conditions: tuple[Condition, ...]
    recommended_first: tuple[CertificationCard, ...]
    builds: tuple[BuiltCompetency, ...]
    sources: tuple[SourceLine, ...]
    validity_text: str | None  # None = not known
    questions_text: str  # of the exam; empty = not known
    time_text: str  # of the exam; empty = not known


def index_page(*, text: str = "", level: int | None = None) -> IndexPage:
    """Return the catalogue by level, narrowed to a name and a level. Three SQL queries."""
    aliases: dict[str, list[str]] = {}
    pairs = CertificationAlias.objects.order_by("id").values_list("certification__key", "name")
    for key, name in pairs:
        aliases.setdefault(key, []).append(name)
    known = cards()
    found = tuple(
        card
        for card in known.values()
        if level in (None, card.level) and _is_named(card, aliases.get(card.key, []), text)
    )
    proposed = [card for card in found if card.is_proposed]
    by_level = [
        LevelGroup(level=one, cards=tuple(card for card in proposed if card.level == one.number))
        for one in ladder()
    ]
    return IndexPage(
        groups=tuple(group for group in by_level if group.cards),
        others=tuple(card for card in found if card not in proposed),
        found=len(found),
        total=len(known),
    )


def _is_named(card: CertificationCard, aliases: list[str], text: str) -> bool:
    """All words of the text are in one of its names; in Python, so every database agrees."""
    names = (card.name, card.name_now, card.full_name, *aliases)
    words = text.casefold().split()
    return any(all(word in name.casefold() for word in words) for name in names)


def detail_page(key: str) -> DetailPage | None:
    """Return one certification with everything recorded of it, or None. Five SQL queries."""
    rows = rows_by_key()
    row = rows.get(key)
    if row is None:
        return None
    known = {one.key: card_of(one, rows) for one in rows.values()}
    conditions, recommended = _what_comes_first(row, known)
    return DetailPage(
        row=row,
        card=known[key],
        successor=known[row.successor.key] if row.successor else None,
        predecessors=tuple(known[one.key] for one in rows.values() if one.successor_id == row.pk),
        aliases=tuple(
            CertificationAlias.objects.filter(certification=row)
            .order_by("name")
            .values_list("name", flat=True)
        ),
        conditions=conditions,
        recommended_first=recommended,
        builds=_builds(row),
        sources=_sources(row),
        validity_text=wording.validity_text(row),
        questions_text=wording.questions_text(row),
        time_text=wording.time_text(row),
    )


def _what_comes_first(
    row: Certification, known: dict[str, CertificationCard]
) -> tuple[tuple[Condition, ...], tuple[CertificationCard, ...]]:
    """One SQL query: conditions have numbers from 1, so 0 marks what is only recommended."""
    texts: dict[int, tuple[str, bool]] = {}
    any_of: dict[int, list[CertificationCard]] = {}
    for number, experience, is_official, key in _first_rows(row):
        texts[number] = (experience, bool(is_official))
        any_of.setdefault(number, [])
        if key:
            any_of[number].append(known[key])
    order = list(known)
    for group in any_of.values():
        group.sort(key=lambda card: order.index(card.key))
    recommended = tuple(any_of.pop(0, ()))
    conditions = tuple(
        Condition(any_of=tuple(group), or_experience=texts[number][0], is_official=texts[number][1])
        for number, group in sorted(any_of.items())
    )
    return conditions, recommended


def _first_rows(row: Certification) -> Any:
    prerequisites = (
        Prerequisite.objects.filter(certification=row)
        .order_by()
        .values_list("number", "or_experience", "is_official", "any_of__key")
    )
    through: QuerySet[Any] = Certification.recommended_first.through.objects.filter(
        from_certification=row
    )
    recommended = (
        through.order_by()
        .annotate(
            zero=Value(0, output_field=IntegerField()),
            none=Value("", output_field=TextField()),
            no=Value(False, output_field=BooleanField()),
        )
        .values_list("zero", "none", "no", "to_certification__key")
    )
    return prerequisites.union(recommended, all=True)


def _builds(row: Certification) -> tuple[BuiltCompetency, ...]:
    rows = Build.objects.filter(certification=row).select_related("competency")
    return tuple(
        BuiltCompetency(
            name=one.competency.name, strength=one.get_strength_display(), up_to=one.up_to
        )
        for one in rows.order_by("-strength", "competency__order")
    )


def _sources(row: Certification) -> tuple[SourceLine, ...]:
    topics = list(Source.Topic)
    rows = sorted(
        Source.objects.filter(certification=row),
        key=lambda one: (topics.index(Source.Topic(one.topic)), one.pk),
    )
    by_url: dict[str, list[Source]] = {}
    for one in rows:
        by_url.setdefault(one.url, []).append(one)
    return tuple(
        SourceLine(
            topics=", ".join(one.get_topic_display() for one in found),
            url=url,
            notes=tuple(one.note for one in found if one.note),
            verified_on=min(one.verified_on for one in found),
        )
        for url, found in by_url.items()
    )
