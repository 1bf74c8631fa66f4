"""What a proposal would change in an accepted plan, and why (docs/rules.md, An accepted plan)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from careers.domain.accepted import Gone, Kept
from careers.domain.certification import Certification, Status
from careers.domain.eligibility import Blocker, BlockerKind
from careers.domain.question import cover, strength
from careers.domain.roadmap import COST_OF_AN_EXAM, Inputs, Plan, Step


class ChangeKind(StrEnum):
    REMOVED = "removed"
    ADDED = "added"
    MOVED = "moved"
    SUCCEEDED = "succeeded"  # the same step, and something else to book for it


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
    REPLACED = "replaced"  # what was to be booked has been replaced since
    OTHER_SUCCESSOR = "other_successor"  # it can still be had, and is no longer what to book
    OWN_AGAIN = "own_again"  # it is not replaced any more


@dataclass(frozen=True, kw_only=True)
class PlanChange:
    kind: ChangeKind
    certification: str
    why: Why
    blockers: tuple[Blocker, ...] = ()
    added_cover: Fraction = Fraction(0)  # what it would add to the proposal
    step: Step | None = None  # of the proposal, for what is added, moved or succeeded
    was_on: date | None = None
    was: Step | None = None  # as accepted, for what is succeeded
    course_days: int | None = None  # of what is to be booked now; None = not known
    was_course_days: int | None = None  # of what was to be booked
    follows: tuple[
        str, ...
    ] = ()  # steps that nobody can book any more, and this is their successor


def compare(
    inputs: Inputs, kept: Kept, proposal: Plan, dates: Mapping[str, date]
) -> tuple[PlanChange, ...]:
    """Return what accepting the proposal would do.

    Removals come first, then successors, additions and new dates. `dates` names the accepted day of
    each exam. Empty when the proposal is the accepted plan. Source: docs/rules.md, An accepted
    plan.
    """
    new = {step.certification: step for step in proposal.steps}
    same = same_exams(kept.plan, proposal)
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
        if step.certification not in same
    ]
    succeeded = [
        _succeeded(step, same[step.certification], catalogue, dates)
        for step in kept.plan.steps
        if step.certification in same and _is_succeeded(step, same[step.certification])
    ]
    old = {step.certification for step in same.values()}
    added = [_added(step, kept) for step in proposal.steps if step.certification not in old]
    told = {change.certification for change in succeeded}
    moved = _moved({key: step for key, step in same.items() if key not in told}, proposal, dates)
    return (*blocked, *removed, *succeeded, *added, *moved)


def _moved(
    same: Mapping[str, Step], proposal: Plan, dates: Mapping[str, date]
) -> tuple[PlanChange, ...]:
    """What is another day for a step, in the order of the proposal."""
    names = {step.certification: key for key, step in same.items()}
    known = [(names[s.certification], s) for s in proposal.steps if s.certification in names]
    return tuple(
        PlanChange(
            kind=ChangeKind.MOVED, certification=key, why=Why.DATES, step=step, was_on=dates[key]
        )
        for key, step in known
        if dates.get(key, step.ends_on) != step.ends_on
    )


def same_exams(accepted: Plan, proposal: Plan) -> Mapping[str, Step]:
    """Return the step of a proposal that each accepted one is, by the accepted name.

    A successor that was accepted under its own name is proposed under its predecessor's: that is
    the same exam. Source: docs/rules.md, An accepted plan.
    """
    new = {step.certification: step for step in proposal.steps}
    by_exam = {
        step.book: step for step in proposal.steps if step.certification not in accepted.keys
    }
    pairs = (
        (step.certification, new.get(step.certification) or by_exam.pop(step.book, None))
        for step in accepted.steps
    )
    return {key: step for key, step in pairs if step is not None}


def _is_succeeded(was: Step, step: Step) -> bool:
    """A booked exam stays what was booked."""
    return was.book != step.book and not step.is_booked


def _succeeded(
    was: Step, step: Step, catalogue: Mapping[str, Certification], dates: Mapping[str, date]
) -> PlanChange:
    then, now = catalogue[was.book], catalogue[step.book]
    if step.book == step.certification:
        why = Why.OWN_AGAIN
    elif then.status in {Status.REPLACED, Status.RETIRED}:
        why = Why.REPLACED
    else:
        why = Why.OTHER_SUCCESSOR
    return PlanChange(
        kind=ChangeKind.SUCCEEDED,
        certification=was.certification,
        why=why,
        step=step,
        was=was,
        was_on=dates.get(was.certification),
        course_days=now.course_days,
        was_course_days=then.course_days,
    )


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


def _added(step: Step, kept: Kept) -> PlanChange:
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
        follows=tuple(
            gone.certification
            for gone in kept.gone
            if any(step.book in blocker.certifications for blocker in _retired(gone))
        ),
    )


def _retired(gone: Gone) -> tuple[Blocker, ...]:
    return tuple(one for one in gone.blockers if one.kind is BlockerKind.RETIRED)
