"""What all forms of the administration share: no script is needed, and faults are said in words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import AdminTextareaWidget, RelatedFieldWidgetWrapper
from django.core.exceptions import BadRequest
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from careers.levels.admin_conflicts import ToldOfOthers
from careers.levels.history_views import KeptHistory

WORDS = {
    "max_length": _("Write at most %(limit_value)d characters; you have %(show_value)d."),
    "null_characters_not_allowed": _(
        "Your text has a character that cannot be saved. Type that part again."
    ),
}

NUMBERS = {
    "max_value": _("Choose %(limit_value)s or less."),
    "min_value": _("Choose %(limit_value)s or more."),
}

UNPROCESSABLE = 422

LONGEST_SEARCH = 100
MOST_WORDS = 10
"""A database refuses patterns and conditions beyond a size; nobody types so much."""

LONGEST_KEY = 18
"""Digits of a number that every database can hold as a key."""

MOST_PARTS = 200
"""Forms of one kind on one page; a version has about fifty statements (our choice)."""


class Text(forms.CharField):
    """Several lines; the end of a line counts as one character, as people count it."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r", "")


class Boxes(forms.CheckboxSelectMultiple):
    """Boxes to tick, as one group with a name: the admin's searchable lists are neither."""

    label: Any = ""

    def render(self, *args: Any, **kwargs: Any) -> SafeString:
        boxes = super().render(*args, **kwargs)
        return format_html('<div role="group" aria-label="{}">{}</div>', self.label, boxes)


class Choices(forms.ModelMultipleChoiceField):
    """Several rows. A number that no database holds is no choice, and no fault of the server."""

    def clean(self, value: Any) -> Any:
        try:
            return super().clean(value)
        except OverflowError as error:
            text, words = self.error_messages["invalid_choice"], {"value": _("This number")}
            raise forms.ValidationError(text, code="invalid_choice", params=words) from error


class DateInput(forms.DateInput):
    """The browser's own calendar, in the place of one that needs a script."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def in_plain_words(field: forms.Field) -> None:
    """Let a field say in the user's words what is wrong, and lose nothing of what was typed."""
    if isinstance(field, forms.CharField):
        field.error_messages |= WORDS
        # With it, browsers cut off what is pasted and say nothing.
        field.widget.attrs.pop("maxlength", None)
    if isinstance(field, forms.IntegerField) and not isinstance(field, forms.DecimalField):
        field.error_messages |= NUMBERS
    if isinstance(field, forms.SlugField):
        field.error_messages["invalid"] = _("Use only letters, digits, hyphens and underscores.")
    widget = field.widget
    if isinstance(widget, RelatedFieldWidgetWrapper):
        # Of its four little pictures, the one that adds to a list of choices is useful.
        widget.can_change_related = widget.can_delete_related = widget.can_view_related = False
        widget.can_add_related &= not isinstance(widget.widget, Boxes)
        widget = widget.widget
    if isinstance(widget, Boxes):
        widget.label = field.label


class PlainFields(BaseModelAdmin):
    """Fields that anybody can use, no higher and wider than what is usually written in them."""

    formfield_overrides = {
        models.DateField: {"widget": DateInput},
        models.ManyToManyField: {"form_class": Choices, "widget": Boxes},
        models.TextField: {"form_class": Text, "widget": AdminTextareaWidget(attrs={"rows": 3})},
        models.URLField: {"widget": forms.URLInput(attrs={"size": 60}), "assume_scheme": "https"},
    }

    def formfield_for_dbfield(
        self, db_field: models.Field[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        field: forms.Field | None = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None:
            in_plain_words(field)
        return field


class PlainAdmin(ToldOfOthers, KeptHistory, PlainFields, admin.ModelAdmin):
    """The pages of one table."""

    list_title: Any = ""  # of its list, where the name of the table does not say what is listed

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Only what the filters beside the list offer.

        Django allows any field of the row, and the mere existence of rows that point to it: who
        has begun a self-assessment, for example.
        """
        for one in self.get_list_filter(request):
            path = one if isinstance(one, str) else getattr(one, "parameter_name", "")
            if lookup in (path, f"{path}__exact", f"{path}__id__exact", f"{path}__isnull"):
                return True
        return False

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        words = search_term[:LONGEST_SEARCH].split()[:MOST_WORDS]
        return super().get_search_results(request, queryset, " ".join(words))

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        title = self.list_title or capfirst(self.opts.verbose_name_plural)
        try:
            return super().changelist_view(request, {"title": title, **(extra_context or {})})
        except OverflowError as error:
            raise BadRequest("A filter asks for a number that no database holds.") from error

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **options: Any
    ) -> Any:
        response = super().render_change_form(request, context, *args, **options)
        if context.get("errors"):
            response.status_code = UNPROCESSABLE
        return response

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Any:
        held = getattr(request, "held_row", None)
        if isinstance(held, self.model) and str(held.pk) == object_id:
            return held  # read when it was locked, a moment ago
        # Django takes an empty name of a field in the address for the name of a field.
        return super().get_object(request, object_id, from_field or None)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Say what stands in the way; a right that nobody has is no reason anybody understands."""
        gone, counts, rights, kept = super().get_deleted_objects(objs, request)
        return gone, counts, set() if kept else rights, kept

    def response_action(
        self, request: HttpRequest, queryset: models.QuerySet[Any], *args: Any, **options: Any
    ) -> HttpResponse | None:
        keys = request.POST.getlist(ACTION_CHECKBOX_NAME)
        if not all(key.isdecimal() and len(key) <= LONGEST_KEY for key in keys):
            raise BadRequest("A chosen row has no number.")
        return super().response_action(request, queryset, *args, **options)


class PlainInline(PlainFields, admin.StackedInline):
    """Parts of a whole, with one empty form for the next part: no script has to make it.

    They are stacked, because in the admin's tables of parts the fields have no labels.
    """

    extra = 1
    max_num: int | None = MOST_PARTS

    def get_formset(self, request: HttpRequest, obj: Any = None, **options: Any) -> Any:
        # Django would build two thousand forms for whoever forges their number.
        return super().get_formset(request, obj, absolute_max=MOST_PARTS, **options)
