"""Nobody who administers people brings somebody under themselves; another manager is told."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from careers.profiles import actions
from careers.profiles.importing import working
from careers.profiles.models import AccessEntry, PeopleImport, Role, User
from tests.admin_forms import save
from tests.factories import make_user
from tests.profiles.people_lists import ADA, BEN, CLEO, Run, faults, file_of, person, send, write
from tests.profiles.test_admin import PROFILES, USERS, account_data
from tests.roles import make_user_with

pytestmark = pytest.mark.django_db
REPORT, DIRECT = "report@x.example", "You cannot make yourself somebody's manager"
BELOW = "The manager is in the line below you. You cannot bring anybody else into it;"


@pytest.fixture
def pia(people: Client) -> User:
    """Administers people, and leads one, who leads another."""
    pia = make_user_with(Role.PEOPLE_ADMINISTRATOR, "Pia People")
    report = make_user("Rita Report", email=REPORT, manager=pia)
    make_user("Lena Low", email="low@x.example", manager=report)
    people.force_login(pia)
    return pia


def save_manager(client: Client, user: User, manager: str, page: str = PROFILES) -> Any:
    if page == USERS:
        sent = account_data(user, **{"profile-0-manager": manager})
        return save(client, f"{USERS}{user.pk}/change/", sent)
    sent = {"job_title": "", "manager": manager, "held-TOTAL_FORMS": 0, "held-INITIAL_FORMS": 0}
    return save(client, f"{PROFILES}{user.profile.pk}/change/", sent)


@pytest.mark.parametrize("page", [PROFILES, USERS])
def test_no_form_brings_somebody_under_oneself(people: Client, pia: User, page: str) -> None:
    ben, low, report = person(BEN), person("low@x.example"), person(REPORT)
    for user, manager, sentence in (
        (ben, pia.email, DIRECT),
        (low, pia.email, DIRECT),  # was not so before
        (ben, REPORT, BELOW),
        (person(ADA), "low@x.example", BELOW),
    ):
        refused = save_manager(people, user, manager, page)
        assert refused.status_code == 422
        assert sentence in refused.content.decode().replace("&#x27;", "'")
    assert (person(BEN).profile.manager, person(ADA).profile.manager) == (ada(), None)
    for user, manager in ((report, pia.email), (low, REPORT), (low, ""), (ben, CLEO), (pia, ADA)):
        User.objects.filter(email=CLEO).update(is_active=True)
        assert save_manager(people, user, manager, page).status_code == 302
    people.force_login(make_user("Root", is_staff=True, is_superuser=True))
    assert save_manager(people, ben, REPORT, page).status_code == 302


def ada() -> Any:
    return person(ADA).profile


def test_no_list_does_whoever_sends_or_writes_it(people: Client, pia: User, run: Run) -> None:
    rows = [
        (BEN, "Ben", "", pia.email),
        ("new@x.example", "Nia", "", REPORT),
        (ADA, "Ada", "", "low@x.example"),
        (CLEO, "Cleo", "", "new@x.example"),
        ("low@x.example", "Lena Low", "Planner", REPORT),
    ]
    found = send(people, file_of(*rows), run)
    told = faults(found)
    assert sorted(told) == [2, 3, 4]
    assert told[2].startswith(DIRECT)
    assert {told[3][:60], told[4][:60]} == {BELOW[:60]}

    root = make_user("Root", is_staff=True, is_superuser=True)
    people.force_login(root)
    found = send(people, file_of(*rows), run)
    assert faults(found) == {}
    people.force_login(pia)
    with run(execute=True):
        page = people.post(f"/admin/profiles/user/import/{found.pk}/write/", follow=True)
    sentence = "Nothing was imported. Row 2: You cannot make yourself somebody's manager;"
    assert sentence in page.content.decode().replace("&#x27;", "'")
    found.refresh_from_db()
    assert (found.state, found.written_by) == ("checked", None)
    # Pressed just before the line was as it is: judged again when it is written.
    PeopleImport.objects.update(state="writing", written_by=pia, written_by_name="Pia People")
    assert working.go_on(found.pk, clock=timezone.now) == "done"
    found.refresh_from_db()
    assert (found.state, found.note[:21]) == ("checked", "Nothing was imported.")
    assert person(BEN).profile.manager == ada()
    people.force_login(root)
    assert write(people, found, run).state == "done"
    assert person(BEN).profile.manager == pia.profile


def test_whoever_gets_another_manager_is_told(people: Client, pia: User, run: Run) -> None:
    """By the forms, once; not when they did it themselves, and not when only a title changes."""
    ben, cleo = person(BEN), person(CLEO)
    with run(execute=True):
        save_manager(people, ben, "")
        save_manager(people, ben, "")
        save_manager(people, pia, ADA)
        save_manager(people, cleo, ADA)  # switched off
        save_manager(people, ben, ADA, USERS)
    assert [(one.to, one.subject) for one in mail.outbox] == [
        ([BEN], "You have another manager in the portal")
    ] * 2
    body = str(mail.outbox[0].body)
    assert "Pia People recorded another manager for you in the PMO career portal on" in body
    assert "Ada → nobody" in body
    assert "https://portal.example.org/profile/looks/" in body
    assert "nobody → Ada" in str(mail.outbox[1].body)


def test_a_role_that_is_deleted_is_in_the_log_of_whoever_had_it(office: Client) -> None:
    helper = make_user_with(Role.AUDITOR, "Hal")
    group = helper.groups.get()
    group.name = "Helpers"
    group.save()
    actions.end_role(group=group, by=User.objects.get(name="Olu Office"), now=timezone.now())
    entry = AccessEntry.objects.get()
    assert (entry.subject, entry.viewer_name, entry.detail) == (
        *(helper.profile, "Olu Office"),
        "Role deleted: Helpers",
    )
