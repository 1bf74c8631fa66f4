"""Plans made by hand: the planner's answers, without the planner."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from careers.domain.planner import Cover, Money, Plan, Roadmap, Stage, Step
from careers.domain.scoring import Gap
from careers.roadmaps.explanations import Words

NAMES = {
    "ppso-essentials": "PPSO Essentials",
    "p3o-foundation": "P3O Foundation",
    "p3o-practitioner": "P3O Practitioner",
    "ppso-advanced": "PPSO Advanced Practitioner",
    "ipmo-foundation": "IPMO-Foundation",
    "ipmo-practitioner": "IPMO-Practitioner",
    "pmo-administrators": "Essentials for PMO Administrators",
}
COMPETENCIES = {
    "A1": "Planning, schedules and dependencies",
    "A3": "Money, business case and benefits",
    "B1": "Governance and decision support",
    "B3": "Assurance, quality and standards",
    "C1": "PMO services: design and improvement",
}


def words(**others: Any) -> Words:
    facts: dict[str, Any] = {"certifications": NAMES, "competencies": COMPETENCIES}
    return Words(**{**facts, **others})


def gap(code: str, counted: int = 2, target: int = 3, *, is_key: bool = False) -> Gap:
    return Gap(competency=code, counted=counted, target=target, is_key=is_key)


def cover(code: str, up_to: int = 3, **gap_facts: Any) -> Cover:
    return Cover(gap=gap(code, **gap_facts), strength=2, up_to=up_to)


def step(key: str = "p3o-foundation", **others: Any) -> Step:
    facts: dict[str, Any] = {
        "certification": key,
        "book": key,
        "covers": (),
        "needed_for": (),
        "requires": (),
        "already_held": (),
        "experience_to_confirm": False,
        "added_cover": Fraction(1, 3),
        "hours": 24,
        "are_hours_assumed": False,
        "starts_on": date(2026, 11, 23),
        "ends_on": date(2026, 12, 27),
    }
    return Step(**{**facts, **others})


def plan(*keys: str, **others: Any) -> Plan:
    facts: dict[str, Any] = {
        "steps": tuple(step(key) for key in keys),
        "cover": Fraction(2, 3),
        "known_cost": Money(minor=0, currency="GBP"),
        "unknown_costs": 0,
        "known_days": 0,
        "unknown_days": 0,
        "hours": 24 * len(keys),
        "assumed_hours": 0,
        "ends_on": date(2026, 12, 27) if keys else None,
    }
    return Plan(**{**facts, **others})


def stage(a_plan: Plan, **others: Any) -> Stage:
    facts: dict[str, Any] = {"target": 3, "gaps": (), "alternatives": (), "uncovered": ()}
    return Stage(plan=a_plan, **{**facts, **others})


def roadmap(*keys: str) -> Roadmap:
    return Roadmap(level=2, target=3, stages=(stage(plan(*keys)),), renewals=())
