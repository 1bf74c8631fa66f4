"""What stands in the cells of the table of certifications, beside plain texts and numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.widgets import Widget

from careers.certifications.models import Build, Certification, CertificationAlias, Source
from careers.certifications.queries.wording import has_too_many_digits, minor_units, whole_units
from careers.levels.columns import (
    Column,
    Known,
    Written,
    YesOrNo,
    chosen,
    fault_of,
    quoted,
    refuse_the_future,
    text_of,
)
from careers.levels.documents import Document
from careers.levels.lists import Keys, Several
from careers.levels.sheets import Content

NO_SUCH_CERTIFICATION = gettext_lazy(
    "“%(key)s” is not the key of a certification, in the catalogue or in this file."
)
AMOUNT = re.compile(r"[0-9]{1,9}([.][0-9]{1,2})?")
BUILT = re.compile(r"(?P<code>[^\s:]+)\s*:?\s+(?P<strength>\w+)\s+up\s+to\s+(?P<level>[0-9]{1,2})")
READ = re.compile(
    r"(?P<topic>[^:]+):\s*(?P<url>\S+)\s+\((?P<day>[0-9-]+)\)(?:\s(?P<note>.*))?", re.DOTALL
)
STRENGTHS = {Build.Strength.PARTLY.value: "partly", Build.Strength.MAINLY.value: "mainly"}
WORDS = {word: number for number, text in STRENGTHS.items() for word in (text, str(number))}


def checked(model: Any, name: str, value: Any) -> Any:
    """A value of a part, by the rules of its column. Raises ValueError with a sentence."""
    try:
        return model._meta.get_field(name).clean(value, None)
    except ValidationError as refused:
        raise ValueError(fault_of(refused)) from refused


class Aliases(Several):
    def item(self, text: str, known: Known) -> str:
        return str(checked(CertificationAlias, "name", text))


class Builds(Several):
    """`A1: mainly up to 3; B2: partly up to 2`."""

    def item(self, text: str, known: Known) -> dict[str, Any]:
        found = BUILT.fullmatch(text)
        if found is None:
            words = _("“%(item)s” is not written like this: A1: mainly up to 3.")
            raise ValueError(words % {"item": quoted(text)})
        code, level = found["code"], int(found["level"])
        if code not in known.get("competency", ()):
            raise ValueError(_("“%(code)s” is not the code of a competency.") % {"code": code[:40]})
        if str(level) not in known.get("level", ()):
            raise ValueError(_("%(level)s is not one of the four levels.") % {"level": level})
        strength = WORDS.get(found["strength"].casefold())
        if strength is None:
            words = _("“%(word)s” is neither mainly nor partly.")
            raise ValueError(words % {"word": quoted(found["strength"])})
        return {"competency": code, "strength": strength, "up_to": level}

    def text(self, item: Mapping[str, Any]) -> str:
        word = STRENGTHS.get(item["strength"], item["strength"])
        return f"{item['competency']}: {word} up to {item['up_to']}"

    def identity(self, item: Mapping[str, Any]) -> Any:
        return item["competency"]


class Sources(Several):
    """`cost: https://example.org/price (2026-11-30) and a note`, one a line."""

    separator = "\n"

    def clean(self, value: str, row: Any = None, known: Known | None = None, **options: Any) -> Any:
        found = super().clean(value, row, known)
        today: date | None = options.get("today")
        for one in found:
            refuse_the_future(one["verified_on"], today)
        return found

    def item(self, text: str, known: Known) -> dict[str, Any]:
        found = READ.fullmatch(text)
        if found is None:
            words = _("“%(item)s” is not written like this: %(example)s")
            example = "cost: https://example.org/price (2026-11-30)"
            raise ValueError(words % {"item": quoted(text), "example": example})
        topic = str(chosen(found["topic"].strip(), Source.Topic.choices))
        return {
            "topic": topic,
            "url": checked(Source, "url", found["url"]),
            "note": checked(Source, "note", found["note"] or ""),
            "verified_on": checked(Source, "verified_on", found["day"]).isoformat(),
        }

    def text(self, item: Mapping[str, Any]) -> str:
        text = f"{item['topic']}: {item['url']} ({item['verified_on']})"
        return f"{text} {item['note']}" if item["note"] else text

    def identity(self, item: Mapping[str, Any]) -> Any:
        return item["topic"], item["url"]


class CostColumn(Column):
    """An amount in whole units; how many minor ones that is depends on the currency beside it."""

    HEADING, CURRENCY = "cost", "currency"

    def __init__(self, told: Any) -> None:
        super().__init__("cost_minor", self.HEADING, Widget(), told)

    def export(self, instance: Document, **options: Any) -> Content:
        minor, currency = instance["cost_minor"], instance["cost_currency"]
        return None if minor is None else f"{whole_units(minor, currency):f}"

    def save(self, instance: Document, row: Any, is_m2m: bool = False, **options: Any) -> None:
        text = text_of(row[self.heading])
        currency = text_of(row.get(self.CURRENCY, instance["cost_currency"])).upper()
        instance["cost_minor"] = None
        if text:
            if not AMOUNT.fullmatch(text):
                words = _("“%(cell)s” is not an amount. Write it like 245.00.")
                raise ValueError(words % {"cell": quoted(text)})
            amount = Decimal(text)
            if has_too_many_digits(amount, currency):
                raise ValueError(_("This currency has no smaller unit: write a whole number."))
            minor = minor_units(amount, currency)
            instance["cost_minor"] = checked(Certification, "cost_minor", minor)


class Currency(Written):
    def parsed(self, text: str) -> str:
        return text.upper()


class CurrencyColumn(Column):
    def __init__(self, told: Any) -> None:
        cell = Currency(Certification._meta.get_field("cost_currency"))
        super().__init__("cost_currency", CostColumn.CURRENCY, cell, told)

    def save(self, instance: Document, row: Any, is_m2m: bool = False, **options: Any) -> None:
        before = instance["cost_currency"]
        super().save(instance, row, is_m2m, **options)
        is_another = before and instance["cost_currency"] not in ("", before)
        if is_another and CostColumn.HEADING not in row and instance["cost_minor"] is not None:
            raise ValueError(_("The column with the cost is needed to change its currency."))


class Official(YesOrNo):
    def empty(self) -> bool:
        return True


class ConditionColumn(Column):
    """One part of one condition; a condition has three columns of its own."""

    def __init__(self, number: int, part: str, heading: str, cell: Widget, told: Any) -> None:
        super().__init__("prerequisites", heading, cell, told)
        self.number, self.part = number, part

    def get_value(self, instance: Document) -> Any:
        found = condition_of(instance, self.number)
        if found is None:
            return None
        return found[self.part]

    def export(self, instance: Document, **options: Any) -> Content:
        found = condition_of(instance, self.number)
        return "" if found is None else self.widget.render(found[self.part])

    def put(self, document: Document, value: Any) -> None:
        found = condition_of(document, self.number)
        if found is None:
            found = {"any_of": [], "or_experience": "", "is_official": True}
            found = {"number": self.number, **found}
            document["prerequisites"].append(found)
            document["prerequisites"].sort(key=lambda one: one["number"])
        found[self.part] = value


def condition_of(document: Document, number: int) -> dict[str, Any] | None:
    """The condition of this number."""
    return next((one for one in document["prerequisites"] if one["number"] == number), None)


class Conditions(Keys):
    """Any one of these certifications."""

    def __init__(self) -> None:
        super().__init__("certification", NO_SUCH_CERTIFICATION)
