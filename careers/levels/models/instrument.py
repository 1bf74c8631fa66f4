"""The versioned instrument: its statements and the parameters of the scoring rule."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from careers.domain.ladder import HIGHEST, LOWEST
from careers.levels.models.history import kept_history
from careers.levels.models.ladder import (
    LONGEST_STATEMENT,
    LONGEST_TEXT,
    Competency,
    CompetencyGroup,
    Level,
)

LONGEST_MONTHS = 120
"""Evidence and results older than ten years say nothing about today (our choice)."""


class InstrumentQuerySet(models.QuerySet["Instrument"]):
    def published(self) -> InstrumentQuerySet:
        return self.filter(published_at__isnull=False)

    def newest_first(self) -> InstrumentQuerySet:
        return self.order_by("-version")

    def get_by_natural_key(self, version: int) -> Instrument:
        return self.get(version=version)


class Instrument(models.Model):
    """One version of the questions and of the parameters of the scoring rule.

    A published version never changes: results keep the version they were computed under. To change
    a word or a number, copy it to a new draft and publish that.
    """

    version = models.PositiveIntegerField(_("version"), unique=True)
    question = models.CharField(
        _("question"), max_length=200, help_text=_("Asked once for each competency.")
    )
    note = models.TextField(
        _("what changed in this version"),
        max_length=LONGEST_TEXT,
        blank=True,
        help_text=_("For those who edit the questions; nobody else reads it."),
    )
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    breadth_numerator = models.PositiveSmallIntegerField(
        _("breadth: numerator"),
        default=2,
        help_text=_(
            "Upper number of the share of competencies that must reach the level (2 of 2/3)."
        ),
    )
    breadth_denominator = models.PositiveSmallIntegerField(
        _("breadth: denominator"), default=3, help_text=_("The lower number of it (3 of 2/3).")
    )
    keys_needed = models.PositiveSmallIntegerField(
        _("key competencies needed"),
        default=2,
        help_text=_("How many of a level's key competencies must be at the level."),
    )
    key_slack = models.PositiveSmallIntegerField(
        _("key slack"),
        default=1,
        help_text=_("How many levels below a key competency may lie at most."),
    )
    max_not_applicable = models.PositiveSmallIntegerField(
        _("most answers “not applicable”"),
        default=3,
        help_text=_("With more of them a result is marked as provisional."),
    )
    max_not_applicable_keys = models.PositiveSmallIntegerField(
        _("most key competencies “not applicable”"),
        default=1,
        help_text=_("The same for the key competencies of one level."),
    )
    evidence_from = models.PositiveSmallIntegerField(
        _("evidence from answer"),
        default=3,
        help_text=_("Answers from here on need evidence; 5 asks for none."),
    )
    evidence_months = models.PositiveSmallIntegerField(
        _("evidence is at most this old (months)"),
        default=24,
        help_text=_("Older work cannot be named as evidence."),
    )
    stale_months = models.PositiveSmallIntegerField(
        _("an assessment is stale after (months)"),
        default=12,
        help_text=_("People are then asked to assess themselves again."),
    )

    objects = InstrumentQuerySet.as_manager()

    history = kept_history()

    class Meta:
        ordering = ["-version"]
        verbose_name = _("instrument version")
        verbose_name_plural = _("instrument versions")
        constraints = [
            models.CheckConstraint(
                condition=Q(breadth_numerator__gte=1)
                & Q(breadth_denominator__gte=F("breadth_numerator")),
                name="instrument_breadth_is_a_share",
                violation_error_message=_("Breadth is a share: from 1 over something up to 1."),
            ),
            models.CheckConstraint(
                condition=Q(
                    evidence_from__gte=LOWEST,
                    evidence_from__lte=HIGHEST + 1,
                    evidence_months__gte=1,
                    evidence_months__lte=LONGEST_MONTHS,
                    stale_months__gte=1,
                    stale_months__lte=LONGEST_MONTHS,
                    keys_needed__gte=1,
                ),
                name="instrument_parameters_in_range",
                violation_error_message=_(
                    "Evidence starts at an answer from 1 to 4 (5: never), months are 1 to 120, and "
                    "at least one key competency is needed."
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(_("Version %(number)s") % {"number": self.version})

    def natural_key(self) -> tuple[int]:
        return (self.version,)

    @property
    def is_published(self) -> bool:
        return self.published_at is not None


class LevelRuleManager(models.Manager["LevelRule"]):
    def get_by_natural_key(self, version: int, level: int) -> LevelRule:
        return self.get(instrument__version=version, level__number=level)


class LevelRule(models.Model):
    """What the rule looks at for one level: the groups in scope and the key competencies."""

    instrument = models.ForeignKey(
        Instrument,
        on_delete=models.CASCADE,
        related_name="level_rules",
        verbose_name=_("instrument version"),
    )
    level = models.ForeignKey(
        Level, on_delete=models.PROTECT, related_name="rules", verbose_name=_("level")
    )
    groups = models.ManyToManyField(
        CompetencyGroup,
        related_name="+",
        verbose_name=_("groups in scope"),
        help_text=_("The share above is counted over the competencies of these groups."),
    )
    keys = models.ManyToManyField(
        Competency,
        related_name="+",
        verbose_name=_("key competencies"),
        help_text=_("The few that decide beside the share; each in a group in scope."),
    )
    why = models.CharField(
        _("why these keys"),
        max_length=200,
        blank=True,
        help_text=_("A sentence that people read beside the level."),
    )

    objects: ClassVar[LevelRuleManager] = LevelRuleManager()

    history = kept_history(groups, keys)

    class Meta:
        ordering = ["instrument", "level"]
        verbose_name = _("rule for a level")
        verbose_name_plural = _("rules for levels")
        constraints = [
            models.UniqueConstraint(
                fields=["instrument", "level"], name="level_rule_once_per_instrument"
            )
        ]

    def __str__(self) -> str:
        return f"{self.instrument}: {self.level}"

    def natural_key(self) -> tuple[int, int]:
        return (self.instrument.version, self.level.number)


class StatementManager(models.Manager["Statement"]):
    def get_by_natural_key(self, version: int, competency: str, level: int) -> Statement:
        return self.get(
            instrument__version=version, competency__code=competency, level__number=level
        )


class Statement(models.Model):
    """What somebody at this level does in this competency; the text of one answer."""

    instrument = models.ForeignKey(
        Instrument,
        on_delete=models.CASCADE,
        related_name="statements",
        verbose_name=_("instrument version"),
        help_text=_("Drafts only: a published version never changes."),
    )
    competency = models.ForeignKey(
        Competency,
        on_delete=models.PROTECT,
        related_name="statements",
        verbose_name=_("competency"),
    )
    level = models.ForeignKey(
        Level, on_delete=models.PROTECT, related_name="statements", verbose_name=_("level")
    )
    text = models.TextField(
        _("statement"),
        max_length=LONGEST_STATEMENT,
        help_text=_("What somebody at this level does, said by themselves: “I …”."),
    )

    objects: ClassVar[StatementManager] = StatementManager()

    history = kept_history()

    class Meta:
        ordering = ["instrument", "competency", "level"]
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        constraints = [
            models.UniqueConstraint(
                fields=["instrument", "competency", "level"], name="statement_once_per_cell"
            )
        ]

    def __str__(self) -> str:
        return self.text

    def natural_key(self) -> tuple[int, str, int]:
        return (self.instrument.version, self.competency.code, self.level.number)
