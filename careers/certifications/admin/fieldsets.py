"""How the form of a certification is grouped, and what each group means."""

from __future__ import annotations

from typing import Any

from django.utils.functional import lazy
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from careers.certifications.models import Certification

Fieldset = tuple[Any, dict[str, Any]]


def _meanings() -> str:
    """What each status means for people, as a list above the field."""
    status = Certification.Status
    told = (
        (status.AVAILABLE, _("It can be booked under this name.")),
        (
            status.RENAMED,
            _("The same certification; people book it under the “name today” given above."),
        ),
        (
            status.REPLACED,
            _(
                "It can no longer be booked. Its successor takes its place in roadmaps; who holds "
                "it keeps the credit. It needs a successor."
            ),
        ),
        (
            status.UNCONFIRMED,
            _("It stays in roadmaps; people are told to ask the provider before they plan."),
        ),
        (
            status.RETIRED,
            _(
                "It is no longer proposed to anybody; who holds it keeps the credit. It may name a "
                "successor."
            ),
        ),
    )
    lines = format_html_join(
        "", "<li><b>{}</b>: {}</li>", ((one.label, text) for one, text in told)
    )
    return format_html("<ul>{}</ul>", lines)


NAMES: Fieldset = (
    None,
    {
        "description": gettext_lazy(
            "Leave empty what is not known: people then read “not known”. A change that can touch "
            "somebody’s roadmap is shown to you with the people it touches before it is "
            "published; everything else is saved at once."
        ),
        "fields": ("name", "key", "order", "summary", "is_enabled", "is_in_article"),
    },
)
FIELDSETS: tuple[Fieldset, ...] = (
    NAMES,
    (
        gettext_lazy("Names and bodies"),
        {"fields": ("full_name", "name_now", ("body_then", "body_now"), "examined_by")},
    ),
    (
        gettext_lazy("Status"),
        {
            "description": lazy(_meanings, str)(),
            "fields": (("status", "status_since_on"), "successor", "status_note"),
        },
    ),
    (
        gettext_lazy("Level"),
        {
            "description": gettext_lazy("The level it is meant for, and how we know."),
            "fields": (("level", "level_basis"), "level_reason"),
        },
    ),
    (
        gettext_lazy("What comes first"),
        {
            "description": gettext_lazy(
                "Compulsory prerequisites are further down, each with its number."
            ),
            "fields": ("is_open_to_all", "recommended_first", "experience_required"),
        },
    ),
    (gettext_lazy("Course"), {"fields": ("course_days", "course_note")}),
    (
        gettext_lazy("Exam"),
        {
            "fields": (
                ("exam_questions", "exam_scored", "exam_marks"),
                ("exam_minutes", "exam_reading_minutes"),
                "exam_format",
                "exam_pass",
                "exam_book",
                "exam_note",
            )
        },
    ),
    (
        gettext_lazy("Cost"),
        {
            "description": gettext_lazy("A price needs its currency and the day it was seen."),
            "fields": (("cost", "cost_currency", "cost_on"), "cost_note"),
        },
    ),
    (gettext_lazy("Validity"), {"fields": ("validity_months", "renewal", "suite")}),
)
VERIFIED = gettext_lazy("Verification")


def fieldsets_for(*, is_into_asked: bool) -> tuple[Fieldset, ...]:
    """The form of somebody who may change it."""
    this_change = ("why", "into") if is_into_asked else ("why",)
    return (
        *FIELDSETS,
        (VERIFIED, {"fields": ("is_verified_today", "verified_on")}),
        (gettext_lazy("This change"), {"fields": this_change}),
    )


def fieldsets_to_look_at() -> tuple[Fieldset, ...]:
    return (*FIELDSETS, (VERIFIED, {"fields": ("verified_on",)}))
