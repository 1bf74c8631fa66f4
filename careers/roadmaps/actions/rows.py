"""The rows that every decision about a roadmap begins with, locked against a second one."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from careers.certifications.models import Certification
from careers.profiles.models import Profile
from careers.roadmaps.actions.problems import UnknownCertification
from careers.roadmaps.models import Roadmap, RoadmapStep


@transaction.atomic
def locked_roadmap(*, profile: Profile, now: datetime) -> Roadmap:
    """The roadmap of a person, made at the first decision; others wait until this one is stored.

    One SQL statement, two more the first time.
    """
    rows = Roadmap.objects.select_for_update(of=("self",)).select_related("target")
    found = rows.filter(profile=profile).order_by("pk").first()
    if found is None:
        found, _is_new = Roadmap.objects.get_or_create(
            profile=profile, defaults={"changed_at": now}
        )
    return found


@transaction.atomic
def certification_of(*, key: str) -> Certification:
    """The certification with this key. One SQL statement. Raises UnknownCertification."""
    found = Certification.objects.filter(key=key).first()
    if found is None:
        raise UnknownCertification(_("There is no such certification in the catalogue."))
    return found


@transaction.atomic
def step_of(*, profile: Profile, key: str, now: datetime) -> RoadmapStep:
    """The row about one certification, made if nothing was said about it yet.

    Three SQL statements, one more the first time, and two for a person's first decision. Raises
    UnknownCertification.
    """
    certification = certification_of(key=key)
    roadmap = locked_roadmap(profile=profile, now=now)
    step, _is_new = RoadmapStep.objects.get_or_create(
        roadmap=roadmap, certification=certification, defaults={"changed_at": now}
    )
    step.roadmap, step.certification = roadmap, certification
    return step


@transaction.atomic
def touch(*, roadmap: Roadmap, now: datetime) -> None:
    """Remember when something was last decided. One SQL statement."""
    roadmap.changed_at = now
    roadmap.save(update_fields=["changed_at"])
