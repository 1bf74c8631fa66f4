"""Changes of the catalogue that wait to be published, and people they touch."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone

from careers.certifications.actions import propose_change
from careers.certifications.documents import fingerprint
from careers.certifications.models import CatalogueChange
from careers.certifications.queries import documents
from careers.profiles.models import User
from careers.roadmaps import runs
from careers.roadmaps.actions.impact import begin_impact
from careers.roadmaps.actions.publishing import Handling, publish_with_impact
from careers.roadmaps.models import ImpactRun
from tests.factories import make_user
from tests.roadmaps.agreed import FOUNDATION, agree, person_with_plan
from tests.roadmaps.people import assess

LIST = "/admin/certifications/cataloguechange/"
CHOSEN = {"accepted": "ask", "agreed": "leave", "has_mail": "on"}
"""What the form to publish sends, beside the mark of what was looked at."""

WHY = "The provider holds no more exams."
PRICE: dict[str, Any] = {"cost_minor": 30000, "cost_currency": "GBP", "cost_on": "2026-07-01"}
ASK, LEAVE = ImpactRun.Handling.ASK, ImpactRun.Handling.LEAVE


def propose(user: User, key: str = FOUNDATION, *, why: str = WHY, **values: Any) -> CatalogueChange:
    """A change of one certification; without values, it is retired."""
    now = documents([key])[key]
    return propose_change(
        documents={key: now | (values or {"status": "retired"})},
        bases={key: fingerprint(now)},
        title=f"{now['name']} changes",
        why=why,
        user=user,
        now=timezone.now(),
    )


def look(change: CatalogueChange, user: User) -> ImpactRun:
    """Look at everybody a change touches, to the end."""
    run = begin_impact(change=change, asked_by=user, now=timezone.now())
    assert run is not None
    runs.work(run.pk, clock=timezone.now)
    run.refresh_from_db()
    assert run.state == ImpactRun.State.DONE, run.fault
    return run


def publish(
    change: CatalogueChange,
    user: User,
    *,
    accepted: ImpactRun.Handling = ASK,
    agreed: ImpactRun.Handling = LEAVE,
    has_mail: bool = True,
) -> ImpactRun:
    """Publish a change that was looked at; nobody is asked yet."""
    run = look(change, user)
    handling = Handling(accepted=accepted, agreed=agreed, has_mail=has_mail)
    assert publish_with_impact(
        change=change, looked_at=run.basis, handling=handling, user=user, now=timezone.now()
    )
    return run


def three_people(manager: User) -> tuple[User, User, User]:
    """One with an accepted plan, one whose plan a manager agreed to, one without a plan."""
    accepted = person_with_plan("Ada Accepted", manager=manager)
    agreed = person_with_plan("Ben Bound", manager=manager)
    agree(agreed.profile, manager)
    proposed = make_user("Cai Carefree", manager=manager, job_title="PMO analyst")
    assess(proposed, "P1", at=timezone.now())
    return accepted, agreed, proposed


def at(change: CatalogueChange, page: str = "impact") -> str:
    """The address of a page of a change in the administration."""
    return reverse(f"admin:certifications_cataloguechange_{page}", args=[change.pk])


def said_by(response: Any) -> list[str]:
    """The messages on top of a page."""
    return [str(message) for message in response.context["messages"]]
