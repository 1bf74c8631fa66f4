"""Sentences about a certification, made from its own fields."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careers.certifications.models import Certification

SIGNS = {"GBP": "£", "EUR": "€", "USD": "US$ "}
WITHOUT_MINOR_UNIT = frozenset({"CLP", "ISK", "JPY", "KRW", "VND"})
"""Currencies whose smallest unit is the whole one (ISO 4217)."""


def status_sentence(row: Certification, book: Certification) -> str:
    """Say what the status means for somebody who wants to book; `book` is what to book.

    No SQL query.
    """
    names = {"name": book.name_now or book.name, "since": _day(row.status_since_on)}
    status, is_dated = row.status, row.status_since_on is not None
    if status == Certification.Status.REPLACED:
        if is_dated:
            return _("Replaced since %(since)s: book %(name)s") % names
        return _("Replaced: book %(name)s") % names
    if status == Certification.Status.RENAMED:
        if is_dated:
            return _("Renamed on %(since)s: book %(name)s") % names
        return _("Renamed: book %(name)s") % names
    if status == Certification.Status.UNCONFIRMED:
        return _("Check availability with the provider")
    if status == Certification.Status.RETIRED:
        return _retired_sentence(row, names)
    return _("Available under this name")


def _retired_sentence(row: Certification, names: dict[str, str]) -> str:
    is_dated = row.status_since_on is not None
    if row.successor is None:
        text = _("Retired since %(since)s: no longer awarded")
        return (text if is_dated else _("Retired: no longer awarded")) % names
    names["name"] = row.successor.name_now or row.successor.name
    text = _("Retired since %(since)s: its successor is %(name)s")
    return (text if is_dated else _("Retired: its successor is %(name)s")) % names


def cost_text(row: Certification) -> str | None:
    """Return the cost with its currency and date, or None when it is not known. No SQL query."""
    if row.cost_minor is None:
        return None
    amount = money(row.cost_minor, row.cost_currency)
    return _("%(amount)s (price of %(day)s)") % {"amount": amount, "day": _day(row.cost_on)}


def has_too_many_digits(amount: Decimal, currency: str) -> bool:
    """Whether an amount is finer than the smallest unit of its currency. No SQL query."""
    return currency in WITHOUT_MINOR_UNIT and amount != amount.to_integral_value()


def minor_units(amount: Decimal, currency: str) -> int:
    """Return an amount as somebody writes it in minor units of its currency. No SQL query."""
    return int(amount if currency in WITHOUT_MINOR_UNIT else amount * 100)


def whole_units(minor: int, currency: str) -> Decimal:
    """Return minor units as somebody writes the amount. No SQL query."""
    return Decimal(minor) if currency in WITHOUT_MINOR_UNIT else Decimal(minor) / 100


def money(minor: int, currency: str) -> str:
    """Print an amount of minor units (pence, cents) with its currency (ISO 4217). No SQL query."""
    if currency in WITHOUT_MINOR_UNIT:
        number = f"{minor:,}"
    else:
        whole, rest = divmod(minor, 100)
        number = f"{whole:,}.{rest:02}"
    sign = SIGNS.get(currency)
    return f"{sign}{number}" if sign else f"{currency} {number}"


def exam_text(row: Certification) -> str | None:
    """Return the exam in one line, or None when nothing is known of it. No SQL query."""
    parts = [
        questions_text(row),
        row.exam_format,
        time_text(row),
        _("to pass: %(pass)s") % {"pass": row.exam_pass} if row.exam_pass else "",
        row.exam_book,
    ]
    text = ", ".join(part for part in parts if part) or row.exam_note
    return text.replace(" %", "\N{NO-BREAK SPACE}%") or None


def questions_text(row: Certification) -> str:
    """Return how many questions the exam has; empty when it is not known. No SQL query."""
    if row.exam_questions is None:
        return ""
    text = ngettext("%(count)s question", "%(count)s questions", row.exam_questions) % {
        "count": row.exam_questions
    }
    if row.exam_scored is not None:
        return _("%(questions)s (%(scored)s count)") % {
            "questions": text,
            "scored": row.exam_scored,
        }
    if row.exam_marks is not None:
        return _("%(questions)s (%(marks)s marks)") % {"questions": text, "marks": row.exam_marks}
    return text


def time_text(row: Certification) -> str:
    """Return how many minutes the exam takes; empty when it is not known. No SQL query."""
    if row.exam_minutes is None:
        return ""
    if row.exam_reading_minutes:
        return _("%(minutes)s minutes and %(reading)s minutes of reading") % {
            "minutes": row.exam_minutes,
            "reading": row.exam_reading_minutes,
        }
    return _("%(minutes)s minutes") % {"minutes": row.exam_minutes}


def validity_text(row: Certification) -> str | None:
    """Return how long it is valid, in years where they are whole, or None when it is not known.

    No SQL query.
    """
    if row.validity_months is None:
        return None
    years, rest = divmod(row.validity_months, 12)
    if rest:
        months = row.validity_months
        return ngettext("%(count)s month", "%(count)s months", months) % {"count": months}
    return ngettext("%(count)s year", "%(count)s years", years) % {"count": years}


def _day(day: date | None) -> str:
    return date_format(day, "DATE_FORMAT") if day else ""
