"""Who stands in: on which days, for whom, once, and until it is ended."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from pytest_django import Settings

from careers.profiles import actions, queries
from careers.profiles.models import Delegation, Profile, User
from tests.assessments.test_submitting import AT_ONCE, a_database_for_threads, in_threads
from tests.factories import NOW, make_user

pytestmark = pytest.mark.django_db
Statements = Callable[[int], AbstractContextManager[None]]
TODAY = date(2027, 3, 14)  # the day of NOW


@pytest.fixture
def mona() -> User:
    return make_user("Mona Manager")


@pytest.fixture
def vera() -> User:
    return make_user("Vera Vice")


def give(absent: User, delegate: User, first: date, last: date, now: datetime = NOW) -> Delegation:
    return actions.delegate(
        absent=absent.profile, delegate=delegate.profile, first_on=first, last_on=last, now=now
    )


def stored() -> list[tuple[Any, ...]]:
    rows = Delegation.objects.order_by("begins_at")
    return list(
        rows.values_list("absent__user__name", "delegate__user__name", "begins_at", "ends_at")
    )


def test_days_become_the_midnights_around_them(
    mona: User, vera: User, assert_statements: Statements
) -> None:
    assert vera.profile.user.is_active  # read with the account
    with assert_statements(3):
        give(mona, vera, date(2027, 3, 20), date(2027, 3, 21))
    assert stored() == [
        (
            "Mona Manager",
            "Vera Vice",
            datetime(2027, 3, 20, tzinfo=UTC),
            datetime(2027, 3, 22, tzinfo=UTC),
        )
    ]


def test_midnight_is_that_of_the_portal(mona: User, vera: User, settings: Settings) -> None:
    """Through the last Sunday of March, on which a day has 23 hours in Berlin."""
    settings.TIME_ZONE = "Europe/Berlin"
    made = give(mona, vera, date(2027, 3, 28), date(2027, 3, 28))
    assert made.begins_at == datetime(2027, 3, 27, 23, tzinfo=UTC)
    assert made.ends_at == datetime(2027, 3, 28, 22, tzinfo=UTC)
    assert queries.last_day(made.ends_at) == date(2027, 3, 28)


def test_the_same_sent_twice_is_one(mona: User, vera: User, assert_statements: Statements) -> None:
    first = give(mona, vera, TODAY, TODAY)
    with assert_statements(2):
        again = give(mona, vera, TODAY, TODAY, NOW + timedelta(minutes=1))
    assert again == first
    assert Delegation.objects.count() == 1


@pytest.mark.parametrize(
    ("first", "last", "field", "words"),
    [
        (date(2027, 3, 13), date(2027, 3, 20), "first_on", "The first day cannot be in the past."),
        (
            date(2027, 3, 20),
            date(2027, 3, 19),
            "last_on",
            "The last day cannot be before the first.",
        ),
        (
            date(2027, 3, 20),
            date(2028, 3, 20),
            "last_on",
            "Somebody can stand in for at most a year.",
        ),
        (
            date(2028, 3, 15),
            date(2028, 3, 15),
            "first_on",
            "The first day can be at most a year from today.",
        ),
        (date.max, date.max, "first_on", "The first day can be at most a year from today."),
        (TODAY, date.max, "last_on", "Somebody can stand in for at most a year."),
    ],
)
def test_days_that_do_not_fit(
    mona: User, vera: User, first: date, last: date, field: str, words: str
) -> None:
    with pytest.raises(actions.DelegationProblem) as refused:
        give(mona, vera, first, last)
    assert (refused.value.field, str(refused.value)) == (field, words)
    assert stored() == []


def test_the_longest_and_the_last_that_fit(mona: User, vera: User) -> None:
    give(mona, vera, TODAY, date(2028, 3, 13))
    give(mona, vera, date(2028, 3, 14), date(2029, 3, 13))
    assert Delegation.objects.count() == 2


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2027, 3, 18), date(2027, 3, 20)),
        (date(2027, 3, 22), date(2027, 3, 30)),
        (date(2027, 3, 21), date(2027, 3, 21)),
        (date(2027, 3, 18), date(2027, 3, 30)),
        (date(2027, 3, 20), date(2027, 3, 22)),  # the same days, somebody else
    ],
)
def test_days_that_are_taken(mona: User, vera: User, first: date, last: date) -> None:
    give(mona, vera, date(2027, 3, 20), date(2027, 3, 22))
    before = stored()
    with pytest.raises(actions.DelegationProblem) as refused:
        give(mona, make_user("Otto"), first, last)
    assert refused.value.field == "first_on"
    assert str(refused.value) == (
        "Somebody stands in for you on some of these days already. End that first."
    )
    assert stored() == before


def test_the_days_around_are_free_and_so_are_those_of_others(mona: User, vera: User) -> None:
    give(mona, vera, date(2027, 3, 20), date(2027, 3, 22))
    give(mona, vera, date(2027, 3, 19), date(2027, 3, 19))
    give(mona, make_user("Otto"), date(2027, 3, 23), date(2027, 3, 23))
    give(make_user("Chief"), vera, date(2027, 3, 20), date(2027, 3, 22))
    assert Delegation.objects.count() == 4


def test_nobody_stands_in_for_themselves(mona: User) -> None:
    with pytest.raises(actions.DelegationProblem) as refused:
        give(mona, mona, TODAY, TODAY)
    assert (refused.value.field, str(refused.value)) == (
        "email",
        "Nobody stands in for themselves.",
    )
    with pytest.raises(IntegrityError, match="delegation_to_somebody_else"), transaction.atomic():
        Delegation.objects.create(
            absent=mona.profile,
            delegate=mona.profile,
            begins_at=NOW,
            ends_at=NOW + timedelta(days=1),
            created_at=NOW,
        )


def test_whoever_is_switched_off_stands_in_for_nobody(mona: User) -> None:
    with pytest.raises(actions.DelegationProblem) as refused:
        give(mona, make_user("Gone", is_active=False), TODAY, TODAY)
    assert refused.value.field == "email"
    assert stored() == []


def test_a_manager_who_was_deleted_meanwhile(mona: User, vera: User) -> None:
    absent = Profile.objects.get(pk=mona.profile.pk)
    User.objects.filter(pk=mona.pk).delete()
    with pytest.raises(Profile.DoesNotExist):
        actions.delegate(
            absent=absent, delegate=vera.profile, first_on=TODAY, last_on=TODAY, now=NOW
        )


class TestEnding:
    def test_it_ends_at_once(self, mona: User, vera: User, assert_statements: Statements) -> None:
        made = give(mona, vera, TODAY, date(2027, 3, 20))
        with assert_statements(2):
            actions.end_delegation(delegation=made, now=NOW)
        made.refresh_from_db()
        assert made.ends_at == NOW
        assert queries.stands_in_for(vera, NOW) == ()

    def test_twice_is_once(self, mona: User, vera: User, assert_statements: Statements) -> None:
        made = give(mona, vera, TODAY, date(2027, 3, 20))
        actions.end_delegation(delegation=made, now=NOW)
        with assert_statements(1):
            actions.end_delegation(delegation=made, now=NOW + timedelta(hours=1))
        made.refresh_from_db()
        assert made.ends_at == NOW

    def test_one_that_has_not_begun_is_removed(self, mona: User, vera: User) -> None:
        made = give(mona, vera, date(2027, 3, 20), date(2027, 3, 20))
        actions.end_delegation(delegation=made, now=NOW)
        assert stored() == []
        actions.end_delegation(delegation=made, now=NOW)

    def test_what_is_over_stays_as_it_was(self, mona: User, vera: User) -> None:
        made = give(mona, vera, TODAY, TODAY)
        actions.end_delegation(delegation=made, now=NOW + timedelta(days=9))
        made.refresh_from_db()
        assert made.ends_at == datetime(2027, 3, 15, tzinfo=UTC)

    def test_parts_of_a_second_do_not_keep_it_open(self, mona: User, vera: User) -> None:
        """The clock of SQLite tells whole seconds."""
        made = give(mona, vera, TODAY, TODAY)
        actions.end_delegation(delegation=made, now=NOW.replace(microsecond=700_000))
        made.refresh_from_db()
        assert made.ends_at == NOW

    def test_another_can_stand_in_on_the_same_day(self, mona: User, vera: User) -> None:
        actions.end_delegation(delegation=give(mona, vera, TODAY, TODAY), now=NOW)
        otto, later = make_user("Otto"), NOW + timedelta(minutes=5)
        made = give(mona, otto, TODAY, TODAY, later)
        assert (made.begins_at, made.ends_at) == (NOW, datetime(2027, 3, 15, tzinfo=UTC))
        assert give(mona, otto, TODAY, TODAY, later) == made
        actions.end_delegation(delegation=made, now=later)
        third = give(mona, vera, TODAY, TODAY, later + timedelta(minutes=1))
        assert third.begins_at == later
        assert Delegation.objects.count() == 3


class TestReading:
    def test_for_whom_and_until_when(
        self, mona: User, vera: User, django_assert_num_queries: Any
    ) -> None:
        give(mona, vera, TODAY, date(2027, 3, 20))
        give(make_user("Chief"), vera, date(2027, 3, 15), date(2027, 3, 16))
        with django_assert_num_queries(1):
            assert queries.stands_in_for(vera, NOW) == (("Mona Manager", date(2027, 3, 20)),)
        assert queries.stands_in_for(mona, NOW) == ()
        assert queries.stands_in_for(vera, NOW + timedelta(days=7)) == ()

    def test_a_person_learns_who_stands_in_for_their_manager(
        self, mona: User, vera: User, django_assert_num_queries: Any
    ) -> None:
        stan = make_user("Stan Staff", manager=mona)
        give(mona, vera, TODAY, date(2027, 3, 20))
        with django_assert_num_queries(1):
            assert queries.stand_ins_of(stan.profile, NOW) == (("Vera Vice", date(2027, 3, 20)),)
        with django_assert_num_queries(0):
            assert queries.stand_ins_of(mona.profile, NOW) == ()
        User.objects.filter(pk=vera.pk).update(is_active=False)
        assert queries.stand_ins_of(stan.profile, NOW) == ()

    def test_what_a_manager_reads_of_the_own_absences(self, mona: User, vera: User) -> None:
        now, later = give(mona, vera, TODAY, TODAY), date(2027, 4, 1)
        then = give(mona, vera, later, later)
        User.objects.filter(pk=vera.pk).update(is_active=False)
        known: dict[str, Any] = {"delegate": "Vera Vice", "is_switched_off": True}
        assert queries.absences_of(mona.profile, NOW) == (
            queries.Absence(pk=now.pk, first_on=TODAY, last_on=TODAY, has_begun=True, **known),
            queries.Absence(pk=then.pk, first_on=later, last_on=later, has_begun=False, **known),
        )
        assert queries.absences_of(vera.profile, NOW) == ()


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_are_one(mona: User, vera: User, tmp_path: Path) -> None:
    def send() -> int:
        absent, delegate = Profile.objects.get(pk=mona.profile.pk), vera.profile
        return actions.delegate(
            absent=absent, delegate=delegate, first_on=TODAY, last_on=TODAY, now=NOW
        ).pk

    with a_database_for_threads(tmp_path):
        made = in_threads(AT_ONCE, send)
        found = in_threads(1, Delegation.objects.count)
    assert (len(set(made)), found) == (1, [1])


@pytest.mark.django_db(transaction=True)
def test_of_twenty_that_overlap_at_once_one_holds(mona: User, tmp_path: Path) -> None:
    days = iter([TODAY + timedelta(days=number) for number in range(AT_ONCE)])
    delegates = iter([make_user(f"Vice {number}") for number in range(AT_ONCE)])

    def send() -> bool:
        try:
            give(mona, next(delegates), next(days), TODAY + timedelta(days=60))
        except actions.DelegationProblem:
            return False
        return True

    with a_database_for_threads(tmp_path):
        kept = in_threads(AT_ONCE, send)
        found = in_threads(1, Delegation.objects.count)
    assert (kept.count(True), found) == (1, [1])
