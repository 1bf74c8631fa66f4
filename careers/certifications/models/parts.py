"""The parts of a certification: other names, prerequisites, competencies built, sources."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from careers.certifications.models.certification import Certification
from careers.domain.ladder import HIGHEST, LOWEST
from careers.levels.models import LONGEST_TEXT, Competency, kept_history, level_number_validators


class CertificationAliasManager(models.Manager["CertificationAlias"]):
    def get_by_natural_key(self, certification: str, name: str) -> CertificationAlias:
        return self.get(certification__key=certification, name=name)


class CertificationAlias(models.Model):
    """Another name under which people know it or search for it."""

    certification = models.ForeignKey(
        Certification,
        on_delete=models.CASCADE,
        related_name="aliases",
        verbose_name=_("certification"),
    )
    name = models.CharField(
        _("name"), max_length=200, help_text=_("People can search for it; shown with the facts.")
    )

    objects: ClassVar[CertificationAliasManager] = CertificationAliasManager()

    history = kept_history()

    class Meta:
        ordering = ["name"]
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        constraints = [models.UniqueConstraint(fields=["certification", "name"], name="alias_once")]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str, str]:
        return (self.certification.key, self.name)


class PrerequisiteManager(models.Manager["Prerequisite"]):
    def get_by_natural_key(self, certification: str, number: int) -> Prerequisite:
        return self.get(certification__key=certification, number=number)


class Prerequisite(models.Model):
    """One condition: any one of the certifications, or experience if said. All of them apply."""

    certification = models.ForeignKey(
        Certification,
        on_delete=models.CASCADE,
        related_name="prerequisites",
        verbose_name=_("certification"),
    )
    number = models.PositiveSmallIntegerField(
        _("number"),
        default=1,
        validators=[MinValueValidator(1)],
        help_text=_("1 for the first condition, 2 for the next."),
    )
    any_of = models.ManyToManyField(
        Certification,
        related_name="required_by",
        verbose_name=_("any one of"),
        help_text=_("One of them is enough. What is needed besides is a condition of its own."),
    )
    or_experience = models.TextField(
        _("or experience"),
        max_length=LONGEST_TEXT,
        blank=True,
        help_text=_("Experience that replaces the certification. Leave empty if none does."),
    )
    is_official = models.BooleanField(
        _("stated by the provider"),
        default=True,
        help_text=_("Switch off for a condition that others report."),
    )

    objects: ClassVar[PrerequisiteManager] = PrerequisiteManager()

    history = kept_history(any_of)

    class Meta:
        ordering = ["certification", "number"]
        verbose_name = _("prerequisite")
        verbose_name_plural = _("prerequisites")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(number__gte=1), name="prerequisite_number_from_one"
            ),
            models.UniqueConstraint(
                fields=["certification", "number"],
                name="prerequisite_number_once",
                violation_error_message=_("Give each condition of a certification its own number."),
            ),
        ]

    def __str__(self) -> str:
        return str(_("Condition %(number)s") % {"number": self.number})

    def natural_key(self) -> tuple[str, int]:
        return (self.certification.key, self.number)


class BuildManager(models.Manager["Build"]):
    def get_by_natural_key(self, certification: str, competency: str) -> Build:
        return self.get(certification__key=certification, competency__code=competency)


class Build(models.Model):
    """What a certification builds: a competency, how strongly, and up to which level."""

    class Strength(models.IntegerChoices):
        PARTLY = 1, _("Partly")
        MAINLY = 2, _("Mainly")

    certification = models.ForeignKey(
        Certification,
        on_delete=models.CASCADE,
        related_name="builds",
        verbose_name=_("certification"),
    )
    competency = models.ForeignKey(
        Competency, on_delete=models.PROTECT, related_name="+", verbose_name=_("competency")
    )
    strength = models.PositiveSmallIntegerField(
        _("strength"),
        choices=Strength.choices,
        help_text=_("How much of the certification is about this competency."),
    )
    up_to = models.PositiveSmallIntegerField(
        _("builds up to level"),
        validators=level_number_validators,
        help_text=_("1 to 4: above it, the certification no longer helps."),
    )

    objects: ClassVar[BuildManager] = BuildManager()

    history = kept_history()

    class Meta:
        ordering = ["certification", "competency"]
        verbose_name = _("competency built")
        verbose_name_plural = _("competencies built")
        constraints = [
            models.UniqueConstraint(
                fields=["certification", "competency"], name="build_once_per_competency"
            ),
            models.CheckConstraint(condition=Q(strength__in=[1, 2]), name="build_strength_known"),
            models.CheckConstraint(
                condition=Q(up_to__gte=LOWEST, up_to__lte=HIGHEST), name="build_up_to_on_ladder"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_strength_display()} → {self.up_to}"

    def natural_key(self) -> tuple[str, str]:
        return (self.certification.key, self.competency.code)


class SourceManager(models.Manager["Source"]):
    def get_by_natural_key(self, certification: str, topic: str, url: str) -> Source:
        return self.get(certification__key=certification, topic=topic, url=url)


class Source(models.Model):
    """Where a fact was read, and when."""

    class Topic(models.TextChoices):
        NAME = "name", _("Name")
        STATUS = "status", _("Status")
        PREREQUISITE = "prerequisite", _("Prerequisite")
        EXAM = "exam", _("Exam")
        COURSE = "course", _("Course")
        COST = "cost", _("Cost")
        VALIDITY = "validity", _("Validity and renewal")
        LEVEL = "level", _("Level")
        CONTENT = "content", _("Content and audience")

    certification = models.ForeignKey(
        Certification,
        on_delete=models.CASCADE,
        related_name="sources",
        verbose_name=_("certification"),
    )
    topic = models.CharField(
        _("fact"), max_length=12, choices=Topic.choices, help_text=_("What was read there.")
    )
    url = models.URLField(_("address"), max_length=500)
    note = models.CharField(
        _("note"), max_length=200, blank=True, help_text=_("Shown with the source.")
    )
    verified_on = models.DateField(
        _("verified on"), help_text=_("When it was last recorded from there.")
    )

    objects: ClassVar[SourceManager] = SourceManager()

    history = kept_history()

    class Meta:
        ordering = ["certification", "topic", "id"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints = [
            models.UniqueConstraint(
                fields=["certification", "topic", "url"], name="source_once_per_fact"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_topic_display()}: {self.url}"

    def natural_key(self) -> tuple[str, str, str]:
        return (self.certification.key, self.topic, self.url)
