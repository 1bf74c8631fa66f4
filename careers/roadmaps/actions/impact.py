"""Looking at whom a change would touch before it is published: begun, gone on with, given up.

SQL statements are counted without the marks of transactions and savepoints.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from careers.certifications.actions.changes import hold_change, withdraw_change
from careers.certifications.models import CatalogueChange
from careers.levels.models import Instrument
from careers.profiles.models import User
from careers.roadmaps import tasks
from careers.roadmaps.models import ImpactRun
from careers.roadmaps.queries.impact import basis_of
from careers.roadmaps.runs import CLAIM_HOLDS, restart

State = ImpactRun.State


@transaction.atomic
def begin_impact(
    *,
    change: CatalogueChange | None = None,
    instrument: Instrument | None = None,
    asked_by: User,
    now: datetime,
) -> ImpactRun | None:
    """Have everybody looked at whom a change, or a draft of the instrument, can touch.

    A look of today that still holds is not begun anew; any other is. None, and nothing happens, for
    what has been published or given up. About a dozen SQL statements, two more to begin anew.
    """
    today = timezone.localdate(now)
    about = _held(change, instrument)
    if about is None:
        return None
    mark = basis_of(ImpactRun(**about, counted_on=today)).mark
    asked = {"counted_on": today, "asked_at": now, "asked_by": asked_by}
    rows = ImpactRun.objects.select_for_update(of=("self",))
    run, is_new = rows.get_or_create(**about, defaults={"basis": mark, **asked})
    if not is_new and (run.basis, run.counted_on) != (mark, today):
        for name, value in asked.items():
            setattr(run, name, value)
        restart(run, mark)
    _have_it_done(run)
    return run


def _held(change: CatalogueChange | None, instrument: Instrument | None) -> dict[str, Any] | None:
    """What is looked at, as it is now and until the transaction ends; None if it is not open.

    Held before the look, in the order of `hold_change`: nobody publishes it, or gives it up, while
    a look is begun anew, and nobody begins one anew while it is published.
    """
    found: CatalogueChange | Instrument | None = None
    if change is not None:
        found = hold_change(change=change)
    elif instrument is not None:
        found = Instrument.objects.select_for_update().filter(pk=instrument.pk).order_by().first()
    if found is None or found.published_at is not None:
        return None
    is_change = isinstance(found, CatalogueChange)
    return {"change": found if is_change else None, "instrument": None if is_change else found}


@transaction.atomic
def continue_impact(*, run: ImpactRun, now: datetime) -> None:
    """Go on with a look that has stopped. Nothing for one that is complete or was cancelled.

    One that somebody works at is left to them. One that a fault has stopped begins anew if some
    could not be looked at. One SQL statement, up to three after a fault.
    """
    found = ImpactRun.objects.select_for_update().filter(pk=run.pk).order_by().first()
    if found is not None and not (found.claimed_at and found.claimed_at > now - CLAIM_HOLDS):
        _have_it_done(found)


@transaction.atomic
def cancel_impact(*, run: ImpactRun) -> None:
    """Give up a look: it and all it has found are deleted, and a worker writes nothing more.

    The look at what has been published stays. Six SQL statements at most, one when it has gone.
    """
    about = ImpactRun.objects.select_related("change", "instrument")
    seen = about.filter(pk=run.pk).order_by().first()
    if seen is not None and _held(seen.change, seen.instrument) is not None:
        _delete(ImpactRun.objects.filter(pk=run.pk))


def _delete(found: QuerySet[ImpactRun]) -> None:
    """First held: a worker in the middle of it would otherwise store what nobody deletes."""
    for run in found.select_for_update(of=("self",)).order_by():
        run.delete()


@transaction.atomic
def withdraw_with_impact(*, change: CatalogueChange) -> None:
    """Give a change up with everything that was computed for it. One that was published stays.

    Five SQL statements and those of `withdraw_change`.
    """
    held = hold_change(change=change)
    if held is not None and not held.is_published:
        _delete(ImpactRun.objects.filter(change=held))
        withdraw_change(change=held)


def _have_it_done(run: ImpactRun) -> None:
    if run.state == State.DONE:
        return
    if run.state == State.FAILED and run.totals.get("unread"):
        restart(run, run.basis)  # who could not be looked at has perhaps been mended since
    elif run.state == State.FAILED:
        run.state, run.fault = State.WAITING if not run.looked else State.WORKING, ""
        run.save(update_fields=["state", "fault"])
    transaction.on_commit(lambda: tasks.look_at_people.enqueue(run.pk), robust=True)
