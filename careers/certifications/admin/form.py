"""The form of a certification: it begins with a document, and makes one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from careers.certifications.documents import REFERENCES, Document, own_fields, plain
from careers.certifications.forms import MoneyField
from careers.certifications.models import CatalogueChange, Certification
from careers.certifications.queries import wording
from careers.levels.admin_forms import Text, in_plain_words
from careers.levels.models import LONGEST_TEXT


class WhyField(Text):
    """Why the catalogue is changed."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Why"),
            required=False,
            max_length=LONGEST_TEXT,
            widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
            help_text=_("Kept in the history; people whose roadmap it touches read it too."),
        )


class CertificationForm(forms.ModelForm):
    """Other rows are chosen by their keys, as documents name them."""

    document: ClassVar[Document | None] = None  # what it begins with
    begun: ClassVar[Mapping[str, Any]] = {}  # what was typed beside the document
    refused: ClassVar[Mapping[str, Iterable[str]]] = {}  # why it cannot be saved, by field
    changes: ClassVar[tuple[CatalogueChange, ...]] = ()  # open ones that it could be put into

    cost = MoneyField(
        label=_("Cost"),
        help_text=_("For example 245.00. Leave empty if not known; never zero for it."),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 12}),
    )
    is_verified_today = forms.BooleanField(
        label=_("I have compared these facts with their sources today"),
        required=False,
        help_text=_("Sets the day below to today."),
    )
    why = WhyField()
    into = forms.ChoiceField(
        label=_("Put it into"),
        required=False,
        help_text=_("What belongs together is looked at and published together."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        in_plain_words(self.fields["why"])
        if self.document is not None:
            self.initial.update(
                {name: self.document[name] for name in self.fields if name in self.document}
            )
            self.initial["cost"] = _amount(self.document)
        self.initial.update(self.begun)
        if "into" in self.fields:
            own = [("", _("A change of its own"))]
            self.fields["into"].choices = own + [(str(one.pk), one.title) for one in self.changes]  # type: ignore[attr-defined]

    def clean_cost_currency(self) -> str:
        return str(self.cleaned_data["cost_currency"]).upper()

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or {}
        own_key, successor = self.instance.key or cleaned.get("key"), cleaned.get("successor")
        if successor is not None and successor.key == own_key:
            self.add_error("successor", _("A certification cannot be its own successor."))
        is_replaced = cleaned.get("status") == Certification.Status.REPLACED
        if is_replaced and not successor and "successor" not in self.errors:
            self.add_error("successor", _("A replaced certification needs its successor."))
        cost, currency = cleaned.get("cost"), cleaned.get("cost_currency", "")
        if cost is not None and wording.has_too_many_digits(cost, currency):
            text = _("This currency has no smaller unit: write a whole number.")
            self.add_error("cost", text)
        for name, sentences in self.refused.items():
            for sentence in sentences:
                self.add_error(_field(name, self), sentence)
        return cleaned


def _field(name: str, form: forms.BaseForm) -> str | None:
    name = "cost" if name == "cost_minor" else name
    return name if name in form.fields else None


def _amount(document: Document) -> Any:
    if document["cost_minor"] is None:
        return None
    amount = wording.whole_units(document["cost_minor"], document["cost_currency"])
    is_whole = document["cost_currency"] in wording.WITHOUT_MINOR_UNIT
    return str(amount) if is_whole else f"{amount:.2f}"


def document_from(
    form: CertificationForm, formsets: Iterable[Any], inlines: Mapping[type[Any], Any]
) -> Document:
    """The document that valid forms speak of."""
    cleaned, document = form.cleaned_data, {}
    for field in own_fields():
        value = cleaned.get(field.name, getattr(form.instance, field.name, None))
        if field.name in REFERENCES and value is not None:
            value = getattr(value, REFERENCES[field.name])
        document[field.name] = plain(value)
    cost = cleaned["cost"]
    document["cost_minor"] = (
        None if cost is None else wording.minor_units(cost, document["cost_currency"])
    )
    if cleaned.get("is_verified_today"):
        document["verified_on"] = _today().isoformat()
    document["recommended_first"] = [one.key for one in cleaned["recommended_first"]]
    for formset in formsets:
        inline = inlines[formset.model]
        gone = formset.deleted_forms if formset.can_delete else ()
        document[inline.kind] = [
            inline.part(one.cleaned_data)
            for one in formset.forms
            if one.has_changed() and one not in gone
        ]
    return document


def _today() -> date:
    return timezone.localdate()


def empty_document(order: int) -> Document:
    """What a form begins with for a certification that is not there yet."""
    document: Document = {field.name: plain(field.get_default()) for field in own_fields()}
    parts = ("recommended_first", "aliases", "prerequisites", "builds", "sources")
    return document | {"order": order} | {name: [] for name in parts}
