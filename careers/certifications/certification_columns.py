"""The columns of the table of certifications, each with what is to be written into it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from careers.certifications.cells import (
    NO_SUCH_CERTIFICATION,
    Aliases,
    Builds,
    CostColumn,
    CurrencyColumn,
    Sources,
)
from careers.certifications.models import Certification
from careers.levels.columns import (
    Choice,
    Column,
    Day,
    LevelNumber,
    Number,
    PastDay,
    Reference,
    Written,
    YesOrNo,
)
from careers.levels.lists import Keys

NEEDED = _("Needed by a new one.")
A_DAY = _("A day, like 2026-11-30; empty: not known.")
A_NUMBER = _("A whole number; empty: not known.")
YES_OR_NO = _("yes or no.")
NO_SUCH_BODY = _("“%(key)s” is not the key of an awarding body.")
NO_SUCH_SUITE = _("“%(key)s” is not the key of a renewal suite.")
NO_SUCH_LEVEL = _("%(key)s is not one of the four levels.")


def field(name: str) -> Any:
    return Certification._meta.get_field(name)


def column(
    name: str, heading: str, told: Any = "", kind: Any = Written, *, is_needed: bool = False
) -> Column:
    return Column(name, heading, kind(field(name)), told, is_needed=is_needed)


def reference(
    name: str, heading: str, told: Any, kind: str, unknown: Any, *, is_needed: bool = False
) -> Column:
    cell = Reference(field(name), kind, unknown)
    return Column(name, heading, cell, told, is_needed=is_needed)


COLUMNS: tuple[Column, ...] = (
    column("key", "key", _("Stable; finds the certification. Letters, digits and hyphens.")),
    column(
        "order",
        "place",
        _("A number: its place in the catalogue. Needed by a new one."),
        Number,
        is_needed=True,
    ),
    column("name", "name", NEEDED, is_needed=True),
    column("full_name", "full name", _("If the name is a short one.")),
    column("name_now", "name today", _("Only if it was renamed.")),
    column("summary", "who it is for"),
    reference(
        "body_now",
        "awarding body",
        _("Key of the body of today. Needed by a new one."),
        "body",
        NO_SUCH_BODY,
        is_needed=True,
    ),
    reference(
        "body_then",
        "awarding body in the article",
        _("Key; only if the article names another one."),
        "body",
        NO_SUCH_BODY,
    ),
    column("examined_by", "examined by", _("Only if another body holds the exams.")),
    column("is_in_article", "named in the article", YES_OR_NO, YesOrNo),
    column("is_enabled", "may be proposed", YES_OR_NO, YesOrNo),
    column(
        "status",
        "status",
        _("available, renamed, replaced, unconfirmed or retired."),
        Choice,
    ),
    column("status_since_on", "status since", A_DAY, Day),
    column("status_note", "note on the status"),
    reference(
        "successor",
        "successor",
        _("Key of what to book instead."),
        "certification",
        NO_SUCH_CERTIFICATION,
    ),
    Column(
        "level",
        "level",
        LevelNumber(field("level"), "level", NO_SUCH_LEVEL),
        _("1 to 4; empty: it is never proposed."),
    ),
    column(
        "level_basis",
        "basis of the level",
        _("article, author or derived; needed where there is a level."),
        Choice,
    ),
    column("level_reason", "reasoning for the level"),
    Column(
        "recommended_first",
        "recommended first",
        Keys("certification", NO_SUCH_CERTIFICATION),
        _("Keys of certifications, parted by semicolons."),
    ),
    column("experience_required", "experience required besides"),
    column("is_open_to_all", "open to everybody", YES_OR_NO, YesOrNo),
    column("course_days", "course days", A_NUMBER, Number),
    column("course_note", "note on the course"),
    column("exam_questions", "exam questions", A_NUMBER, Number),
    column("exam_scored", "exam questions that count", A_NUMBER, Number),
    column("exam_marks", "exam marks", A_NUMBER, Number),
    column("exam_format", "exam form", _("For example “multiple choice, online”.")),
    column("exam_minutes", "exam minutes", A_NUMBER, Number),
    column("exam_reading_minutes", "exam minutes of reading", A_NUMBER, Number),
    column("exam_pass", "exam to pass", _("For example “26 of 40 marks”.")),
    column("exam_book", "exam books", _("For example “closed book”.")),
    column("exam_note", "note on the exam"),
    CostColumn(_("An amount, like 245.00; empty: not known, and never zero for it.")),
    CurrencyColumn(_("Three letters, for example GBP.")),
    column(
        "cost_on", "price of", _("The day on which the price was seen, like 2026-11-30."), PastDay
    ),
    column("cost_note", "what the price covers"),
    column("validity_months", "valid for months", _("A whole number; empty: not known."), Number),
    column("renewal", "how it is renewed"),
    reference("suite", "renewal suite", _("Key."), "suite", NO_SUCH_SUITE),
    column("verified_on", "verified on", A_DAY, PastDay),
    Column("aliases", "other names", Aliases(), _("Parted by semicolons.")),
    Column(
        "builds",
        "builds",
        Builds(),
        _("Competencies, parted by semicolons, like this: A1: mainly up to 3; B2: partly up to 2"),
    ),
    Column(
        "sources",
        "sources",
        Sources(),
        _("One a line, like this: cost: https://example.org/price (2026-11-30) and a note"),
    ),
)
