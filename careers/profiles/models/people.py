"""The account, the profile with its line of management, certifications held."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from allauth.account.models import EmailAddress
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import connections, models, transaction
from django.db.models import F, Q
from django.db.models.expressions import RawSQL
from django.db.models.functions import Collate, Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from careers.certifications.models import Certification
from careers.profiles.names import FoldedField, folded


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)

    def _create(self, email: str, password: str | None, **fields: Any) -> User:
        if not email:
            raise ValueError("An account needs an e-mail address.")
        user = self.model(email=email.lower(), **fields)
        user.set_password(password)
        return self.open(user)

    def open(self, user: User) -> User:
        """Save a new account with its (empty) profile and its e-mail address, not yet confirmed."""
        with transaction.atomic():
            user.email = user.email.lower()
            user.save(using=self._db)
            Profile.objects.create(user=user)
            EmailAddress.objects.create(user=user, email=user.email, primary=True)
        return user

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Create an account with its (empty) profile."""
        return self._create(email, password, **fields)

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self._create(email, password, **{**fields, "is_staff": True, "is_superuser": True})


class User(AbstractBaseUser, PermissionsMixin):
    email = models.EmailField(
        _("e-mail address"),
        unique=True,
        error_messages={"unique": _("An account with this e-mail address exists already.")},
    )
    name = models.CharField(_("name"), max_length=120)
    name_folded = FoldedField(_("name without capitals and accents"), of="name")
    is_staff = models.BooleanField(_("may use the administration"), default=False)
    is_active = models.BooleanField(
        _("active"), default=True, help_text=_("Switch off instead of deleting the account.")
    )
    joined_at = models.DateTimeField(_("joined at"), default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ["email"]
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_once_in_any_case",
                violation_error_message=_("An account with this e-mail address exists already."),
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def natural_key(self) -> tuple[str]:
        return (self.email,)

    @property
    def has_rights(self) -> bool:
        """Whether they may enter the administration; what they may do there is another question."""
        return self.is_staff or self.is_superuser

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split(" ")[0]


# The line of management below the given account, at any depth, and below those it stands in for
# today. UNION (not UNION ALL) ends a loop. Whether a delegation holds is asked of the clock of the
# database: a right that ends by itself must not hang on a moment that a caller hands in (ADR 9).
LINE_OF_MANAGEMENT = """
    WITH RECURSIVE leader(id) AS (
        SELECT id FROM profiles_profile WHERE user_id = %s
        UNION
        SELECT delegation.absent_id FROM profiles_delegation delegation
          JOIN profiles_profile delegate ON delegation.delegate_id = delegate.id
         WHERE delegate.user_id = %s
           AND delegation.begins_at <= CURRENT_TIMESTAMP
           AND delegation.ends_at > CURRENT_TIMESTAMP
    ), line(id) AS (
        SELECT report.id FROM profiles_profile report JOIN leader ON report.manager_id = leader.id
        UNION
        SELECT report.id FROM profiles_profile report JOIN line ON report.manager_id = line.id
    )
    SELECT id FROM line
"""


def line_of_management(user_id: int) -> RawSQL:
    bound = [user_id, user_id]
    return RawSQL(LINE_OF_MANAGEMENT, bound)  # noqa: S611 - a constant text, bound parameters


class ProfileQuerySet(models.QuerySet["Profile"]):
    def in_line_of(self, user_id: int) -> ProfileQuerySet:
        """The people whose manager, or manager's manager (and so on), is this user.

        Or somebody for whom this user stands in today.
        """
        return self.filter(pk__in=line_of_management(user_id))

    def at_or_below(self, user_id: int) -> ProfileQuerySet:
        """This user and the people in their line."""
        return self.filter(Q(user_id=user_id) | Q(pk__in=line_of_management(user_id)))

    def visible_to(self, user: Any) -> ProfileQuerySet:
        """Oneself and one's own line of management. Nobody else, whatever their rights."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.at_or_below(user.pk)

    def active(self) -> ProfileQuerySet:
        return self.filter(user__is_active=True)

    def called(self, text: str) -> ProfileQuerySet:
        """Those whose name or job title has this text in it, capitals and accents aside."""
        found = Q(user__name_folded__contains=folded(text))
        # A pattern knows capitals beyond ASCII on SQLite too, where `icontains` does not.
        return self.filter(found | Q(job_title__iregex=re.escape(text)))

    def without_line(self) -> ProfileQuerySet:
        """Those whom nobody leads and who lead nobody; the top of a line is none of them."""
        return self.filter(manager__isnull=True, reports__isnull=True)

    def led_by_nobody_now(self) -> ProfileQuerySet:
        """Those whose manager's account is switched off."""
        return self.filter(manager__user__is_active=False)

    def by_name(self, *before: Any) -> ProfileQuerySet:
        """In the order of names, letter by letter: a database's own order depends on its set-up.

        `before`: what is compared before the names, as for `order_by`.
        """
        letters = "C" if connections[self.db].vendor == "postgresql" else "BINARY"
        return self.order_by(*before, Collate("user__name_folded", letters), "pk")


class Profile(models.Model):
    user = models.OneToOneField(
        User, on_delete=models.CASCADE, related_name="profile", verbose_name=_("account")
    )
    job_title = models.CharField(_("job title"), max_length=120, blank=True)
    manager = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        related_name="reports",
        verbose_name=_("manager"),
        null=True,
        blank=True,
    )

    objects = ProfileQuerySet.as_manager()

    class Meta:
        ordering = ["user__name", "id"]
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")
        constraints = [
            models.CheckConstraint(
                condition=~Q(manager=F("id")),
                name="profile_not_its_own_manager",
                violation_error_message=_("Nobody is their own manager."),
            )
        ]

    def __str__(self) -> str:
        return str(self.user)


class HeldCertificationQuerySet(models.QuerySet["HeldCertification"]):
    def owned_by(self, user: Any) -> HeldCertificationQuerySet:
        return self.filter(profile__user_id=user.pk)

    def visible_to(self, user: Any) -> HeldCertificationQuerySet:
        return self.filter(profile__in=Profile.objects.visible_to(user))


class HeldCertification(models.Model):
    profile = models.ForeignKey(
        Profile, on_delete=models.CASCADE, related_name="held", verbose_name=_("profile")
    )
    certification = models.ForeignKey(
        Certification,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("certification"),
    )
    awarded_on = models.DateField(_("awarded on"))
    expires_on = models.DateField(_("expires on"), null=True, blank=True)
    credential_reference = models.CharField(_("credential reference"), max_length=120, blank=True)

    objects = HeldCertificationQuerySet.as_manager()

    class Meta:
        ordering = ["-awarded_on", "id"]
        verbose_name = _("certification held")
        verbose_name_plural = _("certifications held")
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "certification"],
                name="certification_held_once",
                violation_error_message=_("You have recorded this certification already."),
            ),
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(expires_on__gt=F("awarded_on")),
                name="held_expires_after_award",
                violation_error_message=_("It cannot expire on or before the day of its award."),
            ),
        ]

    def __str__(self) -> str:
        """The certification, where it was read along; a name costs no SQL query."""
        link = self._meta.get_field("certification")
        if link.is_cached(self):  # type: ignore[union-attr]
            return str(self.certification)
        return str(self.awarded_on)
