"""The ladder of levels, the competencies, and what to do at work to climb a step."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from careers.domain.ladder import HIGHEST, LOWEST
from careers.levels.models.history import kept_history

LONGEST_TEXT = 1_000
"""Most characters of a text that explains something: about half a page (our choice)."""

LONGEST_STATEMENT = 500
"""Most characters of a statement or a work action: one glance takes it in (our choice)."""

GROUP_CODE = r"^[A-Z]{1,4}$"
COMPETENCY_CODE = r"^[A-Z]{1,4}[0-9]{1,4}$"
"""The code is part of an address, where a word such as CHECK would lead to another page."""

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
    explanation = models.TextField(
        _("explanation"), max_length=LONGEST_TEXT, help_text=_("What it means, in our words.")
    )
    typical_titles = models.CharField(
        _("typical job titles"),
        max_length=200,
        blank=True,
        help_text=_("So that people find themselves; separated by commas."),
    )
    house_of_pmo_role = models.CharField(
        _("House of PMO role"),
        max_length=60,
        blank=True,
        help_text=_("The nearest role of the House of PMO, for example Analyst."),
    )
    reading_note = models.TextField(
        _("note on our reading"),
        max_length=LONGEST_TEXT,
        blank=True,
        help_text=_("Where our explanation interprets the article, say so here."),
    )

    objects: ClassVar[LevelManager] = LevelManager()

    history = kept_history()

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
    code = models.CharField(
        _("code"),
        max_length=4,
        unique=True,
        validators=[RegexValidator(GROUP_CODE, _("Use one to four capital letters, A to Z."))],
        help_text=_("A letter, for example A; the codes of its competencies begin with it."),
    )
    name = models.CharField(_("name"), max_length=80)
    order = models.PositiveSmallIntegerField(
        _("order"), unique=True, help_text=_("1 for the group that is shown first.")
    )

    objects: ClassVar[CompetencyGroupManager] = CompetencyGroupManager()

    history = kept_history()

    class Meta:
        ordering = ["order"]
        verbose_name = _("competency group")
        verbose_name_plural = _("competency groups")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(code__regex=GROUP_CODE), name="group_code_is_letters"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def natural_key(self) -> tuple[str]:
        return (self.code,)


class CompetencyManager(models.Manager["Competency"]):
    def get_by_natural_key(self, code: str) -> Competency:
        return self.get(code=code)


class Competency(models.Model):
    code = models.CharField(
        _("code"),
        max_length=8,
        unique=True,
        validators=[
            RegexValidator(
                COMPETENCY_CODE, _("Use capital letters, then a number: for example A1.")
            )
        ],
        help_text=_("The letter of its group and a number, for example A1; shown with its name."),
    )
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
    order = models.PositiveSmallIntegerField(
        _("order"), unique=True, help_text=_("1 for the competency that is asked about first.")
    )

    objects: ClassVar[CompetencyManager] = CompetencyManager()

    history = kept_history()

    class Meta:
        ordering = ["order"]
        verbose_name = _("competency")
        verbose_name_plural = _("competencies")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(code__regex=COMPETENCY_CODE),
                name="competency_code_is_letters_and_a_number",
            )
        ]

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
        help_text=_("3, for example, helps from level 2 to level 3."),
    )
    text = models.TextField(
        _("work action"),
        max_length=LONGEST_STATEMENT,
        help_text=_("What to do at work, for how long, and what comes out of it."),
    )

    objects: ClassVar[WorkActionManager] = WorkActionManager()

    history = kept_history()

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
