"""What a change of the catalogue, or of the instrument, would do to people."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from careers.certifications.models import CatalogueChange
from careers.levels.models import Instrument
from careers.profiles.models import Profile, User


class ImpactRun(models.Model):
    """One look at everybody whom a change can touch; it goes on where it stopped.

    A look that is cancelled is deleted with its lines: nothing of it is left.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting to begin")
        WORKING = "working", _("Looking at people")
        DONE = "done", _("Complete")
        FAILED = "failed", _("Stopped by a fault")

    class Handling(models.TextChoices):
        ASK = "ask", _("Ask the owners")
        LEAVE = "leave", _("Leave these plans alone")

    change = models.OneToOneField(
        CatalogueChange,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("change of the catalogue"),
        null=True,
        blank=True,
    )
    instrument = models.OneToOneField(
        Instrument,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("draft of the instrument"),
        null=True,
        blank=True,
    )
    basis = models.CharField(_("mark of what it was computed from"), max_length=64)
    counted_on = models.DateField(_("as of"))
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.WAITING)
    people = models.PositiveIntegerField(_("people to look at"), default=0)
    looked = models.PositiveIntegerField(_("of them looked at"), default=0)
    cursor = models.PositiveBigIntegerField(_("last profile looked at"), default=0)
    totals = models.JSONField(_("totals"), default=dict, blank=True)
    claimed_at = models.DateTimeField(_("claimed at"), null=True, blank=True)
    fault = models.CharField(_("last fault"), max_length=200, blank=True)
    asked_at = models.DateTimeField(_("asked at"))
    asked_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, related_name="+", verbose_name=_("asked by"), null=True
    )
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    # After publishing: what becomes of the plans it touches.
    accepted_handling = models.CharField(
        _("accepted plans"), max_length=5, choices=Handling.choices, blank=True
    )
    agreed_handling = models.CharField(
        _("plans agreed with a manager"), max_length=5, choices=Handling.choices, blank=True
    )
    has_mail = models.BooleanField(_("owners who are asked get a mail"), default=True)
    settled_at = models.DateTimeField(_("everybody told at"), null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-id"]
        verbose_name = _("impact")
        verbose_name_plural = _("impacts")
        constraints = [
            models.CheckConstraint(
                condition=Q(change__isnull=False, instrument__isnull=True)
                | Q(change__isnull=True, instrument__isnull=False),
                name="impact_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "working", "done", "failed"]),
                name="impact_state_known",
            ),
        ]

    def __str__(self) -> str:
        return str(self.change or self.instrument)


class ImpactLine(models.Model):
    """What would change for one person; whoever is not touched has no line."""

    class Kind(models.TextChoices):
        PROPOSAL = "proposal", _("No accepted plan: the proposal follows")
        ACCEPTED = "accepted", _("Accepted plan")
        AGREED = "agreed", _("Plan agreed with the manager")
        LEVEL = "level", _("Level")

    run = models.ForeignKey(
        ImpactRun, on_delete=models.CASCADE, related_name="lines", verbose_name=_("impact")
    )
    profile = models.ForeignKey(
        Profile, on_delete=models.CASCADE, related_name="+", verbose_name=_("profile")
    )
    kind = models.CharField(_("what it touches"), max_length=8, choices=Kind.choices)
    level_before = models.PositiveSmallIntegerField(_("level now"), null=True, blank=True)
    level_after = models.PositiveSmallIntegerField(_("level then"), null=True, blank=True)
    # [{"kind": a domain ChangeKind, "certification": key, "was_on": date or null, "is_on": ...}];
    # where something else is to be booked, "was_book" and "book" name both (older lines do not)
    changes = models.JSONField(_("changes of the plan"), default=list, blank=True)
    # {"GBP": {"before": minor, "after": minor, "unknown_before": n, "unknown_after": n}}
    money = models.JSONField(_("known cost"), default=dict, blank=True)
    has_proposal = models.BooleanField(_("a change of the plan is proposed"), default=False)
    # Before the change: what was proposed already, as [kind, key], and whether it was in sight.
    is_quiet = models.BooleanField(_("nothing was put forward before"), default=False)
    known = models.JSONField(_("proposed before"), default=list, blank=True)
    settled_at = models.DateTimeField(_("told or left alone at"), null=True, blank=True)

    class Meta:
        ordering = ["run", "id"]
        verbose_name = _("line of an impact")
        verbose_name_plural = _("lines of an impact")
        constraints = [
            models.UniqueConstraint(fields=["run", "profile"], name="impact_line_once_a_person"),
            models.CheckConstraint(
                condition=Q(kind__in=["proposal", "accepted", "agreed", "level"]),
                name="impact_line_kind_known",
            ),
        ]
        indexes = [
            models.Index(
                fields=["run", "id"], condition=Q(settled_at__isnull=True), name="impact_to_settle"
            )
        ]

    def __str__(self) -> str:
        return f"{self.run_id}: {self.profile_id}"
