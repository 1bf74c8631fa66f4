"""The door to people for whoever stands in: around this very day, by the clock of the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from careers.profiles import actions, queries
from careers.profiles.models import Delegation, Profile, User
from careers.teams.queries import members_visible_to
from tests.factories import make_user
from tests.profiles.delegations import stand_in
from tests.profiles.test_visible_to import visible_names

pytestmark = pytest.mark.django_db


@dataclass(frozen=True, kw_only=True)
class Office:
    """A chief, below her Mona with a lead and his analyst; Vera leads somebody else."""

    chief: User
    mona: User
    lead: User
    analyst: User
    boss: User  # of Vera
    vera: User


@pytest.fixture
def office_people() -> Office:
    chief = make_user("Chief")
    mona = make_user("Mona", manager=chief)
    lead = make_user("Lead", manager=mona)
    boss = make_user("Boss")
    vera = make_user("Vera", manager=boss)
    make_user("Vera's own", manager=vera)
    make_user("Chief's other", manager=chief)
    return Office(
        chief=chief,
        mona=mona,
        lead=lead,
        analyst=make_user("Analyst", manager=lead),
        boss=boss,
        vera=vera,
    )


OWN = {"Vera", "Vera's own"}
LINE = {"Lead", "Analyst"}


def led_names(user: User) -> set[str]:
    return set(members_visible_to(user).values_list("user__name", flat=True))


@pytest.mark.parametrize(
    ("first", "last", "sees"),
    [
        (0, 0, LINE),
        (-3, 0, LINE),
        (0, 5, LINE),
        (1, 5, set()),
        (-5, -1, set()),
    ],
)
def test_on_the_days_and_on_no_other(
    office_people: Office, first: int, last: int, sees: set[str]
) -> None:
    stand_in(office_people.mona, office_people.vera, first=first, last=last)
    assert visible_names(office_people.vera) == OWN | sees
    assert led_names(office_people.vera) == {"Vera's own"} | sees


def test_nothing_of_the_absent_manager_or_of_those_beside_and_above(office_people: Office) -> None:
    stand_in(office_people.mona, office_people.vera)
    assert visible_names(office_people.vera) & {"Mona", "Chief", "Chief's other", "Boss"} == set()
    assert visible_names(office_people.mona) == {"Mona", *LINE}


def test_whoever_is_above_the_delegate_sees_nothing_more(office_people: Office) -> None:
    before = visible_names(office_people.boss)
    stand_in(office_people.mona, office_people.vera)
    assert visible_names(office_people.boss) == before == {"Boss", *OWN}


def test_it_is_not_handed_on(office_people: Office) -> None:
    dora = make_user("Dora")
    stand_in(office_people.mona, office_people.vera)
    stand_in(office_people.vera, dora)
    assert visible_names(dora) == {"Dora", "Vera's own"}


def test_two_managers_at_once(office_people: Office) -> None:
    stand_in(office_people.mona, office_people.vera)
    stand_in(office_people.chief, office_people.vera, first=1, last=2)
    assert visible_names(office_people.vera) == OWN | LINE
    stand_in(office_people.chief, office_people.vera, first=-1)
    assert visible_names(office_people.vera) == OWN | LINE | {"Mona", "Chief's other"}


def test_it_ends_at_once_when_it_is_ended(office_people: Office) -> None:
    made = stand_in(office_people.mona, office_people.vera, first=-1, last=5)
    assert visible_names(office_people.vera) == OWN | LINE
    # PostgreSQL asks when the transaction began, and that of a test began before this line.
    actions.end_delegation(delegation=made, now=timezone.now() - timedelta(minutes=1))
    assert visible_names(office_people.vera) == OWN


def test_the_action_opens_the_door_today(office_people: Office) -> None:
    today = timezone.localdate()
    actions.delegate(
        absent=office_people.mona.profile,
        delegate=office_people.vera.profile,
        first_on=today,
        last_on=today,
        now=timezone.now(),
    )
    assert visible_names(office_people.vera) == OWN | LINE


def test_who_moves_away_from_the_absent_manager_is_gone(office_people: Office) -> None:
    stand_in(office_people.mona, office_people.vera)
    actions.set_manager(profile=office_people.lead.profile, manager=None)
    assert visible_names(office_people.vera) == OWN


def test_an_absent_manager_who_is_switched_off_keeps_the_stand_in(office_people: Office) -> None:
    stand_in(office_people.mona, office_people.vera)
    User.objects.filter(pk=office_people.mona.pk).update(is_active=False)
    assert led_names(office_people.vera) == {"Vera's own", *LINE}


def test_a_delegate_who_is_switched_off_sees_nobody(office_people: Office) -> None:
    stand_in(office_people.mona, office_people.vera)
    User.objects.filter(pk=office_people.vera.pk).update(is_active=False)
    assert visible_names(User.objects.get(pk=office_people.vera.pk)) == set()


def test_a_delegate_of_the_own_line_sees_peers_and_never_leads_themselves(
    office_people: Office,
) -> None:
    peer = make_user("Peer", manager=office_people.lead)
    stand_in(office_people.mona, office_people.analyst)
    assert led_names(office_people.analyst) == {"Lead", "Peer"}
    assert visible_names(office_people.analyst) == {"Lead", "Peer", "Analyst"}
    assert led_names(peer) == set()


@pytest.mark.parametrize(("first", "leads"), [(0, True), (1, False), (-1, False)])
def test_whoever_only_stands_in_has_a_team_for_as_long(
    office_people: Office, first: int, leads: bool, django_assert_num_queries: Any
) -> None:
    dora = make_user("Dora")
    stand_in(office_people.mona, dora, first=first, last=first)
    with django_assert_num_queries(1):
        account = queries.account(dora.pk)
        assert account is not None
        assert queries.has_reports(account) is leads
    assert not queries.leads_people(dora.profile)
    assert queries.leads_people(office_people.mona.profile)


def test_a_line_of_thirty_ranks_costs_one_query(
    office_people: Office, django_assert_num_queries: Any
) -> None:
    boss = office_people.analyst
    for _rank in range(30):
        boss = make_user(manager=boss)
    stand_in(office_people.mona, office_people.vera)
    with django_assert_num_queries(1):
        assert len(members_visible_to(office_people.vera)) == 33
    with django_assert_num_queries(1):
        assert len(Profile.objects.in_line_of(office_people.mona.pk)) == 32


def test_a_loop_written_past_the_actions_ends_the_search(office_people: Office) -> None:
    mona = Profile.objects.filter(pk=office_people.mona.profile.pk)
    mona.update(manager=office_people.analyst.profile)
    stand_in(office_people.mona, office_people.vera)
    # In a loop everybody is below everybody, the absent manager too.
    assert led_names(office_people.vera) == {"Vera's own", "Mona", *LINE}
    stand_in(office_people.vera, office_people.mona)  # each stands in for the other
    assert led_names(office_people.mona) == {"Vera's own", *LINE}


def test_a_delegation_goes_with_either_account(office_people: Office) -> None:
    stand_in(office_people.mona, office_people.vera)
    stand_in(office_people.vera, office_people.boss)
    office_people.vera.delete()
    assert Delegation.objects.count() == 0
