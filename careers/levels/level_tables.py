"""The tables of levels, groups and competencies."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from careers.domain.ladder import LEVELS
from careers.levels.actions.rows import write_competencies, write_rows
from careers.levels.actions.signing import Written
from careers.levels.columns import Column, Known, Number, Reference
from careers.levels.columns import Written as Text
from careers.levels.documents import Document
from careers.levels.models import Competency, CompetencyGroup, Level, WorkAction
from careers.levels.queries import documents_of, documents_of_competencies, own_columns
from careers.levels.tables import Table


def field(model: type[models.Model], name: str) -> Any:
    return model._meta.get_field(name)


class RowTable(Table):
    """Rows of one table of the database, without parts."""

    def stored(self, keys: Collection[str] | None = None) -> dict[str, Document]:
        return documents_of(self.model, self.key, keys)

    def blank(self, key: str) -> Document:
        found = {}
        for one in own_columns(self.model):
            is_empty = one.null or one.is_relation
            found[one.name] = None if is_empty else one.get_default()
        return found | {self.key: key}

    def write(self, *, documents: Mapping[str, Document], **options: Any) -> Written:
        return write_rows(model=self.model, key=self.key, documents=documents, **options)


class LevelTable(RowTable):
    model, key, may_add = Level, "number", False
    unknown = _("“%(key)s” is not one of the four levels.")

    number = Column("number", "number", Number(field(Level, "number")), _("1 to 4."))
    label = Column(
        "label", "label", Text(field(Level, "label")), _("The label of the article, word for word.")
    )
    explanation = Column(
        "explanation",
        "explanation",
        Text(field(Level, "explanation")),
        _("What it means, in our words."),
    )
    typical_titles = Column(
        "typical_titles",
        "typical job titles",
        Text(field(Level, "typical_titles")),
        _("Parted by commas."),
    )
    house_of_pmo_role = Column(
        "house_of_pmo_role",
        "House of PMO role",
        Text(field(Level, "house_of_pmo_role")),
        _("For example Analyst."),
    )
    reading_note = Column(
        "reading_note",
        "note on our reading",
        Text(field(Level, "reading_note")),
        _("Where our explanation interprets the article."),
    )

    def name_of(self, document: Document) -> str:
        return f"{document['number']} – {document['label']}"


class GroupTable(RowTable):
    model, key = CompetencyGroup, "code"

    code = Column(
        "code", "code", Text(field(CompetencyGroup, "code")), _("One to four capital letters.")
    )
    name = Column(
        "name", "name", Text(field(CompetencyGroup, "name")), _("Its name."), is_needed=True
    )
    order = Column(
        "order",
        "order",
        Number(field(CompetencyGroup, "order")),
        _("1 for the group that is shown first."),
        is_needed=True,
    )


NO_SUCH_GROUP = _("“%(key)s” is not the code of a group.")
FIXED = _("Fixed once a published version of the questions asks about the competency.")


class CompetencyTable(RowTable):
    model, key = Competency, "code"

    code = Column(
        "code",
        "code",
        Text(field(Competency, "code")),
        _("The letter of its group and a number, for example A1."),
    )
    name = Column("name", "name", Text(field(Competency, "name")), _("Its name."), is_needed=True)
    short_name = Column(
        "short_name",
        "short name",
        Text(field(Competency, "short_name")),
        _("For charts and narrow tables."),
        is_needed=True,
    )
    group = Column(
        "group",
        "group",
        Reference(field(Competency, "group"), "group", NO_SUCH_GROUP),
        FIXED,
        is_needed=True,
    )
    order = Column("order", "order", Number(field(Competency, "order")), FIXED, is_needed=True)
    work_action_1, work_action_2, work_action_3, work_action_4 = (
        Column(
            f"work_action_{level}",
            f"work action to level {level}",
            Text(field(WorkAction, "text"), may_be_empty=True),
            _("What to do at work to reach it; empty: nothing is known."),
        )
        for level in LEVELS
    )

    def stored(self, keys: Collection[str] | None = None) -> dict[str, Document]:
        return documents_of_competencies(keys)

    def blank(self, key: str) -> Document:
        return super().blank(key) | {f"work_action_{level}": "" for level in LEVELS}

    def known(self, keys: Collection[str]) -> Known:
        groups = CompetencyGroup.objects.order_by("order")
        return {"group": tuple(groups.values_list("code", flat=True))}

    def write(self, *, documents: Mapping[str, Document], **options: Any) -> Written:
        return write_competencies(documents=documents, **options)
