"""What becomes of the plans that a published change touches: owners are asked, or left alone.

Below the actions, because publishing begins it. Whoever is settled, and their plan with them, is
so in one transaction: a worker that dies repeats nothing, and two at once share the work.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import Case, Exists, OuterRef, QuerySet, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from careers.certifications.models import CatalogueChange
from careers.profiles.actions import tell
from careers.profiles.models import Profile
from careers.roadmaps import queries
from careers.roadmaps.explanations import MOST_NAMED, listed
from careers.roadmaps.models import ImpactLine, ImpactRun, Roadmap, RoadmapStep

logger = logging.getLogger(__name__)

AT_ONCE = 50
"""People handled in one batch: a second or two of work (our choice)."""

LOOKED_AT = 500
"""People looked at for one batch: most plans need nothing, and those are settled together."""

Kind, Handling = ImpactLine.Kind, ImpactRun.Handling
Clock = Callable[[], datetime]


def settle_all(clock: Clock) -> int:
    """Settle every published change that is not settled. Returns how many people that were."""
    runs = ImpactRun.objects.filter(settled_at=None, change__published_at__isnull=False)
    left = ImpactLine.objects.filter(run__in=runs, settled_at=None).count()
    for pk in list(runs.order_by("pk").values_list("pk", flat=True)):
        while settle_some(pk, now=clock()):
            pass
    return left


def settle_some(run_pk: int, *, now: datetime) -> bool:
    """Settle the next people a published change touches. Returns whether any are left.

    What somebody has counts as it is now, not as it was when the numbers were made. Nothing for a
    change that is not published, was given up, or is settled already. At most seven SQL statements,
    and those of `tell` or about eleven for each of at most fifty people.
    """
    found = ImpactRun.objects.select_related("change").filter(pk=run_pk, settled_at=None)
    run = found.filter(change__published_at__isnull=False).first()
    if run is None or run.change is None:
        return False
    waiting = ImpactLine.objects.filter(run=run, settled_at=None)
    next_ones = _with_kinds(waiting, run.change).order_by("pk").values_list("pk", "kind_now")
    chosen = {pk: _to_do(run, kind) for pk, kind in next_ones[:LOOKED_AT]}
    waiting.filter(pk__in=[pk for pk, to_do in chosen.items() if not to_do]).update(settled_at=now)
    batch = [pk for pk, to_do in chosen.items() if to_do][:AT_ONCE]
    _ask_these([pk for pk in batch if chosen[pk] == Handling.ASK], run.change, now)
    for pk in batch:
        if chosen[pk] == Handling.LEAVE:
            _leave_this(pk, now)
    if waiting.exists():
        return True
    ImpactRun.objects.filter(pk=run.pk).update(settled_at=now)
    return False


@transaction.atomic
def _ask_these(pks: list[int], change: CatalogueChange, now: datetime) -> None:
    """Ask those whom no other worker has asked meanwhile."""
    asked = list(_held(pks))
    for line in asked:
        _ask(line, change, now)
    ImpactLine.objects.filter(pk__in=[line.pk for line in asked]).update(settled_at=now)


@transaction.atomic
def _leave_this(pk: int, now: datetime) -> None:
    """One person alone: their profile is held for it, and others hold many of them in any order.

    An import of people does: with two profiles held at once, both would wait for each other.
    """
    for line in _held([pk]):
        _leave_alone_if_readable(line, now)
        line.settled_at = now
        line.save(update_fields=["settled_at"])


def _held(pks: list[int]) -> QuerySet[ImpactLine]:
    """Lines that nobody has settled meanwhile, until the transaction ends."""
    lines = ImpactLine.objects.filter(pk__in=pks, settled_at=None).order_by("pk")
    return lines.select_related("profile__user").select_for_update(of=("self",))


def _with_kinds(lines: QuerySet[ImpactLine], change: CatalogueChange) -> QuerySet[Any]:
    """The lines with what each person has now; part of an SQL query.

    Whoever has accepted since the change was published has accepted it with the change: there is
    nothing to handle. Nobody is locked for this: who decides at the same moment decides about the
    catalogue as published, which the roadmap shows; leaving alone looks again under the lock.
    """
    mine = Roadmap.objects.filter(profile=OuterRef("profile"))
    accepted = mine.filter(accepted_at__lt=change.published_at)
    agreed = RoadmapStep.objects.filter(roadmap__profile=OuterRef("profile"), is_agreed=True)
    return lines.annotate(
        kind_now=Case(
            When(~Exists(accepted), then=Value(Kind.PROPOSAL)),
            When(Exists(agreed), then=Value(Kind.AGREED)),
            default=Value(Kind.ACCEPTED),
        )
    )


def handling_of(run: ImpactRun, kind: str) -> str:
    """What was chosen for plans of this kind; empty where there is no plan to handle."""
    chosen = {Kind.ACCEPTED: run.accepted_handling, Kind.AGREED: run.agreed_handling}
    return chosen.get(Kind(kind), "")


def _to_do(run: ImpactRun, kind: str) -> str:
    """The same, and empty for those nobody is told of: proposals are computed when looked at."""
    handling = handling_of(run, kind)
    return "" if handling == Handling.ASK and not run.has_mail else handling


def _ask(line: ImpactLine, change: CatalogueChange, now: datetime) -> None:
    tell(
        recipient=line.profile.user,
        key=f"catalogue-change:{change.pk}",
        subject=(
            _("The catalogue has changed, and your plan could change with it")
            if line.has_proposal
            else _("The catalogue has changed: see what is different for your plan")
        ),
        lines=told_of(change, has_proposal=line.has_proposal),
        path=reverse("roadmaps:detail", args=[line.profile_id]),
        why=_("You get this because you are told at once when something touches your plan."),
        now=now,
    )


def told_of(change: CatalogueChange, *, has_proposal: bool) -> list[str]:
    """What the mail says: of the person only whether something is proposed."""
    names = [document["name"] for document in change.documents.values()]
    if len(names) > MOST_NAMED:
        text = _("%(count)s certifications have changed in the catalogue.")
        lines = [text % {"count": len(names)}]
    else:
        lines = [_("This has changed in the catalogue: %(names)s.") % {"names": listed(names)}]
    if change.why:
        lines.append(_("Why: %(why)s") % {"why": change.why})
    if not has_proposal:
        text = _(
            "What your plan costs, how a certification of yours is renewed, or whether a plan fits"
            " your limits is different now: see your roadmap."
        )
        return [*lines, text]
    return [
        *lines,
        _(
            "Your roadmap shows what this would change in your plan. Nothing changes before you"
            " accept it."
        ),
    ]


def _leave_alone_if_readable(line: ImpactLine, now: datetime) -> None:
    """Whose rows make no sense keeps what is proposed in sight, and holds up nobody."""
    try:
        with transaction.atomic():
            _leave_alone(line, now)
    except DatabaseError:
        raise
    except Exception:  # what was stored long ago may be wrong in any way
        logger.exception("The plan of profile %s could not be left alone", line.profile_id)


def _leave_alone(line: ImpactLine, now: datetime) -> None:
    """Do not put forward what the change proposes; what else is proposed stays in sight.

    A proposal is declined as a whole. So it stays in sight where another was in sight before the
    change, or where something was proposed since. What the owner has declined stays their decision.
    """
    Profile.objects.select_for_update(no_key=True).filter(pk=line.profile_id).order_by().first()
    roadmap = Roadmap.objects.filter(profile=line.profile_id).first()
    situation = queries.situation_of(line.profile, timezone.localdate(now))
    if roadmap is None or situation is None or not situation.changes:
        return
    told = {(one["kind"], one["certification"]) for one in line.changes}
    told |= {(kind, key) for kind, key in line.known}
    is_all_told = all((str(one.kind), one.certification) in told for one in situation.changes)
    is_quiet = line.is_quiet and bool(roadmap.declined or not line.known)  # or it was undone
    if is_quiet and is_all_told and roadmap.declined != situation.digest:
        roadmap.declined, roadmap.is_left_alone = situation.digest, True
        roadmap.save(update_fields=["declined", "is_left_alone"])
