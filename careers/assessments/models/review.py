"""What a manager said of a self-assessment, and what both agreed on; nothing overwrites."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from careers.assessments.models.assessment import Answer, Assessment
from careers.domain.ladder import HIGHEST, LOWEST
from careers.profiles.models import User

COMMENT_LENGTH = 1000
NOTE_LENGTH = 300


class Review(models.Model):
    """The manager's side of one self-assessment. Every decision raises the version by one."""

    class Waiting(models.TextChoices):
        MANAGER = "manager", _("waits for the manager")
        OWNER = "owner", _("waits for the person")
        NOBODY = "nobody", _("done")

    assessment = models.OneToOneField(
        Assessment,
        on_delete=models.CASCADE,
        related_name="review",
        verbose_name=_("self-assessment"),
    )
    reviewer = models.ForeignKey(
        User, on_delete=models.SET_NULL, related_name="+", verbose_name=_("reviewer"), null=True
    )
    reviewer_name = models.CharField(_("name then"), max_length=254)
    version = models.PositiveIntegerField(_("version"), default=1)
    waits_for = models.CharField(_("waits for"), max_length=7, choices=Waiting.choices)
    is_change_asked = models.BooleanField(_("changes are asked for"), default=False)
    comment = models.TextField(_("comment of the manager"), blank=True, max_length=COMMENT_LENGTH)
    reply = models.TextField(_("reply of the person"), blank=True, max_length=COMMENT_LENGTH)
    reviewed_at = models.DateTimeField(_("reviewed at"))
    agreed_at = models.DateTimeField(_("agreed at"), null=True, blank=True)
    agreed_level = models.PositiveSmallIntegerField(_("agreed level"), null=True, blank=True)
    is_agreed_provisional = models.BooleanField(_("agreed level is provisional"), default=False)

    class Meta:
        ordering = ["-reviewed_at", "-id"]
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        constraints = [
            models.CheckConstraint(
                condition=Q(waits_for__in=["manager", "owner", "nobody"]),
                name="review_waits_for_known",
            ),
            models.CheckConstraint(
                condition=Q(agreed_at__isnull=True, agreed_level__isnull=True)
                | Q(
                    agreed_at__isnull=False,
                    agreed_level__gte=LOWEST,
                    agreed_level__lte=HIGHEST,
                    waits_for="nobody",
                ),
                name="review_agreed_has_level",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id}: {self.version}"


class Rating(models.Model):
    """What the manager sees in one competency, and what both agree on. Null is “not done here”."""

    review = models.ForeignKey(
        Review, on_delete=models.CASCADE, related_name="ratings", verbose_name=_("review")
    )
    answer = models.OneToOneField(
        Answer, on_delete=models.CASCADE, related_name="rating", verbose_name=_("answer")
    )
    manager_value = models.PositiveSmallIntegerField(_("of the manager"), null=True, blank=True)
    has_agreed_value = models.BooleanField(_("an agreed value is proposed"), default=False)
    agreed_value = models.PositiveSmallIntegerField(_("agreed"), null=True, blank=True)
    note = models.CharField(_("note of the manager"), max_length=NOTE_LENGTH, blank=True)

    class Meta:
        ordering = ["review", "answer__competency__order"]
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        constraints = [
            models.CheckConstraint(
                condition=(Q(manager_value__isnull=True) | Q(manager_value__lte=HIGHEST))
                & (Q(agreed_value__isnull=True) | Q(agreed_value__lte=HIGHEST)),
                name="rating_on_the_scale",
            ),
            models.CheckConstraint(
                condition=Q(has_agreed_value=True) | Q(agreed_value__isnull=True),
                name="rating_agreed_value_is_proposed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.answer_id}: {self.manager_value}"
