"""The rows that every decision about a roadmap begins with, locked against a second one."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from careers.certifications import queries as certifications
from careers.certifications.models import Certification
from careers.domain.eligibility import Register
from careers.profiles.models import Profile
from careers.roadmaps.actions.problems import UnknownCertification
from careers.roadmaps.models import Roadmap, RoadmapStep


@transaction.atomic
def locked_roadmap(*, profile: Profile, now: datetime) -> Roadmap:
    """The roadmap of a person, made at the first decision; others wait until this one is stored.

    What is locked is the profile, which is there before the first decision; rows that point at it
    can still be written. Two SQL statements, one more the first time.
    """
    Profile.objects.select_for_update(no_key=True).filter(pk=profile.pk).order_by().first()
    found = Roadmap.objects.select_related("target").filter(profile=profile).order_by().first()
    return found or Roadmap.objects.create(profile=profile, changed_at=now)


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

    Four SQL statements, one more the first time, and one for a person's first decision. Raises
    UnknownCertification.
    """
    certification = certification_of(key=key)
    roadmap = locked_roadmap(profile=profile, now=now)
    about = {"roadmap": roadmap, "certification": certification}
    step = RoadmapStep.objects.filter(**about).order_by().first()
    step = step or RoadmapStep.objects.create(**about, changed_at=now)
    step.roadmap, step.certification = roadmap, certification
    return step


@transaction.atomic
def steps_at(*, profile: Profile, key: str, now: datetime) -> list[RoadmapStep]:
    """The rows about a certification and about all that keep the same place in the catalogue.

    What was booked or pinned under a name that has been replaced since is about its successor. Six
    SQL statements, one more for a person's first decision. Raises UnknownCertification.
    """
    certification_of(key=key)
    roadmap = locked_roadmap(profile=profile, now=now)
    register = Register(certifications.domain_catalogue())
    place = register.place_of(key)
    rows = RoadmapStep.objects.filter(roadmap=roadmap).select_related("certification", "roadmap")
    return [row for row in rows if register.place_of(row.certification.key) == place]


@transaction.atomic
def touch(*, roadmap: Roadmap, now: datetime) -> None:
    """Remember when something was last decided. One SQL statement."""
    roadmap.changed_at = now
    roadmap.save(update_fields=["changed_at"])
