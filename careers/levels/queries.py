"""Named reads of the ladder and the instrument, as values ready to print."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db.models import BooleanField, F, Field, Model, Value
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from careers.domain.ladder import LEVELS
from careers.domain.scoring import LevelRule as RuleOfLevel
from careers.domain.scoring import Rule
from careers.levels.documents import Document, plain
from careers.levels.models import Competency, Instrument, Level, LevelRule, Statement, WorkAction


@dataclass(frozen=True, kw_only=True)
class SheetStatement:
    level: int
    text: str


@dataclass(frozen=True, kw_only=True)
class SheetCompetency:
    code: str
    name: str
    short_name: str
    group_code: str
    group_name: str
    statements: tuple[SheetStatement, ...]  # lowest level first


@dataclass(frozen=True, kw_only=True)
class LevelPage:
    """One level and what the scoring rule asks for it; nothing is asked for the lowest level."""

    level: Level
    keys: tuple[str, ...]  # names of the key competencies
    keys_needed: int
    key_slack: int
    needed: int  # competencies that must reach the level when every answer counts
    in_scope: int
    groups_text: str  # names of the groups in scope, as part of a sentence
    covers_everything: bool
    why: str

    @property
    def has_rule(self) -> bool:
        """Something is asked for this level: not the lowest, and a version is published."""
        return self.in_scope > 0


@dataclass(frozen=True, kw_only=True)
class LadderPage:
    levels: tuple[LevelPage, ...]  # lowest first
    instrument: Instrument | None
    competencies: int


def current_instrument() -> Instrument | None:
    """Return the newest published version, or None before any is published. One SQL query."""
    return Instrument.objects.published().newest_first().first()


def ladder() -> tuple[Level, ...]:
    """Return the levels, lowest first. One SQL query."""
    return tuple(Level.objects.order_by("number"))


def work_actions() -> dict[tuple[str, int], str]:
    """Return what to do at work, by competency code and the level it leads to. One SQL query."""
    rows = WorkAction.objects.order_by("competency__order", "level__number")
    return {
        (code, level): text
        for code, level, text in rows.values_list("competency__code", "level__number", "text")
    }


def sheet_of(instrument: Instrument) -> tuple[SheetCompetency, ...]:
    """Return the competencies with their statements, in the order asked. One SQL query."""
    rows = (
        Statement.objects.filter(instrument=instrument)
        .select_related("competency__group", "level")
        .order_by("competency__group__order", "competency__order", "level__number")
    )
    competencies: dict[str, Competency] = {}
    statements: dict[str, list[SheetStatement]] = {}
    for row in rows:
        code = row.competency.code
        competencies[code] = row.competency
        statements.setdefault(code, []).append(
            SheetStatement(level=row.level.number, text=row.text)
        )
    return tuple(
        SheetCompetency(
            code=code,
            name=competency.name,
            short_name=competency.short_name,
            group_code=competency.group.code,
            group_name=competency.group.name,
            statements=tuple(statements[code]),
        )
        for code, competency in competencies.items()
    )


def rule_of(instrument: Instrument) -> Rule:
    """Return the scoring rule of a version, as the domain takes it. One SQL query.

    In scope are the competencies of the level's groups that this version asks about, so one that is
    added later leaves published versions as they are. They come in the order of the instrument:
    scoring uses it to decide between equals.
    """
    names = ("level__number", "is_key", "place", "code")
    rules = LevelRule.objects.filter(instrument=instrument).order_by()
    asked = rules.filter(groups__competencies__statements__instrument=instrument)
    in_scope = asked.annotate(
        is_key=Value(False, output_field=BooleanField()),
        place=F("groups__competencies__order"),
        code=F("groups__competencies__code"),
    ).values_list(*names)
    keys = rules.annotate(
        is_key=Value(True, output_field=BooleanField()),
        place=F("keys__order"),
        code=F("keys__code"),
    ).values_list(*names)
    scope: dict[int, list[str]] = {}
    key: dict[int, list[str]] = {}
    for level, is_key, _order, code in sorted(in_scope.union(keys), key=_place):
        found = key if is_key else scope
        found.setdefault(level, [])
        if code is not None:
            found[level].append(code)
    return Rule(
        levels=tuple(
            RuleOfLevel(
                level=level, scope=tuple(scope.get(level, ())), keys=tuple(key.get(level, ()))
            )
            for level in sorted({*scope, *key})
        ),
        breadth=Fraction(instrument.breadth_numerator, instrument.breadth_denominator),
        keys_needed=instrument.keys_needed,
        key_slack=instrument.key_slack,
        max_not_applicable=instrument.max_not_applicable,
        max_not_applicable_keys=instrument.max_not_applicable_keys,
    )


def _place(row: tuple[int, bool, int | None, str | None]) -> tuple[int, bool, int]:
    level, is_key, place, _code = row
    return level, bool(is_key), place or 0


def ladder_page() -> LadderPage:
    """Return the page about the levels: each with what the current rule asks. Five SQL queries."""
    instrument = current_instrument()
    levels = ladder()
    competencies = tuple(Competency.objects.select_related("group").order_by("order"))
    rule = rule_of(instrument) if instrument else None
    whys: dict[int, str] = {}
    if instrument:
        rows = LevelRule.objects.filter(instrument=instrument)
        whys = dict(rows.values_list("level__number", "why"))
    return LadderPage(
        levels=tuple(
            _level_page(level, rule, competencies, whys.get(level.number, "")) for level in levels
        ),
        instrument=instrument,
        competencies=len(rule.competencies) if rule else 0,
    )


def _level_page(
    level: Level, rule: Rule | None, competencies: tuple[Competency, ...], why: str
) -> LevelPage:
    parts = rule.levels if rule else ()
    part = next((part for part in parts if part.level == level.number), None)
    if rule is None or part is None:
        return LevelPage(
            level=level,
            keys=(),
            keys_needed=0,
            key_slack=0,
            needed=0,
            in_scope=0,
            groups_text="",
            covers_everything=False,
            why="",
        )
    # Minus a floor of a negative is a ceiling: no float can round it the wrong way.
    needed = -(-len(part.scope) * rule.breadth.numerator // rule.breadth.denominator)
    groups = dict.fromkeys(one.group.name for one in competencies if one.code in part.scope)
    return LevelPage(
        level=level,
        keys=tuple(one.name for one in competencies if one.code in part.keys),
        keys_needed=rule.keys_needed,
        key_slack=rule.key_slack,
        needed=needed,
        in_scope=len(part.scope),
        groups_text=get_text_list(
            [_("“%(group)s”") % {"group": name} for name in groups], _("and")
        ),
        covers_everything=len(part.scope) == len(rule.competencies),
        why=why,
    )


def own_columns(model: type[Model]) -> tuple[Field[Any, Any], ...]:
    """Return the columns of a table without the number of the row. No SQL query."""
    return tuple(field for field in model._meta.fields if not field.primary_key)


def documents_of(
    model: type[Model], key: str, keys: Collection[str] | None = None
) -> dict[str, Document]:
    """Return rows as documents by their key, in the order of the table; all without keys.

    Other rows are named by their codes. One SQL query.
    """
    names = {
        field.name: f"{field.name}__code" if field.is_relation else field.name
        for field in own_columns(model)
    }
    rows = model._default_manager.values_list(*names.values())
    if keys is not None:
        rows = rows.filter(**{f"{key}__in": list(keys)})
    found = (dict(zip(names, map(plain, row), strict=True)) for row in rows)
    return {str(document[key]): document for document in found}


def documents_of_competencies(keys: Collection[str] | None = None) -> dict[str, Document]:
    """The same of competencies, each with its work action for each level. Two SQL queries."""
    found = documents_of(Competency, "code", keys)
    actions = work_actions()
    for code, document in found.items():
        for level in LEVELS:
            document[f"work_action_{level}"] = actions.get((code, level), "")
    return found
