"""The access log of the administration: what is a look there, and who reads the log."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone

from careers.profiles import actions
from careers.profiles.admin import AccessEntryAdmin
from careers.profiles.models import AccessEntry, Role, User
from tests.admin_forms import save
from tests.factories import make_user
from tests.profiles.test_admin import USERS, account_data
from tests.profiles.test_looks_page import recorded
from tests.roadmaps.reading import words_of
from tests.roles import make_user_with

pytestmark = pytest.mark.django_db
LOG = "/admin/profiles/accessentry/"
What = AccessEntry.What


def pages_about(person: User) -> list[str]:
    address = EmailAddress.objects.get(user=person)
    return [
        f"{USERS}{person.pk}/change/",
        f"{USERS}{person.pk}/history/",
        f"{USERS}{person.pk}/password/",
        f"/admin/profiles/profile/{person.profile.pk}/change/",
        f"/admin/profiles/profile/{person.profile.pk}/history/",
        f"/admin/account/emailaddress/{address.pk}/change/",
    ]


@pytest.mark.parametrize("role", ["superuser", Role.PEOPLE_ADMINISTRATOR, Role.AUDITOR])
def test_opening_somebody_is_a_look(client: Client, user: User, role: Any) -> None:
    office = (
        make_user("Olu Office", is_staff=True, is_superuser=True)
        if role == "superuser"
        else make_user_with(role, "Olu Office")
    )
    client.force_login(office)
    for address in pages_about(user):
        AccessEntry.objects.all().delete()
        client.head(address)
        client.get(USERS)
        assert recorded() == [], address
        seen = client.get(address).status_code == 200
        entry = ("Ada Okafor", "Olu Office", "account", 1)
        assert recorded() == ([entry] if seen else []), address
        assert seen or (role == Role.AUDITOR and "password" in address)
    AccessEntry.objects.all().delete()
    for address in pages_about(office):
        client.get(address)
    assert recorded() == []  # one's own


def changes() -> list[tuple[str, str, str, int]]:
    return [one for one in recorded() if one[2] == "change"]


def test_what_is_changed_is_written_down_with_the_change(office: Client, user: User) -> None:
    account, profile = (
        f"{USERS}{user.pk}/change/",
        f"/admin/profiles/profile/{user.profile.pk}/change/",
    )
    sent = account_data(user, name="Ada Brown", **{"profile-0-job_title": "PMO analyst"})
    assert save(office, account, sent).status_code == 302
    assert changes() == [("Ada Brown", "Olu Office", "change", 1)]
    save(office, account, sent)  # nothing has changed
    assert changes() == [("Ada Brown", "Olu Office", "change", 1)]
    parts = {"held-TOTAL_FORMS": "0", "held-INITIAL_FORMS": "0"}
    save(office, profile, {"job_title": "Planner", "manager": "", **parts})
    password = {"usable_password": "true", "password1": "x1y2z3 bicycle"}
    office.post(f"{USERS}{user.pk}/password/", {**password, "password2": password["password1"]})
    chosen = EmailAddress.objects.get(user=user).pk
    office.post("/admin/account/emailaddress/", {"action": "confirm", "_selected_action": [chosen]})
    assert changes() == [("Ada Brown", "Olu Office", "change", 4)]
    AccessEntry.objects.all().delete()
    refused = office.post(account, account_data(user, email="no address"))
    assert refused.status_code == 409  # nothing is sent along of what the page showed
    assert recorded() == [("Ada Brown", "Olu Office", "account", 1)]  # given back, it shows them


def test_people_read_it_in_plain_words(client: Client, office: Client, user: User) -> None:
    office.get(f"{USERS}{user.pk}/change/")
    save(office, f"{USERS}{user.pk}/change/", account_data(user, name="Ada Brown"))
    own = Client()
    own.force_login(user)
    text = words_of(own.get("/profile/looks/"))
    assert "Olu Office your account, changed in the administration" in text
    assert "Olu Office your account, opened in the administration" in text
    assert "A look at a list is not recorded; opening your account is." in text


class TestTheLog:
    @pytest.fixture
    def audrey(self, client: Client) -> Client:
        client.force_login(make_user_with(Role.AUDITOR, "Audrey"))
        return client

    def looks(self, *pairs: tuple[str, str], what: What = What.PLAN, days: int = 0) -> None:
        for viewer, subject in pairs:
            people = [
                User.objects.filter(name=name).first() or make_user(name)
                for name in (viewer, subject)
            ]
            now = timezone.now() - timedelta(days=days)
            actions.record_look(viewer=people[0], profile=people[1].profile, what=what, now=now)

    def listed(self, client: Client, **asked: Any) -> list[tuple[str, str]]:
        response = client.get(LOG, asked)
        assert response.status_code == 200
        return [(one.viewer_name, str(one.subject)) for one in response.context["cl"].result_list]

    def test_it_is_searched_by_either_side_and_filtered(self, audrey: Client) -> None:
        self.looks(("Mona", "Zoë Ngata"), days=40)
        self.looks(("Zoë Ngata", "Ben"), what=What.RESULT)
        self.looks(("Mona", "Ben"))
        mona_ben, zoe_ben, mona_zoe = ("Mona", "Ben"), ("Zoë Ngata", "Ben"), ("Mona", "Zoë Ngata")
        assert self.listed(audrey) == [mona_ben, zoe_ben, mona_zoe]
        assert self.listed(audrey, q="zoe") == [zoe_ben, mona_zoe]
        assert self.listed(audrey, q="ngata zoe", days="30") == [zoe_ben]
        assert self.listed(audrey, q=User.objects.get(name="Mona").email) == [mona_ben, mona_zoe]
        assert self.listed(audrey, what="result") == [zoe_ben]
        assert self.listed(audrey, days="0", what="plan") == [mona_ben]
        assert self.listed(audrey, q="nobody") == []
        for forged in ({"days": "9" * 40}, {"what": "x"}):
            assert len(self.listed(audrey, **forged)) == 3
        assert audrey.get(LOG, {"viewer__email": "x"}).status_code == 400

    @pytest.mark.parametrize("number", [1, 30])
    def test_it_costs_the_same_for_many(
        self, audrey: Client, number: int, django_assert_num_queries: Any
    ) -> None:
        self.looks(*((f"Viewer {one}", "Ben") for one in range(number)))
        # Session, account, two for the rights, how many of the newest, and which.
        with django_assert_num_queries(6):
            assert len(self.listed(audrey)) == number

    def test_a_name_of_many_is_not_looked_for_everywhere(
        self, audrey: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("careers.profiles.admin.records.MOST_PEOPLE", 1)
        self.looks(("Mona One", "Ben"), ("Mona Two", "Ben"))
        assert self.listed(audrey, q="mona") == [("Mona One", "Ben")]
        text = words_of(audrey.get(LOG, {"q": "mona"}))
        assert "More than 1 people are called so. Write more of the name." in text

    def test_only_the_newest_are_counted(
        self, audrey: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("careers.profiles.admin_lists.MOST_COUNTED", 2)
        monkeypatch.setattr(AccessEntryAdmin, "list_per_page", 1)
        self.looks(("Mona", "Zoë"), ("Mona", "Ben"), ("Mona", "Cem"))
        assert self.listed(audrey) == [("Mona", "Cem")]
        assert self.listed(audrey, p=2) == [("Mona", "Ben")]
        assert audrey.get(LOG).context["cl"].result_count == 2

    def test_nobody_changes_it(self, office: Client) -> None:
        self.looks(("Mona", "Ben"))
        key = AccessEntry.objects.get().pk
        for page in ("add/", f"{key}/change/", f"{key}/delete/"):
            assert office.post(LOG + page, {"post": "yes", "times": 9}).status_code == 403
        office.post(LOG, {"action": "delete_selected", "_selected_action": [key], "post": "yes"})
        assert recorded() == [("Ben", "Mona", "plan", 1)]
