"""Who stands in for an absent manager, and for how long."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from careers.profiles.models.people import Profile


class DelegationQuerySet(models.QuerySet["Delegation"]):
    def given_by(self, user: Any) -> DelegationQuerySet:
        return self.filter(absent__user_id=user.pk)

    def given_to(self, user: Any) -> DelegationQuerySet:
        return self.filter(delegate__user_id=user.pk)

    def not_over(self, now: datetime) -> DelegationQuerySet:
        """Those that hold now or will hold later."""
        return self.filter(ends_at__gt=now)

    def holding(self, now: datetime) -> DelegationQuerySet:
        return self.filter(begins_at__lte=now, ends_at__gt=now)


class Delegation(models.Model):
    """From one moment to another somebody sees and reviews the line of an absent manager.

    Only the line of that manager: what the manager sees for others is not handed on.
    """

    absent = models.ForeignKey(
        Profile,
        on_delete=models.CASCADE,
        related_name="delegations",
        verbose_name=_("absent manager"),
    )
    delegate = models.ForeignKey(
        Profile, on_delete=models.CASCADE, related_name="stands_in", verbose_name=_("stands in")
    )
    begins_at = models.DateTimeField(_("begins at"))
    ends_at = models.DateTimeField(_("ends at"))
    created_at = models.DateTimeField(_("created at"))

    objects = DelegationQuerySet.as_manager()

    class Meta:
        ordering = ["begins_at", "id"]
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("begins_at")),
                name="delegation_ends_after_it_begins",
                violation_error_message=_("It cannot end before it begins."),
            ),
            models.CheckConstraint(
                condition=~Q(delegate=F("absent")),
                name="delegation_to_somebody_else",
                violation_error_message=_("Nobody stands in for themselves."),
            ),
            models.UniqueConstraint(fields=["absent", "begins_at"], name="delegation_begins_once"),
        ]

    def __str__(self) -> str:
        return f"{self.absent_id} → {self.delegate_id}"
