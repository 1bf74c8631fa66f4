"""Ways to a roadmap without signing in. Only the hash of a token is stored."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from careers.roadmaps.models.inputs import LONGEST_NAME
from careers.roadmaps.models.roadmap import Roadmap

HASH_LENGTH = 64
"""SHA-256 in hexadecimal digits."""

NONCE_LENGTH = 32

MARK_LENGTH = 12
"""So much of a hash names one feed among those of a person; it opens nothing."""

MARK = re.compile(rf"[0-9a-f]{{{MARK_LENGTH}}}")


class CalendarFeedQuerySet(models.QuerySet["CalendarFeed"]):
    def with_mark(self, mark: str) -> CalendarFeedQuerySet:
        """The feed with this mark; anything that is no mark fits none."""
        is_one = MARK.fullmatch(mark)
        return self.filter(token_hash__startswith=mark) if is_one else self.none()


class CalendarFeed(models.Model):
    """An address that calendars subscribe to; a new one ends the old one."""

    roadmap = models.OneToOneField(
        Roadmap, on_delete=models.CASCADE, related_name="feed", verbose_name=_("roadmap")
    )
    nonce = models.CharField(_("random part"), max_length=NONCE_LENGTH)
    token_hash = models.CharField(_("hash of the token"), max_length=HASH_LENGTH, unique=True)
    created_at = models.DateTimeField(_("created at"))

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        ordering = ["roadmap"]
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")

    def __str__(self) -> str:
        return f"{self.roadmap_id}"

    @property
    def mark(self) -> str:
        """Names this address, for a form that replaces it."""
        return self.token_hash[:MARK_LENGTH]


class ShareLinkQuerySet(models.QuerySet["ShareLink"]):
    def owned_by(self, user: Any) -> ShareLinkQuerySet:
        return self.filter(roadmap__profile__user_id=user.pk)

    def still_open(self, now: datetime) -> ShareLinkQuerySet:
        """Neither withdrawn nor ended: the same question as `is_open`, asked of the database."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=now)

    def not_over_before(self, moment: datetime) -> ShareLinkQuerySet:
        """Without those that had ended or been withdrawn by then."""
        return self.filter(
            Q(revoked_at__isnull=True) | Q(revoked_at__gte=moment), expires_at__gte=moment
        )


class ShareLink(models.Model):
    """A read-only link for a mentor: ends by itself, can be ended before, and counts its views."""

    roadmap = models.ForeignKey(
        Roadmap, on_delete=models.CASCADE, related_name="links", verbose_name=_("roadmap")
    )
    name = models.CharField(_("for whom"), max_length=LONGEST_NAME)
    nonce = models.CharField(_("random part"), max_length=NONCE_LENGTH)
    token_hash = models.CharField(_("hash of the token"), max_length=HASH_LENGTH, unique=True)
    has_ratings = models.BooleanField(_("shows levels, answers and what is held"), default=False)
    has_cost = models.BooleanField(_("shows cost"), default=False)
    has_comments = models.BooleanField(_("shows what was written"), default=False)
    created_at = models.DateTimeField(_("created at"))
    expires_at = models.DateTimeField(_("expires at"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    objects = ShareLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        verbose_name = _("link to a roadmap")
        verbose_name_plural = _("links to roadmaps")
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")), name="link_expires_after_creation"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def is_open(self, now: datetime) -> bool:
        return self.revoked_at is None and self.expires_at > now


class ShareView(models.Model):
    """How often a shared roadmap was opened on one day. By whom is not known, and not recorded."""

    link = models.ForeignKey(
        ShareLink, on_delete=models.CASCADE, related_name="views", verbose_name=_("link")
    )
    viewed_on = models.DateField(_("day"))
    times = models.PositiveIntegerField(_("times"), default=0)
    last_viewed_at = models.DateTimeField(_("last viewed at"))

    class Meta:
        ordering = ["-viewed_on", "-id"]
        verbose_name = _("views of a shared roadmap")
        verbose_name_plural = _("views of shared roadmaps")
        constraints = [
            models.UniqueConstraint(fields=["link", "viewed_on"], name="link_views_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.link_id}: {self.viewed_on}"
