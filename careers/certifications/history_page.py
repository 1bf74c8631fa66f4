"""The history of a certification as pages print it: every word is decided here. No database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from careers.certifications.differences import Difference, differences
from careers.certifications.documents import Document
from careers.certifications.queries import Names
from careers.certifications.queries.history import Version


@dataclass(frozen=True, kw_only=True)
class VersionLine:
    number: int
    at: datetime
    who: str
    why: str
    what: tuple[str, ...]  # what differs from the version before, in sentences
    is_first: bool
    is_newest: bool


@dataclass(frozen=True, kw_only=True)
class Comparison:
    older: Version
    newer: Version
    lines: tuple[Difference, ...]


def version_lines(versions: Sequence[Version], names: Names) -> tuple[VersionLine, ...]:
    """Return the versions, the newest first, each with what is different since the one before."""
    found = []
    before: Document | None = None
    for one in versions:
        told = differences(before, one.document, names) if before is not None else ()
        found.append(
            VersionLine(
                number=one.number,
                at=one.at,
                who=one.who or _("The portal itself"),
                why=one.why,
                what=tuple(line.sentence for line in told),
                is_first=before is None,
                is_newest=one is versions[-1],
            )
        )
        before = one.document
    return tuple(reversed(found))


def compared(versions: Sequence[Version], first: int, second: int, names: Names) -> Comparison:
    """Return two versions beside each other, the older one first."""
    older, newer = (versions[number - 1] for number in sorted((first, second)))
    lines = differences(older.document, newer.document, names)
    return Comparison(older=older, newer=newer, lines=lines)
