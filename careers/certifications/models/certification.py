"""A certification: names, status, level, and the facts of its course, exam, price and validity."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from careers.certifications.models.bodies import AwardingBody, RenewalSuite
from careers.domain import planner
from careers.levels.models import Level

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
    full_name = models.CharField(_("full name"), max_length=200, blank=True)
    name_now = models.CharField(
        _("name today"), max_length=200, blank=True, help_text=_("Only if it was renamed.")
    )
    summary = models.TextField(_("who it is for"), blank=True)
    body_then = models.ForeignKey(
        AwardingBody,
        on_delete=models.PROTECT,
        related_name="certifications_then",
        verbose_name=_("awarding body in the article"),
        null=True,
        blank=True,
    )
    body_now = models.ForeignKey(
        AwardingBody,
        on_delete=models.PROTECT,
        related_name="certifications_now",
        verbose_name=_("awarding body today"),
    )
    examined_by = models.CharField(_("examined by"), max_length=80, blank=True)
    is_in_article = models.BooleanField(_("named in the article"), default=False)
    is_enabled = models.BooleanField(
        _("may be proposed in roadmaps"),
        default=True,
        help_text=_("Switched off, people can still record that they hold it."),
    )

    status = models.CharField(
        _("status"), max_length=12, choices=Status.choices, default=Status.AVAILABLE
    )
    status_since_on = models.DateField(_("status since"), null=True, blank=True)
    status_note = models.TextField(_("note on the status"), blank=True)
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
        _("basis of the level"), max_length=8, choices=LevelBasis.choices, blank=True
    )
    level_reason = models.TextField(_("reasoning for the level"), blank=True)

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
        blank=True,
        help_text=_("Shown as a condition to check; the planner does not count it."),
    )

    course_days = models.PositiveSmallIntegerField(
        _("course days"), null=True, blank=True, help_text=_("Leave empty if not known.")
    )
    course_note = models.TextField(_("note on the course"), blank=True)
    exam_questions = models.PositiveSmallIntegerField(_("exam: questions"), null=True, blank=True)
    exam_scored = models.PositiveSmallIntegerField(
        _("exam: questions that count"), null=True, blank=True
    )
    exam_marks = models.PositiveSmallIntegerField(_("exam: marks"), null=True, blank=True)
    exam_format = models.CharField(_("exam: form"), max_length=80, blank=True)
    exam_minutes = models.PositiveSmallIntegerField(_("exam: minutes"), null=True, blank=True)
    exam_reading_minutes = models.PositiveSmallIntegerField(
        _("exam: minutes of reading before"), null=True, blank=True
    )
    exam_pass = models.CharField(_("exam: to pass"), max_length=120, blank=True)
    exam_book = models.CharField(_("exam: books allowed"), max_length=80, blank=True)
    exam_note = models.TextField(_("exam: note"), blank=True)

    cost_minor = models.PositiveIntegerField(
        _("cost in minor units"),
        null=True,
        blank=True,
        help_text=_(
            "Pence or cents: 24500 is 245.00. Leave empty if not known; never zero for it."
        ),
    )
    cost_currency = models.CharField(
        _("currency"), max_length=3, blank=True, validators=[currency_validator]
    )
    cost_on = models.DateField(_("price of"), null=True, blank=True)
    cost_note = models.CharField(_("what the price covers"), max_length=200, blank=True)

    validity_months = models.PositiveSmallIntegerField(
        _("valid for (months)"), null=True, blank=True, help_text=_("Leave empty if not known.")
    )
    renewal = models.TextField(_("how it is renewed"), blank=True)
    suite = models.ForeignKey(
        RenewalSuite,
        on_delete=models.PROTECT,
        related_name="certifications",
        verbose_name=_("renewal suite"),
        null=True,
        blank=True,
    )
    verified_on = models.DateField(
        _("verified on"),
        null=True,
        blank=True,
        help_text=_("When somebody last compared these facts with their sources."),
    )

    objects = CertificationQuerySet.as_manager()

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
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.key,)

    natural_key.dependencies = ["levels.level"]  # type: ignore[attr-defined]

    @property
    def is_cost_known(self) -> bool:
        return self.cost_minor is not None
