from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.db import DatabaseError, IntegrityError, transaction

from careers.profiles import actions
from careers.profiles.models import HeldCertification, Profile, User
from tests.factories import make_user
from tests.profiles.makers import make_certification, make_held

pytestmark = pytest.mark.django_db
Statements = Callable[[int], AbstractContextManager[None]]

VALUES: dict[str, Any] = {
    "awarded_on": date(2025, 6, 1),
    "expires_on": date(2028, 6, 1),
    "credential_reference": "GR-1",
}


def test_every_account_has_a_profile_and_an_address() -> None:
    user = User.objects.create_user("Ada@Example.ORG", "password", name="Ada")
    assert user.email == "ada@example.org"
    assert Profile.objects.filter(user=user).count() == 1
    addresses = EmailAddress.objects.values_list("email", "primary", "verified")
    assert list(addresses) == [("ada@example.org", True, False)]


def test_another_address_replaces_the_old_one(user: User) -> None:
    actions.change_email(user=user, email="New@Example.org")
    user.refresh_from_db()
    assert user.email == "new@example.org"
    assert [address.email for address in EmailAddress.objects.all()] == ["new@example.org"]


def test_managers_in_a_row_are_fine(user: User) -> None:
    top, middle = make_user("Top"), make_user("Middle")
    actions.set_manager(profile=middle.profile, manager=top.profile)
    actions.set_manager(profile=user.profile, manager=middle.profile)
    actions.set_manager(profile=user.profile, manager=None)
    actions.set_manager(profile=user.profile, manager=middle.profile)
    user.profile.refresh_from_db()
    assert user.profile.manager == middle.profile


def test_a_loop_of_managers_is_refused_with_its_people() -> None:
    ada, ben, cem = make_user("Ada"), make_user("Ben"), make_user("Cem")
    actions.set_manager(profile=ben.profile, manager=ada.profile)
    actions.set_manager(profile=cem.profile, manager=ben.profile)
    with pytest.raises(actions.ManagementLoop) as refused:
        actions.set_manager(profile=ada.profile, manager=cem.profile)
    assert refused.value.people == ("Ada", "Cem", "Ben", "Ada")
    assert refused.value.sentence == (
        "This would make a loop of managers: Ada → Cem → Ben → Ada. Choose somebody else."
    )
    ada.profile.refresh_from_db()
    assert ada.profile.manager is None


def test_nobody_is_their_own_manager(user: User) -> None:
    with pytest.raises(actions.ManagementLoop):
        actions.set_manager(profile=user.profile, manager=user.profile)
    with pytest.raises(IntegrityError), transaction.atomic():
        Profile.objects.filter(user=user).update(manager=user.profile)


def test_a_manager_is_looked_at_as_they_are_now(user: User) -> None:
    """Two administrators at once: the second has read the manager before the first wrote."""
    other = make_user("Ben")
    read_before = Profile.objects.get(pk=user.profile.pk)
    actions.set_manager(profile=user.profile, manager=other.profile)
    with pytest.raises(actions.ManagementLoop):
        actions.set_manager(profile=other.profile, manager=read_before)


def test_an_older_loop_elsewhere_does_not_hang(user: User) -> None:
    ben, cem = make_user("Ben"), make_user("Cem", manager=None)
    Profile.objects.filter(user=ben).update(manager=cem.profile)
    Profile.objects.filter(user=cem).update(manager=ben.profile)
    ben.profile.refresh_from_db()
    actions.set_manager(profile=user.profile, manager=ben.profile)
    user.profile.refresh_from_db()
    assert user.profile.manager == ben.profile


def test_the_same_words_twice_give_one_record(user: User) -> None:
    certification = make_certification("one")
    first = actions.add_held(profile=user.profile, certification=certification, **VALUES)
    again = actions.add_held(profile=user.profile, certification=certification, **VALUES)
    assert again == first
    assert HeldCertification.objects.count() == 1


def test_other_words_about_the_same_are_refused(user: User) -> None:
    held = make_held(user, "one", **VALUES)
    with pytest.raises(actions.AlreadyHeld) as refused:
        make_held(user, "one", **VALUES | {"credential_reference": "GR-2"})
    assert refused.value.held == held
    held.refresh_from_db()
    assert held.credential_reference == "GR-1"


def test_the_database_refuses_an_end_before_the_award(user: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_held(user, "one", **VALUES | {"expires_on": date(2025, 6, 1)})


def with_account(user: User) -> Profile:
    """The profile as views read it."""
    return Profile.objects.select_related("user").get(user=user)


def bare(user: User) -> Profile:
    return Profile.objects.get(user=user)


class TestCost:
    def test_accounts(self, assert_statements: Statements) -> None:
        with assert_statements(3):
            user = actions.open_account(user=User(email="New@example.org", name="New"))
        with assert_statements(2):
            actions.save_sign_up(user=User(email="Other@example.org", name="Other"))
        with assert_statements(5):
            actions.change_email(user=user, email="newer@example.org")
        emails = User.objects.values_list("email", flat=True)
        assert list(emails) == ["newer@example.org", "other@example.org"]

    def test_a_profile(self, user: User, assert_statements: Statements) -> None:
        for profile, number in ((with_account(user), 2), (bare(user), 3)):
            with assert_statements(number):
                saved = actions.update_profile(profile=profile, name="Ada", job_title="Analyst")
            assert (saved.user.name, saved.job_title) == ("Ada", "Analyst")

    def test_a_manager(self, user: User, assert_statements: Statements) -> None:
        top = make_user("Top")
        middle = make_user("Middle", manager=top)
        above = with_account(make_user("Above", manager=middle))
        profile = with_account(user)
        with assert_statements(3 + 2):
            actions.set_manager(profile=profile, manager=above)
        with assert_statements(2):
            actions.set_manager(profile=profile, manager=None)
        with assert_statements(2):
            actions.refuse_loop(profile=profile, manager=above)
        profile, above = bare(user), bare(above.user)
        with assert_statements(3 + 2 + 1):
            actions.set_manager(profile=profile, manager=above)

    def test_a_certification_held(self, user: User, assert_statements: Statements) -> None:
        certification = make_certification("one")
        for number in (1, 2):
            with assert_statements(number):
                held = actions.add_held(profile=user.profile, certification=certification, **VALUES)
        with assert_statements(1):
            actions.change_held(held=held, **VALUES | {"expires_on": None})
        with assert_statements(1):
            actions.remove_held(held=held)
        assert HeldCertification.objects.count() == 0


class TestGoneMeanwhile:
    """Somebody else has deleted what was read a moment ago."""

    def test_a_profile(self, user: User) -> None:
        profile = with_account(user)
        User.objects.get(pk=user.pk).delete()
        with pytest.raises(DatabaseError), transaction.atomic():
            actions.update_profile(profile=profile, name="Ada", job_title="")
        with pytest.raises(DatabaseError), transaction.atomic():
            actions.set_manager(profile=profile, manager=None)

    def test_a_certification_held(self, user: User) -> None:
        held = make_held(user, "one", **VALUES)
        actions.remove_held(held=HeldCertification.objects.get(pk=held.pk))
        with pytest.raises(HeldCertification.DoesNotExist), transaction.atomic():
            actions.change_held(held=held, **VALUES)
        actions.remove_held(held=held)


@pytest.mark.parametrize("write", ["open_account", "save_sign_up"])
def test_the_address_of_another_account_is_refused(user: User, write: str) -> None:
    twin = User(email=user.email.upper(), name="Twin")
    with pytest.raises(IntegrityError), transaction.atomic():
        getattr(actions, write)(user=twin)
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.change_email(user=make_user("Other"), email=user.email)
