"""A table that somebody has sent and not yet taken over."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from careers.levels.models.ladder import LONGEST_TEXT

KEPT = timedelta(days=1)
"""Long enough to ask a colleague; the file can be sent again (our choice)."""


class TableUploadQuerySet(models.QuerySet["TableUpload"]):
    def of(self, table: str, user: Any, now: datetime) -> TableUploadQuerySet:
        """What this person has sent for this table and may still take over."""
        return self.filter(table=table, uploaded_by=user, uploaded_at__gt=now - KEPT)

    def outdated(self, now: datetime) -> TableUploadQuerySet:
        return self.filter(uploaded_at__lte=now - KEPT)


class TableUpload(models.Model):
    """What rows of a table would be, until whoever sent them takes them over, or a day is over.

    The file itself is not kept. `documents`, `bases` and `rows` are those of a
    `careers.levels.tables.Reading`; once taken over, they are emptied.
    """

    table = models.CharField(_("table"), max_length=100)  # such as levels.competency
    file_name = models.CharField(_("file"), max_length=255)
    why = models.TextField(_("why"), max_length=LONGEST_TEXT, blank=True)
    documents = models.JSONField(_("rows as they would be"), default=dict)
    bases = models.JSONField(_("what they were made from"), default=dict)
    rows = models.JSONField(_("where they stand in the file"), default=dict)
    unchanged = models.PositiveIntegerField(_("rows that change nothing"), default=0)
    warnings = models.JSONField(_("what would be incomplete"), default=list)
    uploaded_at = models.DateTimeField(_("sent at"))
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("sent by"),
    )
    taken_at = models.DateTimeField(_("taken over at"), null=True, blank=True)
    leads_to = models.CharField(_("page that shows what came of it"), max_length=200, blank=True)

    objects = TableUploadQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "-id"]
        verbose_name = _("table sent for import")
        verbose_name_plural = _("tables sent for import")

    def __str__(self) -> str:
        return self.file_name
