"""The three roles: what they may do, who gives them, and whose sign-in they protect."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client

from careers.profiles.actions import let_in
from careers.profiles.models import Profile, Role, User
from tests.admin_forms import SEEN, save
from tests.admin_lists import rows
from tests.factories import make_user
from tests.profiles.test_admin import USERS, account_data
from tests.roles import make_user_with

pytestmark = pytest.mark.django_db
EDITOR, PEOPLE, AUDITOR = Role.CATALOGUE_EDITOR, Role.PEOPLE_ADMINISTRATOR, Role.AUDITOR


def page_of(user: User) -> str:
    return f"{USERS}{user.pk}/change/"


def rights_of(role: Role) -> set[str]:
    rights = Group.objects.get(name=role).permissions.select_related("content_type")
    return {f"{one.content_type.app_label}.{one.codename}" for one in rights}


class TestTheMigration:
    def test_an_auditor_only_looks(self) -> None:
        rights = rights_of(AUDITOR)
        assert all(".view_" in one for one in rights)
        assert {"profiles.view_accessentry", "certifications.view_cataloguechange"} <= rights

    def test_an_editor_has_nothing_to_do_with_people(self) -> None:
        rights = rights_of(EDITOR)
        assert {"certifications.change_certification", "levels.change_instrument"} <= rights
        assert not [one for one in rights if one.startswith(("profiles.", "account.", "auth."))]

    def test_an_administrator_of_people_deletes_nobody_and_gives_no_rights(self) -> None:
        rights = rights_of(PEOPLE)
        assert {"profiles.add_user", "profiles.change_user", "profiles.change_profile"} <= rights
        assert not [one for one in rights if one.startswith("auth.")]
        assert [one for one in rights if ".delete_" in one] == ["profiles.delete_heldcertification"]

    def test_a_group_of_the_same_name_keeps_what_it_had_under_another(self) -> None:
        migration = import_module("careers.teams.migrations.0002_roles")
        editor = connection.schema_editor()
        migration.drop_roles(apps, editor)
        assert not Group.objects.exists()
        own = Group.objects.create(name="Auditor")
        member = make_user("Mem Ber")
        member.groups.add(own)
        migration.make_roles(apps, editor)
        assert list(member.groups.values_list("name", flat=True)) == ["Auditor (earlier)"]
        assert set(Group.objects.values_list("name", flat=True)) == {
            *Role.values,
            "Auditor (earlier)",
        }
        assert not own.permissions.exists()


class TestGivingARole:
    def test_a_superuser_ticks_it_and_the_administration_opens(
        self, office: Client, user: User
    ) -> None:
        role = Group.objects.get(name=EDITOR)
        sent = account_data(user, groups=[role.pk])
        assert save(office, page_of(user), sent).status_code == 302
        user.refresh_from_db()
        assert (user.is_staff, user.is_superuser) == (True, False)
        assert list(user.groups.all()) == [role]

        assert save(office, page_of(user), account_data(user)).status_code == 302
        user.refresh_from_db()
        assert not user.is_staff

    def test_another_right_keeps_the_door_open(self, office: Client) -> None:
        auditor = make_user_with(AUDITOR)
        right = Group.objects.get(name=EDITOR).permissions.all()[0]
        sent = account_data(auditor, user_permissions=[right.pk])
        assert save(office, page_of(auditor), sent).status_code == 302
        auditor.refresh_from_db()
        assert auditor.is_staff
        assert not auditor.groups.exists()

    def test_the_form_says_what_each_is_for(self, office: Client, user: User) -> None:
        form = office.get(page_of(user)).context["adminform"].form
        choices = {str(label) for _key, label in form.fields["groups"].choices}
        assert choices == {f"<strong>{role.label}.</strong> {role.purpose}" for role in Role}
        assert "is_staff" not in form.fields

    def test_a_role_of_ones_own_ends_for_its_members(self, office: Client) -> None:
        own = Group.objects.create(name="Librarians")
        member, both = make_user("Mem Ber"), make_user_with(AUDITOR, "Both Roles")
        member.groups.add(own)
        both.groups.add(own)
        let_in(users=[member.pk])
        office.post(f"/admin/auth/group/{own.pk}/delete/", {"post": "yes"})
        assert not Group.objects.filter(name="Librarians").exists()
        found = dict(
            User.objects.filter(pk__in=[member.pk, both.pk]).values_list("name", "is_staff")
        )
        assert found == {"Mem Ber": False, "Both Roles": True}

    def test_the_roles_of_the_portal_stay(self, office: Client) -> None:
        ours = Group.objects.get(name=AUDITOR)
        assert (
            office.post(f"/admin/auth/group/{ours.pk}/delete/", {"post": "yes"}).status_code == 403
        )
        sent = {"action": "delete_selected", "_selected_action": [ours.pk], "post": "yes"}
        office.post("/admin/auth/group/", sent)
        office.post(f"/admin/auth/group/{ours.pk}/change/", {"name": "Mine", "permissions": []})
        assert set(Group.objects.values_list("name", flat=True)) == set(Role.values)

    def test_who_has_which_is_in_the_list(self, office: Client) -> None:
        make_user("Plain Person")
        make_user_with(AUDITOR, "Audrey")
        key = Group.objects.get(name=AUDITOR).pk
        for asked, names in ((key, ["Audrey"]), ("superuser", ["Olu Office"])):
            assert rows(office, "profiles.user", {"role": asked}, str) == names
        assert rows(office, "profiles.user", {"role": "any"}, str) == ["Audrey", "Olu Office"]
        assert len(rows(office, "profiles.user", {"role": "9" * 40}, str)) == 3
        assert '<td class="field-roles">Auditor</td>' in office.get(USERS).content.decode()


@pytest.fixture
def pia(client: Client) -> User:
    """A people administrator, signed in."""
    user = make_user_with(PEOPLE, "Pia People")
    client.force_login(user)
    return user


def sign_in_of(user: User) -> tuple[Any, ...]:
    user.refresh_from_db()
    return user.email, user.password, user.is_active, user.is_staff, user.is_superuser


class TestWhoseSignInIsProtected:
    """Whoever could set the address or the password of a colleague with rights would have them."""

    @pytest.mark.parametrize("whose", ["a superuser's", "an auditor's", "their own"])
    def test_that_of_everybody_with_rights(self, client: Client, pia: User, whose: str) -> None:
        other = {
            "a superuser's": lambda: make_user("Root", is_staff=True, is_superuser=True),
            "an auditor's": lambda: make_user_with(AUDITOR, "Audrey"),
            "their own": lambda: pia,
        }[whose]()
        before, boss = sign_in_of(other), make_user("Boss")
        form = client.get(page_of(other)).context["adminform"].form
        assert set(form.fields) == {"name", "seen"}
        sent = {
            **account_data(other, email="mine@example.org", name="Renamed"),
            "profile-0-job_title": "Planner",
            "profile-0-manager": boss.email,
            "is_superuser": "on",
            "groups": [Group.objects.get(name=EDITOR).pk],
        }
        del sent["is_active"]
        assert save(client, page_of(other), sent).status_code == 302
        assert sign_in_of(other) == before
        assert other.name == "Renamed"
        assert not other.groups.filter(name=EDITOR).exists()
        profile = Profile.objects.get(user=other)
        assert (profile.job_title, profile.manager) == ("Planner", boss.profile)

        password = {"usable_password": "true", "password1": "x" * 20, "password2": "x" * 20}
        url = f"{USERS}{other.pk}/password/"
        assert client.get(url).status_code == 403
        assert client.post(url, password).status_code == 403
        assert sign_in_of(other) == before

    def test_not_that_of_anybody_else(self, client: Client, pia: User, user: User) -> None:
        sent = account_data(user, email="other@example.org")
        del sent["is_active"]
        assert save(client, page_of(user), sent).status_code == 302
        user.refresh_from_db()
        assert (user.email, user.is_active) == ("other@example.org", False)
        password = {"usable_password": "true", "password1": "seven green bicycles"}
        password["password2"] = password["password1"]
        assert client.post(f"{USERS}{user.pk}/password/", password).status_code == 302
        user.refresh_from_db()
        assert (user.last_login, user.check_password("seven green bicycles")) == (None, True)

    def test_rights_given_while_the_form_was_open_count(
        self, client: Client, pia: User, user: User
    ) -> None:
        page = client.get(page_of(user)).content.decode()
        sent = account_data(user, email="mine@example.org", seen=SEEN.findall(page)[0])
        user.groups.add(Group.objects.get(name=EDITOR))
        let_in(users=[user.pk])
        before = sign_in_of(user)
        assert client.post(page_of(user), sent).status_code == 409
        assert sign_in_of(user) == before

    def test_addresses_of_theirs_are_confirmed_by_a_superuser(
        self, client: Client, pia: User, user: User
    ) -> None:
        auditor = make_user_with(AUDITOR, "Audrey")
        addresses = EmailAddress.objects.filter(user__in=[pia, auditor, user])
        chosen = list(addresses.values_list("pk", flat=True))
        sent = {"action": "confirm", "_selected_action": chosen}
        client.post("/admin/account/emailaddress/", sent)
        assert [one.user for one in addresses.filter(verified=True)] == [user]


def test_an_auditor_sends_nothing(client: Client, user: User) -> None:
    auditor = make_user_with(AUDITOR)
    client.force_login(auditor)
    addresses = (
        "/admin/",
        USERS,
        f"{USERS}add/",
        page_of(user),
        f"{USERS}{user.pk}/password/",
        f"{USERS}{user.pk}/history/",
        "/admin/profiles/accessentry/",
        "/admin/no-such-page/",
    )
    for address in addresses:
        for method in ("POST", "PUT", "DELETE", "PATCH"):
            assert client.generic(method, address).status_code == 403, (method, address)
    page = client.get(page_of(user))
    assert page.status_code == 200
    assert "pbkdf2" not in page.content.decode()
    assert user.password not in page.content.decode()
    assert client.post("/admin/logout/").status_code == 200  # but may leave
