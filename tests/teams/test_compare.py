"""Teams side by side: who belongs to which, their totals, and what is told of everybody else."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from careers.profiles.models import Delegation, Profile, User
from careers.teams.queries import ComparePage, compare_page
from careers.teams.queries.comparing import Rest, RestPart, rest_of_organisation
from careers.teams.teams_below import Team, TeamsBelow, teams_below
from tests.factories import make_user
from tests.roadmaps.people import assess, hold
from tests.teams.builders import give_result, make_reports
from tests.teams.planning import plan_for_all, plan_step
from tests.teams.test_cover import answer_all

pytestmark = pytest.mark.usefixtures("catalogue")
TODAY = date(2027, 3, 14)
URL = "/team/compare/"


@pytest.fixture
def chief(db: None) -> User:
    return make_user("Cleo Chief")


def page_of(user: User) -> ComparePage:
    return compare_page(user, None, today=TODAY)


def teams(page: ComparePage) -> dict[str, int]:
    return {row.name: row.people for row in page.rows}


def test_everybody_is_in_the_team_of_the_topmost_person_above() -> None:
    managers = {1: 99, 2: 1, 3: 2, 4: 99, 5: 98, 6: 5}
    assert teams_below(managers, set(managers)) == TeamsBelow(
        teams=(Team(head=1, members=(1, 2, 3)), Team(head=5, members=(5, 6))), alone=(4,)
    )
    # Whoever is switched off keeps their team together, and is not counted.
    assert teams_below(managers, {2, 3, 5}) == TeamsBelow(
        teams=(Team(head=1, members=(2, 3)),), alone=(5,)
    )
    assert teams_below({}, set()) == TeamsBelow(teams=(), alone=())


def test_a_ring_of_managers_ends() -> None:
    found = teams_below({1: 2, 2: 3, 3: 1, 4: 3, 5: None}, {1, 2, 3, 4, 5})
    assert sorted(pk for team in found.teams for pk in team.members) == [1, 2, 3, 4]
    assert found.alone == (5,)


def test_each_report_who_leads_has_a_team(chief: User) -> None:
    lena, mia = make_user("Lena", manager=chief), make_user("Mia", manager=chief)
    make_user("Dora Direct", manager=chief)
    deep = make_user("Stan", manager=make_user("Sue", manager=lena))
    make_user("Deeper", manager=deep)
    make_user("Gone", manager=mia, is_active=False)
    off = make_user("Switched Off", manager=chief, is_active=False)
    make_user("Below", manager=off)
    make_user("Sam Stranger")

    page = page_of(chief)
    assert teams(page) == {"Lena": 4, "Switched Off": 1}
    assert page.alone is not None
    assert page.alone.people == 2  # Dora, and Mia, who leads nobody who is active
    assert page.everybody.people == 7


def test_numbers_of_a_team(chief: User) -> None:
    lena = make_user("Lena", manager=chief)
    sue, new = make_user("Sue", manager=lena), make_user("New", manager=lena)
    assess(lena, "P4")
    assess(sue, "2 2 2 2 2 2 2 2 1 1 1 1")
    hold(lena.profile, "p3o-foundation", expires_on=TODAY + timedelta(days=90))
    hold(sue.profile, "p3o-foundation", expires_on=TODAY + timedelta(days=91))
    hold(new.profile, "p3o-foundation", expires_on=date(2026, 3, 2))
    plan_step(lena.profile, "ipmo-foundation", TODAY, 45_000)
    plan_step(sue.profile, "ipmo-foundation", date(2027, 12, 31), 20_000, "EUR")
    plan_step(sue.profile, "ipmo-practitioner", date(2027, 12, 31), None)
    plan_step(sue.profile, "ipmo-expert", date(2028, 1, 1), 99_000)
    outsider = make_user("Sam Stranger")
    assess(outsider, "P6")
    plan_step(outsider.profile, "ipmo-foundation", TODAY, 45_000)

    (row,) = page_of(chief).rows
    assert row.profile_id == lena.profile.pk
    assert (row.people, row.levels.at, row.levels.without) == (3, (0, 1, 1, 0), 1)
    assert (row.gaps, row.gaps_each) == (24, 12)
    assert row.thinnest == "Leading people and building capability"
    assert row.thinnest_text == "Level 2 rests on Lena alone."
    assert row.expiring == 2
    assert row.amounts.texts == ("€200.00", "£450.00")
    assert row.amounts.unknown_text == "1 of 3 steps has no known price"


def test_whoever_stands_in_compares_the_teams_of_the_absent(chief: User) -> None:
    absent = make_user("Abel Absent")
    lead = make_user("Lena", manager=absent)
    make_user("Stan", manager=lead)
    own = make_user("Olga", manager=chief)
    make_user("Oscar", manager=own)
    now = timezone.now()
    delegation = Delegation.objects.create(
        absent=absent.profile,
        delegate=chief.profile,
        created_at=now,
        begins_at=now - timedelta(days=1),
        ends_at=now + timedelta(days=1),
    )
    assert teams(page_of(chief)) == {"Lena": 2, "Olga": 2}
    delegation.delete()
    assert teams(page_of(chief)) == {"Olga": 2}


def organisation(*levels: int) -> list[Profile]:
    """People outside every line, with these results."""
    people = [make_user().profile for _ in levels]
    for profile, level in zip(people, levels, strict=True):
        give_result(profile, level)
    return people


def test_the_rest_of_the_organisation_is_told_in_groups_of_five(chief: User) -> None:
    mine = make_user("Mine", manager=chief)
    for person in (chief, mine):
        give_result(person.profile, 4)
    organisation(1, 1, 1, 1)
    make_user("Without a result")
    switched_off = make_user("Switched off", is_active=False)
    give_result(switched_off.profile, 1)
    assert rest_of_organisation(chief) == Rest(people=0, parts=(), has_joined=False)

    organisation(3, 3)
    assert rest_of_organisation(chief) == Rest(
        people=6, parts=(RestPart(first=1, last=4, people=6),), has_joined=True
    )
    organisation(1, 2, 2, 2, 2, 2, 4)
    assert rest_of_organisation(chief) == Rest(
        people=13,
        parts=(RestPart(first=1, last=1, people=5), RestPart(first=2, last=4, people=8)),
        has_joined=True,
    )


def test_whoever_looks_cannot_subtract_themselves(chief: User) -> None:
    """Five with the one who looks are four others."""
    make_user("Mine", manager=chief)
    give_result(chief.profile, 1)
    organisation(1, 1, 1, 1)
    assert rest_of_organisation(chief).people == 0


def test_names_of_strangers_are_nowhere(chief: User, client: Client) -> None:
    lena = make_user("Lena", manager=chief)
    make_user("Stan", manager=lena)
    for number in range(6):
        give_result(make_user(f"Stranger {number}").profile, 2)
    client.force_login(chief)

    text = client.get(URL).content.decode()
    assert "6 people outside your line have a result." in text
    assert "Levels 1 to 4" in text
    assert "Levels are told together where one alone would be fewer than five people." in text
    assert "Stranger" not in text
    assert "1 team below you" in text


def test_a_manager_without_teams_and_somebody_without_people(chief: User, client: Client) -> None:
    client.force_login(chief)
    text = client.get(URL).content.decode()
    assert "Nobody reports to you" in text
    assert "The rest of the organisation" not in text
    make_user("Dora Direct", manager=chief)
    text = client.get(URL).content.decode()
    assert "there are no teams to compare" in text
    assert "Fewer than five people outside your line have a result" in text


@pytest.mark.parametrize("people", [1, 30, 1_000])
def test_the_page_costs_the_same_for_any_number(
    chief: User, client: Client, people: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    heads = make_reports(chief, max(1, people // 10))
    lead = User.objects.get(pk=heads[0].user_id)
    if people > 1:
        below = [make_user(f"Below {one.pk}", manager=one.user).profile for one in heads[1:60]]
        assert below
    make_user("Below the first", manager=lead)
    answer_all(heads)
    plan_for_all(heads, "p3o-foundation", timezone.localdate(), 45_000)
    client.force_login(chief)
    client.get(URL)

    with django_assert_num_queries(11):
        text = client.get(URL).content.decode()
    assert text.count('<td class="number compare-cost">') >= 2
