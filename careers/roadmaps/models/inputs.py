"""What a plan is made from: the person's own limits and wishes, for the roadmap and on trial."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from careers.certifications.models import currency_validator
from careers.levels.models import Level

MOST_HOURS_A_WEEK = 40
"""Study is beside work; more than a working week is a slip of the pen."""

MOST_SCENARIOS = 3
LONGEST_NAME = 60


def _keys() -> models.JSONField:
    """Keys of rows that may go; one that is gone is passed over when a plan is made."""
    return models.JSONField(default=list, blank=True)


class PlanInputs(models.Model):
    """Limits and wishes as columns; the same for a roadmap and for a scenario."""

    target = models.ForeignKey(
        Level,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("target level"),
        null=True,
        blank=True,
        help_text=_("Empty: the next level above the assessed one."),
    )
    budget_minor = models.PositiveIntegerField(_("budget in minor units"), null=True, blank=True)
    currency = models.CharField(
        _("currency"), max_length=3, blank=True, validators=[currency_validator]
    )
    hours_a_week = models.PositiveSmallIntegerField(_("study hours a week"), null=True, blank=True)
    begins_on = models.DateField(_("begins on"), null=True, blank=True)
    finish_on = models.DateField(_("finish by"), null=True, blank=True)
    preferred_bodies = _keys()
    excluded_bodies = _keys()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(hours_a_week__isnull=True)
                | Q(hours_a_week__gte=1, hours_a_week__lte=MOST_HOURS_A_WEEK),
                name="%(class)s_hours_a_week_in_range",
                violation_error_message=_("Study hours a week are 1 to 40."),
            ),
            models.CheckConstraint(
                condition=Q(finish_on__isnull=True)
                | Q(begins_on__isnull=True)
                | Q(finish_on__gt=F("begins_on")),
                name="%(class)s_finishes_after_it_begins",
                violation_error_message=_("The plan cannot finish before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(budget_minor__isnull=True) | ~Q(currency=""),
                name="%(class)s_budget_has_currency",
                violation_error_message=_("A budget needs its currency."),
            ),
        ]


class Scenario(PlanInputs):
    """A plan on trial beside the roadmap: other limits and wishes, nothing else."""

    roadmap = models.ForeignKey(
        "roadmaps.Roadmap",
        on_delete=models.CASCADE,
        related_name="scenarios",
        verbose_name=_("roadmap"),
    )
    place = models.PositiveSmallIntegerField(_("place"))
    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    pinned = _keys()
    preferred = _keys()
    changed_at = models.DateTimeField(_("changed at"))

    class Meta:
        ordering = ["roadmap", "place"]
        verbose_name = _("scenario")
        verbose_name_plural = _("scenarios")
        constraints = [
            *PlanInputs.Meta.constraints,
            models.UniqueConstraint(fields=["roadmap", "place"], name="scenario_place_once"),
            models.CheckConstraint(
                condition=Q(place__gte=1, place__lte=MOST_SCENARIOS), name="scenario_one_of_three"
            ),
        ]

    def __str__(self) -> str:
        return self.name
