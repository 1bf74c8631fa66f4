from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from careers.profiles.models import HeldCertification, User
from tests.factories import make_user
from tests.profiles.makers import make_certification, make_held

pytestmark = pytest.mark.django_db

NUL = "\x00"
ADD = "/profile/certifications/add/"
GOOD = {
    "certification": "p3o",
    "awarded_on": "2024-02-29",
    "ends": "date",
    "expires_on": "2027-03-01",
    "credential_reference": "GR-1",
}


def held_values() -> list[tuple[Any, ...]]:
    return list(
        HeldCertification.objects.values_list(
            "profile__user__name",
            "certification__key",
            "awarded_on",
            "expires_on",
            "credential_reference",
        )
    )


def text(response: Any) -> str:
    return str(response.content.decode())


def test_own_page_says_everything_recorded(client: Client) -> None:
    user = make_user("Ada Okafor", job_title="PMO analyst", manager=make_user("Chidi Brown"))
    make_certification("old", name="Old name", name_now="New name")
    make_held(user, "old", credential_reference="GR-77", expires_on=date(2026, 1, 2))
    client.force_login(user)
    page = text(client.get("/profile/"))
    for words in (
        "Ada Okafor",
        "PMO analyst",
        user.email,
        "Chidi Brown",
        "only an administrator changes this",
        "you, Chidi Brown, the managers above, whoever stands in for one of them, and the portal’s"
        " administrators.",
        "Old name",
        "Now called New name",
        "reference GR-77",
        "Awarded on 1 June 2025",
        '<span class="tag tag-bad">Expired</span>',
        "on 2 January 2026",
    ):
        assert words in page


def test_own_page_without_anything(signed_in: Client) -> None:
    page = text(signed_in.get("/profile/"))
    assert "Nobody recorded" in page
    assert "None recorded yet" in page
    assert "you and the portal’s administrators. No manager is recorded for you." in page


def test_no_page_shows_anybody_else(signed_in: Client) -> None:
    make_held(make_user("Stranger"), "secret", credential_reference="SECRET-1")
    page = text(signed_in.get("/profile/"))
    assert "Stranger" not in page
    assert "SECRET-1" not in page


@pytest.mark.parametrize("rows", [1, 30])
def test_queries_do_not_grow(
    signed_in: Client, user: User, rows: int, django_assert_num_queries: Any
) -> None:
    for number in range(rows):
        make_held(user, f"c{number}")
    with django_assert_num_queries(5):  # session, account, held, looks, standing in
        signed_in.get("/profile/")
    with django_assert_num_queries(3):  # session, account, choices
        signed_in.get(ADD)


def test_edit_shows_and_saves(signed_in: Client, user: User) -> None:
    page = text(signed_in.get("/profile/edit/"))
    assert 'value="Ada Okafor"' in page
    assert 'value="PMO analyst"' in page
    response = signed_in.post("/profile/edit/", {"name": " Ada O. ", "job_title": "PMO lead"})
    assert (response.status_code, response["Location"]) == (302, "/profile/")
    user.refresh_from_db()
    assert (user.name, user.profile.job_title) == ("Ada O.", "PMO lead")
    assert "Your profile is saved." in text(signed_in.get("/profile/"))


def test_nobody_chooses_their_manager(signed_in: Client, user: User) -> None:
    boss = make_user("Boss")
    data = {"name": "Ada", "job_title": "", "manager": boss.profile.pk, "is_staff": "on"}
    assert signed_in.post("/profile/edit/", data).status_code == 302
    user = User.objects.get(pk=user.pk)
    assert (user.profile.manager, user.is_staff) == (None, False)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("", "Write your name."),
        ("   ", "Write your name."),
        (f"Ada{NUL}", "Null characters are not allowed."),
        ("é" * 500_000, "Your name can have at most 120 characters."),
    ],
)
def test_a_bad_name_is_refused_in_words(
    signed_in: Client, user: User, name: str, says: str
) -> None:
    response = signed_in.post("/profile/edit/", {"name": name, "job_title": "Kept"})
    page = text(response)
    assert response.status_code == 422
    assert f'<a href="#id_name">{says}</a>' in page
    assert page.count(says) == 2
    assert 'value="Kept"' in page
    assert "<title>Problem: Change your profile" in page
    user.refresh_from_db()
    assert user.name == "Ada Okafor"


def test_add_with_a_date(signed_in: Client) -> None:
    make_certification("p3o")
    response = signed_in.post(ADD, GOOD)
    assert (response.status_code, response["Location"]) == (302, "/profile/")
    assert held_values() == [
        ("Ada Okafor", "p3o", date(2024, 2, 29), date(2027, 3, 1), "GR-1"),
    ]


def test_add_by_the_rule_of_the_provider(signed_in: Client) -> None:
    make_certification("p3o", validity_months=36)
    data = GOOD | {"ends": "rule", "expires_on": "rubbish"}
    assert signed_in.post(ADD, data).status_code == 302
    assert [row[3] for row in held_values()] == [date(2027, 2, 28)]


def test_add_without_an_end(signed_in: Client) -> None:
    make_certification("p3o", validity_months=36)
    assert signed_in.post(ADD, GOOD | {"ends": "none"}).status_code == 302
    assert [row[3] for row in held_values()] == [None]


def test_a_switched_off_certification_can_be_held(signed_in: Client) -> None:
    make_certification("p3o", is_enabled=False)
    assert signed_in.post(ADD, GOOD).status_code == 302
    assert len(held_values()) == 1


def test_a_link_may_choose_the_certification(signed_in: Client) -> None:
    make_certification("p3o")
    assert '<option value="p3o" selected>' in text(signed_in.get(ADD + "?certification=p3o"))
    assert "selected" not in text(signed_in.get(ADD + "?certification=nothing"))


TOMORROW = (timezone.localdate() + timedelta(days=1)).isoformat()


@pytest.mark.parametrize(
    ("change", "field", "says"),
    [
        ({"certification": ""}, "certification", "Choose a certification."),
        ({"certification": "no"}, "certification", "Choose a certification from the list."),
        ({"certification": NUL}, "certification", "Choose a certification from the list."),
        ({"awarded_on": ""}, "awarded_on", "Enter the date of the award."),
        ({"awarded_on": NUL}, "awarded_on", "Enter the date of the award as day, month and year."),
        ({"awarded_on": TOMORROW}, "awarded_on", "The award cannot be in the future."),
        ({"awarded_on": "0001-01-01"}, "awarded_on", "Check the year of the award."),
        ({"ends": ""}, "ends_0", "Say when it expires."),
        ({"ends": "never"}, "ends_0", "Say when it expires."),
        (
            {"ends": "rule"},
            "ends_0",
            "We do not know how long this certification lasts. Choose another answer.",
        ),
        (
            {"expires_on": ""},
            "expires_on",
            "Enter the date of expiry, or choose another answer.",
        ),
        (
            {"expires_on": "2027-13-01"},
            "expires_on",
            "Enter the date of expiry as day, month and year.",
        ),
        (
            {"expires_on": "2024-02-29"},
            "expires_on",
            "It cannot expire on or before the day of its award.",
        ),
        (
            {"credential_reference": "x" * 1_000_000},
            "credential_reference",
            "The reference can have at most 120 characters.",
        ),
        (
            {"credential_reference": f"a{NUL}"},
            "credential_reference",
            "Null characters are not allowed.",
        ),
    ],
)
def test_bad_additions_are_refused_in_words(
    signed_in: Client, change: dict[str, str], field: str, says: str
) -> None:
    make_certification("p3o")
    response = signed_in.post(ADD, GOOD | change)
    page = text(response)
    assert response.status_code == 422
    assert f'<a href="#id_{field}">{says}</a>' in page
    assert page.count(says) == 2
    assert f'id="id_{field}"' in page
    assert held_values() == []


def test_what_was_written_stays(signed_in: Client) -> None:
    make_certification("p3o")
    page = text(signed_in.post(ADD, GOOD | {"awarded_on": TOMORROW}))
    assert '<option value="p3o" selected>' in page
    assert 'value="2027-03-01"' in page
    assert 'value="GR-1"' in page


def test_a_double_click_gives_one_record_and_no_complaint(signed_in: Client) -> None:
    make_certification("p3o")
    assert [signed_in.post(ADD, GOOD).status_code for _ in range(2)] == [302, 302]
    assert len(held_values()) == 1


def test_a_second_record_is_refused_in_words(signed_in: Client) -> None:
    make_certification("p3o")
    signed_in.post(ADD, GOOD)
    response = signed_in.post(ADD, GOOD | {"credential_reference": "GR-2"})
    assert response.status_code == 422
    assert "You have recorded this certification already." in text(response)
    assert [row[4] for row in held_values()] == ["GR-1"]


def test_edit_held_shows_and_saves(signed_in: Client, user: User) -> None:
    held = make_held(user, "p3o", expires_on=date(2028, 6, 1), credential_reference="GR-1")
    url = f"/profile/certifications/{held.pk}/edit/"
    page = text(signed_in.get(url))
    assert 'value="2025-06-01"' in page
    assert 'value="2028-06-01"' in page
    assert "As the provider says" not in page
    response = signed_in.post(url, GOOD | {"ends": "none", "credential_reference": ""})
    assert (response.status_code, response["Location"]) == (302, "/profile/")
    assert held_values() == [("Ada Okafor", "p3o", date(2024, 2, 29), None, "")]


def test_edit_held_refuses_a_rule_that_is_not_known(signed_in: Client, user: User) -> None:
    held = make_held(user, "p3o")
    response = signed_in.post(f"/profile/certifications/{held.pk}/edit/", GOOD | {"ends": "rule"})
    assert response.status_code == 422
    assert "Say when it expires." in text(response)


def test_edit_held_by_the_rule(signed_in: Client, user: User) -> None:
    make_certification("p3o", validity_months=36)
    held = make_held(user, "p3o")
    url = f"/profile/certifications/{held.pk}/edit/"
    assert "As the provider says" in text(signed_in.get(url))
    assert signed_in.post(url, GOOD | {"ends": "rule"}).status_code == 302
    assert [row[3] for row in held_values()] == [date(2027, 2, 28)]


def test_remove_asks_first(signed_in: Client, user: User) -> None:
    held = make_held(user, "p3o")
    url = f"/profile/certifications/{held.pk}/remove/"
    assert "Remove P3O?" in text(signed_in.get(url))
    assert len(held_values()) == 1
    assert signed_in.post(url)["Location"] == "/profile/"
    assert held_values() == []


@pytest.mark.parametrize("page", ["edit", "remove"])
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("relation", ["stranger", "manager"])
def test_only_the_owner_touches_a_record(
    client: Client, user: User, page: str, method: str, relation: str
) -> None:
    other = make_user("Manager")
    if relation == "manager":
        type(user.profile).objects.filter(user=user).update(manager=other.profile)
    held = make_held(user, "p3o")
    client.force_login(other)
    response = getattr(client, method)(f"/profile/certifications/{held.pk}/{page}/", GOOD)
    assert response.status_code == 404
    assert held_values() == [("Ada Okafor", "p3o", date(2025, 6, 1), None, "")]


def test_pages_need_a_sign_in(client: Client, user: User) -> None:
    held = make_held(user, "p3o")
    for path in ("", "edit/", "certifications/add/", f"certifications/{held.pk}/edit/"):
        response = client.get(f"/profile/{path}")
        assert response["Location"] == f"/accounts/login/?next=/profile/{path}"


@pytest.mark.parametrize("path", ["", "edit/", "certifications/add/"])
def test_other_methods_are_refused(signed_in: Client, path: str) -> None:
    assert signed_in.delete(f"/profile/{path}").status_code == 405
