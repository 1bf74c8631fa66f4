"""A look at everybody whom a change can touch: claimed by one worker, a few hundred at a time.

Each batch is computed outside a transaction and stored in one of its own: lines, totals and how far
it has come. Whoever is killed loses at most one batch, and repeats nothing. Below the actions, like
a task: those begin it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.db import DatabaseError, transaction
from django.db.models import Q
from django.utils import timezone

from careers.roadmaps.findings import Looked, added
from careers.roadmaps.models import ImpactLine, ImpactRun
from careers.roadmaps.queries.impact import Basis, Rehearsal, basis_of
from careers.roadmaps.queries.rescoring import LevelRehearsal, reworded

logger = logging.getLogger(__name__)

AT_ONCE = 500
"""People in one batch: a second or two of work (our choice)."""

TURN = timedelta(seconds=30)
"""After so long a worker lets other tasks have a turn (our choice)."""

CLAIM_HOLDS = timedelta(minutes=2)
"""How long a worker that claimed a look and was heard of no more is waited for (our choice)."""

MOST_UNREAD = 20
"""People of one look whose rows may make no sense, or one in a hundred of those looked at, if that
is more; with still more the look stops (our choice)."""

State = ImpactRun.State
Clock = Callable[[], datetime]

_kept: dict[tuple[int, date, str], Basis] = {}
"""Of the last turn of this process, for the next one: never more than one."""


class Turn(StrEnum):
    DONE = "done"
    MORE = "more"  # the turn is over, people are left
    FAILED = "failed"  # the fault is in the run
    NOT_OURS = "not ours"  # done before, claimed by another worker, begun anew or cancelled


class _Lost(Exception):
    """The look is no longer ours: it was cancelled, begun anew or taken over."""


def work(run_pk: int, *, clock: Clock) -> Turn:
    """Look at the next people, for one turn. Run twice at the same moment, one of them works.

    Up to eight SQL statements for each batch, and about a dozen to begin with. Never raises for
    what is wrong with a look.
    """
    claim = clock()
    run = _claimed(run_pk, claim)
    if run is None:
        return Turn.NOT_OURS
    try:
        return _work(run, clock)
    except _Lost:
        return Turn.NOT_OURS
    except Exception as fault:  # what people and catalogues hold may be wrong in any way
        logger.exception("Look %s has stopped", run_pk)
        return _failed(run, fault)


def _failed(run: ImpactRun, fault: Exception) -> Turn:
    """Write down beside the look what has stopped it."""
    # What a rule lacks is said in a sentence.
    name = "" if isinstance(fault, ValueError) else f"{type(fault).__name__}: "
    try:
        _update(run, claimed_at=None, state=State.FAILED, fault=f"{name}{fault}"[:200])
    except _Lost:  # another worker has taken it over: the fault is not of what that one does
        return Turn.NOT_OURS
    return Turn.FAILED


def restart(run: ImpactRun, mark: str) -> None:
    """Begin a look anew, in the transaction around it, with the run locked. Two SQL statements."""
    ImpactLine.objects.filter(run=run).delete()
    run.basis, run.state, run.fault = mark, State.WAITING, ""
    run.people = run.looked = run.cursor = 0
    run.totals, run.claimed_at, run.finished_at = {}, None, None
    run.save()


def work_at_all(clock: Clock) -> int:
    """Go on with every look that nobody works at, to its end. Returns how many that were.

    One of an earlier day is left: its numbers could not be published any more.
    """
    now = clock()
    found = ImpactRun.objects.filter(is_free(now), counted_on=timezone.localdate(now))
    taken = 0
    for pk in list(found.order_by("pk").values_list("pk", flat=True)):
        turn = work(pk, clock=clock)
        taken += turn is not Turn.NOT_OURS
        while turn is Turn.MORE:
            turn = work(pk, clock=clock)
    return taken


def is_free(now: datetime) -> Q:
    """What a worker may claim. Part of an SQL query."""
    is_unclaimed = Q(claimed_at=None) | Q(claimed_at__lte=now - CLAIM_HOLDS)
    return Q(state__in=[State.WAITING, State.WORKING]) & is_unclaimed


def _claimed(pk: int, now: datetime) -> ImpactRun | None:
    """The look, if it is now ours; decided by one statement about columns of the row itself."""
    if not ImpactRun.objects.filter(is_free(now), pk=pk).update(claimed_at=now):
        return None
    rows = ImpactRun.objects.select_related("change", "instrument")
    return rows.filter(pk=pk, claimed_at=now).first()


def _work(run: ImpactRun, clock: Clock) -> Turn:
    assert run.claimed_at is not None  # noqa: S101 - just claimed
    until = run.claimed_at + TURN
    basis = _basis_of(run)
    if basis.mark != run.basis:
        _begin_anew(run, basis)
    people = basis.rehearsal.people()
    if run.state == State.WAITING:
        _update(run, state=State.WORKING, people=people.count())
    while True:
        rest = people.filter(pk__gt=run.cursor).order_by("pk")
        pks = list(rest.values_list("pk", flat=True)[:AT_ONCE])
        if not pks:
            _finish(run, basis, clock())
            return Turn.DONE
        looked = _looked(run, basis.rehearsal, pks)
        now = clock()
        _store(run, pks, looked, now)
        if now >= until:
            _update(run, claimed_at=None)
            _kept.clear()
            _kept[run.pk, run.counted_on, basis.mark] = basis
            return Turn.MORE


def _looked(run: ImpactRun, rehearsal: Rehearsal, pks: list[int]) -> Looked:
    """Look at these people; whoever’s rows make no sense is counted, and holds up nobody.

    If so far that is everybody, be it one, or more than a few, the fault may be ours: it is raised.
    """
    before, people = run.totals.get("unread", 0), run.looked + len(pks)
    faults: list[Exception] = []
    may_fail = max(MOST_UNREAD, people // 100) - before
    looked = _looked_without(rehearsal, pks, faults, may_fail)
    if faults and before + len(faults) == people:
        raise faults[0]
    return looked


def _looked_without(
    rehearsal: Rehearsal, pks: list[int], faults: list[Exception], may_fail: int
) -> Looked:
    try:
        return rehearsal.look(pks)
    except DatabaseError:
        raise
    except Exception as fault:  # what was stored long ago may be wrong in any way
        if len(pks) == 1:
            logger.exception("Profile %s could not be looked at", pks[0])
            faults.append(fault)
            if len(faults) > may_fail:
                raise
            return Looked(others={"unread": 1})
    half = len(pks) // 2
    looked = _looked_without(rehearsal, pks[:half], faults, may_fail)
    return looked.with_more(_looked_without(rehearsal, pks[half:], faults, may_fail))


def _basis_of(run: ImpactRun) -> Basis:
    """What the look is made from now; with all it remembers, if the last turn here was its own."""
    basis = basis_of(run)
    return _kept.pop((run.pk, run.counted_on, basis.mark), basis)


def _update(run: ImpactRun, **values: object) -> None:
    """Write as long as it is ours; one statement."""
    ours = ImpactRun.objects.filter(pk=run.pk, claimed_at=run.claimed_at)
    if not ours.update(**values):
        raise _Lost
    for name, value in values.items():
        setattr(run, name, value)


@transaction.atomic
def _begin_anew(run: ImpactRun, basis: Basis) -> None:
    """The catalogue has changed since: what was found is about another one."""
    claim = run.claimed_at
    _locked(run)
    restart(run, basis.mark)
    run.claimed_at = claim
    run.save(update_fields=["claimed_at"])


@transaction.atomic
def _store(run: ImpactRun, pks: list[int], looked: Looked, now: datetime) -> None:
    """Keep a batch, and hold the claim for the next one."""
    _locked(run)
    for line in looked.lines:
        line.run = run
    ImpactLine.objects.bulk_create(looked.lines, batch_size=AT_ONCE)
    run.looked, run.cursor = run.looked + len(pks), pks[-1]
    run.people = max(run.people, run.looked)
    run.totals, run.claimed_at = added(run.totals, looked.totals), now
    run.save(update_fields=["people", "looked", "cursor", "totals", "claimed_at"])


def _locked(run: ImpactRun) -> None:
    """Wait for whoever cancels it or begins it anew; afterwards it is ours, or lost."""
    ours = ImpactRun.objects.filter(pk=run.pk, claimed_at=run.claimed_at, cursor=run.cursor)
    if not ours.select_for_update(of=("self",)).order_by().values_list("pk").first():
        raise _Lost


def _finish(run: ImpactRun, basis: Basis, now: datetime) -> None:
    totals = added({"affected": 0, "planned": 0}, run.totals)
    if isinstance(basis.rehearsal, LevelRehearsal):
        totals = added(totals, reworded(basis.rehearsal))
    done = {"state": State.DONE, "finished_at": now, "claimed_at": None, "fault": ""}
    _update(run, totals=totals, people=run.looked, **done)
