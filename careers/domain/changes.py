"""What a proposal would change in an accepted plan, and why (docs/rules.md, An accepted plan)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from careers.domain.accepted import Kept
from careers.domain.certification import Certification
from careers.domain.eligibility import Blocker
from careers.domain.question import cover, strength
from careers.domain.roadmap import COST_OF_AN_EXAM, Inputs, Plan, Step


class ChangeKind(StrEnum):
    REMOVED = "removed"
    ADDED = "added"
    MOVED = "moved"


class Why(StrEnum):
    """The one reason that weighs most."""

    BLOCKED = "blocked"  # it can no longer be planned: see the blockers
    NOTHING_LEFT = "nothing_left"  # what it builds is no longer missing
    TOO_LITTLE = "too_little"  # beside the rest it covers no more than an exam must
    BETTER_WAY = "better_way"  # other exams are worth more, or fit the limits
    REQUIRED = "required"  # pinned, agreed or booked
    NEEDED = "needed"  # another step of the proposal needs it first
    COVERS = "covers"  # it works on what is missing
    DATES = "dates"  # the same step on another day


@dataclass(frozen=True, kw_only=True)
class PlanChange:
    kind: ChangeKind
    certification: str
    why: Why
    blockers: tuple[Blocker, ...] = ()
    added_cover: Fraction = Fraction(0)  # what it would add to the proposal
    step: Step | None = None  # of the proposal, for what is added or moved
    was_on: date | None = None


def compare(
    inputs: Inputs, kept: Kept, proposal: Plan, dates: Mapping[str, date]
) -> tuple[PlanChange, ...]:
    """Return what accepting the proposal would do: removals, then additions, then new dates.

    `dates` names the accepted day of each exam. Empty when the proposal is the accepted plan.
    Source: docs/rules.md, An accepted plan.
    """
    new = {step.certification: step for step in proposal.steps}
    catalogue = {one.key: one for one in inputs.catalogue}
    blocked = [
        PlanChange(
            kind=ChangeKind.REMOVED,
            certification=gone.certification,
            why=Why.BLOCKED,
            blockers=gone.blockers,
            was_on=dates.get(gone.certification),
        )
        for gone in kept.gone
    ]
    removed = [
        _removed(step, kept, new, catalogue, dates)
        for step in kept.plan.steps
        if step.certification not in new
    ]
    old = set(kept.plan.keys)
    added = [_added(step) for step in proposal.steps if step.certification not in old]
    moved = [
        PlanChange(
            kind=ChangeKind.MOVED,
            certification=step.certification,
            why=Why.DATES,
            step=step,
            was_on=dates[step.certification],
        )
        for step in proposal.steps
        if step.certification in old and dates.get(step.certification, step.ends_on) != step.ends_on
    ]
    return (*blocked, *removed, *added, *moved)


def _removed(
    step: Step,
    kept: Kept,
    new: Mapping[str, Step],
    catalogue: Mapping[str, Certification],
    dates: Mapping[str, date],
) -> PlanChange:
    one = catalogue[step.certification]
    chosen = [catalogue[key] for key in new]
    added = cover((*chosen, one), kept.gaps) - cover(chosen, kept.gaps)
    if not any(strength(one, gap) for gap in kept.gaps):
        why = Why.NOTHING_LEFT
    elif added <= COST_OF_AN_EXAM:
        why = Why.TOO_LITTLE
    else:
        why = Why.BETTER_WAY
    return PlanChange(
        kind=ChangeKind.REMOVED,
        certification=step.certification,
        why=why,
        added_cover=added,
        was_on=dates.get(step.certification),
    )


def _added(step: Step) -> PlanChange:
    if step.is_pinned or step.is_agreed or step.is_booked:
        why = Why.REQUIRED
    elif step.covers:
        why = Why.COVERS
    else:
        why = Why.NEEDED
    return PlanChange(
        kind=ChangeKind.ADDED,
        certification=step.certification,
        why=why,
        added_cover=step.added_cover,
        step=step,
    )
