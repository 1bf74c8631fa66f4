"""A person's choices for the roadmap, and the plan they accepted. What to propose is computed."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.utils.translation import gettext_lazy as _

from careers.certifications.models import Certification, currency_validator
from careers.profiles.models import HeldCertification, Profile
from careers.roadmaps.models.inputs import PlanInputs

REASON_LENGTH = 300
MOST_STUDY_HOURS = 2000
"""A working year: more is a slip of the pen."""

MOST_SUCCESSORS = 3
"""How often one certification has been replaced, at most: so far the database follows."""


class RoadmapQuerySet(models.QuerySet["Roadmap"]):
    def visible_to(self, user: Any) -> RoadmapQuerySet:
        return self.filter(profile__in=Profile.objects.visible_to(user))


class Roadmap(PlanInputs):
    profile = models.OneToOneField(
        Profile, on_delete=models.CASCADE, related_name="roadmap", verbose_name=_("profile")
    )
    changed_at = models.DateTimeField(_("changed at"))
    accepted_at = models.DateTimeField(_("plan accepted at"), null=True, blank=True)
    basis = models.JSONField(_("what the accepted plan was made from"), default=dict, blank=True)
    declined = models.CharField(
        _("proposal that was declined"), max_length=64, blank=True, editable=False
    )
    # By whom: not the owner, when a change of the catalogue was published that leaves plans alone.
    is_left_alone = models.BooleanField(_("declined by the office"), default=False, editable=False)

    objects = RoadmapQuerySet.as_manager()

    class Meta:
        ordering = ["profile"]
        verbose_name = _("roadmap")
        verbose_name_plural = _("roadmaps")
        constraints = PlanInputs.Meta.constraints

    def __str__(self) -> str:
        return str(_("Roadmap of %(name)s") % {"name": self.profile})


def _held() -> Exists:
    """Whether the person of a step holds its certification, or what has replaced it since."""
    gives = Q(certification=OuterRef("certification"))
    for number in range(1, MOST_SUCCESSORS + 1):
        path = "__".join(["certification", *["successor"] * number])
        gives |= Q(certification=OuterRef(path))
    return Exists(HeldCertification.objects.filter(gives, profile=OuterRef("roadmap__profile")))


def day_of_exam() -> Case:
    """The day of the exam of a step: booked, else planned. Part of an SQL query."""
    return Case(When(status=RoadmapStep.Status.BOOKED, then=F("exam_on")), default=F("ends_on"))


class RoadmapStepQuerySet(models.QuerySet["RoadmapStep"]):
    def in_plan(self) -> RoadmapStepQuerySet:
        """Steps of accepted plans that nobody has set aside, done or not."""
        return self.filter(place__isnull=False).exclude(status=RoadmapStep.Status.DROPPED)

    def with_held(self) -> RoadmapStepQuerySet:
        """Steps with `is_held`: who holds a successor holds what its predecessor gives."""
        return self.annotate(is_held=_held())

    def not_held(self) -> RoadmapStepQuerySet:
        """Steps that are still to do."""
        return self.filter(~_held())

    def to_do(self) -> RoadmapStepQuerySet:
        """Steps that are left and can be taken: what is booked, and what is still awarded."""
        ended = Q(certification__status=Certification.Status.RETIRED)
        ended |= Q(certification__is_enabled=False) | Q(certification__level=None)
        is_booked = Q(status=RoadmapStep.Status.BOOKED)
        return self.in_plan().not_held().filter(is_booked | ~ended)

    def overdue(self, today: date) -> RoadmapStepQuerySet:
        """Steps whose day has passed, and booked exams whose result was not recorded."""
        status = RoadmapStep.Status
        is_open = Q(status__in=[status.PLANNED, status.NOT_PASSED], ends_on__lt=today)
        return self.to_do().filter(is_open | Q(status=status.BOOKED, exam_on__lt=today))

    def to_agree(self) -> RoadmapStepQuerySet:
        """What differs from the version a manager agreed to; all of a plan never agreed to.

        A step that is new, has another day or another price; or one that was agreed and is in the
        accepted plan no more.
        """
        day = day_of_exam()
        # Said without a negation: what is unknown (NULL) is neither equal nor unequal in SQL.
        has_no_day, has_another_day = Q(agreed_on=None), Q(agreed_on__lt=day) | Q(agreed_on__gt=day)
        has_a_new_price = Q(agreed_cost_minor=None, cost_minor__isnull=False)
        has_lost_its_price = Q(agreed_cost_minor__isnull=False, cost_minor=None)
        has_another_price = Q(agreed_cost_minor__lt=F("cost_minor"))
        has_another_price |= Q(agreed_cost_minor__gt=F("cost_minor"))
        has_another_price |= ~Q(agreed_cost_currency=F("cost_currency"))
        differs = has_no_day | has_another_day | has_a_new_price
        differs |= has_lost_its_price | has_another_price
        is_new = Q(place__isnull=False) & (Q(is_agreed=False) | differs)
        is_gone = Q(place__isnull=True, is_agreed=True)
        open_ones = self.filter(roadmap__accepted_at__isnull=False).not_held()
        return open_ones.exclude(status=RoadmapStep.Status.DROPPED).filter(is_new | is_gone)


class RoadmapStep(models.Model):
    """What a person says about one certification: in the accepted plan, booked, dropped, pinned.

    Passing an exam is no state of a step: what was passed is a certification held.
    """

    class Status(models.TextChoices):
        PLANNED = "planned", _("Planned")
        BOOKED = "booked", _("Booked")
        NOT_PASSED = "not_passed", _("Not passed")
        DROPPED = "dropped", _("Dropped")

    roadmap = models.ForeignKey(
        Roadmap, on_delete=models.CASCADE, related_name="steps", verbose_name=_("roadmap")
    )
    certification = models.ForeignKey(
        Certification,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("certification"),
    )
    place = models.PositiveSmallIntegerField(_("place in the accepted plan"), null=True, blank=True)
    starts_on = models.DateField(_("study starts on"), null=True, blank=True)
    ends_on = models.DateField(_("exam planned on"), null=True, blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.PLANNED
    )
    exam_on = models.DateField(_("day of the exam booked or not passed"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=REASON_LENGTH, blank=True)
    is_pinned = models.BooleanField(_("must be in the plan"), default=False)
    is_agreed = models.BooleanField(_("agreed with the manager"), default=False)
    agreed_on = models.DateField(_("day of the exam as agreed"), null=True, blank=True)
    agreed_cost_minor = models.PositiveIntegerField(
        _("price as agreed, in minor units"), null=True, blank=True
    )
    agreed_cost_currency = models.CharField(
        _("currency as agreed"), max_length=3, blank=True, validators=[currency_validator]
    )
    is_preferred = models.BooleanField(_("preferred"), default=False)
    is_experience_confirmed = models.BooleanField(
        _("experience confirmed by the manager"), default=False
    )
    cost_minor = models.PositiveIntegerField(_("own price in minor units"), null=True, blank=True)
    cost_currency = models.CharField(
        _("currency"), max_length=3, blank=True, validators=[currency_validator]
    )
    study_hours = models.PositiveSmallIntegerField(_("own study hours"), null=True, blank=True)
    changed_at = models.DateTimeField(_("changed at"))

    objects = RoadmapStepQuerySet.as_manager()

    class Meta:
        ordering = ["changed_at", "id"]
        verbose_name = _("step of a roadmap")
        verbose_name_plural = _("steps of roadmaps")
        constraints = [
            models.UniqueConstraint(fields=["roadmap", "certification"], name="step_once"),
            models.UniqueConstraint(fields=["roadmap", "place"], name="step_place_once"),
            models.CheckConstraint(
                condition=Q(status__in=["planned", "booked", "not_passed", "dropped"]),
                name="step_status_known",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["booked", "not_passed"], exam_on__isnull=False)
                | (~Q(status__in=["booked", "not_passed"]) & Q(exam_on__isnull=True)),
                name="step_exam_has_day",
            ),
            models.CheckConstraint(
                condition=~Q(status="dropped") | ~Q(reason=""), name="step_dropped_has_reason"
            ),
            models.CheckConstraint(
                condition=~Q(status="dropped") | Q(is_pinned=False, is_agreed=False),
                name="step_not_dropped_and_required",
            ),
            models.CheckConstraint(
                condition=Q(place__isnull=True, starts_on__isnull=True, ends_on__isnull=True)
                | Q(place__isnull=False, starts_on__isnull=False, ends_on__isnull=False),
                name="step_in_plan_has_dates",
            ),
            models.CheckConstraint(
                condition=Q(cost_minor__isnull=True, cost_currency="")
                | (Q(cost_minor__isnull=False) & ~Q(cost_currency="")),
                name="step_cost_has_currency",
            ),
            models.CheckConstraint(
                condition=Q(study_hours__isnull=True)
                | Q(study_hours__gte=1, study_hours__lte=MOST_STUDY_HOURS),
                name="step_study_hours_in_range",
            ),
            models.CheckConstraint(
                condition=Q(is_agreed=True)
                | Q(agreed_on__isnull=True, agreed_cost_minor__isnull=True),
                name="step_agreed_facts_are_agreed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.roadmap_id}: {self.certification_id}"


class Acceptance(models.Model):
    """One acceptance of a plan: what it was before and after. The newest can be undone."""

    roadmap = models.ForeignKey(
        Roadmap, on_delete=models.CASCADE, related_name="acceptances", verbose_name=_("roadmap")
    )
    accepted_at = models.DateTimeField(_("accepted at"))
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)
    before = models.JSONField(_("before"))
    after = models.JSONField(_("after"))

    class Meta:
        ordering = ["-accepted_at", "-id"]
        verbose_name = _("acceptance of a plan")
        verbose_name_plural = _("acceptances of plans")

    def __str__(self) -> str:
        return f"{self.roadmap_id}: {self.accepted_at}"
