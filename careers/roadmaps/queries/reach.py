"""Which people a change of the catalogue can touch at all, chosen by the database."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from careers.assessments.queries import level_of_profile
from careers.certifications.models import Certification
from careers.domain.ladder import LOWEST, levels_above
from careers.domain.reach import Reach
from careers.profiles.models import HeldCertification, Profile
from careers.roadmaps.models import RoadmapStep


def people_in_reach(reach: Reach) -> QuerySet[Profile]:
    """People with an active account and a result, for whom what changes can matter.

    More than those it touches, never fewer: whom a plan up to the level they aim at could offer
    something of it that they do not hold; who has said something about it, or accepted a plan or
    booked an exam when it took the place of a step; who holds something that gives or renews other
    things now. Part of an SQL query.
    """
    people = Profile.objects.active().annotate(level=level_of_profile()).filter(level__isnull=False)
    said = RoadmapStep.objects.filter(
        roadmap__profile=OuterRef("pk"), certification__key__in=reach.related
    )
    found = Q(Exists(said))
    if reach.related:
        # What the catalogue may have forgotten since: keys between quotation marks, as JSON has it.
        names = "|".join(sorted(reach.related))
        found |= Q(roadmap__basis__book__regex=f'"({names})"')
    aims: dict[frozenset[str], list[int]] = {}
    # At the top no exam is advised: only what somebody asked for is planned.
    for aim in levels_above(LOWEST):
        aims.setdefault(reach.up_to(aim), []).append(aim)
    for keys, levels in aims.items():
        if keys:
            is_next = Q(level__in=[level - 1 for level in levels])
            found |= (is_next | Q(roadmap__target__number__in=levels)) & _lacks(keys)
    if reach.of_holders:
        found |= Q(Exists(_holding(reach.of_holders)))
    return people.filter(found)


def _lacks(keys: frozenset[str]) -> Q:
    """Whether somebody does not hold all of these. What is new nobody holds."""
    rows = Certification.objects.filter(key__in=keys)
    if rows.count() < len(keys):
        return Q(pk__isnull=False)
    held = HeldCertification.objects.filter(
        profile=OuterRef(OuterRef("pk")), certification=OuterRef("pk")
    )
    return Q(Exists(rows.filter(~Exists(held))))


def _holding(keys: frozenset[str]) -> QuerySet[HeldCertification]:
    return HeldCertification.objects.filter(profile=OuterRef("pk"), certification__key__in=keys)
