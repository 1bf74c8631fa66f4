"""What people are told by mail: messages to send, what each person chose, what was said already."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from careers.profiles.models.people import Profile, User

KEY_LENGTH = 120


class NoticeQuerySet(models.QuerySet["Notice"]):
    def reaching_somebody(self) -> NoticeQuerySet:
        """Those to accounts that are on, and those about the account itself (`address`).

        Who takes an account over could else keep the mail about it back by switching it off.
        """
        return self.filter(models.Q(recipient__is_active=True) | ~models.Q(address=""))


class Notice(models.Model):
    """A mail to one person, written when it happened, sent once.

    Whoever sends it claims it first; the key names what it is about, so that the same thing is
    told once however often it is asked for.
    """

    recipient = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="notices", verbose_name=_("recipient")
    )
    key = models.CharField(_("what it is about"), max_length=KEY_LENGTH)
    # Blank: that of the account when it is sent. What is said about a change of it goes to the old.
    address = models.EmailField(_("address it goes to"), blank=True)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    created_at = models.DateTimeField(_("created at"))
    claimed_at = models.DateTimeField(_("claimed at"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    fault = models.CharField(_("last fault"), max_length=200, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "id"]
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints = [
            models.UniqueConstraint(fields=["recipient", "key"], name="notice_told_once")
        ]
        indexes = [
            models.Index(
                fields=["created_at"],
                condition=models.Q(sent_at__isnull=True),
                name="notices_to_send",
            )
        ]

    def __str__(self) -> str:
        return f"{self.recipient_id}: {self.key}"


class ReminderChoice(models.Model):
    """How often, and about what, a person wants to be told. Nobody has a row before choosing."""

    class Every(models.TextChoices):
        DAY = "day", _("Every day on which there is something new")
        WEEK = "week", _("Once a week")
        NEVER = "never", _("Never")

    profile = models.OneToOneField(
        Profile, on_delete=models.CASCADE, related_name="reminders", verbose_name=_("profile")
    )
    every = models.CharField(
        _("reminders"), max_length=5, choices=Every.choices, default=Every.WEEK
    )
    is_told_at_once = models.BooleanField(
        _("a mail at once when somebody comments, reviews or agrees"), default=True
    )
    has_reviews = models.BooleanField(_("reviews that wait for me"), default=True)
    has_steps = models.BooleanField(_("steps that are overdue"), default=True)
    has_assessments = models.BooleanField(_("a self-assessment that is due again"), default=True)
    has_certifications = models.BooleanField(_("certifications that expire"), default=True)

    class Meta:
        ordering = ["profile"]
        verbose_name = _("choice of reminders")
        verbose_name_plural = _("choices of reminders")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(every__in=["day", "week", "never"]), name="reminders_every_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.profile_id}: {self.every}"


class Reminded(models.Model):
    """One thing of which one person has been reminded, in which mail."""

    recipient = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="reminded", verbose_name=_("recipient")
    )
    key = models.CharField(_("what it is about"), max_length=KEY_LENGTH)
    notice = models.ForeignKey(
        Notice, on_delete=models.CASCADE, related_name="items", verbose_name=_("message")
    )

    class Meta:
        ordering = ["recipient", "key"]
        verbose_name = _("reminder given")
        verbose_name_plural = _("reminders given")
        constraints = [models.UniqueConstraint(fields=["recipient", "key"], name="reminded_once")]

    def __str__(self) -> str:
        return f"{self.recipient_id}: {self.key}"
