"""People with an accepted plan, and managers who agree to it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format

from careers.profiles.models import Notice, Profile, User
from careers.roadmaps import actions, queries
from careers.roadmaps.agreed import AgreementView, PlanReview
from careers.roadmaps.models import AgreedPlan, Comment, RoadmapStep
from tests.factories import make_user
from tests.roadmaps.people import assess

ESSENTIALS, FOUNDATION = "ppso-essentials", "p3o-foundation"
"""The plan of P1, in its order."""

EXPERIENCED = "essentials-for-pmo-managers"
"""Experience does instead of what it asks for."""


def person_with_plan(name: str = "Ada Okafor", *, manager: User | None = None) -> User:
    user = make_user(name, manager=manager)
    assess(user, "P1", at=timezone.now() - timedelta(days=9))
    accept(user.profile)
    return user


def accept(profile: Profile, now: datetime | None = None) -> None:
    """Accept what is proposed now."""
    moment = now or timezone.now()
    situation = queries.situation_of(profile, timezone.localdate(moment))
    assert situation is not None
    actions.accept(profile=profile, digest=situation.digest, now=moment)


def review_of(profile: Profile, by: User) -> PlanReview:
    return queries.plan_review(profile, by, timezone.localdate())


def agreement_of(profile: Profile) -> AgreementView:
    return review_of(profile, profile.user).agreement


def agree(profile: Profile, by: User, *, comment: str = "", mark: str | None = None) -> AgreedPlan:
    """Agree to the plan as it is now, or as it was looked at."""
    return actions.agree_plan(
        profile=profile,
        by=by,
        mark=review_of(profile, by).mark if mark is None else mark,
        comment=comment,
        now=timezone.now(),
    )


def release(profile: Profile, by: User, *, key: str = FOUNDATION, mark: str | None = None) -> bool:
    """Release a step as it is now, or as it was looked at."""
    return actions.release_agreed(
        profile=profile,
        key=key,
        by=by,
        mark=mark_of(profile, by, key) if mark is None else mark,
        now=timezone.now(),
    )


def mark_of(profile: Profile, by: User, key: str) -> str:
    """What the form that releases a step brings back; empty for one that is not in the plan."""
    return next((step.mark for step in review_of(profile, by).steps if step.key == key), "")


def row(profile: Profile, key: str) -> RoadmapStep:
    return RoadmapStep.objects.get(roadmap__profile=profile, certification__key=key)


def quote(profile: Profile, key: str, minor: int | None, currency: str = "GBP") -> None:
    actions.set_figures(
        profile=profile,
        key=key,
        cost_minor=minor,
        currency=currency,
        study_hours=None,
        now=timezone.now(),
    )


def book(profile: Profile, key: str, days: int) -> None:
    on = timezone.localdate() + timedelta(days=days)
    actions.book(profile=profile, key=key, on=on, now=timezone.now())


def told(user: User) -> list[tuple[str, str]]:
    """What somebody was told by mail: what about, and its subject."""
    rows = Notice.objects.filter(recipient=user).values_list("key", "subject")
    return [(key.split(":")[0], subject) for key, subject in rows]


def planned_for(profile: Profile, key: str) -> str:
    """The day of the exam of a step, as pages write it."""
    ends_on = row(profile, key).ends_on
    assert ends_on is not None
    return date_format(ends_on)


def say(
    profile: Profile,
    author: User,
    text: str = "When shall I start?",
    *,
    key: str | None = None,
    nonce: str = "",
    now: datetime | None = None,
) -> Comment:
    return actions.add_comment(
        profile=profile,
        author=author,
        key=key,
        text=text,
        nonce=nonce or f"{Comment.objects.count():032x}",
        now=now or timezone.now(),
    )


def confirm(
    person: Profile, by: User, *, key: str = EXPERIENCED, is_confirmed: bool = True
) -> RoadmapStep | None:
    return actions.confirm_experience(
        profile=person, key=key, is_confirmed=is_confirmed, by=by, now=timezone.now()
    )
