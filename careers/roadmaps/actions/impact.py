"""Looking at whom a change would touch before it is published: begun, gone on with, given up.

SQL statements are counted without the marks of transactions and savepoints.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from careers.certifications.actions.changes import withdraw_change
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
    what has been published. About a dozen SQL statements, two more to begin anew.
    """
    today = timezone.localdate(now)
    if not _is_open(change, instrument):
        return None
    about: dict[str, Any] = {"change": change, "instrument": instrument}
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


def _is_open(change: CatalogueChange | None, instrument: Instrument | None) -> bool:
    if change is not None:
        return CatalogueChange.objects.open().filter(pk=change.pk).exists()
    return instrument is not None and not instrument.is_published


@transaction.atomic
def continue_impact(*, run: ImpactRun, now: datetime) -> None:
    """Go on with a look that has stopped. Nothing for one that is complete or was cancelled.

    One that somebody works at is left to them. One SQL statement, two after a fault.
    """
    found = ImpactRun.objects.select_for_update().filter(pk=run.pk).order_by().first()
    if found is not None and not (found.claimed_at and found.claimed_at > now - CLAIM_HOLDS):
        _have_it_done(found)


@transaction.atomic
def cancel_impact(*, run: ImpactRun) -> None:
    """Give up a look: it and all it has found are deleted, and a worker writes nothing more.

    The look at a change that has been published stays. Three SQL statements, one when it has gone.
    """
    rows = ImpactRun.objects.select_for_update(of=("self",)).filter(pk=run.pk)
    found = rows.filter(change__published_at=None, instrument__published_at=None).first()
    if found is not None:
        found.delete()


@transaction.atomic
def withdraw_with_impact(*, change: CatalogueChange) -> None:
    """Give a change up with everything that was computed for it. One that was published stays.

    First the look: a worker in the middle of it would otherwise store what nobody deletes. Four SQL
    statements and those of `withdraw_change`.
    """
    run = ImpactRun.objects.filter(change=change).first()
    if run is not None:
        cancel_impact(run=run)
    withdraw_change(change=change)


def _have_it_done(run: ImpactRun) -> None:
    if run.state == State.DONE:
        return
    if run.state == State.FAILED:
        run.state, run.fault = State.WAITING if not run.looked else State.WORKING, ""
        run.save(update_fields=["state", "fault"])
    transaction.on_commit(lambda: tasks.look_at_people.enqueue(run.pk), robust=True)
