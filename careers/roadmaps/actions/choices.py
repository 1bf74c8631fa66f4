"""What a person may decide about the own roadmap. Safe to send twice.

SQL statements are counted without the marks of transactions and savepoints.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from careers.profiles.models import Profile
from careers.roadmaps.actions.problems import (
    AgreedWithManager,
    ReasonMissing,
    ReasonTooLong,
    SetAside,
)
from careers.roadmaps.actions.rows import certification_of, step_of, steps_at, touch
from careers.roadmaps.models import MOST_STUDY_HOURS, REASON_LENGTH, RoadmapStep

Status = RoadmapStep.Status


@transaction.atomic
def exclude(*, profile: Profile, key: str, reason: str, now: datetime) -> RoadmapStep:
    """“Not for me”: drop this certification. Said again, the newest reason stays.

    A pin and a booking end with it. Seven SQL statements at most, and one more for a person's
    first decision. Raises UnknownCertification, ReasonMissing, ReasonTooLong or AgreedWithManager.
    """
    reason = " ".join(reason.split())
    if not reason:
        raise ReasonMissing(_("Say in a few words why this is not for you."))
    if len(reason) > REASON_LENGTH:
        raise ReasonTooLong(
            _("Keep the reason to %(limit)s characters.") % {"limit": REASON_LENGTH}
        )
    step = step_of(profile=profile, key=key, now=now)
    if step.is_agreed:
        raise AgreedWithManager(
            _("This step is agreed with your manager and stays until they release it.")
        )
    is_new = step.status != Status.DROPPED
    if is_new:
        step.status, step.exam_on, step.changed_at = Status.DROPPED, None, now
        step.is_pinned = False
    if is_new or step.reason != reason:
        step.reason = reason
        step.save()
    if is_new:
        touch(roadmap=step.roadmap, now=now)
    return step


@transaction.atomic
def include_again(*, profile: Profile, key: str, now: datetime) -> bool:
    """Undo “not for me”. Returns whether there was anything to undo.

    Seven SQL statements at most, two when there was nothing. Raises UnknownCertification.
    """
    if not RoadmapStep.objects.filter(
        roadmap__profile=profile, certification__key=key, status=Status.DROPPED
    ).exists():
        certification_of(key=key)
        return False
    step = step_of(profile=profile, key=key, now=now)
    step.status, step.reason, step.changed_at = Status.PLANNED, "", now
    step.save()
    touch(roadmap=step.roadmap, now=now)
    return True


@transaction.atomic
def pin(*, profile: Profile, key: str, now: datetime) -> RoadmapStep:
    """Keep this certification in every plan until it is released.

    Seven SQL statements at most. Raises UnknownCertification or SetAside.
    """
    step = step_of(profile=profile, key=key, now=now)
    if step.status == Status.DROPPED:
        raise SetAside(_("You have set this one aside. Put it back before you pin it."))
    if not step.is_pinned:
        step.is_pinned, step.changed_at = True, now
        step.save()
        touch(roadmap=step.roadmap, now=now)
    return step


@transaction.atomic
def release(*, profile: Profile, key: str, now: datetime) -> bool:
    """Take the pin off; what is agreed with the manager stays agreed.

    Returns whether there was a pin. Six SQL statements, and one for each pin. Raises
    UnknownCertification.
    """
    pinned = [step for step in steps_at(profile=profile, key=key, now=now) if step.is_pinned]
    for step in pinned:
        step.is_pinned, step.changed_at = False, now
        step.save()
        touch(roadmap=step.roadmap, now=now)
    return bool(pinned)


@transaction.atomic
def set_figures(
    *,
    profile: Profile,
    key: str,
    cost_minor: int | None,
    currency: str,
    study_hours: int | None,
    now: datetime,
) -> RoadmapStep:
    """Remember what the person was quoted: a price in minor units, study hours. None = nothing.

    Seven SQL statements at most. Raises UnknownCertification, ValueError for study hours that are
    no work of a year, and IntegrityError for a price without its currency.
    """
    if study_hours is not None and not 1 <= study_hours <= MOST_STUDY_HOURS:
        raise ValueError(f"Study hours are 1 to {MOST_STUDY_HOURS}; got {study_hours}.")
    step = step_of(profile=profile, key=key, now=now)
    step.cost_minor, step.study_hours = cost_minor, study_hours
    step.cost_currency = currency if cost_minor is not None else ""
    step.save()
    touch(roadmap=step.roadmap, now=now)
    return step
