"""What a manager decides about the plan of a person of the own line. Safe to send twice.

Who is in whose line is decided by the caller; that nobody agrees their own plan, here. SQL
statements are counted without the marks of transactions and savepoints.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from careers.certifications.models import Prerequisite
from careers.profiles.models import Profile, User
from careers.roadmaps import queries
from careers.roadmaps.actions import telling
from careers.roadmaps.actions.problems import (
    AgreementConflict,
    CommentTooLong,
    NoExperienceAsked,
    NoPlanToAgree,
    OwnPlan,
)
from careers.roadmaps.actions.rows import certification_of, locked_roadmap, step_of, touch
from careers.roadmaps.agreed import LookedAt, looked_at, looked_at_from, looked_at_step
from careers.roadmaps.differing import differences
from careers.roadmaps.models import COMMENT_LENGTH, AgreedPlan, Roadmap, RoadmapStep, day_of_exam

Status = RoadmapStep.Status


@transaction.atomic
def agree_plan(*, profile: Profile, by: User, mark: str, comment: str, now: datetime) -> AgreedPlan:
    """Agree to the accepted plan of a person: a frozen version, and its steps stay.

    `mark` names what was looked at (`PlanReview.mark`). The same sent twice by the same person is
    one version. Eight SQL statements and those of `tell`, four for one sent twice. Raises OwnPlan,
    CommentTooLong, NoPlanToAgree, and AgreementConflict when the plan is another one by now or
    somebody else agreed to it.
    """
    _not_the_own(profile, by)
    comment = comment.replace("\r\n", "\n").strip()
    if len(comment) > COMMENT_LENGTH:
        raise CommentTooLong(
            _("Keep the comment to %(limit)s characters.") % {"limit": COMMENT_LENGTH}
        )
    roadmap = locked_roadmap(profile=profile, now=now)
    last = AgreedPlan.objects.filter(roadmap=roadmap).order_by("-number").first()
    sent = looked_at_from(mark)
    if last and sent and _is_sent_twice(last, sent, profile=profile, by=by, comment=comment):
        return last
    if roadmap.accepted_at is None:
        raise NoPlanToAgree(_("There is no plan to agree to: a person accepts a plan first."))
    steps = queries.plan_steps(profile)
    present = looked_at(profile.pk, last.number if last else 0, steps)
    if sent != present:
        raise AgreementConflict(
            _("The plan is another one than you looked at, or somebody agreed to it meanwhile."),
            looked_at=sent if sent and sent.profile_id == profile.pk else None,
        )
    if last is not None and not differences(steps):
        raise NoPlanToAgree(
            _("There is nothing new to agree to: version %(number)s stands.")
            % {"number": last.number}
        )
    made = _freeze(roadmap, present, by=by, comment=comment, now=now)
    touch(roadmap=roadmap, now=now)
    telling.tell_agreed(version=made, profile=profile, by=by, now=now)
    return made


def _is_sent_twice(
    last: AgreedPlan, sent: LookedAt, *, profile: Profile, by: User, comment: str
) -> bool:
    return (
        sent.profile_id == profile.pk
        and last.number == sent.number + 1
        and last.steps == sent.steps
        and (last.agreed_by_id, last.comment) == (by.pk, comment)
    )


def _freeze(
    roadmap: Roadmap, present: LookedAt, *, by: User, comment: str, now: datetime
) -> AgreedPlan:
    rows = RoadmapStep.objects.filter(roadmap=roadmap)
    rows.in_plan().not_held().update(
        is_agreed=True,
        agreed_on=day_of_exam(),
        agreed_cost_minor=F("cost_minor"),
        agreed_cost_currency=F("cost_currency"),
    )
    rows.filter(place__isnull=True, is_agreed=True).update(**RELEASED)
    return AgreedPlan.objects.create(
        roadmap=roadmap,
        number=present.number + 1,
        steps=present.steps,
        comment=comment,
        agreed_at=now,
        agreed_by=by,
        agreed_by_name=str(by),
    )


RELEASED = {
    "is_agreed": False,
    "agreed_on": None,
    "agreed_cost_minor": None,
    "agreed_cost_currency": "",
}


@transaction.atomic
def release_agreed(*, profile: Profile, key: str, by: User, mark: str, now: datetime) -> bool:
    """Let one agreed step go: the person may set it aside.

    As long as it stays in the plan it is to be agreed again. `mark` names the step as it was looked
    at (`ReviewStep.mark`). Returns whether it was agreed. Seven SQL statements and those of `tell`,
    four for one that was not agreed. Raises OwnPlan, UnknownCertification, and AgreementConflict
    when the step is another one by now or was agreed to anew.
    """
    _not_the_own(profile, by)
    certification = certification_of(key=key)
    roadmap = locked_roadmap(profile=profile, now=now)
    steps = queries.plan_steps(profile)
    step = next((step for step in steps if step.key == key and step.is_agreed), None)
    if step is None:
        return False
    last = AgreedPlan.objects.filter(roadmap=roadmap).order_by("-number").first()
    sent = looked_at_from(mark)
    if sent != looked_at_step(profile.pk, last.number if last else 0, step):
        raise AgreementConflict(
            _("The step is another one than you looked at, or was agreed to anew meanwhile."),
            looked_at=sent if sent and sent.profile_id == profile.pk else None,
        )
    agreed = RoadmapStep.objects.filter(roadmap=roadmap, certification=certification)
    agreed.update(**RELEASED)
    touch(roadmap=roadmap, now=now)
    telling.tell_released(profile=profile, certification=certification, by=by, now=now)
    return True


@transaction.atomic
def confirm_experience(
    *, profile: Profile, key: str, is_confirmed: bool, by: User, now: datetime
) -> RoadmapStep | None:
    """Confirm, or confirm no more, the experience that does instead of a certification.

    Seven SQL statements, two more for a first decision; None, after two, when there was nothing to
    take back. Raises OwnPlan, UnknownCertification, and NoExperienceAsked for a certification that
    experience does not open.
    """
    _not_the_own(profile, by)
    asked = Prerequisite.objects.filter(certification__key=key).exclude(or_experience="")
    if is_confirmed and not asked.exists():
        certification_of(key=key)
        raise NoExperienceAsked(_("No experience does instead of what this certification asks."))
    if not is_confirmed and not _is_confirmed(profile, key):
        certification_of(key=key)
        return None
    step = step_of(profile=profile, key=key, now=now)
    if step.is_experience_confirmed != is_confirmed:
        step.is_experience_confirmed = is_confirmed
        step.save(update_fields=["is_experience_confirmed"])
        touch(roadmap=step.roadmap, now=now)
    return step


def _is_confirmed(profile: Profile, key: str) -> bool:
    return RoadmapStep.objects.filter(
        roadmap__profile=profile, certification__key=key, is_experience_confirmed=True
    ).exists()


def _not_the_own(profile: Profile, by: User) -> None:
    if profile.user_id == by.pk:
        raise OwnPlan(_("Nobody agrees to their own plan: your manager does."))
