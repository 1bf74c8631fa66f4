"""The parts of a certification on its form. They are values of its document, not rows."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db.models import Field, ForeignKey, ManyToManyField, QuerySet
from django.forms.models import BaseInlineFormSet, InlineForeignKeyField
from django.http import HttpRequest
from django.utils.translation import gettext as _

from careers.certifications.admin.days import DaysLookedUp
from careers.certifications.documents import Document, plain
from careers.certifications.models import Build, CertificationAlias, Prerequisite, Source
from careers.levels.admin_forms import PlainInline


def chosen_by_key(field: Any) -> Any:
    """A window for a new row gives back its number, and here rows are chosen by their keys."""
    if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
        field.widget.can_add_related = False
    return field


class PartForm(forms.ModelForm):
    """One part. Whether the catalogue can hold it is judged when the whole is known."""

    never_alone: ClassVar[frozenset[str]] = frozenset()  # filled in for everybody, says nothing

    def has_changed(self) -> bool:
        return bool(set(self.changed_data) - self.never_alone)

    @property
    def is_filled(self) -> bool:
        """Whether there is something in it that can be taken out again."""
        return self.has_changed() if self.is_bound else bool(set(self.initial) - self.never_alone)

    def validate_unique(self) -> None:
        """The rows of today give way to what the whole form says."""

    def validate_constraints(self) -> None:
        """As above."""


class PrerequisiteForm(PartForm):
    never_alone = frozenset({"number", "is_official"})


class _Whole(InlineForeignKeyField):
    """What the parts belong to. Its number may be another one when the form comes back."""

    def clean(self, value: Any) -> Any:
        return self.parent_instance


class PartFormSet(BaseInlineFormSet):
    def get_unique_error_message(self, unique_check: Any) -> str:
        names = (self.form.base_fields[name].label for name in unique_check if name != self.fk.name)
        return _("Two of these have the same: %(names)s.") % {"names": ", ".join(map(str, names))}

    def get_form_error(self) -> str:
        return _("Another one has the same.")

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields[self.fk.name] = _Whole(self.instance, label=form.fields[self.fk.name].label)


class PartInline(DaysLookedUp, PlainInline):
    """Without rows: forms that begin with what a document says, and one empty form more.

    Who may only look at the certification sees the rows as they are stored.
    """

    form = PartForm
    formset = PartFormSet
    kind = ""
    names: tuple[str, ...] = ()
    template = "admin/certifications/certification/_part.html"

    def initial(self, document: Document) -> list[dict[str, Any]]:
        """What the forms begin with, the last one for a part that is still to come."""
        return [dict(one) for one in document[self.kind]] + [{}]

    def part(self, values: dict[str, Any]) -> Any:
        """A part of the document from what a form holds."""
        return {name: plain(values[name]) for name in values if name in self.names}

    def may_edit(self, request: HttpRequest) -> bool:
        """They belong to the document: who may change it may change them."""
        user: Any = request.user
        return bool(user.has_perm("certifications.change_certification"))

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_edit(request) or super().has_add_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_edit(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_edit(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        user: Any = request.user
        return self.may_edit(request) or user.has_perm("certifications.view_certification")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        return rows.none() if self.may_edit(request) else rows

    def formfield_for_dbfield(
        self, db_field: Field[Any, Any], request: HttpRequest, **options: Any
    ) -> Any:
        return chosen_by_key(super().formfield_for_dbfield(db_field, request, **options))

    def get_extra(self, request: HttpRequest, obj: Any = None, **options: Any) -> int:
        document = self._document(request)
        return len(self.initial(document)) if document else 1

    def _document(self, request: HttpRequest) -> Document | None:
        editing = getattr(request, "editing", None)
        return editing.document if editing and self.may_edit(request) else None


class AliasInline(PartInline):
    model = CertificationAlias
    kind = "aliases"
    fields = ("name",)
    classes = ("part-lines",)

    def initial(self, document: Document) -> list[dict[str, Any]]:
        return [{"name": name} for name in document["aliases"]] + [{}]

    def part(self, values: dict[str, Any]) -> Any:
        return values["name"]


class PrerequisiteInline(PartInline):
    model = Prerequisite
    form = PrerequisiteForm
    kind = "prerequisites"
    names = ("number", "or_experience", "is_official")
    fk_name = "certification"

    def initial(self, document: Document) -> list[dict[str, Any]]:
        stored = [dict(one) for one in document["prerequisites"]]
        last = max((one["number"] for one in stored), default=0)
        return [*stored, {"number": last + 1}]

    def part(self, values: dict[str, Any]) -> Any:
        return super().part(values) | {"any_of": [one.key for one in values["any_of"]]}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("any_of")

    def formfield_for_manytomany(
        self, db_field: ManyToManyField[Any, Any], request: HttpRequest, **options: Any
    ) -> Any:
        options["to_field_name"] = "key"
        return super().formfield_for_manytomany(db_field, request, **options)


class BuildInline(PartInline):
    model = Build
    kind = "builds"
    names = ("strength", "up_to")
    fields = (("competency", "strength", "up_to"),)
    classes = ("part-lines",)

    def part(self, values: dict[str, Any]) -> Any:
        return super().part(values) | {"competency": values["competency"].code}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        builds = super().get_queryset(request).select_related("competency")
        return builds.order_by("competency__order")

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **options: Any
    ) -> Any:
        if db_field.name == "competency":
            options["to_field_name"] = "code"
        return super().formfield_for_foreignkey(db_field, request, **options)


class SourceInline(PartInline):
    model = Source
    kind = "sources"
    names = ("topic", "url", "note", "verified_on")
    fields = (("topic", "verified_on", "url", "note"),)
    classes = ("part-lines",)


INLINES = (PrerequisiteInline, BuildInline, SourceInline, AliasInline)
