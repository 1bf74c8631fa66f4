"""What is different between two documents of a certification, in words. No database, no clock."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Field
from django.utils.formats import date_format
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _

from careers.certifications.documents import REFERENCES, Document, own_fields
from careers.certifications.models import Build, Certification, Source
from careers.certifications.queries.names import Names
from careers.certifications.queries.wording import money
from careers.levels.documents import difference_sentence

COST = ("cost_minor", "cost_currency", "cost_on")
"""Three columns that say one thing."""


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One thing that differs. What is added has no `before`, what is removed no `after`."""

    name: str  # of the field, or of the kind of part
    label: str
    before: str
    after: str
    item: Any = None  # which of the parts

    @property
    def sentence(self) -> str:
        return difference_sentence(self.label, self.before, self.after)


def differences(
    before: Document | None, after: Document | None, names: Names
) -> tuple[Difference, ...]:
    """Return what differs, in the order of the form; none where both say the same.

    Of one that is new, or gone, everything that is known. No SQL query.
    """
    if before == after:
        return ()
    told = [*_of_the_whole(before, after), *_of_fields(before, after, names)]
    for part in _PARTS:
        told += _of_parts(part, before or {}, after or {}, names)
    return tuple(told)


def field_labels() -> dict[str, str]:
    """What the fields and parts of a document are called. No SQL query."""
    labels = {one.name: capfirst(str(one.verbose_name)) for one in own_fields()}
    return labels | {"cost_minor": _("Cost")} | {one: _part_labels()[one][0] for one in _PARTS}


def _of_the_whole(before: Document | None, after: Document | None) -> Iterator[Difference]:
    if before is None and after is not None:
        label = _("New certification")
        yield Difference(name="", label=label, before="", after=after["name"])
    if after is None and before is not None:
        label = _("No longer in the catalogue")
        yield Difference(name="", label=label, before=before["name"], after="")


def _of_fields(
    before: Document | None, after: Document | None, names: Names
) -> Iterator[Difference]:
    labels = field_labels()
    for one in own_fields():
        if one.name in COST[1:] or _value(before, one) == _value(after, one):
            continue
        yield Difference(
            name=one.name,
            label=labels[one.name],
            before="" if before is None else value_text(before, one.name, names),
            after="" if after is None else value_text(after, one.name, names),
        )


def _value(document: Document | None, column: Field[Any, Any]) -> Any:
    """Of a document that is not there, what a row has of which nothing is said."""
    if document is None:
        return (None, "", None) if column.name == COST[0] else column.get_default()
    if column.name == COST[0]:
        return tuple(document.get(name) for name in COST)
    return document.get(column.name)


def value_text(document: Document, name: str, names: Names) -> str:
    """Return a field of a document as the site prints it; what is empty too. No SQL query."""
    value = document.get(name)
    column = Certification._meta.get_field(name)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value in (None, ""):
        return _empty(name, value)
    if name == "cost_minor":
        return _cost(document)
    if name in ("body_then", "body_now"):
        return names.bodies.get(value, value)
    if name == "successor":
        return _certification(value, names)
    if name == "suite":
        return names.suites.get(value, value)
    if name == "level":
        return _("level %(number)s") % {"number": value}
    if choices := getattr(column, "choices", None):
        return str(dict(choices).get(value, value))
    return _day(value) if name.endswith("_on") else str(value)


def _empty(name: str, value: str | None) -> str:
    if name in REFERENCES:
        return _("none")
    return _("not known") if value is None else _("nothing")


def _cost(document: Document) -> str:
    amount = money(document["cost_minor"], document.get("cost_currency") or "")
    if not document.get("cost_on"):
        return amount
    return _("%(amount)s (price of %(day)s)") % {
        "amount": amount,
        "day": _day(document["cost_on"]),
    }


def _day(value: str) -> str:
    try:
        return date_format(date.fromisoformat(value), "DATE_FORMAT")
    except ValueError:
        return value


@dataclass(frozen=True, kw_only=True)
class _Part:
    key: Callable[[Any], Any]  # what makes two items the same item
    text: Callable[[Any, Names], str]


def _certification(key: str, names: Names) -> str:
    return names.certifications.get(key, key)


def _prerequisite(item: Mapping[str, Any], names: Names) -> str:
    any_of = [_certification(key, names) for key in item["any_of"]]
    text = get_text_list(any_of, _("or"))
    if item["or_experience"]:
        words = {"certifications": text, "experience": item["or_experience"]}
        text = _("%(certifications)s, or experience: %(experience)s") % words
    if not item["is_official"]:
        text = _("%(condition)s (reported by others)") % {"condition": text}
    return _("condition %(number)s: %(text)s") % {"number": item["number"], "text": text}


def _build(item: Mapping[str, Any], names: Names) -> str:
    strength = dict(Build.Strength.choices).get(item["strength"], item["strength"])
    return _("%(competency)s, %(strength)s, up to level %(level)s") % {
        "competency": names.competencies.get(item["competency"], item["competency"]),
        "strength": str(strength).lower(),
        "level": item["up_to"],
    }


def _source(item: Mapping[str, Any], _names: Names) -> str:
    topic = dict(Source.Topic.choices).get(item["topic"], item["topic"])
    words = {"topic": topic, "url": item["url"], "day": _day(item["verified_on"])}
    text = _("%(topic)s: %(url)s (%(day)s)") % words
    return f"{text} {item['note']}" if item["note"] else text


_PARTS: dict[str, _Part] = {
    "recommended_first": _Part(key=str, text=_certification),
    "prerequisites": _Part(key=lambda one: one["number"], text=_prerequisite),
    "builds": _Part(key=lambda one: one["competency"], text=_build),
    "sources": _Part(key=lambda one: (one["topic"], one["url"]), text=_source),
    "aliases": _Part(key=str, text=lambda name, _names: str(name)),
}


def item_key(kind: str, item: Any) -> Any:
    """What makes two parts of documents the same part. No SQL query."""
    return _PARTS[kind].key(item)


def _part_labels() -> dict[str, tuple[str, str, str, str]]:
    """By kind of part: all of them, one added, one removed, one changed."""
    return {
        "recommended_first": (
            _("Recommended first"),
            _("Recommendation added"),
            _("Recommendation removed"),
            _("Recommendation changed"),
        ),
        "prerequisites": (
            _("Prerequisites"),
            _("Prerequisite added"),
            _("Prerequisite removed"),
            _("Prerequisite changed"),
        ),
        "builds": (
            _("Competencies built"),
            _("Competency added"),
            _("Competency removed"),
            _("Competency changed"),
        ),
        "sources": (
            _("Sources"),
            _("Source added"),
            _("Source removed"),
            _("Source changed"),
        ),
        "aliases": (
            _("Other names"),
            _("Other name added"),
            _("Other name removed"),
            _("Other name changed"),
        ),
    }


def _of_parts(kind: str, before: Document, after: Document, names: Names) -> Iterable[Difference]:
    part = _PARTS[kind]
    old = {part.key(item): item for item in before.get(kind, ())}
    new = {part.key(item): item for item in after.get(kind, ())}
    _all, added, removed, changed = _part_labels()[kind]
    for key in [*old, *(key for key in new if key not in old)]:
        if old.get(key) == new.get(key):
            continue
        label = changed if key in old and key in new else removed if key in old else added
        yield Difference(
            name=kind,
            label=label,
            before=part.text(old[key], names) if key in old else "",
            after=part.text(new[key], names) if key in new else "",
            item=key,
        )
