"""Who changed what of whom: in the access log, on the own page, and on the History pages."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.utils import timezone

from careers.profiles import actions
from careers.profiles.models import AccessEntry, Role, User
from tests.admin_forms import save
from tests.factories import make_user
from tests.profiles.makers import make_certification, make_held
from tests.profiles.people_lists import ADA, BEN, CLEO, Run, file_of, person, send, write
from tests.profiles.test_admin import PROFILES, USERS, account_data
from tests.roadmaps.reading import words_of
from tests.roles import make_user_with

pytestmark = pytest.mark.django_db
LOG = "/admin/profiles/accessentry/"


def details(what: str) -> dict[str, str]:
    found = AccessEntry.objects.filter(what=what)
    return dict(found.values_list("subject__user__email", "detail"))


def test_the_forms_say_what_was_and_what_is(people: Client) -> None:
    """Also what is changed twice a day, of roles, of certifications held, and of oneself."""
    ben, cleo = person(BEN), person(CLEO)
    held = make_held(ben, "pmp", awarded_on=date(2026, 3, 1))
    role = Group.objects.get(name=Role.CATALOGUE_EDITOR)
    sent = account_data(ben, name="Ben Bright", groups=[role.pk])
    save(people, f"{USERS}{ben.pk}/change/", sent | {"profile-0-job_title": "Planner"})
    parts = {
        "held-TOTAL_FORMS": "1",
        "held-INITIAL_FORMS": "1",
        "held-0-id": held.pk,
        "held-0-profile": ben.profile.pk,
        "held-0-certification": held.certification_id,
        "held-0-awarded_on": "2026-03-02",
    }
    address = f"{PROFILES}{ben.profile.pk}/change/"
    save(people, address, {"job_title": "Planner", "manager": ADA, **parts})
    save(people, f"{USERS}{cleo.pk}/change/", account_data(cleo, email="cleo@y.example"))
    own = User.objects.get(name="Olu Office")
    data = account_data(own, is_superuser="on")
    save(people, f"{USERS}{own.pk}/change/", data | {"profile-0-job_title": "Office"})
    new = {"email": "new@x.example", "name": "Nia New", "usable_password": "false"}
    save(people, f"{USERS}add/", new)
    assert details("change") == {
        BEN: "Name: Ben → Ben Bright\n"
        "Job title: PMO analyst → Planner\n"
        "Manager: Ada → none\n"
        "Roles: none → Catalogue editor\n"
        "Manager: none → Ada\n"
        "Changed Awarded on for certification held “Pmp”.",
        "cleo@y.example": "E-mail: cleo@x.example → cleo@y.example\nActive: no → yes",
        own.email: "Job title: none → Office",
        "new@x.example": "Account opened.",
    }


def test_an_import_says_what_it_changed_of_each(people: Client, run: Run) -> None:
    gone, dan = make_user("Gone", email="gone@x.example"), make_user("Dan", email="dan@x.example")
    rows = (
        (ADA, "Ada", "Head of PMO", "new@x.example"),
        (BEN, "Ben", "Lead", "dan@x.example"),
        (CLEO, "Cleo", "", "", "yes"),
        ("new@x.example", "Nia New"),
        (dan.email, "Dan"),
    )
    found = write(people, send(people, file_of(*rows), run, is_everybody="on"), run)
    assert found.state == "done"
    said = {
        ADA: "Manager: none → Nia New",
        BEN: "Job title: PMO analyst → Lead\nManager: Ada → Dan",
        CLEO: "Active: no → yes",
        gone.email: "Active: yes → no",
    }
    assert details("import") == said
    again = file_of((BEN, "Ben", "Lead", ADA))
    write(people, send(people, again, run), run)  # on the same day, below the rest
    assert details("import") == said | {BEN: f"{said[BEN]}\nManager: Dan → Ada"}
    page = words_of(people.get(f"{USERS}{person(BEN).pk}/history/"))
    assert "Olu Office By an import of people Job title: PMO analyst → Lead Manager:" in page
    assert "2 times that day, the last at this time." in page


@pytest.mark.parametrize("number", [1, 30])
def test_it_is_read_in_three_places(
    client: Client, user: User, number: int, assert_statements: Any
) -> None:
    """By the person, by auditors, and on the History pages; in as many queries for many."""
    for one in range(number):
        by = make_user(f"Pia {one}")
        keys = {user.profile.pk: "Manager: <b>Ada</b> → Ben\nName: A → B"}
        actions.record_changes(viewer=by, details=keys, now=timezone.now())
    line = "Manager: <b>Ada</b> → Ben Name: A → B"
    client.force_login(user)
    assert words_of(client.get("/profile/looks/")).count(line) == number
    client.force_login(make_user_with(Role.AUDITOR))
    assert words_of(client.get(LOG)).count(line) == number
    entry = AccessEntry.objects.changes()[0]
    assert line in words_of(client.get(f"{LOG}{entry.pk}/change/"))
    client.force_login(make_user_with(Role.PEOPLE_ADMINISTRATOR))
    for address, more in ((f"{USERS}{user.pk}", 1), (f"{PROFILES}{user.profile.pk}", 0)):
        client.get(f"{address}/history/")
        # Session, account, two for rights, the row and its name, how many, which, the look.
        with assert_statements(10 + more):
            page = words_of(client.get(f"{address}/history/"))
        assert page.count(line) == number
        assert "doesn’t have a change history" not in page


def test_who_may_not_read_the_history(client: Client, user: User) -> None:
    keys = {user.profile.pk: "Name: A → B"}
    actions.record_changes(viewer=make_user("Pia"), details=keys, now=timezone.now())
    reader = make_user("Rea", is_staff=True)
    client.force_login(reader)
    assert client.get(f"{USERS}{user.pk}/history/").status_code == 403
    reader.user_permissions.add(Permission.objects.get(codename="view_user"))
    page = words_of(client.get(f"{USERS}{user.pk}/history/"))
    assert "Only auditors and administrators of people see who changed what" in page
    assert "Name: A" not in page


def test_a_held_certification_is_called_by_its_name(people: Client) -> None:
    make_certification("pmp")
    ben = person(BEN)
    make_held(ben, "pmp")
    page = words_of(people.get(f"{PROFILES}{ben.profile.pk}/change/"))
    assert "Certification held: Pmp" in page
