"""Nobody takes an account over unseen: not its password, and not by its e-mail address."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client
from django.utils import timezone

from careers.profiles.models import Notice, ReminderChoice, Role, User
from tests.admin_forms import save
from tests.factories import PASSWORD
from tests.profiles.people_lists import Run
from tests.profiles.test_admin import USERS, account_data
from tests.roles import make_user_with

pytestmark = pytest.mark.django_db
NEW = "seven green bicycles"
SENT = {"usable_password": "true", "password1": NEW, "password2": NEW}


@pytest.fixture
def pia(client: Client) -> User:
    pia = make_user_with(Role.PEOPLE_ADMINISTRATOR, "Pia People")
    client.force_login(pia)
    return pia


def mails() -> list[tuple[list[str], str]]:
    return [(one.to, str(one.subject)) for one in mail.outbox]


def test_who_has_signed_in_chooses_the_password_alone(
    client: Client, pia: User, user: User
) -> None:
    account, password = f"{USERS}{user.pk}/change/", f"{USERS}{user.pk}/password/"
    assert "../password/" in client.get(account).content.decode()
    assert client.get(password).status_code == 200
    User.objects.filter(pk=user.pk).update(last_login=timezone.now())
    page = client.get(account).content.decode()
    assert "../password/" not in page
    assert "only they choose a new password, through “I forgot my password”." in page
    assert client.get(password).status_code == 403
    assert client.post(password, SENT).status_code == 403
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    assert not Notice.objects.exists()
    assert save(client, account, account_data(user, name="Ada Brown")).status_code == 302
    user.refresh_from_db()
    assert (user.name, user.check_password(PASSWORD)) == ("Ada Brown", True)


def test_a_superuser_may_and_the_owner_is_told(office: Client, user: User, run: Run) -> None:
    User.objects.filter(pk=user.pk).update(last_login=timezone.now())
    assert "../password/" in office.get(f"{USERS}{user.pk}/change/").content.decode()
    with run(execute=True):
        office.post(f"{USERS}{user.pk}/password/", SENT | {"password2": "other"})
        assert office.post(f"{USERS}{user.pk}/password/", SENT).status_code == 302
    user.refresh_from_db()
    assert user.check_password(NEW)
    assert mails() == [([user.email], "The password of your account was changed")]
    body = str(mail.outbox[0].body)
    assert "Olu Office set the password of your account in the PMO career portal on" in body
    assert "Choose what you are told" not in body
    with run(execute=True):
        taken = {"usable_password": "false", "unset-password": "1"}
        office.post(f"{USERS}{user.pk}/password/", taken)
    assert "Olu Office took the password of your account" in str(mail.outbox[1].body)


def test_another_address_is_told_to_the_old_one(
    client: Client, pia: User, user: User, run: Run
) -> None:
    """Also if they want no mails, and if the account is switched off with the same click."""
    old = user.email
    ReminderChoice.objects.create(profile=user.profile, every="never", is_told_at_once=False)
    sent = account_data(user, email="Other@example.org")
    del sent["is_active"]
    with run(execute=True):
        for _twice in range(2):
            save(client, f"{USERS}{user.pk}/change/", sent)
    user.refresh_from_db()
    assert (user.email, user.is_active) == ("other@example.org", False)
    assert mails() == [([old], "Your account has another e-mail address")]
    body = str(mail.outbox[0].body)
    assert "Pia People gave your account in the PMO career portal another e-mail address" in body
    assert f"You sign in with {old} no more" in body
    assert "If you did not want this, tell your organisation at once" in body
    assert "other@example.org" not in body
    told = Notice.objects.get()
    assert (told.recipient, told.address, told.sent_at is None) == (user, old, False)


def test_a_new_account_with_a_password_is_told(client: Client, pia: User, run: Run) -> None:
    sent = {"email": "new@example.org", "name": "Nia New", **SENT}
    with run(execute=True):
        assert save(client, f"{USERS}add/", sent).status_code == 302
        save(
            client, f"{USERS}add/", sent | {"email": "bare@example.org", "usable_password": "false"}
        )
    assert User.objects.filter(email="bare@example.org").exists()
    assert mails() == [(["new@example.org"], "The password of your account was changed")]


@pytest.mark.parametrize("has_signed_in", [True, False])
def test_a_password_set_by_others_opens_no_rights(
    office: Client, user: User, has_signed_in: bool
) -> None:
    moment: Any = timezone.now() if has_signed_in else None
    User.objects.filter(pk=user.pk).update(last_login=moment)
    role = Group.objects.get(name=Role.PEOPLE_ADMINISTRATOR)
    sent = account_data(user, groups=[role.pk])
    assert save(office, f"{USERS}{user.pk}/change/", sent).status_code == 302
    user.refresh_from_db()
    assert (user.is_staff, user.check_password(PASSWORD)) == (True, has_signed_in)
    user.set_password(NEW)
    user.save()
    assert save(office, f"{USERS}{user.pk}/change/", sent | {"name": "Ada"}).status_code == 302
    user.refresh_from_db()
    assert (user.name, user.check_password(NEW)) == ("Ada", True)  # had its rights before
