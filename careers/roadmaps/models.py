"""A person's choices for the roadmap. The plan itself is computed from them, never stored."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from careers.certifications.models import Certification
from careers.levels.models import Level
from careers.profiles.models import Profile

REASON_LENGTH = 300


class RoadmapQuerySet(models.QuerySet["Roadmap"]):
    def visible_to(self, user: Any) -> RoadmapQuerySet:
        return self.filter(profile__in=Profile.objects.visible_to(user))


class Roadmap(models.Model):
    profile = models.OneToOneField(
        Profile, on_delete=models.CASCADE, related_name="roadmap", verbose_name=_("profile")
    )
    target = models.ForeignKey(
        Level,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("target level"),
        null=True,
        blank=True,
        help_text=_("Empty: the next level above the assessed one."),
    )
    changed_at = models.DateTimeField(_("changed at"))

    objects = RoadmapQuerySet.as_manager()

    class Meta:
        ordering = ["profile"]
        verbose_name = _("roadmap")
        verbose_name_plural = _("roadmaps")

    def __str__(self) -> str:
        return str(_("Roadmap of %(name)s") % {"name": self.profile})


class Exclusion(models.Model):
    """“Not for me”: a certification the person does not want proposed, and why."""

    roadmap = models.ForeignKey(
        Roadmap, on_delete=models.CASCADE, related_name="exclusions", verbose_name=_("roadmap")
    )
    certification = models.ForeignKey(
        Certification,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("certification"),
    )
    reason = models.CharField(_("reason"), max_length=REASON_LENGTH)
    excluded_at = models.DateTimeField(_("excluded at"))

    class Meta:
        ordering = ["excluded_at", "id"]
        verbose_name = _("exclusion")
        verbose_name_plural = _("exclusions")
        constraints = [
            models.UniqueConstraint(fields=["roadmap", "certification"], name="excluded_once")
        ]

    def __str__(self) -> str:
        return f"{self.roadmap_id}: {self.certification_id}"
