"""A certification that is replaced or retired: what its office has to say about it."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from careers.certifications.admin.form import WhyField, empty_document
from careers.certifications.documents import Document
from careers.certifications.models import AwardingBody, Certification, Source
from careers.levels.admin_forms import DateInput, Text, in_plain_words
from careers.levels.models import LONGEST_TEXT

OPTIONAL_DAY = _("Leave empty if not known.")


class SuccessorField(forms.ModelChoiceField):
    """A certification; of one that nobody is offered, the choice says so."""

    def label_from_instance(self, obj: Any) -> str:
        if obj.status in (Certification.Status.RETIRED, Certification.Status.REPLACED):
            reason = obj.get_status_display().lower()
        elif obj.is_enabled and obj.level_id is not None:
            return str(obj)
        else:
            reason = _("without a level") if obj.is_enabled else _("not proposed")
        return str(_("%(name)s (%(reason)s)") % {"name": obj, "reason": reason})


class EndingForm(forms.Form):
    """What both have in common."""

    since_on = forms.DateField(
        label=_("Since"), required=False, widget=DateInput, help_text=OPTIONAL_DAY
    )
    note = Text(
        label=_("Note for people"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
        help_text=_("Shown with the status of the certification."),
    )
    source = forms.URLField(
        label=_("Where it was read"),
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"class": "vURLField"}),
        help_text=_("The page of the provider that says so; kept with today’s date."),
    )
    why = WhyField()

    def __init__(self, *args: Any, certification: Certification, **options: Any) -> None:
        self.certification = certification
        # One that ended already says so: what nobody touches stays as it is.
        options["initial"] = {
            "successor": certification.successor,
            "since_on": certification.status_since_on,
            "note": certification.status_note,
        }
        super().__init__(*args, **options)
        others = Certification.objects.exclude(pk=certification.pk)
        self.fields["successor"].queryset = others  # type: ignore[attr-defined]
        for field in self.fields.values():
            in_plain_words(field)

    def ended(self, document: Document, today: date) -> Document:
        """The document with what is said of its status."""
        since_on, note = self.cleaned_data["since_on"], self.cleaned_data["note"]
        changed = deepcopy(document) | {
            "status_since_on": since_on.isoformat() if since_on else None,
            "status_note": note,
        }
        return _with_source(changed, self.cleaned_data["source"], today)


class RetireForm(EndingForm):
    successor = SuccessorField(
        label=_("Successor, if there is one"),
        queryset=Certification.objects.none(),
        to_field_name="key",
        required=False,
        empty_label=_("None"),
        help_text=_(
            "Where somebody has pinned the one that ends, this is proposed instead. In other plans "
            "it is proposed like any other."
        ),
    )
    field_order = ("since_on", "successor", "note", "source", "why")

    def documents(self, document: Document, today: date) -> dict[str, Document]:
        successor = self.cleaned_data["successor"]
        ended = self.ended(document, today) | {
            "status": Certification.Status.RETIRED.value,
            "successor": successor.key if successor else None,
        }
        return {ended["key"]: ended}

    def title(self) -> str:
        return str(_("%(name)s is retired") % {"name": self.certification.name})


class ReplaceForm(EndingForm):
    successor = SuccessorField(
        label=_("Successor"),
        queryset=Certification.objects.none(),
        to_field_name="key",
        required=False,
        empty_label=_("A new certification, named below"),
        help_text=_("What people book instead."),
    )
    new_name = forms.CharField(
        label=_("Name of the new one"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=_(
            "It begins with the level, the competencies, what comes first and the renewal suite of "
            "this one. Its price, course and exam are not known yet."
        ),
    )
    new_key = forms.SlugField(
        label=_("Key of the new one"),
        required=False,
        max_length=50,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=_("Stable; used in imports and links. Made from the name if left empty."),
    )
    new_body = forms.ModelChoiceField(
        label=_("Awarding body of the new one"),
        queryset=AwardingBody.objects.all(),
        to_field_name="key",
        required=False,
        empty_label=_("The same as of this one"),
        help_text=_("Who awards it from now on."),
    )
    field_order = (
        "successor",
        "new_name",
        "new_key",
        "new_body",
        "since_on",
        "note",
        "source",
        "why",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        name = cleaned.get("new_name", "")
        if not cleaned.get("successor") and "successor" not in self.errors:
            if not name and "new_name" not in self.errors:
                text = _("Choose the successor above, or name the new certification here.")
                self.add_error("new_name", text)
            cleaned["new_key"] = cleaned.get("new_key") or slugify(name)[:50].strip("-")
            if name and not cleaned["new_key"] and "new_key" not in self.errors:
                self.add_error("new_key", _("Write a key of letters and digits."))
            elif Certification.objects.filter(key=cleaned["new_key"]).exists():
                text = _("A certification has this key. Choose it above, or write another key.")
                self.add_error("new_key", text)
        elif cleaned.get("successor") and name:
            text = _("A successor is chosen above. Leave this empty, or choose none above.")
            self.add_error("new_name", text)
        return cleaned

    def documents(self, document: Document, today: date, order: int) -> dict[str, Document]:
        """Both: the one that ends, and the new one if it is named."""
        successor = self.cleaned_data["successor"]
        key = successor.key if successor else self.cleaned_data["new_key"]
        ended = self.ended(document, today) | {
            "status": Certification.Status.REPLACED.value,
            "successor": key,
        }
        if successor:
            return {ended["key"]: ended}
        return {ended["key"]: ended, key: self._new(document, today, order)}

    def _new(self, document: Document, today: date, order: int) -> Document:
        body, level = self.cleaned_data["new_body"], document["level"]
        reason = _("It replaces %(name)s.") % {"name": document["name"]}
        kept = ("level", "builds", "prerequisites", "recommended_first", "suite", "summary")
        asked = ("is_open_to_all", "experience_required", "validity_months", "renewal")
        new = empty_document(order) | deepcopy({name: document[name] for name in kept + asked})
        new |= {
            "key": self.cleaned_data["new_key"],
            "name": self.cleaned_data["new_name"],
            "body_now": body.key if body else document["body_now"],
            "level_basis": "" if level is None else Certification.LevelBasis.DERIVED.value,
            "level_reason": "" if level is None else str(reason),
        }
        return _with_source(new, self.cleaned_data["source"], today)

    def title(self) -> str:
        successor = self.cleaned_data["successor"]
        name = successor.name if successor else self.cleaned_data["new_name"]
        words = {"old": self.certification.name, "new": name}
        return str(_("%(old)s is replaced by %(new)s") % words)


def _with_source(document: Document, url: str, today: date) -> Document:
    if not url:
        return document
    status = Source.Topic.STATUS.value
    kept = [one for one in document["sources"] if (one["topic"], one["url"]) != (status, url)]
    new = {"topic": status, "url": url, "note": "", "verified_on": today.isoformat()}
    return document | {"sources": [*kept, new]}
