"""What one other answer would give: values for the page, made from two results and two roadmaps.

Nothing here reads the database, and nothing decides: scoring and the planner have answered twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careers.assessments import explanations as level_reasons
from careers.assessments import wording
from careers.assessments.completeness import Content, Demand, lacking
from careers.assessments.page import ResultView
from careers.assessments.wording import Words as LevelWords
from careers.domain.planner import Plan, Roadmap
from careers.domain.scoring import gaps_to
from careers.roadmaps import plans
from careers.roadmaps.explanations import Words, percent_of, what_changed


@dataclass(frozen=True, kw_only=True)
class Tried:
    """The answer that is tried, as the form sends it."""

    competency: str
    choice: str
    basis: str


@dataclass(frozen=True, kw_only=True)
class Side:
    """The answers as they are, or as they would be, and what follows from them."""

    result: ResultView
    roadmap: Roadmap
    is_beyond_limits: bool  # no plan fits the person's limits; this is the one without them

    @property
    def plan(self) -> Plan:
        return self.roadmap.stages[0].plan

    @property
    def counted(self) -> dict[str, int | None]:
        return {answer.competency: answer.counted for answer in self.result.outcome.answers}


@dataclass(frozen=True, kw_only=True)
class PlannedStep:
    name: str
    is_new: bool


@dataclass(frozen=True, kw_only=True)
class Trial:
    """Everything the page says about what it would give."""

    verdict: str
    level_now: str  # empty while a question is still open
    level: str  # empty when nothing else was tried
    reason: str
    provisional: tuple[str, ...]
    notes: tuple[str, ...]  # what the answer asks for, and whether it counts less
    change_note: str  # what stands before the smallest change; empty when the level would rise
    change: tuple[str, ...]
    compared_with: int  # the level whose gaps are compared
    closed: tuple[str, ...]
    opened: tuple[str, ...]
    plan_title: str
    plan_text: str  # what goes and what comes
    plan_notes: tuple[str, ...]  # what to know of it: an accepted plan stays, limits do not fit
    steps: tuple[PlannedStep, ...]
    exams: str
    cover: str


def trial_of(
    before: Side | None,
    after: Side,
    *,
    notes: tuple[str, ...],
    has_accepted: bool,
    labels: Mapping[int, str],
    words: Words,
) -> Trial:
    """Compare two sides; without the first one, say only what the second one gives."""
    outcome, rule = after.result.outcome, after.result.rule
    level_words = LevelWords(competencies=words.competencies)
    is_rise = before is not None and before.result.level < outcome.level
    compared_with = _compared_with(before or after)
    closed, opened = _moved(before, after, compared_with, words) if before else ((), ())
    target = after.roadmap.stages[0].target
    changes = () if is_rise else outcome.smallest_change or ()
    return Trial(
        verdict=_verdict(before, after, is_quiet=not (closed or opened)),
        level_now=_level(before.result.level, labels) if before else "",
        level="" if before is after else _level(outcome.level, labels),
        reason=level_reasons.headline(outcome, rule, level_words),
        provisional=level_reasons.provisional(outcome, rule),
        notes=notes,
        change_note="" if is_rise or not outcome.next_check else wording.change_note(outcome),
        change=tuple(wording.change_text(change, level_words) for change in changes),
        compared_with=compared_with,
        closed=closed,
        opened=opened,
        plan_title=_plan_title(target, outcome.level),
        plan_text=_plan_text(before, after, words),
        plan_notes=_plan_notes(before, after, has_accepted=has_accepted),
        steps=_steps(before, after, words),
        exams=plans.exams_text(after.plan),
        cover=plans.cover_text(after.plan, target) if after.plan.steps else "",
    )


def notes_on(content: Content, demand: Demand, lowered: str) -> tuple[str, ...]:
    """What the answer that is tried would ask for when handed in, and whether it counts less."""
    fields = lacking(content, demand)
    found = [lowered] if lowered else []
    if "not_applicable_reason" in fields:
        found.append(_("To hand this answer in, you would say why your PMO does not do it."))
    elif fields:
        text = ngettext(
            "To hand this answer in, you would need evidence of the last month.",
            "To hand this answer in, you would need evidence of the last %(count)s months.",
            demand.evidence_months,
        )
        found.append(text % {"count": demand.evidence_months})
    return tuple(found)


def _level(number: int, labels: Mapping[int, str]) -> str:
    facts = {"number": number, "label": labels.get(number, "")}
    return _("Level %(number)s: %(label)s") % facts


def _verdict(before: Side | None, after: Side, *, is_quiet: bool) -> str:
    """The answer in one sentence, for eyes and for ears."""
    facts: dict[str, object] = {"level": after.result.level}
    if before is None:
        text = _("It would be level %(level)s.")
    elif before is after and after.result.is_agreed:
        text = _("As agreed: level %(level)s.")
    elif before is after:
        text = _("As you answered: level %(level)s.")
    elif before.result.level != after.result.level:
        facts["before"] = before.result.level
        text = _("Level %(level)s instead of level %(before)s.")
    elif before.plan.keys != after.plan.keys:
        text = _("Still level %(level)s, but the plan would change.")
    elif before.plan.cover != after.plan.cover:
        text = _(
            "Still level %(level)s and the same exams, which would cover %(then)s, not %(now)s."
        )
        facts |= {"now": percent_of(before.plan.cover), "then": percent_of(after.plan.cover)}
    elif is_quiet and before.result.is_provisional == after.result.is_provisional:
        text = _("Nothing would change: level %(level)s, and the same plan.")
    else:
        text = _("Still level %(level)s, and the same plan.")
    if after.result.is_provisional:
        return f"{text % facts} {_('The result would be provisional.')}"
    return text % facts


def _compared_with(side: Side) -> int:
    outcome = side.result.outcome
    return outcome.next_check.level if outcome.next_check else outcome.level


def _moved(
    before: Side, after: Side, level: int, words: Words
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What would no longer be missing for a level, and what would newly be."""
    part = before.result.rule.for_level(level)
    old = [gap.competency for gap in gaps_to(before.counted, part)]
    new = [gap.competency for gap in gaps_to(after.counted, part)]
    closed = tuple(words.competency(code) for code in old if code not in new)
    return closed, tuple(words.competency(code) for code in new if code not in old)


def _plan_title(target: int, level: int) -> str:
    if target <= level:
        return _("The plan at the top level")
    return _("The plan to level %(level)s") % {"level": target}


def _plan_text(before: Side | None, after: Side, words: Words) -> str:
    if before is None or before is after:
        return ""
    return what_changed(before.roadmap, after.roadmap, words)


def _plan_notes(before: Side | None, after: Side, *, has_accepted: bool) -> tuple[str, ...]:
    found = []
    if has_accepted:
        found.append(
            _("The plan you accepted stays until you accept another; this is what is proposed.")
        )
    if after.is_beyond_limits and before and before.is_beyond_limits:
        found.append(_("No plan fits your limits, before or after. This is the plan without them."))
    elif before and before.is_beyond_limits:
        found.append(_("This plan would fit your limits; as you answered, no plan does."))
    elif after.is_beyond_limits:
        found.append(_("No plan would fit your limits. This is the plan without them."))
    return tuple(found)


def _steps(before: Side | None, after: Side, words: Words) -> tuple[PlannedStep, ...]:
    known = before.plan.keys if before else after.plan.keys
    return tuple(
        PlannedStep(name=words.name(key), is_new=key not in known) for key in after.plan.keys
    )
