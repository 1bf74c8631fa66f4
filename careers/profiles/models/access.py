"""Who looked at whose work. Rows are added and counted up, never taken away."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from careers.profiles.models.people import Profile, User


class AccessEntryQuerySet(models.QuerySet["AccessEntry"]):
    def about(self, user: Any) -> AccessEntryQuerySet:
        return self.filter(subject__user_id=user.pk)


class AccessEntry(models.Model):
    """How often somebody looked at one thing of a person on one day."""

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
    viewer_name = models.CharField(_("name then"), max_length=254)
    what = models.CharField(_("what"), max_length=10, choices=What.choices)
    viewed_on = models.DateField(_("day"))
    times = models.PositiveIntegerField(_("times"), default=1)
    last_viewed_at = models.DateTimeField(_("last viewed at"))

    objects = AccessEntryQuerySet.as_manager()

    class Meta:
        ordering = ["-last_viewed_at", "-id"]
        verbose_name = _("entry of the access log")
        verbose_name_plural = _("access log")
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "viewer", "what", "viewed_on"], name="access_entry_once_a_day"
            )
        ]
        indexes = [models.Index(fields=["subject", "-last_viewed_at"], name="looks_at_a_person")]

    def __str__(self) -> str:
        return f"{self.viewer_name}: {self.subject_id} {self.what}"
