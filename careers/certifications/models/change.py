"""A change of the catalogue that is looked at before it is saved."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from careers.levels.models import LONGEST_TEXT


class CatalogueChangeQuerySet(models.QuerySet["CatalogueChange"]):
    def open(self) -> CatalogueChangeQuerySet:
        return self.filter(published_at__isnull=True)

    def published(self) -> CatalogueChangeQuerySet:
        return self.filter(published_at__isnull=False)

    def holding(self, key: str) -> CatalogueChangeQuerySet:
        return self.filter(documents__has_key=key)

    def named(self) -> CatalogueChangeQuerySet:
        """Without what they hold: that of many large imports is more than a page can carry."""
        return self.defer("documents", "bases", "before")


class CatalogueChange(models.Model):
    """What certifications would be after a change, until somebody publishes it.

    One that is given up is deleted: nothing of it is left. `documents` names each certification by
    its key and holds what it would be; `bases` holds the fingerprint of what it was when the change
    was begun, empty for a new one (careers.certifications.documents). `before` keeps what the
    publication replaced, of those it changed; null for a new one.
    """

    title = models.CharField(_("change"), max_length=200)
    why = models.TextField(
        _("why"),
        max_length=LONGEST_TEXT,
        blank=True,
        help_text=_("Kept in the history; people whose roadmap it touches read it too."),
    )
    documents = models.JSONField(_("certifications as they would be"), default=dict)
    bases = models.JSONField(_("what they were made from"), default=dict)
    before = models.JSONField(
        _("certifications as they were when it was published"), default=dict, editable=False
    )
    proposed_at = models.DateTimeField(_("proposed at"))
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("proposed by"),
        null=True,
    )
    proposed_by_name = models.CharField(_("name then"), max_length=254)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("published by"),
        null=True,
        blank=True,
    )
    published_by_name = models.CharField(_("name of the publisher"), max_length=254, blank=True)

    objects = CatalogueChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-proposed_at", "-id"]
        verbose_name = _("change of the catalogue")
        verbose_name_plural = _("changes of the catalogue")
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, published_by_name="")
                | (Q(published_at__isnull=False) & ~Q(published_by_name="")),
                name="catalogue_change_published_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_published(self) -> bool:
        return self.published_at is not None
