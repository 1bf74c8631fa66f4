from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from careers.profiles import actions
from careers.profiles.actions import people
from careers.profiles.models import HeldCertification, Profile, User
from tests.admin_forms import save
from tests.factories import make_user
from tests.profiles.makers import make_certification

pytestmark = pytest.mark.django_db

USERS = "/admin/profiles/user/"
PROFILES = "/admin/profiles/profile/"


@pytest.fixture
def admin(client: Client, db: None) -> Client:
    client.force_login(make_user("Root", is_staff=True, is_superuser=True))
    return client


def text(response: Any) -> str:
    return str(response.content.decode())


def account_data(user: User, **changes: Any) -> dict[str, Any]:
    data = {
        "email": user.email,
        "name": user.name,
        "is_active": "on",
        "profile-TOTAL_FORMS": 1,
        "profile-INITIAL_FORMS": 1,
        "profile-0-id": user.profile.pk,
        "profile-0-user": user.pk,
        "profile-0-job_title": "",
        "profile-0-manager": "",
    }
    return data | changes


@pytest.mark.parametrize("people", [1, 30])
def test_the_list_of_accounts(
    admin: Client, people: int, django_assert_max_num_queries: Any
) -> None:
    boss = make_user("Boss")
    for number in range(people):
        make_user(f"Person {number}", manager=boss, job_title="PMO analyst")
    with django_assert_max_num_queries(9):
        page = text(admin.get(USERS))
    assert page.count("PMO analyst") == people
    with django_assert_max_num_queries(9):
        assert "Person 0" in text(admin.get(PROFILES))


def test_accounts_are_found_by_job_title(admin: Client) -> None:
    make_user("Wanted", job_title="Planner")
    make_user("Unwanted")
    page = text(admin.get(USERS + "?q=planner"))
    assert "Wanted" in page
    assert "Unwanted" not in page


def test_a_new_account_has_profile_and_address(admin: Client) -> None:
    data = {
        "email": "New@Example.ORG",
        "name": "New Person",
        "usable_password": "true",
        "password1": "seven green bicycles",
        "password2": "seven green bicycles",
    }
    assert admin.post(USERS + "add/", data).status_code == 302
    user = User.objects.get(email="new@example.org")
    assert Profile.objects.filter(user=user).count() == 1
    assert EmailAddress.objects.filter(user=user, email="new@example.org").count() == 1
    assert user.check_password("seven green bicycles")


def test_an_address_is_taken_once_in_any_case(admin: Client, user: User) -> None:
    data = {
        "email": user.email.upper(),
        "name": "Other",
        "usable_password": "false",
    }
    response = admin.post(USERS + "add/", data)
    assert "This address belongs to another account already." in text(response)
    assert User.objects.filter(email__iexact=user.email).count() == 1


def test_job_title_and_manager(admin: Client, user: User) -> None:
    boss = make_user("Boss")
    changes = {"profile-0-job_title": "Planner", "profile-0-manager": boss.email.upper()}
    url = f"{USERS}{user.pk}/change/"
    assert admin.get(url).status_code == 200
    assert save(admin, url, account_data(user, **changes)).status_code == 302
    profile = Profile.objects.get(user=user)
    assert (profile.job_title, profile.manager) == ("Planner", boss.profile)


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("nobody@example.org", "No account has this address."),
        ("gone@example.org", "The account of Gone is switched off. Choose somebody else."),
        ("bare@example.org", "The account of Bare has no profile yet."),
        ("x" * 400, "Write at most 254 characters; you have 400."),
        ("a\x00b", "Your text has a character that cannot be saved."),
    ],
)
def test_an_address_that_is_no_managers_is_said_beside_the_field(
    admin: Client, user: User, address: str, sentence: str
) -> None:
    make_user("Gone", email="gone@example.org", is_active=False)
    User(email="bare@example.org", name="Bare").save()
    data = account_data(user, **{"profile-0-manager": address, "profile-0-job_title": "Planner"})
    page = text(save(admin, f"{USERS}{user.pk}/change/", data))
    assert sentence in page
    assert 'value="Planner"' in page
    assert Profile.objects.get(user=user).job_title == "PMO analyst"


def test_somebody_in_a_loop_that_is_there_already_can_be_edited(admin: Client) -> None:
    ada = make_user("Ada")
    ben = make_user("Ben", manager=ada)
    Profile.objects.filter(user=ada).update(manager=ben.profile)
    data = account_data(ada, **{"profile-0-job_title": "Planner", "profile-0-manager": ben.email})
    assert save(admin, f"{USERS}{ada.pk}/change/", data).status_code == 302
    assert Profile.objects.get(user=ada).job_title == "Planner"


def test_nobody_learns_who_has_begun_an_assessment(admin: Client) -> None:
    for query in ("assessments__isnull=False", "roadmap__isnull=False", "assessments=2"):
        assert admin.get(f"{PROFILES}?{query}").status_code == 400


def test_another_address(admin: Client, user: User) -> None:
    data = account_data(user, email="Other@example.org")
    assert save(admin, f"{USERS}{user.pk}/change/", data).status_code == 302
    addresses = EmailAddress.objects.filter(user=user).values_list("email", "verified")
    assert list(addresses) == [("other@example.org", False)]


@pytest.mark.parametrize("place", ["account", "profile"])
def test_a_loop_of_managers_is_a_form_error(admin: Client, place: str) -> None:
    ada = make_user("Ada")
    ben = make_user("Ben", manager=ada)
    if place == "account":
        data = account_data(ada, **{"profile-0-manager": ben.email})
        response = save(admin, f"{USERS}{ada.pk}/change/", data)
    else:
        data = {
            "job_title": "",
            "manager": ben.email,
            "held-TOTAL_FORMS": 0,
            "held-INITIAL_FORMS": 0,
        }
        response = save(admin, f"{PROFILES}{ada.profile.pk}/change/", data)
    assert response.status_code == 422
    assert "a loop of managers: Ada → Ben → Ada." in text(response)
    assert Profile.objects.get(user=ada).manager is None


def test_certifications_held(admin: Client, user: User) -> None:
    certification = make_certification("p3o")
    url = f"{PROFILES}{user.profile.pk}/change/"
    assert admin.get(url).status_code == 200
    data = {
        "job_title": "Planner",
        "manager": "",
        "held-TOTAL_FORMS": 1,
        "held-INITIAL_FORMS": 0,
        "held-0-profile": user.profile.pk,
        "held-0-certification": certification.pk,
        "held-0-awarded_on": "2025-06-01",
    }
    assert save(admin, url, data).status_code == 302
    held = HeldCertification.objects.get()
    assert (held.profile, held.awarded_on) == (user.profile, date(2025, 6, 1))
    assert Profile.objects.get(user=user).job_title == "Planner"


def test_accounts_and_profiles_are_not_deleted(admin: Client, user: User) -> None:
    assert admin.get(f"{USERS}{user.pk}/delete/").status_code == 403
    assert admin.get(f"{PROFILES}{user.profile.pk}/delete/").status_code == 403
    assert admin.get(PROFILES + "add/").status_code == 403


def test_a_second_address_of_somebody_opens_no_account(admin: Client, user: User) -> None:
    EmailAddress.objects.create(user=user, email="second@example.org", verified=True)
    data = {"email": "Second@example.org", "name": "Other", "usable_password": "false"}
    response = admin.post(USERS + "add/", data)
    assert "This address belongs to another account already." in text(response)


def test_an_account_written_past_our_actions_gets_its_profile(admin: Client) -> None:
    bare = User(email="bare@example.org", name="Bare")
    bare.save()
    url = f"{USERS}{bare.pk}/change/"
    assert "–" in text(admin.get(USERS))
    assert admin.get(url).status_code == 200

    sent = {
        "email": bare.email,
        "name": bare.name,
        "is_active": "on",
        "profile-TOTAL_FORMS": 1,
        "profile-INITIAL_FORMS": 0,
        "profile-0-job_title": "Planner",
    }
    assert save(admin, url, sent).status_code == 302
    assert Profile.objects.get(user=bare).job_title == "Planner"


@pytest.mark.parametrize("place", ["account", "profile"])
def test_the_manager_is_shown_by_address_and_stays(admin: Client, place: str) -> None:
    """Also when that account was switched off since: only a new choice is checked."""
    boss = make_user("Boss", email="boss@example.org")
    ada = make_user("Ada", manager=boss)
    User.objects.filter(pk=boss.pk).update(is_active=False)
    if place == "account":
        url = f"{USERS}{ada.pk}/change/"
        sent = account_data(ada, **{"profile-0-manager": "Boss@Example.org"})
        sent["profile-0-job_title"] = "Planner"
    else:
        url = f"{PROFILES}{ada.profile.pk}/change/"
        sent = {"job_title": "Planner", "manager": " Boss@Example.org "}
        sent |= {"held-TOTAL_FORMS": "0", "held-INITIAL_FORMS": "0"}
    assert 'value="boss@example.org"' in text(admin.get(url))
    assert save(admin, url, sent).status_code == 302
    profile = Profile.objects.get(user=ada)
    assert (profile.job_title, profile.manager) == ("Planner", boss.profile)


def test_a_loop_that_another_change_makes_at_the_same_moment_is_said_beside_the_field(
    admin: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, ben = make_user("Ada"), make_user("Ben")
    tries: list[str] = []

    def refuse_loop(*, profile: Profile, manager: Profile | None) -> None:
        tries.append(str(manager))
        if len(tries) > 1:  # the form saw nothing; the write does, and the form shown again
            raise actions.ManagementLoop(("Ada", "Ben", "Ada"))

    monkeypatch.setattr(actions, "refuse_loop", refuse_loop)
    monkeypatch.setattr(people, "refuse_loop", refuse_loop)
    sent = account_data(ada, **{"profile-0-manager": ben.email, "profile-0-job_title": "Planner"})
    response = save(admin, f"{USERS}{ada.pk}/change/", sent)
    assert tries == ["Ben", "Ben", "Ben"]
    assert response.status_code == 422
    assert "This would make a loop of managers: Ada → Ben → Ada. Choose somebody" in text(response)
    assert Profile.objects.get(user=ada).job_title == ""


def test_the_certification_held_is_chosen_by_name_and_body(admin: Client, user: User) -> None:
    certification = make_certification("p3o", name_now="PMO Foundation")
    page = text(admin.get(f"{PROFILES}{user.profile.pk}/change/"))
    label = "P3O (Body), now called PMO Foundation"
    assert f'<option value="{certification.pk}">{label}</option>'.lower() in page.lower()


@pytest.mark.parametrize("key", ["1e309", "9" * 40, "-1", "x"])
def test_a_forged_key_is_no_fault_of_the_server(admin: Client, user: User, key: str) -> None:
    sent = account_data(user, groups=[key])
    assert save(admin, f"{USERS}{user.pk}/change/", sent).status_code == 422
    chosen = {"action": "delete_selected", "_selected_action": [key]}
    assert admin.post("/admin/auth/group/", chosen).status_code == 400
    assert admin.get(f"{PROFILES}?user__is_active__exact={key}").status_code in {200, 302}
    assert admin.get(f"{USERS}{user.pk}/change/?_to_field=").status_code == 200
