"""What was taken out of the portal, by whom."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from careers.profiles.models import User


class Export(models.Model):
    """One list that somebody took out as a file. Written once, never changed."""

    by = models.ForeignKey(
        User, on_delete=models.SET_NULL, related_name="exports", verbose_name=_("by"), null=True
    )
    by_name = models.CharField(_("name then"), max_length=254)
    what = models.CharField(_("which list"), max_length=20)
    form = models.CharField(_("kind of file"), max_length=4)
    asked = models.CharField(_("filters and order"), max_length=500, blank=True)
    people = models.PositiveIntegerField(_("number of people"))
    exported_at = models.DateTimeField(_("exported at"))

    class Meta:
        ordering = ["-exported_at", "-id"]
        verbose_name = _("export")
        verbose_name_plural = _("exports")

    def __str__(self) -> str:
        return f"{self.by_name}: {self.what}.{self.form}"
