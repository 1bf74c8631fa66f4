"""What stands beside a roadmap on some pages: the agreement, the conversation, what is unread.

It is read with the texts of the page, in the same query. Nobody who is not asked for as a reader
gets it: not paper, not a file, not a link.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, TextField
from django.db.models.functions import Cast

from careers.domain.planner import Certification
from careers.profiles.models import Profile, User
from careers.roadmaps.agreed import Beside
from careers.roadmaps.explanations import Words
from careers.roadmaps.models import ImpactLine
from careers.roadmaps.news import Published, news
from careers.roadmaps.queries.agreeing import agreed_with, agreement_in, steps_in
from careers.roadmaps.queries.conversation import (
    conversation_in,
    said_about,
    unread_by,
    unread_in,
)
from careers.roadmaps.queries.rows import Row, Rows, part
from careers.roadmaps.queries.situation import Situation
from careers.roadmaps.queries.texts import Texts


@dataclass(frozen=True, kw_only=True)
class Asked:
    """For whom: the reader of this roadmap, and whose unread comments on all roadmaps."""

    reader: User | None = None
    unread_by: User | None = None


def rows_beside(profile: Profile, asked: Asked) -> tuple[Rows, ...]:
    """What is to be read with the texts. Part of an SQL query."""
    found: tuple[Rows, ...] = ()
    if asked.reader:
        found += (*agreed_with(profile), *said_about(profile, asked.reader), _published(profile))
    if asked.unread_by:
        found += (unread_by(asked.unread_by),)
    return found


def beside_of(
    asked: Asked,
    told: Texts,
    situation: Situation,
    words: Words,
    catalogue: Iterable[Certification],
) -> Beside:
    """Make it of what was read; the catalogue is the one for everybody. No SQL query."""
    rows, agreement, conversation = told.beside, None, None
    if asked.reader:
        steps = steps_in(situation.choices, situation.inputs, words)
        agreement, conversation = agreement_in(rows, steps), conversation_in(rows)
    return Beside(
        agreement=agreement,
        conversation=conversation,
        unread=unread_in(rows, asked.unread_by) if asked.unread_by else (),
        news=news(_changes(rows.get("news", ())), catalogue, _about(situation), words),
    )


def _published(profile: Profile) -> Rows:
    """Changes of the catalogue that touch this plan and were published since it was accepted."""
    lines = ImpactLine.objects.filter(profile=profile)
    since = lines.filter(run__change__published_at__gt=F("profile__roadmap__accepted_at"))
    return part(
        since,
        "news",
        text=F("run__change__why"),
        about=Cast("run__change__before", TextField()),
        at="run__change__published_at",
    )


def _changes(rows: Iterable[Row]) -> tuple[Published, ...]:
    return tuple(
        Published(at=row.at, why=row.text, before=json.loads(row.about)) for row in rows if row.at
    )


def _about(situation: Situation) -> frozenset[str]:
    """What the plan is made of, as accepted and as proposed, and what that needs or renews."""
    choices, plan = situation.choices, situation.stage.plan
    catalogue = {one.key: one for one in situation.inputs.catalogue}
    named = {step.key for step in choices.accepted} | {*choices.booked_as.values()}
    named |= {key for step in plan.steps for key in (step.certification, step.book)}
    named |= {holding.certification for holding in situation.inputs.held}
    needed = [catalogue[key] for key in named if key in catalogue]
    named |= {key for one in needed for key in one.recommended_first}
    named |= {key for one in needed for group in one.prerequisites for key in group.any_of}
    return frozenset(named)
