"""A list of people that somebody sent, until it is written or given up."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from careers.profiles.models.people import User

CLAIM_HOLDS = timedelta(minutes=5)
"""How long whoever works on an import and was heard of no more is waited for (our choice)."""

KEPT = timedelta(days=7)
"""How long a list that nobody writes or gives up is kept: it is full of names (our choice)."""


class PeopleImportQuerySet(models.QuerySet["PeopleImport"]):
    def free(self, now: datetime) -> PeopleImportQuerySet:
        """Nobody works on it, or whoever did was not heard of for a while."""
        return self.filter(Q(claimed_at=None) | Q(claimed_at__lte=now - CLAIM_HOLDS))

    def left_lying(self, now: datetime) -> PeopleImportQuerySet:
        done = PeopleImport.State.DONE
        return self.exclude(state=done).free(now).filter(asked_at__lte=now - KEPT)


class PeopleImport(models.Model):
    """One list: what was asked for, how far it is, and what came of it.

    One that is given up is deleted with its rows: nothing of it is left. Once it is written, only
    its rows are deleted.
    """

    class State(models.TextChoices):
        READING = "reading", _("Being read")
        CHECKING = "checking", _("Being checked")
        CHECKED = "checked", _("Ready to look at")
        WRITING = "writing", _("Being imported")
        DONE = "done", _("Imported")

    nonce = models.CharField(_("mark of the form it came with"), max_length=32, unique=True)
    file_name = models.CharField(_("file"), max_length=200)
    is_everybody = models.BooleanField(
        _("switch off everybody who is not in this file"), default=False
    )
    is_inviting = models.BooleanField(_("invite new people by mail"), default=False)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.READING)
    rows = models.PositiveIntegerField(_("rows"), default=0)
    looked = models.PositiveIntegerField(_("of them checked"), default=0)
    cursor = models.PositiveIntegerField(_("last row checked"), default=0)
    totals = models.JSONField(_("how many"), default=dict, blank=True)
    mark_of_leaving = models.CharField(
        _("mark of who is not in the file"), max_length=64, blank=True
    )
    claimed_at = models.DateTimeField(_("claimed at"), null=True, blank=True)
    note = models.TextField(_("what happened to it"), blank=True)
    asked_at = models.DateTimeField(_("sent at"))
    asked_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, related_name="+", verbose_name=_("sent by"), null=True
    )
    asked_by_name = models.CharField(_("sent by (name then)"), max_length=254)
    written_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, related_name="+", verbose_name=_("imported by"), null=True
    )
    written_by_name = models.CharField(_("imported by"), max_length=254, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    objects = PeopleImportQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-id"]
        verbose_name = _("import of people")
        verbose_name_plural = _("imports of people")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["reading", "checking", "checked", "writing", "done"]),
                name="people_import_state_known",
            ),
            models.CheckConstraint(
                condition=Q(state="done", finished_at__isnull=False)
                | (~Q(state="done") & Q(finished_at__isnull=True)),
                name="people_import_done_at_some_time",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_waiting_for_us(self) -> bool:
        """Whether the machine has to go on with it, and not its reader."""
        return self.state in (self.State.CHECKING, self.State.WRITING)

    def is_held(self, now: datetime) -> bool:
        """Whether somebody works on it."""
        return self.claimed_at is not None and self.claimed_at > now - CLAIM_HOLDS


class ImportedRow(models.Model):
    """One row of a list, and what it would do."""

    class Kind(models.TextChoices):
        CREATE = "create", _("New")
        CHANGE = "change", _("Changed")
        OFF = "off", _("Switched off")
        ON = "on", _("Switched on again")
        SAME = "same", _("Unchanged")
        FAULT = "fault", _("Faulty")

    list = models.ForeignKey(
        PeopleImport, on_delete=models.CASCADE, related_name="+", verbose_name=_("import of people")
    )
    number = models.PositiveIntegerField(_("row"))
    email = models.CharField(_("e-mail address"), max_length=254)
    name = models.CharField(_("name"), max_length=120)
    job_title = models.CharField(_("job title"), max_length=120, blank=True)
    manager_email = models.CharField(_("manager's e-mail address"), max_length=254, blank=True)
    active = models.CharField(_("active"), max_length=3, blank=True)  # yes, no, or not said
    kind = models.CharField(_("what it does"), max_length=6, choices=Kind.choices, blank=True)
    fault = models.TextField(_("what is wrong with it"), blank=True)
    clash = models.TextField(_("what is wrong with it beside others"), blank=True)
    # The key of a profile, or the number of a row that will make one, as a negative number.
    person = models.BigIntegerField(_("whom it is about"), null=True)
    manager = models.BigIntegerField(_("to whom they report"), null=True)
    has_new_manager = models.BooleanField(_("another manager than now"), default=False)
    # {"name", "job_title", "manager", "active"} as they are now; empty for somebody new.
    before = models.JSONField(_("as it is now"), default=dict, blank=True)

    class Meta:
        ordering = ["list_id", "number"]
        verbose_name = _("row of an import of people")
        verbose_name_plural = _("rows of imports of people")
        constraints = [
            models.UniqueConstraint(fields=["list", "number"], name="imported_row_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["", "create", "change", "off", "on", "same", "fault"]),
                name="imported_row_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(active__in=["", "yes", "no"]), name="imported_row_active_known"
            ),
        ]
        indexes = [
            models.Index(fields=["list", "email"], name="imported_row_by_address"),
            models.Index(fields=["list", "kind", "number"], name="imported_row_by_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.list_id}: {self.number}"

    @property
    def sentence(self) -> str:
        """Everything that is wrong with it."""
        return " ".join(filter(None, (self.fault, self.clash)))
