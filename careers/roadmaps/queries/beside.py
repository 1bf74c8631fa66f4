"""What stands beside a roadmap on some pages: the agreement, the conversation, what is unread.

It is read with the texts of the page, in the same query. Nobody who is not asked for as a reader
gets it: not paper, not a file, not a link.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from careers.profiles.models import Profile, User
from careers.roadmaps.agreed import Beside
from careers.roadmaps.explanations import Words
from careers.roadmaps.models import ImpactLine
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


def beside_of(asked: Asked, told: Texts, situation: Situation, words: Words) -> Beside:
    """Make it of what was read. No SQL query."""
    rows, agreement, conversation = told.beside, None, None
    if asked.reader:
        steps = steps_in(situation.choices, situation.inputs, words)
        agreement, conversation = agreement_in(rows, steps), conversation_in(rows)
    return Beside(
        agreement=agreement,
        conversation=conversation,
        unread=unread_in(rows, asked.unread_by) if asked.unread_by else (),
        news=_news(rows.get("news", ())),
    )


def _published(profile: Profile) -> Rows:
    """Changes of the catalogue that touch this plan and were published since it was accepted."""
    lines = ImpactLine.objects.filter(profile=profile)
    since = lines.filter(run__change__published_at__gt=F("profile__roadmap__accepted_at"))
    return part(
        since,
        "news",
        text=F("run__change__why"),
        about=F("run__change__title"),
        at="run__change__published_at",
    )


def _news(rows: Iterable[Row]) -> tuple[str, ...]:
    found = sorted((row.at, row.about, row.text) for row in rows if row.at)
    told = (
        _("On %(on)s the catalogue was changed: %(title)s.")
        % {"on": date_format(timezone.localtime(at)), "title": title}
        + (f" {why}" if why else "")
        for at, title, why in found
    )
    return tuple(told)
