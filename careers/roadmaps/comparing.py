"""Plans side by side: the next best, the scenarios, what a proposal changes. No database."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from careers.domain.planner import Inputs, Plan, Roadmap, Step
from careers.domain.renewal import keeping
from careers.roadmaps import explanations
from careers.roadmaps.explanations import Words
from careers.roadmaps.page import ChangeView, Line, PlanRow
from careers.roadmaps.plans import (
    cost_text,
    days_text,
    finish_text,
    keeping_text,
    money_text,
    percent_text,
    plan_days_text,
    plan_hours_text,
    unknowns,
)


def what_differs(now: Plan, then: Plan) -> tuple[Line, ...]:
    """What another plan does to cover, cost, hours and finish; only what differs."""
    pairs = (
        (_("Covers"), percent_text(now), percent_text(then)),
        (_("Exams"), str(len(now.steps)), str(len(then.steps))),
        (_("Cost"), cost_text(now), cost_text(then)),
        (_("Study"), plan_hours_text(now), plan_hours_text(then)),
        (_("Finish"), finish_text(now), finish_text(then)),
    )
    text = _("%(now)s now, %(then)s then")
    return tuple(
        Line(label=label, text=text % {"now": before, "then": after})
        for label, before, after in pairs
        if before != after
    )


def plan_lines(plan: Plan, inputs: Inputs) -> tuple[Line, ...]:
    """What a plan comes to, one line each, for plans side by side."""
    lines = (
        Line(label=_("Covers"), text=percent_text(plan)),
        Line(label=_("Exams"), text=str(len(plan.steps))),
        Line(
            label=_("Cost"),
            text=cost_text(plan) if plan.steps else money_text(plan.known_cost),
        ),
        Line(label=_("Study"), text=plan_hours_text(plan)),
        Line(label=_("Finish"), text=finish_text(plan)),
        Line(label=_("Keeping it"), text=keeping_text(keeping(inputs, plan))),
    )
    unknown = "; ".join(unknowns(plan)) or _("nothing")
    return (*lines, Line(label=_("Unknown"), text=unknown))


def step_line(step: Step, words: Words) -> Line:
    return Line(label=words.name(step.certification), text=date_format(step.ends_on))


def comparison(plan: Plan, alternatives: tuple[Plan, ...], words: Words) -> tuple[PlanRow, ...]:
    """The proposed plan beside the next best; nothing when there is no other."""
    if not alternatives:
        return ()
    rows = [plan_row(plan, _("Proposed"), words, is_proposed=True)]
    for number, other in enumerate(alternatives, start=1):
        label = _("Next best") if number == 1 else _("Another way")
        rows.append(plan_row(other, label, words))
    return tuple(rows)


def plan_row(plan: Plan, label: str, words: Words, *, is_proposed: bool = False) -> PlanRow:
    return PlanRow(
        label=label,
        is_proposed=is_proposed,
        certifications=words.named(plan.keys),
        exams=len(plan.steps),
        cover=percent_text(plan),
        cost=cost_text(plan) if plan.steps else money_text(plan.known_cost),
        days=plan_days_text(plan) if plan.steps else days_text(0),
        hours=plan_hours_text(plan),
        finish=finish_text(plan),
        unknown="; ".join(unknowns(plan)) or _("nothing"),
    )


def change_view(key: str, before: Roadmap, after: Roadmap, words: Words, undo: bool) -> ChangeView:
    """Say what “not for me” (`undo` offered) or putting it back did to the plan."""
    facts = {"name": words.name(key)}
    title = _("%(name)s is set aside.") if undo else _("%(name)s may be proposed again.")
    return ChangeView(
        key=key,
        title=title % facts,
        text=explanations.what_changed(before, after, words),
        can_undo=undo,
    )


def kept_view(key: str, words: Words, *, undo: bool) -> ChangeView:
    """The same with an accepted plan, which stays until the person accepts another."""
    facts = {"name": words.name(key)}
    title = _("%(name)s is set aside.") if undo else _("%(name)s may be proposed again.")
    return ChangeView(
        key=key,
        title=title % facts,
        text=_("Your plan stays as it is until you accept a change of it."),
        can_undo=undo,
    )
