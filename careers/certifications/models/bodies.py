"""Awarding bodies, and the suites whose certifications are renewed together."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from careers.levels.models import LONGEST_TEXT, kept_history


class AwardingBodyManager(models.Manager["AwardingBody"]):
    def get_by_natural_key(self, key: str) -> AwardingBody:
        return self.get(key=key)


class AwardingBody(models.Model):
    key = models.SlugField(_("key"), unique=True, help_text=_("Stable; used in imports and links."))
    name = models.CharField(_("name"), max_length=120)
    short_name = models.CharField(
        _("short name"), max_length=40, help_text=_("As it stands in lists, for example BCS.")
    )
    formerly = models.CharField(
        _("formerly"), max_length=120, blank=True, help_text=_("Only if it was renamed.")
    )
    website = models.URLField(_("website"), blank=True)
    note = models.TextField(
        _("note"),
        max_length=LONGEST_TEXT,
        blank=True,
        help_text=_("For those who edit the catalogue; nobody else reads it."),
    )
    source = models.URLField(
        _("source"), max_length=500, blank=True, help_text=_("The page where the facts were read.")
    )
    verified_on = models.DateField(
        _("verified on"),
        null=True,
        blank=True,
        help_text=_("When the facts were last recorded from the source."),
    )

    objects: ClassVar[AwardingBodyManager] = AwardingBodyManager()

    history = kept_history()

    class Meta:
        ordering = ["name"]
        verbose_name = _("awarding body")
        verbose_name_plural = _("awarding bodies")

    def __str__(self) -> str:
        return self.short_name

    def natural_key(self) -> tuple[str]:
        return (self.key,)


class RenewalSuiteManager(models.Manager["RenewalSuite"]):
    def get_by_natural_key(self, key: str) -> RenewalSuite:
        return self.get(key=key)


class RenewalSuite(models.Model):
    """Certifications that share one renewal date: one exam of the suite renews them all."""

    key = models.SlugField(_("key"), unique=True, help_text=_("Stable; used in imports."))
    name = models.CharField(_("name"), max_length=120)
    rule = models.TextField(
        _("how it is renewed"),
        max_length=LONGEST_TEXT,
        blank=True,
        help_text=_("What one exam renews; shown with each certification of the suite."),
    )

    objects: ClassVar[RenewalSuiteManager] = RenewalSuiteManager()

    history = kept_history()

    class Meta:
        ordering = ["name"]
        verbose_name = _("renewal suite")
        verbose_name_plural = _("renewal suites")

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.key,)
