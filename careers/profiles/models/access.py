"""Who looked at whose work. Rows are added and counted up, never taken away."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from careers.profiles.models.people import Profile, User


class AccessEntryQuerySet(models.QuerySet["AccessEntry"]):
    def about(self, user: Any) -> AccessEntryQuerySet:
        return self.filter(subject__user_id=user.pk)

    def changes(self) -> AccessEntryQuerySet:
        """What the administration did to somebody; the rest are looks."""
        what = AccessEntry.What
        return self.filter(what__in=(what.CHANGE, what.IMPORT))

    def between_people(self, people: list[tuple[int, int | None]]) -> AccessEntryQuerySet:
        """What these people looked at, and who looked at them: keys of accounts and profiles."""
        about = [profile for _account, profile in people if profile is not None]
        by = [account for account, _profile in people]
        return self.filter(models.Q(subject__in=about) | models.Q(viewer__in=by))


class AccessEntry(models.Model):
    """How often somebody looked at one thing of a person on one day, or what they changed."""

    class What(models.TextChoices):
        RESULT = "result", _("your result and answers")
        PLAN = "plan", _("your roadmap")
        REVIEW = "review", _("the review of your work")
        FILE = "file", _("your roadmap, on paper or as a file")
        EXPORT = "export", _("your row in a list taken out of the portal")
        IMPACT = "impact", _("what a change of the catalogue would do to your level or roadmap")
        ACCOUNT = "account", _("your account, opened in the administration")
        CHANGE = "change", _("your account, changed in the administration")
        IMPORT = "import", _("your account, changed by an import of people")

    subject = models.ForeignKey(
        Profile, on_delete=models.CASCADE, related_name="looks", verbose_name=_("about whom")
    )
    viewer = models.ForeignKey(
        User, on_delete=models.SET_NULL, related_name="+", verbose_name=_("by whom"), null=True
    )
    viewer_name = models.CharField(_("who looked (name then)"), max_length=254)
    what = models.CharField(_("what"), max_length=10, choices=What.choices)
    viewed_on = models.DateField(_("day"))
    times = models.PositiveIntegerField(_("times"), default=1)
    last_viewed_at = models.DateTimeField(_("last viewed at"))
    # Of a change: what was and what is, a line each. Empty for a look.
    detail = models.TextField(_("what was changed"), blank=True)

    objects = AccessEntryQuerySet.as_manager()

    class Meta:
        ordering = ["-last_viewed_at", "-id"]
        verbose_name = _("entry of the access log")
        verbose_name_plural = _("entries of the access log")
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "viewer", "what", "viewed_on"], name="access_entry_once_a_day"
            )
        ]
        indexes = [
            models.Index(fields=["subject", "-last_viewed_at"], name="looks_at_a_person"),
            # The list of the auditors: a million rows, of which the newest are read.
            models.Index(fields=["what", "-id"], name="looks_of_a_kind"),
            models.Index(fields=["viewed_on", "-id"], name="looks_of_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.viewer_name}, {self.viewed_on}: {self.What(self.what).value}"
