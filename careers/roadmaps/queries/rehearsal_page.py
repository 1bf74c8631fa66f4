"""The page of a draft of the questions before it is published: what differs, who changes level."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _

from careers.levels.models import Competency, Instrument, Level, LevelRule, Statement
from careers.levels.queries import current_instrument
from careers.roadmaps import effects
from careers.roadmaps.effects import LevelMove
from careers.roadmaps.models import ImpactLine, ImpactRun
from careers.roadmaps.queries.change_page import PEOPLE_ON_A_PAGE, touched_lines
from careers.roadmaps.queries.impact import is_current

OF_EACH_VERSION = {"id", "version", "note", "published_at"}
"""Columns that differ between any two versions."""


@dataclass(frozen=True, kw_only=True)
class DraftDifference:
    """One thing that is not the same; empty where there is none."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class RehearsalPage:
    draft: Instrument
    replaces: Instrument | None  # the version people are asked now
    parameters: tuple[DraftDifference, ...]
    statements: tuple[DraftDifference, ...]
    run: ImpactRun | None
    is_current: bool
    is_of_today: bool  # the numbers, if there are any
    lines: tuple[str, ...]  # empty until everybody has been looked at
    moves: tuple[LevelMove, ...]
    labels: Mapping[int, str]  # what each level is called

    @property
    def is_computing(self) -> bool:
        """Somebody is at work, so that the page is worth another look soon."""
        states = ImpactRun.State
        return self.run is not None and self.run.state in (states.WAITING, states.WORKING)

    @property
    def is_rehearsed(self) -> bool:
        """Numbers are there and true."""
        return bool(self.lines) and self.is_current

    @property
    def progress(self) -> str:
        """How many have been looked at, in words."""
        return effects.progress_text(self.run) if self.run else ""


@dataclass(frozen=True, kw_only=True)
class Moved:
    """One person whose level changes."""

    profile_id: int
    name: str
    job_title: str
    manager: str
    before: int | None
    after: int | None


@dataclass(frozen=True, kw_only=True)
class MovedPage:
    people: tuple[Moved, ...]
    page: Page[ImpactLine]


def rehearsal_page(draft: Instrument, today: date) -> RehearsalPage:
    """Return the page of a draft without the people on it. About fifteen SQL queries."""
    replaced = _replaced(draft)
    run = ImpactRun.objects.filter(instrument=draft).first()
    is_done = run is not None and run.state == ImpactRun.State.DONE
    moves = level_moves(run) if run and is_done else ()
    return RehearsalPage(
        draft=draft,
        replaces=replaced,
        parameters=(*_parameters(replaced, draft), *_rules(replaced, draft)) if replaced else (),
        statements=_statements(replaced, draft) if replaced else (),
        run=run,
        is_current=run is not None and (draft.is_published or is_current(run, today)),
        is_of_today=run is not None and run.counted_on == today,
        lines=_lines(run, moves) if run and is_done else (),
        moves=moves,
        labels=dict(Level.objects.order_by("number").values_list("number", "label")),
    )


def _replaced(draft: Instrument) -> Instrument | None:
    """The version in use; of a version that was published, the one before it."""
    if not draft.is_published:
        return current_instrument()
    return Instrument.objects.published().filter(version__lt=draft.version).newest_first().first()


def _lines(run: ImpactRun, moves: Iterable[LevelMove]) -> tuple[str, ...]:
    names = dict(Competency.objects.order_by().values_list("code", "name"))
    unread = run.totals.get("unread", 0)
    told = (*effects.level_lines(moves, unread), *effects.answer_lines(run.totals, names))
    return (*told, *effects.unread_lines(run.totals))


def level_moves(run: ImpactRun) -> tuple[LevelMove, ...]:
    """How many people go from which level to which; from the totals. No SQL query."""
    counted = (
        (*map(int, levels.split(">")), people)
        for levels, people in run.totals.get("levels", {}).items()
    )
    return tuple(
        LevelMove(before=before, after=after, people=people)
        for before, after, people in sorted(counted)
    )


def moved_page(run: ImpactRun, *, number: Any) -> MovedPage:
    """Return one page of the people whose level changes, by name. Two SQL queries."""
    page = Paginator(touched_lines(run), PEOPLE_ON_A_PAGE).get_page(number)
    people = (
        Moved(
            profile_id=line.profile_id,
            name=str(line.profile),
            job_title=line.profile.job_title,
            manager=str(line.profile.manager or ""),
            before=line.level_before,
            after=line.level_after,
        )
        for line in page.object_list
    )
    return MovedPage(people=tuple(people), page=page)


def _parameters(old: Instrument, new: Instrument) -> Iterable[DraftDifference]:
    for field in Instrument._meta.concrete_fields:
        before, after = getattr(old, field.name), getattr(new, field.name)
        if field.name not in OF_EACH_VERSION and before != after:
            label = capfirst(str(field.verbose_name))
            yield DraftDifference(label=label, before=str(before), after=str(after))


def _rules(old: Instrument, new: Instrument) -> Iterable[DraftDifference]:
    rules = LevelRule.objects.filter(instrument__in=[old, new]).select_related("level")
    told: dict[int, dict[int, dict[str, str]]] = {old.pk: {}, new.pk: {}}
    for rule in rules.prefetch_related("groups", "keys").order_by("level__number"):
        told[rule.instrument_id][rule.level.number] = {
            _("groups in scope"): _listed(group.name for group in rule.groups.all()),
            _("key competencies"): _listed(key.name for key in rule.keys.all()),
            _("why these keys"): rule.why,
        }
    for level in sorted({*told[old.pk], *told[new.pk]}):
        before, after = (told[one.pk].get(level, {}) for one in (old, new))
        for name in before or after:
            if before.get(name) != after.get(name):
                label = _("Level %(number)s, %(what)s") % {"number": level, "what": name}
                yield DraftDifference(
                    label=label, before=before.get(name, ""), after=after.get(name, "")
                )


def _listed(names: Iterable[str]) -> str:
    return get_text_list(list(names), _("and"))


def _statements(old: Instrument, new: Instrument) -> tuple[DraftDifference, ...]:
    rows = Statement.objects.filter(instrument__in=[old, new]).order_by(
        "competency__group__order", "competency__order", "level__number"
    )
    told: dict[tuple[str, str, int], dict[int, str]] = {}
    for pk, code, name, level, text in rows.values_list(
        "instrument", "competency__code", "competency__name", "level__number", "text"
    ):
        told.setdefault((code, name, level), {})[pk] = text
    label = _("%(code)s %(competency)s, level %(level)s")
    return tuple(
        DraftDifference(
            label=label % {"code": code, "competency": name, "level": level},
            before=texts.get(old.pk, ""),
            after=texts.get(new.pk, ""),
        )
        for (code, name, level), texts in told.items()
        if texts.get(old.pk) != texts.get(new.pk)
    )
