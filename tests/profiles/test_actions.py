from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from careers.profiles import actions
from careers.profiles.models import HeldCertification, Profile, User
from tests.factories import make_user
from tests.profiles.makers import make_certification, make_held

pytestmark = pytest.mark.django_db

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
