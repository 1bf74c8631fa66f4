"""Who goes on with a list: claimed by one worker, taken over when that one is heard of no more."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from careers.profiles import sending
from careers.profiles.importing.checking import check_some
from careers.profiles.importing.own_line import BroughtUnder
from careers.profiles.importing.writing import PeopleMoved, write
from careers.profiles.models import PeopleImport

logger = logging.getLogger(__name__)
State = PeopleImport.State
Clock = Callable[[], datetime]

FIRST_INVITATIONS = 100
"""So many are sent at once; `send_notices`, which runs every few minutes, sends what is left."""


def go_on_with_all(clock: Clock) -> int:
    """Go on with every list that nobody works at and no fault has stopped. Returns how many."""
    waiting = PeopleImport.objects.filter(state__in=(State.CHECKING, State.WRITING))
    stopped = Q(claimed_at=None) & ~Q(note="")
    found = waiting.free(clock()).exclude(stopped).order_by("pk").values_list("pk", flat=True)
    return sum(go_on(pk, clock=clock) != "not ours" for pk in list(found))


def go_on(pk: int, *, clock: Clock) -> str:
    """Check or write a list, whichever it waits for. Run twice at once, one of both does it.

    A fault of the machine is written down beside the list; it can be asked to go on once more.
    """
    waiting = PeopleImport.objects.filter(pk=pk, state__in=(State.CHECKING, State.WRITING))
    is_ours = False
    try:
        is_ours = bool(waiting.free(clock()).update(claimed_at=clock(), note=""))
        if not is_ours:
            return "not ours"
        try:
            written = write(pk, now=clock())
        except (PeopleMoved, BroughtUnder) as moved:
            _check_anew(pk, moved.sentence)
            written = False
        while not written and check_some(pk, now=clock()):
            pass
        if written and PeopleImport.objects.filter(pk=pk, is_inviting=True).exists():
            sending.send_waiting(clock=clock, most=FIRST_INVITATIONS)
    except Exception as fault:  # a database or a machine may fail in any way
        logger.exception("The import of people %s stopped.", pk)
        if is_ours:  # or it may be another worker's by now
            _stop(pk, type(fault).__name__)
        return "stopped"
    return "done"


def _check_anew(pk: int, sentence: str) -> None:
    found = PeopleImport.objects.filter(pk=pk, state=State.WRITING)
    nobody = {"written_by": None, "written_by_name": ""}
    found.update(state=State.CHECKING, cursor=0, looked=0, note=sentence, **nobody)


def _stop(pk: int, fault: str) -> None:
    text = _("It stopped: %(fault)s. Nothing of it was imported. Try again, or tell your IT.")
    note = text % {"fault": fault}
    PeopleImport.objects.filter(pk=pk).exclude(state=State.DONE).update(claimed_at=None, note=note)
