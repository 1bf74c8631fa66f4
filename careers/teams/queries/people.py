"""Who of a line needs what: one condition each, said in SQL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import (
    DateField,
    DateTimeField,
    Exists,
    F,
    Max,
    OuterRef,
    Q,
    Subquery,
    TextChoices,
)
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from careers.assessments.models import Assessment, Review
from careers.assessments.months import first_of_month, whole_months
from careers.levels.models import Instrument
from careers.profiles.models import HeldCertification
from careers.profiles.queries import EXPIRES_SOON_DAYS
from careers.roadmaps.models import RoadmapStep, day_of_exam


class Need(TextChoices):
    """Where somebody stands, as far as it asks something of somebody."""

    WAITING = "waiting", _("Waiting for your review")
    TO_AGREE = "to_agree", _("Plan to agree to")
    OVERDUE = "overdue", _("Step overdue")
    STALE = "stale", _("Self-assessment due again")
    EXPIRING = "expiring", _("Certification expired or ending soon")
    NONE = "none", _("No self-assessment yet")
    REVIEWED = "reviewed", _("Reviewed, waiting for the person")
    AGREED = "agreed", _("Agreed")


@dataclass(frozen=True, kw_only=True)
class Day:
    """A day, and what is too old on it."""

    today: date
    stale_before: Mapping[int, datetime]  # by the months that an instrument allows

    @property
    def soon(self) -> date:
        """The last day on which a certification ends that is said to end soon."""
        return self.today + timedelta(days=EXPIRES_SOON_DAYS)


def day_of(today: date) -> Day:
    """What conditions need to know of a day. One SQL query."""
    months = Instrument.objects.order_by().values_list("stale_months", flat=True).distinct()
    return Day(today=today, stale_before={one: fresh_from(today, one) for one in months})


def fresh_from(today: date, months: int) -> datetime:
    """The first moment that is not yet so many whole months ago. No SQL query."""
    first = first_of_month(today, months_ago=months)
    # The 30th of a February is no day: such a February is old as a whole, and March is not.
    day = min(first + timedelta(days=today.day), first_of_month(first, months_ago=-1))
    return timezone.make_aware(datetime.combine(day, time.min))


def is_stale(submitted_at: datetime, today: date, months: int) -> bool:
    """Whether a self-assessment is at least this many whole months old. No SQL query."""
    return whole_months(timezone.localdate(submitted_at), today) >= months


def needing(people: Any, need: str, day: Day) -> Any:
    """Those of whom this is true, with `since`, the day or moment from which it is.

    `people` have their `newest` self-assessment. Part of an SQL query.
    """
    needs = {
        Need.TO_AGREE: _to_agree,
        Need.OVERDUE: _overdue,
        Need.EXPIRING: _expiring,
    }
    if need in needs:
        return needs[Need(need)](people, day)
    if need == Need.NONE:
        return people.filter(newest__isnull=True).annotate(since=F("user__joined_at"))
    told = Assessment.objects.filter(pk=OuterRef("newest")).values("submitted_at")
    return people.filter(newest_is(Need(need), day)).annotate(
        since=Subquery(told, output_field=DateTimeField())
    )


def newest_is(need: Need, day: Day) -> Exists:
    """A condition on the newest self-assessment. Part of an SQL query."""
    return Exists(Assessment.objects.filter(_standing(need, day), pk=OuterRef("newest")))


def _standing(need: Need, day: Day) -> Q:
    state, waits_for = Assessment.State, Review.Waiting
    is_reviewed = Q(state=state.REVIEWED)
    if need is Need.WAITING:
        return Q(state=state.SUBMITTED) | is_reviewed & Q(review__waits_for=waits_for.MANAGER)
    if need is Need.REVIEWED:
        return is_reviewed & Q(review__waits_for=waits_for.OWNER)
    if need is Need.AGREED:
        return Q(state=state.AGREED)
    old = [
        Q(instrument__stale_months=months, submitted_at__lt=moment)
        for months, moment in day.stale_before.items()
    ]
    return reduce(or_, old, Q(pk__in=()))


def steps_to_agree() -> Any:
    """What of the plan of the outer person is to be agreed. Part of an SQL query."""
    return RoadmapStep.objects.to_agree().filter(roadmap__profile=OuterRef("pk")).order_by()


def overdue_steps(today: date) -> Any:
    """The overdue steps of the outer person. Part of an SQL query."""
    return RoadmapStep.objects.overdue(today).filter(roadmap__profile=OuterRef("pk")).order_by()


def ending_certifications(day: Day) -> Any:
    """What the outer person holds that has expired or ends soon, with `until`.

    One exam of a suite renews all of it, so the latest date of the suite stands for each, as in
    `domain.renewal.current_until`. Part of an SQL query.
    """
    same_suite = HeldCertification.objects.filter(
        profile=OuterRef("profile"), certification__suite=OuterRef("certification__suite")
    )
    latest = same_suite.order_by().values("certification__suite").annotate(on=Max("expires_on"))
    until = Coalesce(Subquery(latest.values("on")), F("expires_on"), output_field=DateField())
    held = HeldCertification.objects.filter(profile=OuterRef("pk"), expires_on__lte=day.soon)
    renewed = same_suite.filter(expires_on__gt=day.soon)
    return held.filter(~Exists(renewed)).annotate(until=until).order_by()


def _to_agree(people: Any, _day: Day) -> Any:
    return people.filter(Exists(steps_to_agree())).annotate(since=F("roadmap__accepted_at"))


def _overdue(people: Any, day: Day) -> Any:
    steps = overdue_steps(day.today)
    first = steps.annotate(due_on=day_of_exam()).order_by("due_on").values("due_on")[:1]
    return people.filter(Exists(steps)).annotate(since=Subquery(first))


def _expiring(people: Any, day: Day) -> Any:
    held = ending_certifications(day)
    first = held.order_by("until").values("until")[:1]
    return people.filter(Exists(held)).annotate(since=Subquery(first))
