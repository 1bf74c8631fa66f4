"""Who may give rights in the administration, and which there are."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client

from careers.profiles.models import User
from tests.admin_forms import save
from tests.factories import make_user
from tests.profiles.test_admin import USERS, account_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client: Client, db: None) -> Client:
    client.force_login(make_user("Root", is_staff=True, is_superuser=True))
    return client


def test_who_edits_accounts_cannot_take_rights(client: Client, user: User) -> None:
    editor = make_user("Editor", is_staff=True)
    editor.user_permissions.set(
        Permission.objects.filter(codename__in=["change_user", "view_user", "change_profile"])
    )
    root = make_user("Root", is_superuser=True, is_staff=True)
    client.force_login(editor)
    data = account_data(user, is_superuser="on", is_staff="on")
    assert save(client, f"{USERS}{user.pk}/change/", data).status_code == 302
    user.refresh_from_db()
    assert (user.is_staff, user.is_superuser) == (False, False)
    assert client.post(f"{USERS}{root.pk}/password/", {}).status_code == 403


def test_only_superusers_touch_groups(client: Client) -> None:
    group = Group.objects.create(name="Librarians")
    editor = make_user("Editor", is_staff=True)
    editor.user_permissions.set(Permission.objects.filter(content_type__app_label="auth"))
    client.force_login(editor)
    for page in ("", "add/", f"{group.pk}/change/", f"{group.pk}/delete/", f"{group.pk}/history/"):
        assert client.get(f"/admin/auth/group/{page}").status_code == 403
    sent = {"name": "Taken", "permissions": []}
    assert client.post(f"/admin/auth/group/{group.pk}/change/", sent).status_code == 403
    assert Group.objects.filter(name="Librarians").exists()


def test_rights_are_ticked_by_application_and_only_those_that_mean_something(
    admin: Client, user: User
) -> None:
    for url in ("/admin/auth/group/add/", f"{USERS}{user.pk}/change/"):
        form = admin.get(url).context["adminform"].form
        name = "permissions" if "permissions" in form.fields else "user_permissions"
        groups = {str(group): len(rights) for group, rights in form.fields[name].choices}
        # Four rights over each table: to add, change, delete and view.
        assert groups == {"Accounts": 4, "Catalogue": 32, "Levels and questions": 28, "People": 24}


def test_a_group_is_made_with_its_rights(admin: Client) -> None:
    rights = Permission.objects.filter(content_type__model="competency")
    sent = {"name": "Questions", "permissions": [right.pk for right in rights]}
    assert admin.post("/admin/auth/group/add/", sent).status_code == 302
    assert set(Group.objects.get(name="Questions").permissions.all()) == set(rights)
