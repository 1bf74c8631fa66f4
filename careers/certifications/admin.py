"""Editing of the catalogue. A change that would contradict itself is refused with the reason."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Max, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from careers.certifications import queries
from careers.certifications.models import (
    AwardingBody,
    Build,
    Certification,
    CertificationAlias,
    Prerequisite,
    RenewalSuite,
    Source,
)
from careers.certifications.queries import current_faults
from careers.levels.admin_forms import PlainAdmin, PlainInline

VERIFY_AFTER = timedelta(days=365)
"""Facts older than this are listed as not verified (our policy choice)."""


class VerifiedFilter(admin.SimpleListFilter):
    title = _("verified")
    parameter_name = "verified"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("old", _("Not verified for a year")), ("fresh", _("Verified within a year"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        oldest = timezone.localdate() - VERIFY_AFTER
        if self.value() == "old":
            return queryset.filter(Q(verified_on__lt=oldest) | Q(verified_on__isnull=True))
        if self.value() == "fresh":
            return queryset.filter(verified_on__gte=oldest)
        return queryset


@admin.register(AwardingBody)
class AwardingBodyAdmin(PlainAdmin):
    list_display = ("short_name", "name", "formerly", "website", "verified_on")
    list_filter = (VerifiedFilter,)
    search_fields = ("name", "short_name", "formerly", "key")
    search_help_text = _("Name today or earlier, or key.")
    prepopulated_fields = {"key": ("short_name",)}
    fieldsets = (
        (None, {"fields": ("name", "short_name", "key", "formerly", "note")}),
        (_("Where it was read"), {"fields": ("website", "source", "verified_on")}),
    )

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: AwardingBody | None = None
    ) -> dict[str, Any]:
        return {} if obj else dict(self.prepopulated_fields)


@admin.register(RenewalSuite)
class RenewalSuiteAdmin(PlainAdmin):
    list_display = ("name", "key", "rule")
    search_fields = ("name", "key", "rule")
    search_help_text = _("Name, key, or words of how it is renewed.")


class AliasInline(PlainInline):
    model = CertificationAlias


class PrerequisiteForm(forms.ModelForm):
    def has_changed(self) -> bool:
        """A number alone is no condition: the empty form brings the next one along."""
        changed = set(self.changed_data)
        return bool(changed if self.instance.pk else changed - {"number"})


class PrerequisiteInline(PlainInline):
    model = Prerequisite
    form = PrerequisiteForm
    fk_name = "certification"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Prerequisite]:
        return super().get_queryset(request).prefetch_related("any_of")


class BuildInline(PlainInline):
    model = Build
    fields = (("competency", "strength", "up_to"),)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Build]:
        builds = super().get_queryset(request).select_related("competency")
        return builds.order_by("competency__order")


class SourceInline(PlainInline):
    model = Source
    fields = (("topic", "verified_on"), "url", "note")


class ContradictionRefused(Exception):
    """The change would make the catalogue contradict itself."""

    def __init__(self, sentences: tuple[str, ...]) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


class CertificationForm(forms.ModelForm):
    refused: tuple[str, ...] = ()  # why the catalogue with this change was refused

    def clean(self) -> dict[str, Any] | None:
        for sentence in self.refused:
            self.add_error(None, sentence)
        cleaned = super().clean()
        if self.instance.pk and self.cleaned_data.get("successor") == self.instance:
            self.add_error("successor", _("A certification cannot be its own successor."))
        return cleaned


@admin.register(Certification)
class CertificationAdmin(PlainAdmin):
    form = CertificationForm
    list_display = (
        "name",
        "level",
        "status",
        "successor",
        "body_now",
        "is_enabled",
        "verified_on",
    )
    list_filter = (
        VerifiedFilter,
        "status",
        "level",
        "is_enabled",
        "is_in_article",
        "level_basis",
        "body_now",
        "suite",
    )
    list_select_related = ("level", "successor", "body_now")
    search_fields = (
        "name",
        "full_name",
        "name_now",
        "key",
        "aliases__name",
        "body_now__name",
        "body_now__short_name",
    )
    search_help_text = _("Any of its names, its key, or the awarding body of today.")
    prepopulated_fields = {"key": ("name",)}
    inlines = (PrerequisiteInline, BuildInline, SourceInline, AliasInline)
    save_on_top = True
    fieldsets = (
        (
            None,
            {
                "description": _(
                    "Leave empty what is not known: people then read “not known”. Nothing is "
                    "deleted that somebody uses; set the status to “retired” instead."
                ),
                "fields": ("name", "key", "order", "summary", "is_enabled", "is_in_article"),
            },
        ),
        (
            _("Names and bodies"),
            {"fields": ("full_name", "name_now", ("body_then", "body_now"), "examined_by")},
        ),
        (
            _("Status"),
            {
                "description": _(
                    "A replaced certification keeps its place in roadmaps; people are told to book "
                    "its successor."
                ),
                "fields": (("status", "status_since_on"), "successor", "status_note"),
            },
        ),
        (
            _("Level"),
            {
                "description": _("The level it is meant for, and how we know."),
                "fields": (("level", "level_basis"), "level_reason"),
            },
        ),
        (
            _("What comes first"),
            {
                "description": _(
                    "Compulsory prerequisites are further down, each with its number."
                ),
                "fields": ("is_open_to_all", "recommended_first", "experience_required"),
            },
        ),
        (_("Course"), {"fields": ("course_days", "course_note")}),
        (
            _("Exam"),
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
            _("Cost"),
            {
                "description": _("A price needs its currency and the day it was seen."),
                "fields": (("cost_minor", "cost_currency", "cost_on"), "cost_note"),
            },
        ),
        (_("Validity"), {"fields": ("validity_months", "renewal", "suite")}),
        (_("Verification"), {"fields": ("verified_on",)}),
    )

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: Certification | None = None
    ) -> dict[str, Any]:
        return {} if obj else dict(self.prepopulated_fields)

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Any, inline: Any, prefix: str
    ) -> dict[str, Any]:
        options: dict[str, Any] = super().get_formset_kwargs(request, obj, inline, prefix)
        if isinstance(inline, PrerequisiteInline) and obj.pk:
            last = Prerequisite.objects.filter(certification=obj).aggregate(last=Max("number"))
            options["initial"] = [{"number": (last["last"] or 0) + 1}]
        return options

    def get_form(
        self,
        request: HttpRequest,
        obj: Certification | None = None,
        change: bool = False,
        **kwargs: Any,
    ) -> type[forms.ModelForm]:
        form = super().get_form(request, obj, change=change, **kwargs)
        form.refused = getattr(request, "refused", ())  # type: ignore[attr-defined]
        return form

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Save as usual; when the saved catalogue contradicts itself, undo and show the form again.

        The parts (prerequisites, recommendations, successor) are on different forms, so only the
        whole, once saved, can be judged. The transaction of the admin takes it back.
        """
        if request.method == "POST":
            request.faults_before = set(current_faults())  # type: ignore[attr-defined]
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except ContradictionRefused as refusal:
            request.refused = refusal.sentences  # type: ignore[attr-defined]
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Keep what others rest on: a condition that loses its certification would ask nothing."""
        gone, counts, rights, kept = super().get_deleted_objects(objs, request)
        for one in queries.resting_on(list(objs)):
            kept.append(one)
        return gone, counts, rights, kept

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        before: set[Any] = getattr(request, "faults_before", set())
        new = [fault for fault in current_faults() if fault not in before]
        if refused := tuple(fault.sentence for fault in new if fault.is_contradiction):
            raise ContradictionRefused(refused)
        for fault in new:
            self.message_user(request, fault.sentence, messages.WARNING)
