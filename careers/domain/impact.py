"""What a change of the catalogue does to one person's roadmap (docs/rules.md, The impact)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from careers.domain.accepted import Kept
from careers.domain.changes import ChangeKind, PlanChange, same_exams
from careers.domain.roadmap import Plan, Renewal, Roadmap


class Effect(StrEnum):
    """What a change can do beside the kinds of `ChangeKind`."""

    NO_PLAN = "no_plan"  # no plan fits the limits any more
    PLAN_FITS = "plan_fits"  # one fits again
    RENEWAL = "renewal"  # what is held has to be renewed on another day, or otherwise
    LATER_ADDED = "later_added"  # to the outline of the levels after the next
    LATER_REMOVED = "later_removed"


@dataclass(frozen=True, kw_only=True)
class Change:
    """One thing that changes for a person."""

    kind: str  # of ChangeKind or Effect
    certification: str = ""  # empty: it is about the whole plan
    was_on: date | None = None
    is_on: date | None = None
    was_book: str = ""  # of what is succeeded: what was to be booked,
    book: str = ""  # and what is to be booked now


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where somebody stands under one of the two catalogues."""

    proposal: Roadmap
    fits: bool  # the limits; else it is the proposal without them
    kept: Kept | None  # what is left of the accepted plan; None before one was accepted
    changes: tuple[PlanChange, ...]  # what accepting the proposal would do to it
    is_declined: bool = False  # the person keeps the plan: the proposal is not put forward

    @property
    def plan(self) -> Plan:
        """The next stage as proposed."""
        return self.proposal.stages[0].plan

    @property
    def shown(self) -> Plan:
        """The plan that counts."""
        return self.kept.plan if self.kept else self.plan

    @property
    def renewals(self) -> tuple[Renewal, ...]:
        """What expires, and whether the plan that counts renews it."""
        return self.kept.renewals if self.kept else self.proposal.renewals


@dataclass(frozen=True, kw_only=True)
class Impact:
    changes: tuple[Change, ...]
    before: Plan  # whose known cost is compared, as if everybody followed what is proposed
    after: Plan
    known: tuple[tuple[str, str], ...] = ()  # kind and certification of what was proposed before
    is_quiet: bool = True  # before, nothing was proposed, or nothing of it put forward

    @property
    def has_proposal(self) -> bool:
        """Whether a step comes in, goes out, moves or is booked otherwise."""
        return any(one.kind in set(ChangeKind) for one in self.changes)

    @property
    def is_cost_changed(self) -> bool:
        """What is known of the cost, or how much of it is known."""
        return _cost(self.before) != _cost(self.after)


def impact(before: Standing, after: Standing) -> Impact | None:
    """Return what a change does to somebody; None when it does nothing they would see.

    Of an accepted plan only what the proposal would newly change in it counts. Its cost is that of
    the proposals when they change it, else that of what is left of it. Source: docs/rules.md, The
    impact.
    """
    is_accepted = before.kept is not None and after.kept is not None
    proposed = tuple(_newly_proposed(before, after) if is_accepted else _differing(before, after))
    changes = (*_fitting(before, after), *proposed, *_renewals(before, after))
    follows = bool(proposed) or not is_accepted
    found = Impact(
        changes=changes,
        before=before.plan if follows else before.shown,
        after=after.plan if follows else after.shown,
        known=tuple((str(one.kind), one.certification) for one in before.changes),
        is_quiet=before.is_declined or not before.changes,
    )
    return found if changes or found.is_cost_changed else None


def _cost(plan: Plan) -> tuple[object, int]:
    """Nothing is nothing in every currency."""
    return plan.known_cost if plan.known_cost.minor else None, plan.unknown_costs


def _fitting(before: Standing, after: Standing) -> Iterator[Change]:
    if before.fits != after.fits:
        yield Change(kind=Effect.PLAN_FITS if after.fits else Effect.NO_PLAN)


def _newly_proposed(before: Standing, after: Standing) -> Iterator[Change]:
    known = {_mark(one) for one in before.changes}
    for one in after.changes:
        if _mark(one) not in known:
            yield Change(
                kind=one.kind,
                certification=one.certification,
                was_on=one.was_on,
                is_on=one.step.ends_on if one.step else None,
                was_book=one.was.book if one.was else "",
                book=one.step.book if one.was and one.step else "",
            )


def _mark(one: PlanChange) -> tuple[object, ...]:
    """What somebody reads of a change: why it is proposed may differ without it being news."""
    step = (one.step.book, one.step.ends_on) if one.step else None
    return one.kind, one.certification, one.was_on, step


def _differing(before: Standing, after: Standing) -> Iterator[Change]:
    """What differs between two proposals, and between the outlines of the levels after them."""
    same = same_exams(before.plan, after.plan)
    for was in before.plan.steps:
        key = was.certification
        if key not in same:
            yield Change(kind=ChangeKind.REMOVED, certification=key, was_on=was.ends_on)
            continue
        step = same[key]
        change = Change(
            kind=ChangeKind.MOVED, certification=key, was_on=was.ends_on, is_on=step.ends_on
        )
        if was.book != step.book:
            kind = ChangeKind.SUCCEEDED
            yield replace(change, kind=kind, was_book=was.book, book=step.book)
        elif was.ends_on != step.ends_on:
            yield change
    known = {step.certification for step in same.values()}
    for step in after.plan.steps:
        if step.certification not in known:
            key = step.certification
            yield Change(kind=ChangeKind.ADDED, certification=key, is_on=step.ends_on)
    yield from _outlines(_later(before), _later(after))


def _later(standing: Standing) -> dict[str, None]:
    stages = standing.proposal.stages[1:]
    return dict.fromkeys(key for stage in stages for key in stage.plan.keys)


def _outlines(old: Mapping[str, None], new: Mapping[str, None]) -> Iterator[Change]:
    for key in old:
        if key not in new:
            yield Change(kind=Effect.LATER_REMOVED, certification=key)
    for key in new:
        if key not in old:
            yield Change(kind=Effect.LATER_ADDED, certification=key)


def _renewals(before: Standing, after: Standing) -> Iterator[Change]:
    was = {one.certification: one for one in before.renewals}
    for one in after.renewals:
        old = was[one.certification]
        if _renewed_by(old) != _renewed_by(one):
            yield Change(
                kind=Effect.RENEWAL,
                certification=one.certification,
                was_on=old.expires_on,
                is_on=one.expires_on,
            )


def _renewed_by(one: Renewal) -> tuple[object, ...]:
    return one.expires_on, frozenset(one.renews), frozenset(one.exams), one.by_plan
