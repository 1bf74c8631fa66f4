"""The pages of a certification: its list, and the form of its document."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Case, Field, ForeignKey, ManyToManyField, Q, When
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from careers.certifications.admin.bodies import VerifiedFilter
from careers.certifications.admin.days import DaysLookedUp
from careers.certifications.admin.editing import Editing, own_changes
from careers.certifications.admin.ending import EndedHere
from careers.certifications.admin.fieldsets import fieldsets_for, fieldsets_to_look_at
from careers.certifications.admin.form import CertificationForm
from careers.certifications.admin.history import HistoryOfDocuments
from careers.certifications.admin.parts import INLINES, chosen_by_key
from careers.certifications.admin.saving import SavedAsDocument
from careers.certifications.documents import REFERENCES
from careers.certifications.import_views import CertificationTableAdmin
from careers.certifications.models import CatalogueChange, Certification
from careers.certifications.queries import wording

ENDED = (Certification.Status.REPLACED, Certification.Status.RETIRED)
IS_BOOKED = Case(
    When(Q(is_enabled=True, level__isnull=False) & ~Q(status__in=ENDED), then=1), default=0
)
"""Proposed under its own name, as a column to sort by."""


@admin.register(Certification)
class CertificationAdmin(
    SavedAsDocument, EndedHere, HistoryOfDocuments, DaysLookedUp, CertificationTableAdmin
):
    form = CertificationForm
    list_display = (
        "name",
        "level_number",
        "status",
        "successor",
        "body_now",
        "is_proposed",
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
    search_help_text = gettext_lazy("Any of its names, its key, or the awarding body of today.")
    prepopulated_fields = {"key": ("name",)}
    inlines = INLINES
    save_on_top = True
    change_form_template = "admin/certifications/certification/change_form.html"

    @admin.display(description=gettext_lazy("level"), ordering="level__number")
    def level_number(self, certification: Certification) -> str:
        return str(certification.level.number) if certification.level else "–"

    @admin.display(description=gettext_lazy("proposed"), boolean=True, ordering=IS_BOOKED)
    def is_proposed(self, certification: Certification) -> bool:
        is_replaced = certification.status == Certification.Status.REPLACED
        return certification.is_proposed and not is_replaced

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """It is retired instead: its history stays, and who holds it keeps the credit."""
        return False

    # The form

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Any]:
        return {} if obj else dict(self.prepopulated_fields)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("key",) if obj else ()

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is not None and not self.has_change_permission(request, obj):
            return fieldsets_to_look_at()
        return fieldsets_for(is_into_asked=bool(self._open_changes(request)))

    @admin.display(description=gettext_lazy("cost"))
    def cost(self, certification: Certification) -> str:
        """For those who may only look."""
        return wording.cost_text(certification) or _("not known")

    def _open_changes(self, request: HttpRequest) -> tuple[CatalogueChange, ...]:
        """Where a form can be put: changes of the same editor that do not hold it yet."""
        editing: Editing | None = getattr(request, "editing", None)
        if editing is None or editing.change is not None:
            return ()
        if editing.places is None:
            editing.places = own_changes(request.user, without=editing.key)
        return editing.places

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any
    ) -> Any:
        form = super().get_form(request, obj, change=change, **options)
        editing: Editing | None = getattr(request, "editing", None)
        if editing is None:
            return form
        values = {
            "document": editing.document,
            "begun": editing.begun,
            "refused": editing.refused,
            "changes": self._open_changes(request),
        }
        return type(form.__name__, (form,), values)

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Any, inline: Any, prefix: str
    ) -> dict[str, Any]:
        values: dict[str, Any] = super().get_formset_kwargs(request, obj, inline, prefix)
        editing: Editing | None = getattr(request, "editing", None)
        if request.method != "POST" and editing and editing.document:
            values["initial"] = inline.initial(editing.document)
        return values

    def formfield_for_dbfield(
        self, db_field: Field[Any, Any], request: HttpRequest, **options: Any
    ) -> Any:
        return chosen_by_key(super().formfield_for_dbfield(db_field, request, **options))

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **options: Any
    ) -> Any:
        options["to_field_name"] = REFERENCES[db_field.name]
        return super().formfield_for_foreignkey(db_field, request, **options)

    def formfield_for_manytomany(
        self, db_field: ManyToManyField[Any, Any], request: HttpRequest, **options: Any
    ) -> Any:
        options["to_field_name"] = "key"
        return super().formfield_for_manytomany(db_field, request, **options)
