"""What becomes of a step: booked, passed, not passed. Each moves the steps after it at once.

SQL statements are counted without the marks of transactions and savepoints.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from careers.certifications.models import Certification
from careers.domain.accepted import keep
from careers.domain.eligibility import Register
from careers.domain.planner import Step
from careers.profiles import actions as profiles
from careers.profiles.models import HeldCertification, Profile
from careers.roadmaps import queries
from careers.roadmaps.actions.accepting import known_situation, redate
from careers.roadmaps.actions.problems import NotInPlan, SetAside, WrongDay
from careers.roadmaps.actions.rows import step_of, steps_at, touch
from careers.roadmaps.models import RoadmapStep
from careers.roadmaps.queries import Situation

Status = RoadmapStep.Status
FURTHEST_YEARS = 10
"""An exam booked for later than this is a slip of the pen."""


@transaction.atomic
def book(*, profile: Profile, key: str, on: date, now: datetime) -> RoadmapStep:
    """Remember the day of an exam; what it needs comes before it, the rest after.

    Booked is what can be booked on that day: of a replaced certification its successor. About a
    dozen SQL statements and one for each step that moves. Raises UnknownCertification, SetAside,
    NotAssessed, NotInPlan, and WrongDay for a day that has passed or lies before what the exam
    needs.
    """
    today = timezone.localdate(now)
    if on < today:
        raise WrongDay(_("This day has passed. Enter today or a later day."))
    if on.year > today.year + FURTHEST_YEARS:
        raise WrongDay(_("Check the year of the exam."))
    step = step_of(profile=profile, key=key, now=now)
    if step.status == Status.DROPPED:
        raise SetAside(_("You have set this one aside. Put it back before you book it."))
    situation = known_situation(profile=profile, now=now)
    _check_order(situation, key, on)
    _remember_exam(step, Register(situation.inputs.catalogue).book(key))
    _record(step, Status.BOOKED, on, profile=profile, now=now)
    return step


def _remember_exam(step: RoadmapStep, book: str) -> None:
    """Which exam is booked: it stays that one, whatever takes its place later."""
    basis = step.roadmap.basis
    basis["book"] = {**basis.get("book", {}), step.certification.key: book}
    step.roadmap.save(update_fields=["basis"])


def _record(step: RoadmapStep, status: str, on: date, *, profile: Profile, now: datetime) -> None:
    """Write what became of an exam, once, and move what follows it."""
    if (step.status, step.exam_on) == (status, on):
        return
    step.status, step.exam_on, step.changed_at = status, on, now
    step.save()
    touch(roadmap=step.roadmap, now=now)
    redate(profile=profile, now=now)


def _check_order(situation: Situation, key: str, on: date) -> None:
    """Dates respect prerequisites: what an exam needs is not planned for a later day."""
    if key not in situation.plan.keys:
        raise NotInPlan(_("This certification is not a step of your plan. Pin it first."))
    constraints = situation.inputs.constraints
    booked = {**constraints.booked, key: on}
    inputs = replace(situation.inputs, constraints=replace(constraints, booked=booked))
    booked_as = situation.choices.booked_as
    plan = keep(queries.as_it_was(inputs), situation.plan.keys, booked_as).plan
    by_key = {step.certification: step for step in plan.steps}
    for later in plan.steps:
        for earlier in (by_key[name] for name in _all_before(later, by_key)):
            names = {earlier.certification, later.certification}
            if earlier.ends_on > later.ends_on and key in names:
                raise WrongDay(_order_text(earlier, later))


def _all_before(step: Step, by_key: Mapping[str, Step]) -> list[str]:
    """What a step requires, directly or through others, the nearest first."""
    found = list(step.requires)
    for name in found:
        found += [key for key in by_key[name].requires if key not in found]
    return found


def _order_text(earlier: Step, later: Step) -> str:
    names = dict(
        Certification.objects.filter(
            key__in=[earlier.certification, later.certification]
        ).values_list("key", "name")
    )
    facts = {
        "earlier": names.get(earlier.certification, earlier.certification),
        "later": names.get(later.certification, later.certification),
        "on": date_format(earlier.ends_on),
        "then": date_format(later.ends_on),
    }
    if later.is_booked and earlier.is_booked:
        text = _(
            "%(earlier)s has to come before %(later)s, which would be on %(then)s. Choose days "
            "in that order."
        )
    else:
        text = _(
            "%(earlier)s has to come first, and its study ends on %(on)s. Choose a later day, or "
            "book %(earlier)s earlier."
        )
    return text % facts


@transaction.atomic
def unbook(*, profile: Profile, key: str, now: datetime) -> bool:
    """Take a booking, or a failed attempt, back: the step is planned again.

    Returns whether there was one. About a dozen SQL statements and one for each step that moves.
    Raises UnknownCertification.
    """
    states = {Status.BOOKED, Status.NOT_PASSED}
    taken = [s for s in steps_at(profile=profile, key=key, now=now) if s.status in states]
    for step in taken:
        step.status, step.exam_on, step.changed_at = Status.PLANNED, None, now
        step.save()
        touch(roadmap=step.roadmap, now=now)
    if taken:
        redate(profile=profile, now=now)
    return bool(taken)


@transaction.atomic
def fail(*, profile: Profile, key: str, on: date, now: datetime) -> RoadmapStep:
    """Remember that an exam was not passed: its study, and all that follows, begins after it.

    About a dozen SQL statements and one for each step that moves. Raises UnknownCertification,
    NotAssessed, NotInPlan, and WrongDay for a day to come.
    """
    today = timezone.localdate(now)
    if on > today:
        raise WrongDay(_("This day is still to come. Enter the day on which you took the exam."))
    if on.year < today.year - FURTHEST_YEARS:
        raise WrongDay(_("Check the year of the exam."))
    step = step_of(profile=profile, key=key, now=now)
    if step.status == Status.DROPPED:
        raise SetAside(_("You have set this one aside. Put it back first."))
    if key not in known_situation(profile=profile, now=now).plan.keys:
        raise NotInPlan(_("This certification is not a step of your plan."))
    _record(step, Status.NOT_PASSED, on, profile=profile, now=now)
    return step


@transaction.atomic
def pass_exam(
    *,
    profile: Profile,
    key: str,
    certification: Certification,
    awarded_on: date,
    expires_on: date | None,
    credential_reference: str,
    now: datetime,
) -> HeldCertification:
    """Record what was passed as a certification held; the step is done, what follows moves.

    `certification` is what was awarded (`queries.passed_page`). About a dozen SQL
    statements and one for each step that moves. Raises UnknownCertification, and AlreadyHeld (of
    the profiles) when it is recorded with other facts.
    """
    step = step_of(profile=profile, key=key, now=now)
    held = profiles.add_held(
        profile=profile,
        certification=certification,
        awarded_on=awarded_on,
        expires_on=expires_on,
        credential_reference=credential_reference,
    )
    step.status, step.exam_on, step.reason, step.changed_at = Status.PLANNED, None, "", now
    step.is_pinned = False
    step.save()
    touch(roadmap=step.roadmap, now=now)
    redate(profile=profile, now=now)
    return held
