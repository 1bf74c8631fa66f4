"""What becomes of the plans that a published change touches: owners are asked, or left alone.

Below the actions, because publishing begins it. A batch is one transaction: a worker that dies
repeats nothing, and two at once share the work.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from careers.certifications.models import CatalogueChange
from careers.profiles.actions import tell
from careers.profiles.models import Profile
from careers.roadmaps import queries
from careers.roadmaps.explanations import MOST_NAMED, listed
from careers.roadmaps.models import ImpactLine, ImpactRun, Roadmap

AT_ONCE = 50
"""People in one transaction: a second or two of work (our choice)."""

Kind, Handling = ImpactLine.Kind, ImpactRun.Handling


@transaction.atomic
def settle_some(run_pk: int, *, now: datetime) -> bool:
    """Settle the next people a published change touches. Returns whether any are left.

    Nothing for a change that is not published, was given up, or is settled already. Four SQL
    statements, and those of `tell` or about nine for each of at most fifty people.
    """
    found = ImpactRun.objects.select_related("change").filter(pk=run_pk, settled_at=None)
    run = found.filter(change__published_at__isnull=False).first()
    if run is None or run.change is None:
        return False
    waiting = ImpactLine.objects.filter(run=run, settled_at=None)
    waiting.filter(kind__in=_needing_nothing(run)).update(settled_at=now)
    lines = waiting.select_related("profile__user").order_by("pk").select_for_update(of=("self",))
    settled = []
    for line in lines[:AT_ONCE]:
        if handling_of(run, line.kind) == Handling.LEAVE:
            _leave_alone(line, now)
        else:
            _ask(line, run.change, now)
        settled.append(line.pk)
    ImpactLine.objects.filter(pk__in=settled).update(settled_at=now)
    if waiting.exists():
        return True
    ImpactRun.objects.filter(pk=run.pk).update(settled_at=now)
    return False


def handling_of(run: ImpactRun, kind: str) -> str:
    """What was chosen for plans of this kind; empty where there is no plan to handle."""
    chosen = {Kind.ACCEPTED: run.accepted_handling, Kind.AGREED: run.agreed_handling}
    return chosen.get(Kind(kind), "")


def _needing_nothing(run: ImpactRun) -> list[str]:
    """Proposals are computed whenever they are looked at; and so are those nobody is told of."""
    return [
        kind
        for kind in Kind
        if not (handling := handling_of(run, kind))
        or (handling == Handling.ASK and not run.has_mail)
    ]


def _ask(line: ImpactLine, change: CatalogueChange, now: datetime) -> None:
    tell(
        recipient=line.profile.user,
        key=f"catalogue-change:{change.pk}",
        subject=_("The catalogue has changed, and your plan could change with it"),
        lines=told_of(change),
        path=reverse("roadmaps:detail", args=[line.profile_id]),
        why=_("You get this because you are told at once when something touches your plan."),
        now=now,
    )


def told_of(change: CatalogueChange) -> list[str]:
    """What the mail says: nothing about the person, only what everybody may know."""
    names = [document["name"] for document in change.documents.values()]
    if len(names) > MOST_NAMED:
        text = _("%(count)s certifications have changed in the catalogue.")
        lines = [text % {"count": len(names)}]
    else:
        lines = [_("This has changed in the catalogue: %(names)s.") % {"names": listed(names)}]
    if change.why:
        lines.append(_("Why: %(why)s") % {"why": change.why})
    return [
        *lines,
        _(
            "Your roadmap shows what this would change in your plan. Nothing changes before you"
            " accept it."
        ),
    ]


def _leave_alone(line: ImpactLine, now: datetime) -> None:
    """Do not put forward what the change proposes; what else is proposed stays in sight."""
    Profile.objects.select_for_update(no_key=True).filter(pk=line.profile_id).order_by().first()
    roadmap = Roadmap.objects.filter(profile=line.profile_id).first()
    situation = queries.situation_of(line.profile, timezone.localdate(now))
    if roadmap is None or situation is None or not situation.changes:
        return
    told = {(one["kind"], one["certification"]) for one in line.changes}
    if all((str(one.kind), one.certification) in told for one in situation.changes):
        roadmap.declined = situation.digest
        roadmap.save(update_fields=["declined"])
