"""Editing of the ladder and the instrument. A published version is shown, never changed."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import Count, ForeignKey, QuerySet
from django.forms import ModelChoiceField
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from careers.domain.ladder import LEVELS, LOWEST
from careers.levels import actions
from careers.levels.admin_drafts import CatalogueHeld, DraftOnlyInline, DraftsHeld, is_draft
from careers.levels.admin_forms import PlainAdmin, PlainInline
from careers.levels.import_views import TableAdmin
from careers.levels.level_tables import CompetencyTable, GroupTable, LevelTable
from careers.levels.models import (
    Competency,
    CompetencyGroup,
    Instrument,
    Level,
    LevelRule,
    Statement,
    WorkAction,
)


@admin.register(Level)
class LevelAdmin(TableAdmin):
    table = LevelTable
    list_display = ("number", "label", "house_of_pmo_role")
    list_display_links = ("number", "label")
    search_fields = ("label", "explanation", "typical_titles", "house_of_pmo_role")
    search_help_text = _("Words of the label, the explanation, the job titles or the role.")
    readonly_fields = ("number",)
    fieldsets = (
        (
            None,
            {
                "description": _("The ladder has four levels; their number and order are fixed."),
                "fields": ("number", "label", "explanation"),
            },
        ),
        (_("Where people know it from"), {"fields": ("typical_titles", "house_of_pmo_role")}),
        (_("Our reading"), {"fields": ("reading_note",)}),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Level | None = None) -> bool:
        return False


@admin.register(CompetencyGroup)
class CompetencyGroupAdmin(TableAdmin):
    table = GroupTable
    list_display = ("code", "name", "order")
    list_display_links = ("code", "name")
    search_fields = ("code", "name")
    search_help_text = _("Code or name.")


class WorkActionInline(PlainInline):
    model = WorkAction
    max_num = len(LEVELS)

    def get_queryset(self, request: HttpRequest) -> QuerySet[WorkAction]:
        return super().get_queryset(request).select_related("level").order_by("level__number")


@admin.register(Competency)
class CompetencyAdmin(CatalogueHeld, TableAdmin):
    table = CompetencyTable
    list_display = ("code", "name", "short_name", "group", "order")
    list_display_links = ("code", "name")
    list_filter = ("group",)
    list_select_related = ("group",)
    search_fields = ("code", "name", "short_name")
    search_help_text = _("Code or name.")
    inlines = (WorkActionInline,)
    fieldsets = (
        (None, {"fields": ("name", "short_name")}),
        (
            _("Place in the instrument"),
            {
                "description": _(
                    "Fixed once a published version asks about it: earlier results rest on it."
                ),
                "fields": ("code", "group", "order"),
            },
        ),
    )

    def get_readonly_fields(
        self, request: HttpRequest, obj: Competency | None = None
    ) -> tuple[str, ...]:
        published = Statement.objects.filter(competency=obj, instrument__published_at__isnull=False)
        return ("code", "group", "order") if obj and published.exists() else ()


@admin.register(WorkAction)
class WorkActionAdmin(CatalogueHeld, PlainAdmin):
    list_display = ("competency", "level", "text")
    list_display_links = ("text",)
    list_filter = ("level", "competency__group", "competency")
    list_select_related = ("competency", "level")
    search_fields = ("text", "competency__name", "competency__code")
    search_help_text = _("Words of the work action, or code or name of the competency.")
    ordering = ("competency__order", "level__number")


class LevelRuleInline(DraftOnlyInline, PlainInline):
    model = LevelRule
    max_num = len(LEVELS) - 1  # everybody is at the lowest level, so it has no rule

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField[Any] | None:
        if db_field.name == "level":
            kwargs["queryset"] = Level.objects.filter(number__gt=LOWEST)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_queryset(self, request: HttpRequest) -> QuerySet[LevelRule]:
        rules = super().get_queryset(request).select_related("instrument", "level")
        return rules.prefetch_related("groups", "keys").order_by("level__number")


class StatementInline(DraftOnlyInline, PlainInline):
    model = Statement
    fields = (("competency", "level"), "text")
    readonly_fields = ("competency", "level")
    max_num = 0  # a statement for another competency is added on its own page

    def get_queryset(self, request: HttpRequest) -> QuerySet[Statement]:
        statements = super().get_queryset(request).select_related("competency", "level")
        return statements.order_by("competency__order", "level__number")


class PublishedFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("draft", _("Draft")), ("published", _("Published"))]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Instrument]
    ) -> QuerySet[Instrument]:
        if self.value() in ("draft", "published"):
            return queryset.filter(published_at__isnull=self.value() == "draft")
        return queryset


@admin.register(Instrument)
class InstrumentAdmin(DraftsHeld, PlainAdmin):
    list_display = ("version", "is_published", "published_at", "statements", "note")
    list_filter = (PublishedFilter,)
    search_fields = ("question", "note", "version")
    search_help_text = _("Number of the version, or words of the question or the note.")
    readonly_fields = ("version", "published_at")
    inlines = (LevelRuleInline, StatementInline)
    actions = ("copy_to_draft",)
    fieldsets = (
        (
            None,
            {
                "description": _(
                    "A published version never changes, because results rest on it. To change "
                    "something, copy it to a new draft in the list of versions, edit the draft, "
                    "rehearse it and publish it."
                ),
                "fields": ("version", "published_at", "question", "note"),
            },
        ),
        (
            _("The scoring rule"),
            {
                "description": _("Our policy choices: how many competencies make a level."),
                "fields": (
                    ("breadth_numerator", "breadth_denominator"),
                    ("keys_needed", "key_slack"),
                    ("max_not_applicable", "max_not_applicable_keys"),
                ),
            },
        ),
        (
            _("Evidence and age"),
            {"fields": ("evidence_from", "evidence_months", "stale_months")},
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Instrument]:
        instruments: QuerySet[Instrument] = super().get_queryset(request)
        return instruments.annotate(statement_count=Count("statements"))

    @admin.display(description=_("published"), boolean=True)
    def is_published(self, instrument: Instrument) -> bool:
        return instrument.is_published

    @admin.display(description=_("statements"))
    def statements(self, instrument: Any) -> int:
        return int(instrument.statement_count)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # a new version is a copy of an earlier one

    def has_change_permission(self, request: HttpRequest, obj: Instrument | None = None) -> bool:
        return is_draft(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Instrument | None = None) -> bool:
        # None asks about the action on many, which could take published versions with it.
        return obj is not None and is_draft(obj) and super().has_delete_permission(request, obj)

    @admin.action(description=_("Copy to a new draft"), permissions=["change"])
    def copy_to_draft(self, request: HttpRequest, queryset: QuerySet[Instrument]) -> None:
        now = timezone.now()
        for instrument in queryset.order_by("version"):
            try:
                draft = actions.copy_to_draft(instrument=instrument, now=now)
            except IntegrityError:
                text = _("Somebody else made a version at the same moment. Look at it first.")
                self.message_user(request, text, messages.ERROR)
            else:
                text = _("%(old)s was copied to the draft %(new)s. Edit it, then rehearse it.")
                values = {"old": instrument, "new": draft}
                self.message_user(request, text % values, messages.SUCCESS)


@admin.register(Statement)
class StatementAdmin(DraftsHeld, PlainAdmin):
    list_display = ("instrument", "competency", "level", "text")
    list_display_links = ("text",)
    list_filter = ("instrument", "level", "competency__group", "competency")
    list_select_related = ("instrument", "competency", "level")
    search_fields = ("text", "competency__code", "competency__name")
    search_help_text = _("Words of the statement, or code or name of the competency.")
    ordering = ("-instrument__version", "competency__order", "level__number")

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField[Any] | None:
        if db_field.name == "instrument":
            kwargs["queryset"] = Instrument.objects.filter(published_at__isnull=True)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_change_permission(self, request: HttpRequest, obj: Statement | None = None) -> bool:
        is_free = obj is None or is_draft(obj.instrument)
        return is_free and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Statement | None = None) -> bool:
        is_free = obj is not None and is_draft(obj.instrument)
        return is_free and super().has_delete_permission(request, obj)

    def _restored(self, request: HttpRequest, row: Any, version: Any) -> HttpResponse:
        """Nor does it come back into a version that it has left and that is published by now."""
        home = Instrument.objects.published().filter(pk=version.instrument_id).first()
        if home is not None:
            raise ValidationError(_("%(version)s is published already.") % {"version": home})
        return super()._restored(request, row, version)
