"""Named writes about people. Who may do it is decided by the caller; what is allowed, here.

SQL statements are counted without the marks of transactions and savepoints.
"""

from __future__ import annotations

from datetime import date

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from careers.certifications.models import Certification
from careers.profiles.importing.own_line import words_of_own_line
from careers.profiles.models import HeldCertification, Profile, User
from careers.profiles.names import folded


class ManagementLoop(Exception):
    """Somebody would be, through others, their own manager."""

    def __init__(self, people: tuple[str, ...]) -> None:
        self.people = people  # from the person to themselves, upwards
        super().__init__(" → ".join(people))

    @property
    def sentence(self) -> str:
        return _("This would make a loop of managers: %(people)s. Choose somebody else.") % {
            "people": " → ".join(self.people)
        }


class OwnLine(Exception):
    """Somebody would lead, through what they record themselves, whom they do not lead now."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(sentence)


class AlreadyHeld(Exception):
    """The person has recorded this certification before, with other values."""

    def __init__(self, held: HeldCertification) -> None:
        self.held = held
        super().__init__(str(held))


@transaction.atomic
def open_account(*, user: User) -> User:
    """Save a new account with its empty profile and its e-mail address. Three SQL statements.

    Raises IntegrityError for the address of another account.
    """
    return User.objects.open(user)


@transaction.atomic
def save_sign_up(*, user: User) -> User:
    """Save an account that its owner asked for; allauth records and confirms its address.

    Two SQL statements. Raises IntegrityError for the address of another account.
    """
    user.email = user.email.lower()
    user.save()
    Profile.objects.create(user=user)
    return user


@transaction.atomic
def update_profile(*, profile: Profile, name: str, job_title: str) -> Profile:
    """Change what people may say about themselves. The manager is not among it.

    Two SQL statements, three unless the profile was read with its account. Raises DatabaseError
    when the profile has been deleted.
    """
    User.objects.filter(pk=profile.user_id).update(name=name, name_folded=folded(name))
    profile.job_title = job_title
    profile.save(update_fields=["job_title"])
    profile.user.name = name
    return profile


@transaction.atomic
def change_email(*, user: User, email: str) -> User:
    """Give an account another e-mail address; the old one no longer signs in.

    The new address has to be confirmed at the next sign-in, like every address. Five SQL
    statements. Raises IntegrityError for the address of another account.
    """
    user.email = email.lower()
    user.save(update_fields=["email"])
    EmailAddress.objects.filter(user=user).delete()
    EmailAddress.objects.create(user=user, email=user.email, primary=True)
    return user


@transaction.atomic
def set_manager(*, profile: Profile, manager: Profile | None) -> Profile:
    """Record whose line of management somebody is in. Raises ManagementLoop.

    Two changes at the same moment could make a loop together that neither makes alone, so all
    changes of managers wait for one another: they lock the same, first, row.

    Two SQL statements, three with a manager, and those of `refuse_loop`. Raises DatabaseError when
    the profile, Profile.DoesNotExist when the manager has been deleted.
    """
    Profile.objects.select_for_update().order_by("pk").values_list("pk", flat=True).first()
    if manager is not None:
        # As it is now: it may have got a manager since it was read, before the lock.
        manager = Profile.objects.select_related("user").get(pk=manager.pk)
    refuse_loop(profile=profile, manager=manager)
    profile.manager = manager
    profile.save(update_fields=["manager"])
    return profile


@transaction.atomic  # one consistent look at the whole line
def refuse_loop(*, profile: Profile, manager: Profile | None) -> None:
    """Raise ManagementLoop if the manager is, at any height, a report of the person.

    One SQL query for each manager above the given one, since lines of management are short, and
    one for each of the two people whose profile was not read with its account.
    """
    people = [str(profile)]
    seen: set[int] = set()
    above = manager
    while above is not None and above.pk not in seen:
        people.append(str(above))
        if above.pk == profile.pk:
            raise ManagementLoop(tuple(people))
        seen.add(above.pk)
        above = (
            Profile.objects.select_related("user").filter(pk=above.manager_id).first()
            if above.manager_id
            else None
        )


@transaction.atomic  # one consistent look at the whole line
def refuse_own_line(*, profile: Profile, manager: Profile | None, by: User) -> None:
    """Raise OwnLine if whoever records this manager would be one, or come to stand above.

    Whoever leads somebody, at any height, reads their results and roadmaps; only a superuser gives
    that to themselves. One SQL query, none without a manager or for a superuser.
    """
    if manager is None or by.is_superuser:
        return
    if manager.user_id == by.pk:
        raise OwnLine(words_of_own_line(is_direct=True))
    led = Profile.objects.at_or_below(by.pk).filter(pk__in=[manager.pk, profile.pk or 0])
    keys = set(led.order_by().values_list("pk", flat=True))
    if manager.pk in keys and profile.pk not in keys:
        raise OwnLine(words_of_own_line(is_direct=False))


@transaction.atomic
def add_held(
    *,
    profile: Profile,
    certification: Certification,
    awarded_on: date,
    expires_on: date | None,
    credential_reference: str,
) -> HeldCertification:
    """Record a certification somebody holds.

    The same words sent twice, also at the same moment, give one record and no complaint; other
    words about a certification recorded before raise AlreadyHeld. One SQL statement, two when it
    was recorded before. Raises IntegrityError when it would expire on or before its award.
    """
    wanted = {
        "awarded_on": awarded_on,
        "expires_on": expires_on,
        "credential_reference": credential_reference,
    }
    try:
        with transaction.atomic():
            return HeldCertification.objects.create(
                profile=profile, certification=certification, **wanted
            )
    except IntegrityError:
        held = HeldCertification.objects.filter(
            profile=profile, certification=certification
        ).first()
        if held is None:
            raise
    if any(getattr(held, field) != value for field, value in wanted.items()):
        raise AlreadyHeld(held)
    return held


@transaction.atomic
def change_held(
    *,
    held: HeldCertification,
    awarded_on: date,
    expires_on: date | None,
    credential_reference: str,
) -> HeldCertification:
    """Correct the dates or the reference of a certification held. One SQL statement.

    Raises IntegrityError when it would expire on or before its award,
    HeldCertification.DoesNotExist when it has been removed meanwhile.
    """
    values = {
        "awarded_on": awarded_on,
        "expires_on": expires_on,
        "credential_reference": credential_reference,
    }
    if not HeldCertification.objects.filter(pk=held.pk).update(**values):
        raise HeldCertification.DoesNotExist
    for field, value in values.items():
        setattr(held, field, value)
    return held


@transaction.atomic
def remove_held(*, held: HeldCertification) -> None:
    """Take a certification out of somebody's record, if it is still there. One SQL statement."""
    held.delete()
