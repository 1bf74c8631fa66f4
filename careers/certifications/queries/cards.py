"""Certifications as cards: values ready to print on a roadmap, a profile or a list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, OuterRef, Subquery, Value, When
from django.urls import reverse

from careers.certifications.models import Certification, Source
from careers.certifications.queries import wording


@dataclass(frozen=True, kw_only=True)
class CertificationCard:
    key: str
    name: str
    name_now: str  # empty unless it was renamed
    full_name: str
    body_then: str  # empty if the article does not name it
    body_now: str
    examined_by: str
    status: str
    status_label: str
    status_sentence: str
    since_on: date | None  # the day of the status; None = not known
    book_name: str  # what to book: the successor of a replaced one, the name today of a renamed one
    level: int | None
    level_basis_label: str
    cost_text: str | None  # None = not known
    course_days: int | None  # None = not known
    exam_text: str | None  # None = not known
    validity_months: int | None  # None = not known
    is_open_to_all: bool  # the provider says that nothing has to come first
    is_enabled: bool
    is_proposed: bool  # a roadmap may propose it
    is_in_article: bool
    source_url: str  # where the status (else the first fact) was read; empty if not recorded
    verified_on: date | None
    url: str  # its page in the portal


def cards() -> dict[str, CertificationCard]:
    """Return every certification by key, in catalogue order. One SQL query."""
    rows = rows_by_key()
    return {key: card_of(row, rows) for key, row in rows.items()}


def rows_by_key() -> dict[str, Certification]:
    """Return every row with what its card needs, in catalogue order. One SQL query."""
    # The source of the status tells best whether it can be booked today.
    is_status = Case(When(topic=Source.Topic.STATUS, then=Value(0)), default=Value(1))
    first_source = Source.objects.filter(certification=OuterRef("pk")).order_by(is_status, "id")
    rows = Certification.objects.select_related(
        "body_then", "body_now", "level", "successor", "suite"
    ).annotate(first_url=Subquery(first_source.values("url")[:1]))
    return {row.key: row for row in rows.order_by("order", "key")}


def card_of(row: Certification, rows: dict[str, Certification]) -> CertificationCard:
    """Make the card of one row; `rows` holds all certifications, for what to book instead.

    No SQL query for rows of `rows_by_key`. KeyError when the successor is not among them.
    """
    book = _book(row, rows)
    return CertificationCard(
        key=row.key,
        name=row.name,
        name_now=row.name_now,
        full_name=row.full_name,
        body_then=row.body_then.short_name if row.body_then else "",
        body_now=row.body_now.short_name,
        examined_by=row.examined_by,
        status=row.status,
        status_label=row.get_status_display(),
        status_sentence=wording.status_sentence(row, book),
        since_on=row.status_since_on,
        book_name=book.name_now or book.name,
        level=row.level.number if row.level else None,
        level_basis_label=row.get_level_basis_display() if row.level_basis else "",
        cost_text=wording.cost_text(row),
        course_days=row.course_days,
        exam_text=wording.exam_text(row),
        validity_months=row.validity_months,
        is_open_to_all=row.is_open_to_all,
        is_enabled=row.is_enabled,
        is_proposed=row.is_proposed,
        is_in_article=row.is_in_article,
        source_url=getattr(row, "first_url", None) or "",
        verified_on=row.verified_on,
        url=reverse("certifications:detail", args=[row.key]),
    )


def _book(row: Certification, rows: dict[str, Certification]) -> Certification:
    """Of a replaced certification the first successor that is awarded, or the last; or itself."""
    if row.status != Certification.Status.REPLACED:
        return row
    seen, ended = {row.key}, {Certification.Status.REPLACED, Certification.Status.RETIRED}
    while row.status in ended and row.successor:
        if row.successor.key in seen:
            break
        seen.add(row.successor.key)
        row = rows[row.successor.key]
    return row
