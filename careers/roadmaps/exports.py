"""A roadmap as a file for a program: all of it, as data (docs/exports.md)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from careers.certifications.queries.wording import WITHOUT_MINOR_UNIT
from careers.domain.planner import Inputs
from careers.roadmaps.page import PassedView, RenewalView, RoadmapView, StepView, WorkGap

FORMAT = 2
"""Counts up when a reader of the old shape would misread the new one."""


@dataclass(frozen=True, kw_only=True)
class Export:
    """A roadmap as its page says it, with what the planner was given."""

    page: RoadmapView
    inputs: Inputs


def json_of(export: Export) -> bytes:
    """Return the whole roadmap; the same roadmap gives the same bytes."""
    page, inputs = export.page, export.inputs
    data = {
        "format": FORMAT,
        "made_on": _day(inputs.today),
        "person": page.person,
        **_standing(page),
        "inputs": _inputs(inputs) | {"assessed_at": page.assessed_at.isoformat()},
        "plan_to_level": page.target,
        "steps": [_step(step) for step in page.steps],
        "passed": [_passed(one) for one in page.passed],
        "gone": [_gone(one) for one in page.gone],
        "totals": _totals(page, inputs.constraints.currency),
        "renewals": [_renewal(one) for one in page.renewals],
        "uncovered": [_gap(gap, export) for gap in page.uncovered],
        "covered_in_part": [_gap(gap, export) for gap in page.partly],
    }
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


def state_of(step: StepView) -> str:
    """What is to be done about a step: nothing of what was set aside, whatever else it was."""
    if step.is_dropped:
        return "dropped"
    if step.is_booked:
        return "booked"
    return "overdue" if step.is_overdue else "planned"


def amount(minor: int | None, currency: str) -> str:
    """Return an amount as a plain number; empty when it is not known."""
    if minor is None:
        return ""
    if currency in WITHOUT_MINOR_UNIT:
        return str(minor)
    return f"{minor // 100}.{minor % 100:02}"


def _standing(page: RoadmapView) -> dict[str, Any]:
    """Whether the plan was accepted, whether another waits for that, and whether it fits."""
    is_waiting = page.proposal is not None and not page.proposal.is_declined
    return {
        "is_accepted": page.accepted_at is not None,
        "accepted_at": page.accepted_at.isoformat() if page.accepted_at else None,
        "proposal_waits": is_waiting,
        "fits": page.conflict is None,
        "conflict": list(page.conflict.reasons) if page.conflict else [],
    }


def _inputs(inputs: Inputs) -> dict[str, Any]:
    limits = inputs.constraints
    return {
        "level": inputs.level,
        "target": inputs.target,
        "counted": dict(inputs.counted),
        "held": [
            {
                "certification": one.certification,
                "awarded_on": _day(one.awarded_on),
                "expires_on": _day(one.expires_on),
            }
            for one in sorted(inputs.held, key=lambda one: one.certification)
        ],
        "hours_a_week": limits.hours_a_week,
        "begins_on": _day(limits.begins_on),
        "finish_by": _day(limits.finish_by),
        "budget_minor": limits.budget,
        "currency": limits.currency,
        "booked": {key: _day(limits.booked[key]) for key in sorted(limits.booked)},
        "pinned": sorted(limits.pinned),
        "agreed": sorted(limits.agreed),
        "excluded": sorted(limits.excluded),
        "excluded_providers": sorted(limits.excluded_providers),
        "preferred": sorted(limits.preferred),
        "preferred_providers": sorted(limits.preferred_providers),
        "experience_confirmed": sorted(limits.experience_confirmed),
    }


def _step(step: StepView) -> dict[str, Any]:
    figures = step.figures
    return {
        "number": step.number,
        "certification": step.key,
        "name": step.name,
        "book": step.book_key,
        "book_name": step.book_name,
        "can_be_booked": step.can_be_booked,
        "provider": step.provider,
        "starts_on": _day(step.starts_on),
        "exam_on": _day(step.ends_on),
        "state": state_of(step),
        "is_tight": step.is_tight,
        "is_overdue": step.is_overdue,
        "is_pinned": step.is_pinned,
        "is_agreed": step.is_agreed,
        "study_hours": figures.hours,
        "are_hours_assumed": figures.are_hours_assumed,
        "cost_minor": figures.cost_minor,
        "currency": figures.currency or None,
        "course_days": figures.course_days,
        "why": list(step.reasons),
    }


def _passed(one: PassedView) -> dict[str, Any]:
    told = {"certification": one.key, "name": one.name, "state": "passed"}
    return told | {"passed_on": _day(one.passed_on)}


def _gone(one: PassedView) -> dict[str, Any]:
    return {"certification": one.key, "name": one.name, "state": "gone", "why": one.text}


def _totals(page: RoadmapView, currency: str) -> dict[str, Any]:
    figures = [step.figures for step in page.steps]
    costs = [one.cost_minor for one in figures if one.currency in ("", currency)]
    is_anything_missing = bool(page.steps or page.uncovered or page.partly)
    days = [one.course_days for one in figures]
    return {
        "exams": len(figures),
        "covers": page.totals.cover if is_anything_missing else None,
        "known_cost_minor": _sum(costs),
        "currency": currency,
        "unknown_costs": costs.count(None),
        "costs_in_another_currency": len(figures) - len(costs),
        "known_course_days": _sum(days),
        "unknown_course_days": days.count(None),
        "study_hours": sum(one.hours for one in figures),
        "assumed_hours": sum(one.are_hours_assumed for one in figures),
        "ends_on": _day(max((step.ends_on for step in page.steps), default=None)),
    }


def _sum(numbers: Iterable[int | None]) -> int:
    return sum(number for number in numbers if number is not None)


def _renewal(one: RenewalView) -> dict[str, Any]:
    return {
        "certification": one.key,
        "name": one.name,
        "expires_on": _day(one.expires_on),
        "state": "expired" if one.is_expired else "soon" if one.is_soon else "valid",
        "can_be_renewed": one.can_be_renewed,
        "cost_minor": one.cost_minor,
        "currency": one.currency or None,
        "how": one.sentence,
    }


def _gap(gap: WorkGap, export: Export) -> dict[str, Any]:
    return {
        "competency": gap.code,
        "name": gap.competency,
        "counted": export.inputs.counted.get(gap.code),
        "needed": export.page.target or export.page.level,
        "is_key": gap.is_key,
        "actions": [{"level": one.level, "text": one.text} for one in gap.actions],
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
