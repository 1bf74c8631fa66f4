"""Gaps + catalogue + constraints -> roadmap, exact (rule: docs/rules.md, The roadmap rule)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from careers.domain.certification import Build, Certification, Money, Prerequisite, Status
from careers.domain.conflict import Conflict, Limit, Relaxation, UnmetPin
from careers.domain.eligibility import Register
from careers.domain.ladder import HIGHEST, next_level
from careers.domain.offer import offer, reasons_against
from careers.domain.outcome import Gap
from careers.domain.question import NO_LIMITS, ask, strength
from careers.domain.relaxation import conflict_of, limits_of
from careers.domain.renewal import renewals
from careers.domain.roadmap import (
    COST_OF_AN_EXAM,
    Constraints,
    Cover,
    Holding,
    Inputs,
    Plan,
    Renewal,
    Roadmap,
    Stage,
    Step,
)
from careers.domain.scoring import Rule, gaps_to
from careers.domain.search import search
from careers.domain.steps import Situation, plan_of

__all__ = [
    "COST_OF_AN_EXAM",
    "Build",
    "Certification",
    "Conflict",
    "Constraints",
    "Cover",
    "Gap",
    "Holding",
    "Inputs",
    "Limit",
    "Money",
    "NoPlan",
    "Plan",
    "Prerequisite",
    "Relaxation",
    "Renewal",
    "Roadmap",
    "Rule",
    "Stage",
    "Status",
    "Step",
    "UnmetPin",
    "plan",
    "without_limits",
]

MOST_ALTERNATIVES = 3
"""How many other sets are shown beside the best."""


class NoPlan(Exception):
    """No set of certifications satisfies the constraints; `conflict` says why and the ways out."""

    def __init__(self, conflict: Conflict) -> None:
        self.conflict = conflict
        unmet = ", ".join(pin.certification for pin in conflict.pins)
        limits = ", ".join(conflict.limits)
        super().__init__(
            f"Cannot be planned: {unmet}." if unmet else f"No plan fits the limits: {limits}."
        )

    @property
    def pins(self) -> tuple[UnmetPin, ...]:
        """What must be in the plan and cannot be had whatever the limits, with the reasons."""
        return self.conflict.pins


@dataclass(frozen=True, kw_only=True)
class _Position:
    """Where a person stands when a stage begins: as they are, or as if earlier stages were done."""

    register: Register
    counted: Mapping[str, int | None]
    credited: frozenset[str]
    pins: frozenset[str]  # still to be planned
    begins_on: date


def plan(inputs: Inputs) -> Roadmap:
    """Return the roadmap: for each level up to the target the set of exams that is worth most.

    Worth of a set = its cover less a tenth for each exam, a twentieth for a preferred one. The
    answer is exact and does not depend on the order of the catalogue tuple or of the holdings.
    Alternatives are the next best sets in the same order that are worth less than the lowest price
    of an exam below the best; in such a set no exam is idle. Budget and finish-by date bind the
    first stage alone.

    A certification that must be planned belongs to the first stage in which it can be had. NoPlan
    when there is none, or when no plan fits the limits; ValueError when the level is no level, the
    target is not above it, or the rule says nothing about a level to be planned. Costs are in minor
    units of one currency, cover is a share from 0 to 1. Source: docs/rules.md, The roadmap rule.
    """
    try:
        return _planned(inputs)
    except NoPlan as refused:
        if not refused.pins:
            # What cannot be had whatever the limits is said first.
            _planned(_with_constraints(inputs, budget=None, finish_by=None))
        raise


def without_limits(inputs: Inputs) -> Inputs:
    """Return the inputs without budget, finish-by date, and all that must be planned and cannot.

    `plan` of these never raises NoPlan; its ValueErrors are raised here. Source: docs/rules.md, No
    plan fits.
    """
    left = _with_constraints(inputs, budget=None, finish_by=None)
    while True:
        try:
            _planned(left)
        except NoPlan as refused:
            for way in refused.conflict.relaxations:
                left = _without(left, frozenset(way.dropped))
        else:
            return left


def _with_constraints(inputs: Inputs, **changes: Any) -> Inputs:
    return replace(inputs, constraints=replace(inputs.constraints, **changes))


def _without(inputs: Inputs, dropped: frozenset[str]) -> Inputs:
    constraints = inputs.constraints
    return _with_constraints(
        inputs,
        pinned=constraints.pinned - dropped,
        agreed=constraints.agreed - dropped,
        booked={key: on for key, on in constraints.booked.items() if key not in dropped},
    )


def _planned(inputs: Inputs) -> Roadmap:
    targets = _targets(inputs)
    position = _beginning(inputs)
    stages: list[Stage] = []
    for target in targets:
        stage, position = _stage(inputs, position, target, is_first=not stages)
        stages.append(stage)
    _check_pins(inputs, position, targets[-1])
    return Roadmap(
        level=inputs.level,
        target=targets[-1] if targets[-1] > inputs.level else None,
        stages=tuple(stages),
        renewals=renewals(inputs, position.register, stages[0].plan),
    )


def _targets(inputs: Inputs) -> tuple[int, ...]:
    """Return the levels to plan for, one stage each; at the top only what is missing there."""
    following = next_level(inputs.level)
    if inputs.target is None:
        return (following if following is not None else inputs.level,)
    if not inputs.level < inputs.target <= HIGHEST:
        raise ValueError(
            f"The target must be a level above {inputs.level} and at most {HIGHEST}; "
            f"got {inputs.target}."
        )
    return tuple(range(inputs.level + 1, inputs.target + 1))


def _beginning(inputs: Inputs) -> _Position:
    register = Register(inputs.catalogue)
    credited = register.credited(holding.certification for holding in inputs.held)
    places = {register.place_of(key) for key in inputs.constraints.bound}
    return _Position(
        register=register,
        counted=inputs.counted,
        credited=credited,
        pins=frozenset(places) - credited,
        begins_on=inputs.constraints.begins_on or inputs.today,
    )


def _stage(
    inputs: Inputs, position: _Position, target: int, *, is_first: bool
) -> tuple[Stage, _Position]:
    """Plan one stage; return it with the position of somebody who has done it."""
    level = inputs.rule.for_level(target)
    offered = offer(
        position.register,
        target=target,
        credited=position.credited,
        constraints=inputs.constraints,
    )
    situation = Situation(
        register=position.register,
        offered=offered,
        gaps=gaps_to(position.counted, level),
        credited=position.credited,
        required=position.pins & offered.keys,
        constraints=inputs.constraints,
        begins_on=position.begins_on,
    )
    most = MOST_ALTERNATIVES if is_first and inputs.has_alternatives else 0
    plans = _best_plans(
        situation, is_at_top=target == inputs.level, is_first=is_first, alternatives=most
    )
    stage = Stage(
        target=target,
        gaps=situation.gaps,
        plan=plans[0],
        alternatives=plans[1:],
        uncovered=_uncovered(plans[0], situation),
    )
    return stage, _after(position, stage, level.scope)


def _best_plans(
    situation: Situation, *, is_at_top: bool, is_first: bool, alternatives: int
) -> tuple[Plan, ...]:
    """Return the best plan and at most so many alternatives.

    At the top level no exam is advised: what is missing becomes work, and only pins are planned.
    NoPlan when the limits of the first stage leave none.
    """
    gaps = () if is_at_top else situation.gaps
    limits = limits_of(situation) if is_first else NO_LIMITS
    currency = situation.constraints.currency
    question = ask(situation.offered, gaps, situation.required, currency, limits)
    # One more than is shown, because an alternative without any step is not worth showing.
    count = alternatives + 2 if alternatives and gaps else 1
    found = search(question.problem, count).choices
    if question.problem.is_limited and not (found and found[0].chosen):
        conflict = conflict_of(situation, gaps)
        if conflict is not None:
            raise NoPlan(conflict)
    best, *others = found
    shown = [other for other in others if other.chosen][:alternatives]
    return tuple(plan_of(question.read(choice.chosen), situation) for choice in (best, *shown))


def _uncovered(best: Plan, situation: Situation) -> tuple[Gap, ...]:
    chosen = [situation.register.by_key[key] for key in best.keys]
    return tuple(gap for gap in situation.gaps if not any(strength(one, gap) for one in chosen))


def _after(position: _Position, stage: Stage, scope: Iterable[str]) -> _Position:
    """Return the position as if this stage were done: gaps closed, certifications held."""
    gained = [position.register.gained(key) for key in stage.plan.keys]
    closed = {gap.competency: gap.target for gap in stage.gaps}
    return replace(
        position,
        counted={name: closed.get(name, value) for name, value in position.counted.items()},
        credited=position.credited.union(*gained),
        pins=position.pins.difference(*gained),
        begins_on=stage.plan.ends_on or position.begins_on,
    )


def _check_pins(inputs: Inputs, position: _Position, target: int) -> None:
    unmet = tuple(
        UnmetPin(
            certification=key,
            blockers=reasons_against(
                key,
                position.register,
                target=target,
                credited=position.credited,
                constraints=inputs.constraints,
            ),
        )
        for key in sorted(position.pins)
    )
    if unmet:
        raise NoPlan(
            Conflict(
                limits=(Limit.PIN,),
                pins=unmet,
                relaxations=(Relaxation(dropped=_as_named(inputs, position)),),
            )
        )


def _as_named(inputs: Inputs, position: _Position) -> tuple[str, ...]:
    """Return what is left of the pins as the person named them, in catalogue order."""
    register = position.register
    named = [key for key in inputs.constraints.bound if register.place_of(key) in position.pins]
    place = {key: number for number, key in enumerate(register.by_key)}
    return tuple(sorted(named, key=lambda key: (place.get(key, len(place)), key)))
