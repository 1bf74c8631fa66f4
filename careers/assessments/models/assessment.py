"""A self-assessment: the answers, and the result they gave."""

from __future__ import annotations

from typing import Any

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Case, F, Q, When
from django.utils.translation import gettext_lazy as _

from careers.domain import scoring
from careers.domain.ladder import HIGHEST, LOWEST
from careers.levels.models import Competency, Instrument, Level
from careers.profiles.models import Profile

EVIDENCE_LENGTH = 600
REASON_LENGTH = 300
CONFIRMED_BY_LENGTH = 120

NOT_APPLICABLE = "na"
"""The choice “our PMO does not do this”, beside the numbers of the other choices."""


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def owned_by(self, user: Any) -> AssessmentQuerySet:
        return self.filter(profile__user_id=user.pk)

    def drafts(self) -> AssessmentQuerySet:
        return self.filter(state=Assessment.State.DRAFT)

    def submitted(self) -> AssessmentQuerySet:
        """Everything that was handed in, whatever happened to it since."""
        return self.exclude(state=Assessment.State.DRAFT)

    def visible_to(self, user: Any) -> AssessmentQuerySet:
        """One's own in any state; the submitted ones of one's own line of management."""
        people = Profile.objects.visible_to(user)
        return self.filter(
            Q(profile__user_id=user.pk) | (~Q(state=Assessment.State.DRAFT)), profile__in=people
        )

    def with_people_and_result(self) -> AssessmentQuerySet:
        """Bring along all that a page about one result says about it, in the same query."""
        return self.select_related(
            "profile__user", "profile__manager__user", "instrument", "remit", "result", "review"
        )

    def newest_first(self) -> AssessmentQuerySet:
        return self.order_by("-submitted_at", "-id")


class Assessment(models.Model):
    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Self-assessed")
        REVIEWED = "reviewed", _("Reviewed")
        AGREED = "agreed", _("Agreed")

    profile = models.ForeignKey(
        Profile, on_delete=models.CASCADE, related_name="assessments", verbose_name=_("profile")
    )
    instrument = models.ForeignKey(
        Instrument, on_delete=models.PROTECT, related_name="+", verbose_name=_("instrument")
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    remit = models.ForeignKey(
        Level,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("remit"),
        null=True,
        blank=True,
        help_text=_("What the person says their job is. Shown beside the result, never scored."),
    )
    started_at = models.DateTimeField(_("started at"))
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-id"]
        verbose_name = _("self-assessment")
        verbose_name_plural = _("self-assessments")
        constraints = [
            models.UniqueConstraint(
                fields=["profile"], condition=Q(state="draft"), name="one_draft_per_person"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", submitted_at__isnull=True)
                | (~Q(state="draft") & Q(submitted_at__isnull=False)),
                name="submitted_exactly_when_dated",
            ),
        ]
        indexes = [models.Index(fields=["profile", "-submitted_at"], name="newest_of_a_person")]

    def __str__(self) -> str:
        return f"{self.profile_id} {self.get_state_display()}"

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT


class AnswerQuerySet(models.QuerySet["Answer"]):
    def with_counted(self) -> AnswerQuerySet:
        """Annotate `counted`: the agreed value, else what the answer counts for; null is N/A.

        The same as `domain.scoring` counts, said in SQL.
        """
        lowered = Q(basis=scoring.Basis.COULD, value__gt=0)
        return self.annotate(
            counted=Case(
                When(assessment__review__agreed_at__isnull=False, then=F("rating__agreed_value")),
                When(lowered, then=F("value") - 1),
                default=F("value"),
            )
        )


class Answer(models.Model):
    class Basis(models.TextChoices):
        REGULARLY = scoring.Basis.REGULARLY, _("I do it regularly")
        ONCE_OR_TWICE = scoring.Basis.ONCE_OR_TWICE, _("I have done it once or twice")
        COULD = scoring.Basis.COULD, _("I could do it, but have not")

    assessment = models.ForeignKey(
        Assessment,
        on_delete=models.CASCADE,
        related_name="answers",
        verbose_name=_("self-assessment"),
    )
    competency = models.ForeignKey(
        Competency, on_delete=models.PROTECT, related_name="+", verbose_name=_("competency")
    )
    value = models.PositiveSmallIntegerField(
        _("answer"), null=True, blank=True, validators=[MaxValueValidator(HIGHEST)]
    )
    is_not_applicable = models.BooleanField(_("our PMO does not do this"), default=False)
    not_applicable_reason = models.CharField(_("why not"), max_length=REASON_LENGTH, blank=True)
    basis = models.CharField(
        _("basis"), max_length=14, choices=Basis.choices, default=Basis.REGULARLY
    )
    evidence = models.CharField(_("evidence"), max_length=EVIDENCE_LENGTH, blank=True)
    evidence_on = models.DateField(
        _("month of the evidence"), null=True, blank=True, help_text=_("First day of the month.")
    )
    evidence_confirmed_by = models.CharField(
        _("who could confirm it"), max_length=CONFIRMED_BY_LENGTH, blank=True
    )
    answered_at = models.DateTimeField(_("answered at"))

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ["assessment", "competency__order"]
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "competency"], name="one_answer_per_competency"
            ),
            models.CheckConstraint(
                condition=Q(is_not_applicable=True, value__isnull=True)
                | Q(is_not_applicable=False, value__isnull=False, value__lte=HIGHEST),
                name="answer_is_a_number_or_not_applicable",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.competency_id}: {'–' if self.value is None else self.value}"

    @property
    def choice(self) -> str:
        """The answer as the form writes it: a number, or NOT_APPLICABLE."""
        return NOT_APPLICABLE if self.is_not_applicable else str(self.value)

    @property
    def has_evidence(self) -> bool:
        return bool(self.evidence)


class Result(models.Model):
    """What an assessment gave, with the rule it was computed under. Written once, never changed."""

    assessment = models.OneToOneField(
        Assessment,
        on_delete=models.CASCADE,
        related_name="result",
        verbose_name=_("self-assessment"),
    )
    level = models.PositiveSmallIntegerField(_("level"))
    is_provisional = models.BooleanField(_("provisional"), default=False)
    rule = models.JSONField(_("rule it was computed under"))
    scoring_version = models.PositiveSmallIntegerField(_("version of the computation"))
    computed_at = models.DateTimeField(_("computed at"))

    class Meta:
        ordering = ["-computed_at", "-id"]
        verbose_name = _("result")
        verbose_name_plural = _("results")
        constraints = [
            models.CheckConstraint(
                condition=Q(level__gte=LOWEST, level__lte=HIGHEST), name="result_level_on_ladder"
            )
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id}: {self.level}"
