"""What a person may decide about the own roadmap. Safe to send twice.

SQL statements are counted without the marks of transactions and savepoints.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from careers.assessments import queries as assessments
from careers.certifications.models import Certification
from careers.domain.ladder import next_level
from careers.levels.models import Level
from careers.profiles.models import Profile
from careers.roadmaps.models import REASON_LENGTH, Roadmap, RoadmapStep


class RoadmapProblem(Exception):
    """A decision that cannot be taken; the text says why, to the person."""


class NotAssessed(RoadmapProblem):
    """There is no submitted self-assessment to plan from."""


class TargetNotAbove(RoadmapProblem):
    """The target is no level, or not above the assessed one."""


class UnknownCertification(RoadmapProblem):
    """The catalogue has no certification with this key."""


class ReasonMissing(RoadmapProblem):
    """“Not for me” needs a reason."""


class ReasonTooLong(RoadmapProblem):
    """The reason is longer than REASON_LENGTH characters."""


@transaction.atomic
def choose_target(*, profile: Profile, number: int, now: datetime) -> Roadmap:
    """Plan up to this level. The next level is the default and stored as no choice.

    Three SQL statements, one more to store a change, and one more for a person's first decision.
    Raises NotAssessed or TargetNotAbove.
    """
    result = assessments.latest_result(profile)
    if result is None:
        raise NotAssessed(_("Assess yourself first: the roadmap starts from your level."))
    level = Level.objects.filter(number=number, number__gt=result.level).first()
    if level is None:
        raise TargetNotAbove(_("Choose a level above the one you have reached."))
    chosen = None if number == next_level(result.level) else level
    roadmap = _roadmap_of(profile, now)
    if roadmap.target != chosen:
        roadmap.target, roadmap.changed_at = chosen, now
        roadmap.save(update_fields=["target", "changed_at"])
    return roadmap


@transaction.atomic
def exclude(*, profile: Profile, key: str, reason: str, now: datetime) -> RoadmapStep:
    """“Not for me”: propose this certification no more. Said again, the newest reason stays.

    Five SQL statements and one more for a person's first decision; said again, three with the same
    reason and four with another. Raises UnknownCertification, ReasonMissing or ReasonTooLong.
    """
    reason = " ".join(reason.split())
    if not reason:
        raise ReasonMissing(_("Say in a few words why this is not for you."))
    if len(reason) > REASON_LENGTH:
        raise ReasonTooLong(
            _("Keep the reason to %(limit)s characters.") % {"limit": REASON_LENGTH}
        )
    certification = _certification(key)
    roadmap = _roadmap_of(profile, now)
    exclusion, is_new = RoadmapStep.objects.get_or_create(
        roadmap=roadmap,
        certification=certification,
        defaults={"reason": reason, "changed_at": now, "status": RoadmapStep.Status.DROPPED},
    )
    if not is_new and exclusion.reason != reason:
        exclusion.reason = reason
        exclusion.save(update_fields=["reason"])
    if is_new:
        _touch(roadmap, now)
    return exclusion


@transaction.atomic
def include_again(*, profile: Profile, key: str, now: datetime) -> bool:
    """Undo “not for me”. Returns whether there was anything to undo.

    Four SQL statements, two when there was nothing. Raises UnknownCertification.
    """
    certification = _certification(key)
    exclusions = RoadmapStep.objects.filter(roadmap__profile=profile, certification=certification)
    exclusion = exclusions.select_related("roadmap").first()
    if exclusion is None:
        return False
    exclusion.delete()
    _touch(exclusion.roadmap, now)
    return True


def _certification(key: str) -> Certification:
    found = Certification.objects.filter(key=key).first()
    if found is None:
        raise UnknownCertification(_("There is no such certification in the catalogue."))
    return found


def _roadmap_of(profile: Profile, now: datetime) -> Roadmap:
    roadmap, _is_new = Roadmap.objects.select_related("target").get_or_create(
        profile=profile, defaults={"changed_at": now}
    )
    return roadmap


def _touch(roadmap: Roadmap, now: datetime) -> None:
    roadmap.changed_at = now
    roadmap.save(update_fields=["changed_at"])
