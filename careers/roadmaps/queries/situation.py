"""Where somebody stands with their roadmap: the accepted plan, the proposal, and what differs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any

from careers.assessments import queries as assessments
from careers.assessments.queries import ResultView
from careers.certifications import queries as certifications
from careers.domain import planner
from careers.domain.accepted import Kept, keep
from careers.domain.changes import PlanChange, compare, same_exams
from careers.domain.conflict import Conflict
from careers.domain.eligibility import Register
from careers.domain.impact import Standing
from careers.domain.outcome import Gap
from careers.profiles import queries as profiles
from careers.profiles.models import Profile
from careers.roadmaps.choices import Choices, StepChoice
from careers.roadmaps.queries.choices import choices_of
from careers.roadmaps.queries.inputs import inputs_from, went_on_from


@dataclass(frozen=True, kw_only=True)
class Situation:
    result: ResultView
    choices: Choices
    inputs: planner.Inputs
    proposal: planner.Roadmap  # without the limits where no plan fits them
    conflict: Conflict | None  # why no plan fits
    # What is left of the accepted plan, as it was accepted: what the person leaves out since then
    # goes only when they accept the change. None before one was accepted.
    kept: Kept | None
    changes: tuple[PlanChange, ...]  # what accepting the proposal would do to it

    @property
    def stage(self) -> planner.Stage:
        """The stage in detail, as proposed."""
        return self.proposal.stages[0]

    @property
    def plan(self) -> planner.Plan:
        """The plan that counts: the accepted one, else the proposal."""
        return self.kept.plan if self.kept else self.stage.plan

    @property
    def uncovered(self) -> tuple[Gap, ...]:
        """The gaps that the plan leaves to work."""
        return self.kept.uncovered if self.kept else self.stage.uncovered

    @property
    def renewals(self) -> tuple[planner.Renewal, ...]:
        """What expires, and whether the plan renews it."""
        return self.kept.renewals if self.kept else self.proposal.renewals

    def name_of(self, step: planner.Step) -> str:
        """Under which name a step of the proposal is in the accepted plan, if it is; else its own.

        No SQL query.
        """
        same = same_exams(self.kept.plan, self.stage.plan) if self.kept else {}
        return next((key for key, other in same.items() if other is step), step.certification)

    @property
    def digest(self) -> str:
        """Names the proposal: another one was looked at if it differs."""
        return digest_of(self.stage.plan, self.inputs)


def digest_of(plan: planner.Plan, inputs: planner.Inputs) -> str:
    """Return a mark of a proposal, the same in every process. No SQL query.

    Days count from the beginning, unless they are booked: a proposal that begins today because
    something is overdue is the same tomorrow. What to book in its place is part of a step.
    """
    begins_on = inputs.constraints.begins_on or inputs.today
    steps = [
        (
            step.certification,
            step.ends_on.isoformat() if step.is_booked else (step.ends_on - begins_on).days,
            *([step.book] if step.book != step.certification else []),
        )
        for step in plan.steps
    ]
    begins = None if begins_on == inputs.today else begins_on.isoformat()
    return sha256(json.dumps([begins, steps]).encode()).hexdigest()


def situation_of(profile: Profile, today: date) -> Situation | None:
    """Return where a person stands, or None before the first submitted self-assessment.

    Five SQL queries, one before the first result.
    """
    result = assessments.latest_result(profile)
    if result is None:
        return None
    held, catalogue = profiles.holdings_of(profile), certifications.domain_catalogue()
    return situation_from(result, held, choices_of(profile), catalogue, today)


def situation_from(
    result: ResultView,
    held: tuple[planner.Holding, ...],
    choices: Choices,
    catalogue: tuple[planner.Certification, ...],
    today: date,
) -> Situation:
    """Return where a person stands. No SQL query."""
    inputs = inputs_from(result, held, choices, catalogue, today)
    inputs, standing, conflict = standing_from(inputs, choices)
    return Situation(
        result=result,
        choices=choices,
        inputs=inputs,
        proposal=standing.proposal,
        conflict=conflict,
        kept=standing.kept,
        changes=standing.changes,
    )


def standing_from(
    inputs: planner.Inputs, choices: Choices
) -> tuple[planner.Inputs, Standing, Conflict | None]:
    """Return the inputs planned with, the proposal beside the accepted plan, why no plan fits.

    No SQL query.
    """
    accepted = choices.accepted
    keys, booked_as = [step.key for step in accepted], choices.booked_as
    left = keep(as_it_was(inputs), keys, booked_as) if choices.is_accepted else None
    kept = as_accepted(left, accepted) if left else None
    inputs, proposal, conflict = proposal_for(inputs)
    dates = {step.key: step.ends_on for step in accepted if step.ends_on}
    changes: tuple[PlanChange, ...] = ()
    if kept and not conflict:
        left = keep(inputs, keys, booked_as)
        changes = compare(inputs, left, proposal.stages[0].plan, dates)
    declined = choices.declined
    standing = Standing(
        proposal=proposal,
        fits=not conflict,
        kept=kept,
        changes=changes,
        is_declined=bool(declined) and declined == digest_of(proposal.stages[0].plan, inputs),
    )
    return inputs, standing, conflict


def redated(situation: Situation) -> planner.Plan:
    """Return what is left of the accepted plan dated anew, from bookings and results alone.

    The hours are those it was accepted with: wishes move nothing before they are accepted. No SQL
    query.
    """
    inputs, choices = situation.inputs, situation.choices
    study = choices.basis.get("study", {})
    register = Register(inputs.catalogue)
    studied = {name: hours for key, hours in study.items() for name in _names(key, register)}
    begins_on = went_on_from(choices, inputs.held, register, inputs.today)
    constraints = replace(
        inputs.constraints,
        begins_on=begins_on,
        hours_a_week=choices.basis.get("hours_a_week", inputs.constraints.hours_a_week),
    )
    catalogue = tuple(
        replace(one, study_hours=studied.get(one.key, one.study_hours)) for one in inputs.catalogue
    )
    then = replace(inputs, constraints=constraints, catalogue=catalogue)
    keys = [step.key for step in choices.accepted]
    return keep(as_it_was(then), keys, choices.booked_as).plan


def _names(key: str, register: Register) -> tuple[str, ...]:
    return (key, register.book(key)) if key in register.by_key else ()


def as_it_was(inputs: planner.Inputs) -> planner.Inputs:
    """The inputs without what was left out since: only accepting takes it away. No SQL query."""
    none = frozenset[str]()
    return replace(
        inputs,
        constraints=replace(inputs.constraints, excluded=none, excluded_providers=none),
    )


def proposal_for(
    inputs: planner.Inputs,
) -> tuple[planner.Inputs, planner.Roadmap, Conflict | None]:
    """Plan, beginning today if otherwise something would have to be done before today.

    Returns the inputs planned with, the roadmap, and why no plan fits the limits (the roadmap is
    then the one without them). No SQL query.
    """
    begins_on = inputs.constraints.begins_on or inputs.today
    from_today = replace(inputs.constraints, begins_on=inputs.today)
    try:
        proposal = planner.plan(inputs)
    except planner.NoPlan as refused:
        if begins_on < inputs.today:  # ways out are for those who begin today
            return proposal_for(replace(inputs, constraints=from_today))
        return inputs, planner.plan(planner.without_limits(inputs)), refused.conflict
    is_late = any(
        step.ends_on < inputs.today and not step.is_booked for step in proposal.stages[0].plan.steps
    )
    if is_late and begins_on < inputs.today:
        return proposal_for(replace(inputs, constraints=from_today))
    return inputs, proposal, None


def as_accepted(kept: Kept, accepted: Iterable[StepChoice]) -> Kept:
    """Give the steps the order and the days that were accepted; a booked exam has its own day.

    No SQL query.
    """
    said = {step.key: step for step in accepted}
    steps = sorted(
        (_on_its_day(step, said[step.certification]) for step in kept.plan.steps),
        key=lambda step: (step.ends_on, said[step.certification].place or 0),
    )
    ends_on = max((step.ends_on for step in steps), default=None)
    return replace(kept, plan=replace(kept.plan, steps=tuple(steps), ends_on=ends_on))


def _on_its_day(step: planner.Step, said: StepChoice) -> planner.Step:
    if step.is_booked or said.starts_on is None or said.ends_on is None:
        return step
    return replace(step, starts_on=said.starts_on, ends_on=said.ends_on)


def basis_of(situation: Situation) -> dict[str, Any]:
    """What a plan is made from, as JSON holds it, to say later what has changed. No SQL query."""
    inputs, choices = situation.inputs, situation.choices
    begins_on = inputs.constraints.begins_on or inputs.today
    named = [(situation.name_of(step), step) for step in situation.stage.plan.steps]
    return {
        "begins_on": begins_on.isoformat(),
        "assessment": situation.result.assessment_id,
        "level": situation.result.level,
        "held": sorted(holding.certification for holding in inputs.held),
        "wishes": replace(choices.wishes, currency=inputs.constraints.currency).as_data(),
        "excluded": sorted(inputs.constraints.excluded),
        "agreed": sorted(inputs.constraints.agreed),
        "catalogue": fingerprint(inputs.catalogue),
        "hours_a_week": inputs.constraints.hours_a_week,
        "study": {name: step.hours for name, step in named},
        "book": {name: step.book for name, step in named},
    }


def fingerprint(catalogue: Iterable[planner.Certification]) -> Mapping[str, str]:
    """One short mark for each certification, which changes with any of its facts. No SQL query."""
    return {one.key: sha256(repr(one).encode()).hexdigest()[:12] for one in catalogue}
