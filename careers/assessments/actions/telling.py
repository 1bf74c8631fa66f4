"""Telling the other side that something waits: in words without any rating in them.

The pages of managers belong to an app above this one, so their addresses are looked up by name.
SQL statements are counted without the marks of transactions and savepoints.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from careers.assessments.models import Assessment, Review
from careers.profiles.actions import tell
from careers.profiles.models import Profile, User
from careers.profiles.queries import leads_of


@transaction.atomic
def tell_leads(*, assessment: Assessment, now: datetime) -> None:
    """Tell whoever leads the person that a self-assessment waits for their review.

    One SQL statement, and those of `tell` for each of them: the manager and who stands in.
    """
    subject = _("A self-assessment waits for your review")
    line = _("%(person)s has handed in a self-assessment. It waits for your review.")
    for lead in leads_of(assessment.profile, now):
        _tell_about(lead, assessment, f"submitted:{assessment.pk}", subject, line, now)


@transaction.atomic
def tell_reviewer(*, assessment: Assessment, review: Review, now: datetime) -> None:
    """Tell the reviewer what the owner decided; those who lead the owner, if the reviewer left.

    One or two SQL statements, and those of `tell` for each of them.
    """
    if review.agreed_at is not None:
        subject = _("A review is agreed")
        line = _("%(person)s has accepted your review. It is agreed now.")
    else:
        subject = _("There is a reply to your review")
        line = _("%(person)s has replied to your review. It waits for you.")
    key = f"review:{assessment.pk}:{review.version}"
    for reviewer in _reviewers(assessment.profile, review.reviewer, now):
        _tell_about(reviewer, assessment, key, subject, line, now)


@transaction.atomic
def tell_owner(*, assessment: Assessment, review: Review, now: datetime) -> None:
    """Tell the owner what the reviewer decided. The SQL statements of `tell`."""
    if review.agreed_at is not None:
        subject = _("Your self-assessment is agreed")
        line = _("%(reviewer)s has reviewed your self-assessment and sees it as you do.")
    elif review.is_change_asked:
        subject = _("Changes to your self-assessment are asked for")
        line = _("%(reviewer)s has reviewed your self-assessment and asks for changes.")
    else:
        subject = _("Your self-assessment has been reviewed")
        line = _("%(reviewer)s has reviewed your self-assessment. It waits for you.")
    tell(
        recipient=assessment.profile.user,
        key=f"review:{assessment.pk}:{review.version}",
        subject=subject,
        lines=[line % {"reviewer": review.reviewer_name}],
        path=reverse("assessments:result", args=[assessment.pk]),
        now=now,
    )


def _reviewers(profile: Profile, reviewer: User | None, now: datetime) -> tuple[User, ...]:
    """Whoever is no longer in charge of somebody hears nothing of them."""
    if reviewer is not None:
        in_charge = Profile.objects.visible_to(reviewer).filter(pk=profile.pk)
        if in_charge.exists():
            return (reviewer,)
    return leads_of(profile, now)


def _tell_about(
    recipient: User, assessment: Assessment, key: str, subject: str, line: str, now: datetime
) -> None:
    tell(
        recipient=recipient,
        key=key,
        subject=subject,
        lines=[line % {"person": str(assessment.profile)}],
        path=reverse("teams:review", args=[assessment.profile_id]),
        now=now,
    )
