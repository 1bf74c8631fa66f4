"""The tables of certifications, awarding bodies and renewal suites."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from careers.certifications import actions, queries
from careers.certifications.cells import ConditionColumn, Conditions, Official, condition_of
from careers.certifications.certification_columns import COLUMNS
from careers.certifications.differences import differences
from careers.certifications.documents import PARTS, REFERENCES, Document, own_fields, plain
from careers.certifications.models import AwardingBody, Certification, Prerequisite, RenewalSuite
from careers.levels.actions import DocumentInvalid, Written
from careers.levels.columns import Column, Known, PastDay
from careers.levels.columns import Written as Text
from careers.levels.level_tables import RowTable, field
from careers.levels.models import Competency
from careers.levels.readings import Said
from careers.levels.tables import Table

CONDITIONS = range(1, 4)
"""Numbers of conditions that a table always has columns for; others are added where they occur."""

NUMBERED = re.compile(r"prerequisite ([1-9][0-9]{0,3})\b")


class CertificationTable(Table):
    """A certification with all its parts in one row, as its document says it."""

    model, key = Certification, "key"

    def __init__(self) -> None:
        super().__init__()
        for column in COLUMNS:
            self.fields[str(column.attribute)] = column
        self._add_conditions(CONDITIONS)

    def _add_conditions(self, numbers: Iterable[int]) -> None:
        for number in sorted(numbers):
            for column in _condition(number):
                self.fields.setdefault(column.heading, column)

    def widen(self, stored: Mapping[str, Document]) -> None:
        self._add_conditions(
            {one["number"] for document in stored.values() for one in document["prerequisites"]}
        )

    def widen_for(self, headings: Sequence[str]) -> None:
        found = (NUMBERED.match(heading.strip().casefold()) for heading in headings)
        self._add_conditions({int(one[1]) for one in found if one})

    def stored(self, keys: Collection[str] | None = None) -> dict[str, Document]:
        return queries.documents(keys)

    def blank(self, key: str) -> Document:
        found: Document = {
            one.name: None if one.name in REFERENCES else plain(one.get_default())
            for one in own_fields()
        }
        return found | {name: [] for name in PARTS} | {"key": key}

    def known(self, keys: Collection[str]) -> Known:
        return {
            "certification": (*self.before, *keys),
            "body": tuple(AwardingBody.objects.order_by("key").values_list("key", flat=True)),
            "suite": tuple(RenewalSuite.objects.order_by("key").values_list("key", flat=True)),
            "level": tuple(map(str, queries.level_numbers())),
            "competency": _codes(),
        }

    def finish(self, document: Document, before: Document | None) -> Mapping[str, str]:
        """A condition without anything in it is none; one that only has experience asks nothing."""
        faults = {}
        for one in list(document["prerequisites"]):
            if one["any_of"] or (before and condition_of(before, one["number"]) == one):
                continue
            if one["or_experience"]:
                heading = _condition(one["number"])[0].heading
                faults[heading] = _("Experience alone is no condition: name a certification too.")
            else:
                document["prerequisites"].remove(one)
        return faults

    def in_order(self, documents: Mapping[str, Document]) -> None:
        every = {**self.before, **documents}
        order = {key: (one["order"], key) for key, one in every.items()}
        codes = {code: place for place, code in enumerate(_codes())}
        for document in documents.values():
            document["recommended_first"].sort(key=order.__getitem__)
            for one in document["prerequisites"]:
                one["any_of"].sort(key=order.__getitem__)
            document["builds"].sort(key=lambda one: codes[one["competency"]])
            before = self.before.get(document["key"])
            for name in ("aliases", "sources"):
                _as_before(document, before, name)

    def write(self, **options: Any) -> Written:
        try:
            return actions.write_documents(**options)
        except actions.Contradiction as refused:
            raise DocumentInvalid({"": {"": list(refused.sentences)}}) from refused

    def names(self, documents: Iterable[Document]) -> queries.Names:
        return queries.catalogue_names(documents)

    def said(self, before: Document | None, after: Document, names: Any) -> Iterator[Said]:
        for one in differences(before, after, names):
            yield Said(label=one.label, before=one.before, after=one.after)


def _codes() -> tuple[str, ...]:
    return tuple(Competency.objects.order_by("order").values_list("code", flat=True))


def _as_before(document: Document, before: Document | None, name: str) -> None:
    """The database has an order of its own for these; what is the same is no change."""
    if before is None or document[name] == before[name]:
        return
    if sorted(map(repr, document[name])) == sorted(map(repr, before[name])):
        document[name] = list(before[name])


def _condition(number: int) -> tuple[ConditionColumn, ...]:
    start = f"prerequisite {number}"
    return (
        ConditionColumn(
            number,
            "any_of",
            f"{start}: any of",
            Conditions(),
            gettext_lazy("Keys of certifications of which one is enough, parted by semicolons."),
        ),
        ConditionColumn(
            number,
            "or_experience",
            f"{start}: or experience",
            Text(field(Prerequisite, "or_experience")),
            gettext_lazy("Experience that replaces the certification."),
        ),
        ConditionColumn(
            number,
            "is_official",
            f"{start}: stated by the provider",
            Official(field(Prerequisite, "is_official")),
            gettext_lazy("no for a condition that others report; empty means yes."),
        ),
    )


NEEDED = gettext_lazy("Needed by a new one.")


def body(name: str, heading: str, told: Any = "", *, is_needed: bool = False) -> Column:
    cell = PastDay if name.endswith("_on") else Text
    return Column(name, heading, cell(field(AwardingBody, name)), told, is_needed=is_needed)


class BodyTable(RowTable):
    model, key = AwardingBody, "key"

    the_key = body("key", "key", gettext_lazy("Stable; letters, digits and hyphens."))
    name = body("name", "name", NEEDED, is_needed=True)
    short_name = body("short_name", "short name", NEEDED, is_needed=True)
    formerly = body("formerly", "formerly", gettext_lazy("Only if it was renamed."))
    website = body("website", "website", gettext_lazy("Its address."))
    note = body("note", "note", gettext_lazy("For those who edit the catalogue."))
    source = body("source", "source", gettext_lazy("The page where the facts were read."))
    verified_on = body("verified_on", "verified on", gettext_lazy("A day, like 2026-11-30."))


class SuiteTable(RowTable):
    model, key = RenewalSuite, "key"

    the_key = Column(
        "key",
        "key",
        Text(field(RenewalSuite, "key")),
        gettext_lazy("Stable; letters, digits and hyphens."),
    )
    name = Column("name", "name", Text(field(RenewalSuite, "name")), NEEDED, is_needed=True)
    rule = Column(
        "rule",
        "how it is renewed",
        Text(field(RenewalSuite, "rule")),
        gettext_lazy("What one exam renews."),
    )
