"""The ladder of levels, the competencies, and what to do at work to climb a step."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from careers.domain.ladder import HIGHEST, LOWEST

level_number_validators = [MinValueValidator(LOWEST), MaxValueValidator(HIGHEST)]


class LevelManager(models.Manager["Level"]):
    def get_by_natural_key(self, number: int) -> Level:
        return self.get(number=number)


class Level(models.Model):
    number = models.PositiveSmallIntegerField(
        _("number"), unique=True, validators=level_number_validators
    )
    label = models.CharField(
        _("label"), max_length=120, help_text=_("The label of the article, word for word.")
    )
    explanation = models.TextField(_("explanation"), help_text=_("What it means, in our words."))
    typical_titles = models.CharField(_("typical job titles"), max_length=200, blank=True)
    house_of_pmo_role = models.CharField(_("House of PMO role"), max_length=60, blank=True)
    reading_note = models.TextField(
        _("note on our reading"),
        blank=True,
        help_text=_("Where our explanation interprets the article, say so here."),
    )

    objects: ClassVar[LevelManager] = LevelManager()

    class Meta:
        ordering = ["number"]
        verbose_name = _("PMO level")
        verbose_name_plural = _("PMO levels")
        constraints = [
            models.CheckConstraint(
                condition=Q(number__gte=LOWEST, number__lte=HIGHEST), name="level_number_on_ladder"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} – {self.label}"

    def natural_key(self) -> tuple[int]:
        return (self.number,)


class CompetencyGroupManager(models.Manager["CompetencyGroup"]):
    def get_by_natural_key(self, code: str) -> CompetencyGroup:
        return self.get(code=code)


class CompetencyGroup(models.Model):
    code = models.CharField(_("code"), max_length=4, unique=True)
    name = models.CharField(_("name"), max_length=80)
    order = models.PositiveSmallIntegerField(_("order"), unique=True)

    objects: ClassVar[CompetencyGroupManager] = CompetencyGroupManager()

    class Meta:
        ordering = ["order"]
        verbose_name = _("competency group")
        verbose_name_plural = _("competency groups")

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def natural_key(self) -> tuple[str]:
        return (self.code,)


class CompetencyManager(models.Manager["Competency"]):
    def get_by_natural_key(self, code: str) -> Competency:
        return self.get(code=code)


class Competency(models.Model):
    code = models.CharField(_("code"), max_length=8, unique=True)
    name = models.CharField(_("name"), max_length=80)
    short_name = models.CharField(
        _("short name"), max_length=24, help_text=_("For charts and narrow tables.")
    )
    group = models.ForeignKey(
        CompetencyGroup,
        on_delete=models.PROTECT,
        related_name="competencies",
        verbose_name=_("group"),
    )
    order = models.PositiveSmallIntegerField(_("order"), unique=True)

    objects: ClassVar[CompetencyManager] = CompetencyManager()

    class Meta:
        ordering = ["order"]
        verbose_name = _("competency")
        verbose_name_plural = _("competencies")

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def natural_key(self) -> tuple[str]:
        return (self.code,)


class WorkActionManager(models.Manager["WorkAction"]):
    def get_by_natural_key(self, competency: str, level: int) -> WorkAction:
        return self.get(competency__code=competency, level__number=level)


class WorkAction(models.Model):
    """Something to do at work that closes one step of one competency, where no exam does."""

    competency = models.ForeignKey(
        Competency,
        on_delete=models.PROTECT,
        related_name="work_actions",
        verbose_name=_("competency"),
    )
    level = models.ForeignKey(
        Level,
        on_delete=models.PROTECT,
        related_name="work_actions",
        verbose_name=_("level reached by it"),
    )
    text = models.TextField(_("work action"))

    objects: ClassVar[WorkActionManager] = WorkActionManager()

    class Meta:
        ordering = ["competency", "level"]
        verbose_name = _("work action")
        verbose_name_plural = _("work actions")
        constraints = [
            models.UniqueConstraint(
                fields=["competency", "level"], name="work_action_once_per_step"
            )
        ]

    def __str__(self) -> str:
        return self.text

    def natural_key(self) -> tuple[str, int]:
        return (self.competency.code, self.level.number)
