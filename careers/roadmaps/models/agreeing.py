"""What a manager agreed to, version by version, and what both said about a roadmap."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from careers.certifications.models import Certification
from careers.profiles.models import Profile, User
from careers.roadmaps.models.roadmap import Roadmap

COMMENT_LENGTH = 1000
NONCE_LENGTH = 32


class AgreedPlan(models.Model):
    """A frozen version of an accepted plan. Written once, never changed."""

    roadmap = models.ForeignKey(
        Roadmap, on_delete=models.CASCADE, related_name="agreed_plans", verbose_name=_("roadmap")
    )
    number = models.PositiveIntegerField(_("version"))
    steps = models.JSONField(_("steps as agreed"), default=list)
    comment = models.TextField(_("comment"), max_length=COMMENT_LENGTH, blank=True)
    agreed_at = models.DateTimeField(_("agreed at"))
    agreed_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, related_name="+", verbose_name=_("agreed by"), null=True
    )
    agreed_by_name = models.CharField(_("name then"), max_length=254)

    class Meta:
        ordering = ["-number"]
        verbose_name = _("agreed plan")
        verbose_name_plural = _("agreed plans")
        constraints = [
            models.UniqueConstraint(fields=["roadmap", "number"], name="agreed_plan_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.roadmap_id}: {self.number}"


class CommentQuerySet(models.QuerySet["Comment"]):
    def visible_to(self, user: Any) -> CommentQuerySet:
        """On the own roadmap, and on those of the own line of management."""
        return self.filter(roadmap__profile__in=Profile.objects.visible_to(user))


class Comment(models.Model):
    """Said about a roadmap, or about one step of it; both sides read it."""

    roadmap = models.ForeignKey(
        Roadmap, on_delete=models.CASCADE, related_name="comments", verbose_name=_("roadmap")
    )
    certification = models.ForeignKey(
        Certification,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("about the step"),
        null=True,
        blank=True,
    )
    author = models.ForeignKey(
        User, on_delete=models.SET_NULL, related_name="+", verbose_name=_("author"), null=True
    )
    author_name = models.CharField(_("name then"), max_length=254)
    text = models.TextField(_("comment"), max_length=COMMENT_LENGTH)
    nonce = models.CharField(_("mark of the form it came from"), max_length=NONCE_LENGTH)
    written_at = models.DateTimeField(_("written at"))

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["written_at", "id"]
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        constraints = [
            models.UniqueConstraint(fields=["roadmap", "nonce"], name="comment_sent_once")
        ]

    def __str__(self) -> str:
        return f"{self.roadmap_id}: {self.author_name}"


class ReadMark(models.Model):
    """Up to which moment somebody has read the comments on a roadmap."""

    roadmap = models.ForeignKey(
        Roadmap, on_delete=models.CASCADE, related_name="read_marks", verbose_name=_("roadmap")
    )
    reader = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="read_marks", verbose_name=_("reader")
    )
    read_at = models.DateTimeField(_("read up to"))

    class Meta:
        ordering = ["roadmap", "reader"]
        verbose_name = _("read mark")
        verbose_name_plural = _("read marks")
        constraints = [models.UniqueConstraint(fields=["roadmap", "reader"], name="read_mark_once")]

    def __str__(self) -> str:
        return f"{self.roadmap_id}: {self.reader_id}"
