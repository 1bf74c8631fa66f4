"""A certification: names, status, level, and the facts of its course, exam, price and validity."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from careers.certifications.models.bodies import AwardingBody, RenewalSuite
from careers.domain import planner
from careers.levels.models import LONGEST_TEXT, Level, kept_history

currency_validator = RegexValidator(r"^[A-Z]{3}$", _("Use the three capital letters, e.g. GBP."))

LONGEST_VALIDITY_MONTHS = 1200
"""A hundred years: longer is a slip of the pen."""


class CertificationQuerySet(models.QuerySet["Certification"]):
    def enabled(self) -> CertificationQuerySet:
        """Those a roadmap may propose."""
        return self.filter(is_enabled=True)

    def get_by_natural_key(self, key: str) -> Certification:
        return self.get(key=key)


class Certification(models.Model):
    class Status(models.TextChoices):
        AVAILABLE = planner.Status.AVAILABLE, _("Available")
        RENAMED = planner.Status.RENAMED, _("Renamed")
        REPLACED = planner.Status.REPLACED, _("Replaced")
        UNCONFIRMED = planner.Status.UNCONFIRMED, _("Availability to be confirmed")
        RETIRED = planner.Status.RETIRED, _("Retired")

    class LevelBasis(models.TextChoices):
        ARTICLE = "article", _("Stated in the article")
        AUTHOR = "author", _("Stated by its author elsewhere")
        DERIVED = "derived", _("Our derivation")

    key = models.SlugField(_("key"), unique=True, help_text=_("Stable; used in imports and links."))
    order = models.PositiveSmallIntegerField(
        _("place in the catalogue"),
        help_text=_("Decides between plans that are equal in everything else."),
    )
    name = models.CharField(_("name"), max_length=120, help_text=_("As the article names it."))
    full_name = models.CharField(
        _("full name"), max_length=200, blank=True, help_text=_("If the name above is a short one.")
    )
    name_now = models.CharField(
        _("name today"), max_length=200, blank=True, help_text=_("Only if it was renamed.")
    )
    summary = models.TextField(_("who it is for"), max_length=LONGEST_TEXT, blank=True)
    body_then = models.ForeignKey(
        AwardingBody,
        on_delete=models.PROTECT,
        related_name="certifications_then",
        verbose_name=_("awarding body in the article"),
        null=True,
        blank=True,
        help_text=_("Only if the article names it and another awards it today."),
    )
    body_now = models.ForeignKey(
        AwardingBody,
        on_delete=models.PROTECT,
        related_name="certifications_now",
        verbose_name=_("awarding body today"),
    )
    examined_by = models.CharField(
        _("examined by"),
        max_length=80,
        blank=True,
        help_text=_("Only if another body than the awarding one holds the exams."),
    )
    is_in_article = models.BooleanField(
        _("named in the article"),
        default=False,
        help_text=_("The article that the levels and the first certifications come from."),
    )
    is_enabled = models.BooleanField(
        _("may be proposed in roadmaps"),
        default=True,
        help_text=_("Switched off, people can still record that they hold it."),
    )

    status = models.CharField(
        _("status"),
        max_length=12,
        choices=Status.choices,
        default=Status.AVAILABLE,
        help_text=_("Whether it can be booked today, and under which name."),
    )
    status_since_on = models.DateField(
        _("status since"), null=True, blank=True, help_text=_("Leave empty if not known.")
    )
    status_note = models.TextField(_("note on the status"), max_length=LONGEST_TEXT, blank=True)
    successor = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        related_name="predecessors",
        verbose_name=_("successor"),
        null=True,
        blank=True,
        help_text=_("What to book instead, if it was replaced."),
    )

    level = models.ForeignKey(
        Level,
        on_delete=models.PROTECT,
        related_name="certifications",
        verbose_name=_("level it is meant for"),
        null=True,
        blank=True,
        help_text=_(
            "Leave empty for one that only counts as held or as a prerequisite; "
            "it is never proposed."
        ),
    )
    level_basis = models.CharField(
        _("basis of the level"),
        max_length=8,
        choices=LevelBasis.choices,
        blank=True,
        help_text=_("Who says so; people read it beside the level."),
    )
    level_reason = models.TextField(
        _("reasoning for the level"),
        max_length=LONGEST_TEXT,
        blank=True,
        help_text=_("Shown beside the level."),
    )

    recommended_first = models.ManyToManyField(
        "self",
        symmetrical=False,
        related_name="recommended_before",
        blank=True,
        verbose_name=_("recommended first"),
        help_text=_("Not compulsory, but planned before this one."),
    )
    experience_required = models.TextField(
        _("experience required besides"),
        max_length=LONGEST_TEXT,
        blank=True,
        help_text=_("Shown as a condition to check; the planner does not count it."),
    )
    is_open_to_all = models.BooleanField(
        _("open to everybody"),
        default=False,
        help_text=_(
            "The provider says that nothing has to come first. Leave off where that is not known."
        ),
    )

    course_days = models.PositiveSmallIntegerField(
        _("course days"), null=True, blank=True, help_text=_("Leave empty if not known.")
    )
    course_note = models.TextField(_("note on the course"), max_length=LONGEST_TEXT, blank=True)
    exam_questions = models.PositiveSmallIntegerField(_("exam: questions"), null=True, blank=True)
    exam_scored = models.PositiveSmallIntegerField(
        _("exam: questions that count"),
        null=True,
        blank=True,
        help_text=_("If some are asked for trial only."),
    )
    exam_marks = models.PositiveSmallIntegerField(
        _("exam: marks"), null=True, blank=True, help_text=_("If a question can give several.")
    )
    exam_format = models.CharField(
        _("exam: form"),
        max_length=80,
        blank=True,
        help_text=_("For example “multiple choice, online”."),
    )
    exam_minutes = models.PositiveSmallIntegerField(_("exam: minutes"), null=True, blank=True)
    exam_reading_minutes = models.PositiveSmallIntegerField(
        _("exam: minutes of reading before"), null=True, blank=True
    )
    exam_pass = models.CharField(
        _("exam: to pass"),
        max_length=120,
        blank=True,
        help_text=_("For example “26 of 40 marks”."),
    )
    exam_book = models.CharField(
        _("exam: books allowed"),
        max_length=80,
        blank=True,
        help_text=_("For example “closed book”."),
    )
    exam_note = models.TextField(_("exam: note"), max_length=LONGEST_TEXT, blank=True)

    cost_minor = models.PositiveIntegerField(
        _("cost in minor units"),
        null=True,
        blank=True,
        help_text=_(
            "Pence or cents: 24500 is 245.00. Leave empty if not known; never zero for it."
        ),
    )
    cost_currency = models.CharField(
        _("currency"),
        max_length=3,
        blank=True,
        validators=[currency_validator],
        help_text=_("Three capital letters, for example GBP."),
    )
    cost_on = models.DateField(
        _("price of"), null=True, blank=True, help_text=_("The day on which it was seen.")
    )
    cost_note = models.CharField(
        _("what the price covers"),
        max_length=200,
        blank=True,
        help_text=_("For example “exam only, without course and tax”."),
    )

    validity_months = models.PositiveSmallIntegerField(
        _("valid for (months)"), null=True, blank=True, help_text=_("Leave empty if not known.")
    )
    renewal = models.TextField(_("how it is renewed"), max_length=LONGEST_TEXT, blank=True)
    suite = models.ForeignKey(
        RenewalSuite,
        on_delete=models.PROTECT,
        related_name="certifications",
        verbose_name=_("renewal suite"),
        null=True,
        blank=True,
        help_text=_("If one exam renews several certifications together."),
    )
    verified_on = models.DateField(
        _("verified on"),
        null=True,
        blank=True,
        help_text=_("When these facts were last recorded from their sources."),
    )

    objects = CertificationQuerySet.as_manager()

    history = kept_history(recommended_first)

    class Meta:
        ordering = ["order", "key"]
        verbose_name = _("certification")
        verbose_name_plural = _("certifications")
        constraints = [
            models.CheckConstraint(
                condition=~Q(successor=F("id")), name="certification_not_its_own_successor"
            ),
            models.CheckConstraint(
                condition=Q(cost_minor__isnull=True, cost_currency="", cost_on__isnull=True)
                | (Q(cost_minor__isnull=False, cost_on__isnull=False) & ~Q(cost_currency="")),
                name="certification_cost_with_currency_and_date",
                violation_error_message=_("A cost needs its currency and its date."),
            ),
            models.CheckConstraint(
                condition=~Q(status="replaced") | Q(successor__isnull=False),
                name="certification_replaced_has_successor",
                violation_error_message=_("A replaced certification needs its successor."),
            ),
            models.CheckConstraint(
                condition=Q(level__isnull=True, level_basis="")
                | (Q(level__isnull=False) & ~Q(level_basis="")),
                name="certification_level_with_basis",
                violation_error_message=_("A level needs its basis, and a basis its level."),
            ),
            models.CheckConstraint(
                condition=Q(validity_months__isnull=True)
                | Q(validity_months__gte=1, validity_months__lte=LONGEST_VALIDITY_MONTHS),
                name="certification_validity_in_range",
                violation_error_message=_("A validity is 1 to 1,200 months, or empty."),
            ),
            models.CheckConstraint(
                condition=Q(is_open_to_all=False) | Q(experience_required=""),
                name="certification_open_to_all_asks_nothing",
                violation_error_message=_(
                    "What is open to everybody asks for no experience; remove one of the two."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.key,)

    natural_key.dependencies = ["levels.level"]  # type: ignore[attr-defined]

    @property
    def is_proposed(self) -> bool:
        """A roadmap may propose it: it is awarded, has a level, and nobody switched it off."""
        is_awarded = self.status != Certification.Status.RETIRED
        return is_awarded and self.is_enabled and self.level_id is not None

    @property
    def is_cost_known(self) -> bool:
        return self.cost_minor is not None
