"""The manager's list: whom it shows, what it says about them, and what it costs."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from careers.assessments.models import Assessment
from careers.profiles.actions import update_profile
from careers.profiles.models import User
from careers.teams.queries import (
    NO_RESULT,
    Filters,
    Member,
    TeamCounts,
    members_visible_to,
    team_counts,
    team_page,
)
from careers.teams.queries.people import is_stale
from tests.factories import make_user
from tests.teams.builders import NEW, begin_draft, give_result, make_reports

pytestmark = pytest.mark.usefixtures("catalogue")
TODAY = date(2027, 3, 14)
MOST_QUERIES = 12


@pytest.fixture
def manager(db: None) -> User:
    return make_user("Mona Manager")


def names(user: User, filters: Filters | None = None) -> list[str]:
    page = team_page(user, filters or Filters(), None, today=TODAY)
    return [member.name for member in page.members]


def test_only_the_active_people_of_the_own_line_are_members(manager: User) -> None:
    lead = make_user("Lena Lead", manager=manager)
    make_user("Stan Staff", manager=lead)
    make_user("Gone", manager=manager, is_active=False)
    make_user("Sam Stranger")
    manager.profile.manager = make_user("Boss").profile
    manager.profile.save()

    found = members_visible_to(manager).values_list("user__name", flat=True)
    assert sorted(found) == ["Lena Lead", "Stan Staff"]
    assert not members_visible_to(make_user(is_superuser=True, is_staff=True)).exists()


def test_a_row_says_who_and_which_level_since_when(manager: User) -> None:
    lead = make_user("Lena Lead", manager=manager, job_title="PMO lead")
    staff = make_user("Stan Staff", manager=lead)
    old = datetime(2025, 3, 1, tzinfo=UTC)
    give_result(lead.profile, 2, at=old)
    newest = give_result(lead.profile, 3, is_provisional=True, state=Assessment.State.AGREED)
    begin_draft(staff.profile)

    assert team_page(manager, Filters(), None, today=TODAY).members == (
        Member(
            profile_id=lead.profile.pk,
            name="Lena Lead",
            job_title="PMO lead",
            manager="Mona Manager",
            is_direct=True,
            assessment_id=newest.pk,
            level=3,
            is_provisional=True,
            submitted_at=NEW,
            state_label="Agreed",
            is_stale=False,
        ),
        Member(
            profile_id=staff.profile.pk,
            name="Stan Staff",
            job_title="",
            manager="Lena Lead",
            is_direct=False,
            assessment_id=None,
            level=None,
            is_provisional=False,
            submitted_at=None,
            state_label="",
            is_stale=False,
        ),
    )


def test_a_draft_is_not_to_be_guessed(signed_in: Client, user: User) -> None:
    """Somebody with a draft looks like somebody who has not begun."""
    begun, idle = make_user("Same", manager=user), make_user("Same", manager=user)
    begin_draft(begun.profile)

    page = team_page(user, Filters(), None, today=TODAY)
    shown = {(one.level, one.submitted_at, one.state_label) for one in page.members}
    assert shown == {(None, None, "")}
    assert {one.profile_id for one in page.members} == {begun.profile.pk, idle.profile.pk}


def test_filters_narrow_the_list(manager: User) -> None:
    lead = make_user("Lena Lead", manager=manager, job_title="PMO lead")
    staff = make_user("Stan Staff", manager=lead, job_title="Planner")
    give_result(lead.profile, 3)
    give_result(staff.profile, 3, at=datetime(2026, 1, 1, tzinfo=UTC))
    give_result(staff.profile, 1)

    assert names(manager, Filters(is_direct_only=True)) == ["Lena Lead"]
    assert names(manager, Filters(level="3")) == ["Lena Lead"]
    assert names(manager, Filters(level="1")) == ["Stan Staff"]
    assert names(manager, Filters(level=NO_RESULT)) == []
    assert names(manager, Filters(text="planN")) == ["Stan Staff"]
    assert names(manager, Filters(text="lena", level="3", is_direct_only=True)) == ["Lena Lead"]
    assert names(manager, Filters(text="%")) == []


def test_counts_of_the_line(manager: User) -> None:
    lead = make_user("Lena Lead", manager=manager)
    staff = make_user("Stan Staff", manager=lead)
    begin_draft(staff.profile)
    give_result(lead.profile, 3)

    assert team_counts(manager) == TeamCounts(people=2, direct=1, assessed=1)
    assert team_counts(manager).waiting == 1
    assert team_counts(staff) == TeamCounts(people=0, direct=0, assessed=0)


@pytest.mark.parametrize(("day", "is_old"), [(date(2028, 2, 29), False), (date(2028, 3, 1), True)])
def test_a_result_is_stale_after_whole_months(day: date, is_old: bool) -> None:
    assert is_stale(datetime(2027, 3, 1, 12, tzinfo=UTC), day, 12) is is_old


@pytest.mark.parametrize("people", [1, 30, 1_000])
def test_the_page_costs_the_same_for_any_number(
    manager: User, client: Client, people: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for profile in make_reports(manager, people)[:30]:
        give_result(profile, 2)
    client.force_login(manager)
    client.get("/team/")

    with django_assert_num_queries(6) as captured:
        response = client.get("/team/?level=2")
    assert response.status_code == 200
    assert len(captured) <= MOST_QUERIES


def test_fifty_people_on_a_page_and_the_filter_stays(manager: User, client: Client) -> None:
    make_reports(manager, 120)
    client.force_login(manager)

    first = client.get("/team/?show=direct&q=Report").content.decode()
    assert first.count('<th scope="row">') == 50
    assert "Page 1 of 3" in first
    assert "?show=direct&amp;q=Report&amp;page=2" in first
    last = client.get("/team/?show=direct&page=3").content.decode()
    assert last.count('<th scope="row">') == 20
    assert "Report 0119" in last
    for odd in ("0", "-1", "999", "x", "1.5"):
        assert client.get(f"/team/?page={odd}").status_code == 200


def test_a_filter_that_makes_no_sense_is_said_and_everybody_shown(
    signed_in: Client, user: User
) -> None:
    make_user("Lena Lead", manager=user)

    response = signed_in.get("/team/", {"level": "9"})

    page = response.content.decode()
    assert response.status_code == 422
    assert "There is a problem" in page
    assert "Select a valid choice. 9 is not one of the available choices." in page
    assert "Lena Lead" in page


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("elodie", ["Élodie Ångström"]),
        ("ÉLODIE", ["Élodie Ångström"]),
        ("ångstrom", ["Élodie Ångström"]),
        ("müller", ["Ada Muller", "Zoë MÜLLER"]),
        ("büro", ["Ada Muller"]),
        ("o'brien (", ["Mary O'Brien (temp)"]),
        ("%", []),
        ("_", []),
        (".*", []),
    ],
)
def test_names_and_titles_are_found_whatever_their_accents(
    manager: User, text: str, found: list[str]
) -> None:
    make_user("Zoë MÜLLER", manager=manager)
    make_user("Ada Muller", manager=manager, job_title="Leitung Projektbüro")
    make_user("Élodie Ångström", manager=manager)
    make_user("Mary O'Brien (temp)", manager=manager)

    page = team_page(manager, Filters(text=text), None, today=TODAY)
    assert [member.name for member in page.members] == found


def test_people_stand_in_the_order_of_names_on_every_database(manager: User) -> None:
    for name in ("Zoë", "Élodie", "adam", "Anna Lee", "Annabel", "Özil", "Eve", "Oz"):
        make_user(name, manager=manager)

    page = team_page(manager, Filters(), None, today=TODAY)
    assert [member.name for member in page.members] == [
        "adam",
        "Anna Lee",
        "Annabel",
        "Élodie",
        "Eve",
        "Oz",
        "Özil",
        "Zoë",
    ]


def test_a_changed_name_is_found_under_the_new_one(manager: User) -> None:
    person = make_user("Anna Lee", manager=manager)
    update_profile(profile=person.profile, name="Zoë Lee", job_title="")

    assert [m.name for m in team_page(manager, Filters(text="zoe"), None, today=TODAY).members] == [
        "Zoë Lee"
    ]
    assert team_page(manager, Filters(text="anna"), None, today=TODAY).members == ()


def test_links_lead_to_result_and_roadmap(signed_in: Client, user: User) -> None:
    lead = make_user("Lena Lead", manager=user)
    assessment = give_result(lead.profile, 2)

    page = signed_in.get("/team/").content.decode()
    assert f'href="/assessment/{assessment.pk}/result/"' in page
    assert f'href="/roadmap/{lead.profile.pk}/"' in page


def test_who_leads_nobody_or_finds_nobody_reads_why(signed_in: Client, user: User) -> None:
    assert "Nobody reports to you" in signed_in.get("/team/").content.decode()
    make_user("Lena Lead", manager=user)
    page = signed_in.get("/team/?q=zzz").content.decode()
    assert "Nobody matches" in page
    assert "Show everybody" in page


def test_names_cannot_carry_code(signed_in: Client, user: User) -> None:
    make_user("<script>alert(1)</script>", manager=user, email="x@example.org")
    page = signed_in.get("/team/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_line_below_somebody_switched_off_is_still_a_team(client: Client) -> None:
    manager = make_user("Mona")
    gone = make_user("Gone", manager=manager, is_active=False)
    make_user("Below", manager=gone)
    client.force_login(manager)

    assert 'href="/team/"' in client.get("/").content.decode()
