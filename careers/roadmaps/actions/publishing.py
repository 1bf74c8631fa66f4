"""Publishing what was looked at before: a change of the catalogue, a version of the questions.

SQL statements are counted without the marks of transactions and savepoints.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from careers.certifications.actions.changes import hold_change, publish_change
from careers.certifications.models import CatalogueChange
from careers.levels import actions as levels
from careers.levels.actions.instrument import hold_version
from careers.levels.models import Instrument
from careers.profiles.models import User
from careers.roadmaps import tasks
from careers.roadmaps.models import ImpactLine, ImpactRun
from careers.roadmaps.queries.impact import is_current


@dataclass(frozen=True, kw_only=True)
class Handling:
    """What becomes of the plans a change touches."""

    accepted: ImpactRun.Handling
    agreed: ImpactRun.Handling
    has_mail: bool  # whether owners who are asked get a mail


class NotLookedAt(Exception):
    """Nobody has looked at whom it touches as things are now; the text says what to do."""


@transaction.atomic
def publish_with_impact(
    *, change: CatalogueChange, looked_at: str, handling: Handling, user: User, now: datetime
) -> bool:
    """Publish a change, and begin to ask or to leave alone those it touches.

    `looked_at` is the mark of the numbers that were looked at. Returns False for one that was
    published before, which is left as it is. Four SQL statements and those of `is_current` and
    `publish_change`, whose exceptions are raised here too, and NotLookedAt; nothing is changed
    then.
    """
    # Before the numbers are compared: nothing they were computed from, and no line, moves now.
    held = hold_change(change=change)
    if held is None:
        raise CatalogueChange.DoesNotExist
    if held.is_published:
        return False
    runs = ImpactRun.objects.select_for_update(of=("self",))
    run = runs.filter(change=held).order_by().first()
    _refuse_unless_current(run, looked_at, timezone.localdate(now))
    publish_change(change=change, user=user, now=now)
    chosen = {
        "accepted_handling": handling.accepted,
        "agreed_handling": handling.agreed,
        "has_mail": handling.has_mail,
    }
    ImpactRun.objects.filter(change=change).update(**chosen)
    if run is not None:
        _settle_when_stored(run.pk)
    return True


@transaction.atomic
def go_on_settling(*, change: CatalogueChange) -> None:
    """Go on asking where it stopped. Nothing when everybody was asked. One SQL statement."""
    run = ImpactRun.objects.filter(change=change, settled_at=None).first()
    if run is not None:
        _settle_when_stored(run.pk)


def _settle_when_stored(run_pk: int) -> None:
    transaction.on_commit(lambda: tasks.settle_impact.enqueue(run_pk), robust=True)


@transaction.atomic
def publish_rehearsed(
    *, instrument: Instrument, looked_at: str, is_unseen_accepted: bool, now: datetime
) -> Instrument:
    """Publish a draft of the questions whose rehearsal was looked at.

    Without one only when that is accepted knowingly. Whose level it changes is forgotten then:
    totals stay, and of a rehearsal that is not complete nothing. Five SQL statements, six where
    there is a rehearsal, and those of `is_current` and of `levels.actions.publish`, whose
    exceptions are raised here too, and NotLookedAt.
    """
    # Before the numbers are compared: nothing they were computed from moves now.
    locked = hold_version(instrument=instrument)
    if not locked.is_published:
        runs = ImpactRun.objects.select_for_update(of=("self",))
        run = runs.filter(instrument=locked).order_by().first()
        if not is_unseen_accepted:
            _refuse_unless_current(run, looked_at, timezone.localdate(now))
        if run is not None:
            _forget_people(run)
    return levels.publish(instrument=locked, now=now)


def _forget_people(run: ImpactRun) -> None:
    """The run is held: a worker in the middle of it finds that it is gone, and stores nothing."""
    ImpactLine.objects.filter(run=run).delete()
    if run.state != ImpactRun.State.DONE:
        run.delete()


def _refuse_unless_current(run: ImpactRun | None, looked_at: str, today: date) -> None:
    if run is None or run.state != ImpactRun.State.DONE:
        raise NotLookedAt(_("Look first at whom it touches: nobody has, or it is not complete."))
    if run.basis != looked_at:
        raise NotLookedAt(
            _("Somebody has computed the numbers again since you looked at them. Look once more.")
        )
    if run.counted_on != today:
        raise NotLookedAt(
            _("These numbers are of another day, and people have gone on. Compute them again.")
        )
    if not is_current(run, today):
        raise NotLookedAt(
            _("The catalogue has changed since these numbers were computed. Compute them again.")
        )
