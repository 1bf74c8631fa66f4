"""What is done beside the request that asked for it; a task begins a piece of work, like a view."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from careers.roadmaps import runs, settling


@task()
def look_at_people(run_pk: int) -> str:
    """Look at whom a change can touch, for one turn. Run twice, also at once, it is done once."""
    turn = runs.work(run_pk, clock=timezone.now)
    if turn is runs.Turn.MORE:
        look_at_people.enqueue(run_pk)
    return str(turn)


@task()
def settle_impact(run_pk: int) -> str:
    """Ask those whom a published change touches. Run twice, also at once, it is done once."""
    while settling.settle_some(run_pk, now=timezone.now()):
        pass
    return "settled"
