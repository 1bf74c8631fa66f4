"""Telling the other side what was said or decided about a roadmap, without its words.

The pages of managers belong to an app above this one, so their addresses are looked up by name.
SQL statements are counted without the marks of transactions and savepoints.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from careers.certifications.models import Certification
from careers.profiles.actions import tell
from careers.profiles.models import Profile, User
from careers.profiles.queries import leads_of
from careers.roadmaps.models import Acceptance, AgreedPlan, Comment, RoadmapStep


@transaction.atomic
def tell_comment(*, comment: Comment, profile: Profile, author: User, now: datetime) -> None:
    """Tell the owner of a comment by a manager; the leads, and who commented, of one by the owner.

    Whoever may no longer see the roadmap hears nothing. Two SQL statements for a comment by the
    owner and one for each who commented before; those of `tell` for each who is told.
    """
    subject = _("A comment on your roadmap")
    line = _("%(author)s has written a comment on your roadmap.")
    path = f"{reverse('roadmaps:detail', args=[profile.pk])}#comment-{comment.pk}"
    told: tuple[User, ...] = (profile.user,)
    if author.pk == profile.user_id:
        subject = _("A comment on a roadmap")
        line = _("%(author)s has written a comment on their own roadmap.")
        told = _readers(profile, now)
    for recipient in told:
        tell(
            recipient=recipient,
            key=f"comment:{comment.pk}",
            subject=subject,
            lines=[line % {"author": str(author)}],
            path=path,
            now=now,
        )


def _readers(profile: Profile, now: datetime) -> tuple[User, ...]:
    """Who leads the person, and who of the line has commented before."""
    leads = leads_of(profile, now)
    spared = {profile.user_id, *(lead.pk for lead in leads)}
    wrote = Comment.objects.filter(roadmap__profile=profile).order_by().values("author")
    others = User.objects.filter(pk__in=wrote, is_active=True).exclude(pk__in=spared)
    may_see = Profile.objects.filter(pk=profile.pk)
    return (
        *leads,
        *(one for one in others.order_by("pk") if may_see.visible_to(one).exists()),
    )


@transaction.atomic
def tell_waiting(*, acceptance: Acceptance, profile: Profile, now: datetime) -> None:
    """Tell the leads of a person that the plan they accepted waits to be agreed, if it does.

    Two SQL statements, one without a manager, and those of `tell` for each lead.
    """
    leads = leads_of(profile, now)
    rows = RoadmapStep.objects.filter(roadmap=acceptance.roadmap_id)
    if not leads or not rows.to_agree().exists():
        return
    line = _("%(person)s has accepted a plan. It waits for you to agree to it.")
    for lead in leads:
        tell(
            recipient=lead,
            key=f"plan:{acceptance.pk}",
            subject=_("A plan waits for you"),
            lines=[line % {"person": str(profile)}],
            path=reverse("teams:review", args=[profile.pk]),
            now=now,
        )


@transaction.atomic
def tell_agreed(*, version: AgreedPlan, profile: Profile, by: User, now: datetime) -> None:
    """Tell the owner that the plan is agreed. The SQL statements of `tell`."""
    line = _("%(manager)s has agreed to your plan. It is version %(number)s.")
    tell(
        recipient=profile.user,
        key=f"agreed:{version.pk}",
        subject=_("Your plan is agreed"),
        lines=[line % {"manager": str(by), "number": version.number}],
        path=f"{reverse('roadmaps:detail', args=[profile.pk])}#agreement",
        now=now,
    )


@transaction.atomic
def tell_released(
    *, profile: Profile, certification: Certification, by: User, now: datetime
) -> None:
    """Tell the owner that one step is agreed no more. The SQL statements of `tell`."""
    line = _("%(manager)s has released %(name)s: you may set it aside now.")
    tell(
        recipient=profile.user,
        key=f"released:{profile.pk}:{certification.pk}:{now.isoformat()}",
        subject=_("A step of your plan is released"),
        lines=[line % {"manager": str(by), "name": certification.name}],
        path=reverse("roadmaps:step", args=[certification.key]),
        now=now,
    )
