"""The access log as it is written: one row for each person, thing and day, counted up."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from careers.profiles import actions
from careers.profiles.models import AccessEntry, Profile, User
from tests.assessments.test_submitting import AT_ONCE, a_database_for_threads, in_threads
from tests.factories import NOW, make_user
from tests.teams.builders import make_reports

pytestmark = pytest.mark.django_db
Statements = Callable[[int], AbstractContextManager[None]]
RESULT, PLAN, EXPORT = AccessEntry.What.RESULT, AccessEntry.What.PLAN, AccessEntry.What.EXPORT


@pytest.fixture
def mona() -> User:
    return make_user("Mona Manager")


def entries() -> list[tuple[Any, ...]]:
    rows = AccessEntry.objects.order_by("pk")
    return list(
        rows.values_list("subject__user__name", "viewer_name", "what", "viewed_on", "times")
    )


def look(viewer: User, person: User, what: AccessEntry.What = RESULT, **after: float) -> None:
    actions.record_look(
        viewer=viewer, profile=person.profile, what=what, now=NOW + timedelta(**after)
    )


def test_a_look_is_a_row_and_more_on_the_day_count_up(
    user: User, mona: User, assert_statements: Statements
) -> None:
    with assert_statements(2):
        look(mona, user)
    with assert_statements(2):
        look(mona, user, hours=2)
    assert entries() == [("Ada Okafor", "Mona Manager", "result", date(2027, 3, 14), 2)]
    assert AccessEntry.objects.get().last_viewed_at == NOW + timedelta(hours=2)


def test_another_day_thing_or_viewer_is_another_row(user: User, mona: User) -> None:
    look(mona, user)
    look(mona, user, days=1)
    look(mona, user, PLAN)
    look(make_user("Otto Other"), user)
    day = date(2027, 3, 14)
    assert entries() == [
        ("Ada Okafor", "Mona Manager", "result", day, 1),
        ("Ada Okafor", "Mona Manager", "result", date(2027, 3, 15), 1),
        ("Ada Okafor", "Mona Manager", "plan", day, 1),
        ("Ada Okafor", "Otto Other", "result", day, 1),
    ]


def test_ones_own_work_is_no_look(user: User, assert_statements: Statements) -> None:
    with assert_statements(0):
        look(user, user)
    with assert_statements(1):
        actions.record_looks(viewer=user, profiles=[user.profile.pk], what=EXPORT, now=NOW)
    assert entries() == []


def test_the_name_is_kept_when_the_account_goes(user: User, mona: User) -> None:
    look(mona, user)
    mona.delete()
    assert [row[:2] for row in entries()] == [("Ada Okafor", "Mona Manager")]
    assert AccessEntry.objects.get().viewer is None


def test_whoever_has_no_name_is_known_by_the_address(user: User) -> None:
    nameless = make_user("Nia New", email="nia@example.org")
    User.objects.filter(pk=nameless.pk).update(name="")
    look(User.objects.get(pk=nameless.pk), user)
    assert entries()[0][1] == "nia@example.org"


@pytest.mark.parametrize("people", [1, 500])
def test_many_at_once_cost_what_one_costs(
    mona: User, people: int, assert_statements: Statements
) -> None:
    keys = [one.pk for one in make_reports(mona, people)]
    actions.record_looks(viewer=mona, profiles=keys[: people // 2], what=EXPORT, now=NOW)
    # SQLite takes so many values in one statement, and each row has eight of them.
    is_sqlite = connection.vendor == "sqlite"
    most = connection.features.max_query_params or 1
    parts = -(-people // (most // 8)) if is_sqlite else 1
    with assert_statements(1 + parts + 1):
        again = [mona.profile.pk, *keys, *keys[:1]]
        actions.record_looks(viewer=mona, profiles=again, what=EXPORT, now=NOW)
    assert AccessEntry.objects.count() == people
    assert AccessEntry.objects.filter(times=2).count() == people // 2
    assert set(AccessEntry.objects.values_list("times", flat=True)) <= {1, 2}


def test_more_than_five_hundred_are_taken_in_parts(mona: User) -> None:
    keys = [one.pk for one in make_reports(mona, 1_001)]
    for _twice in range(2):
        actions.record_looks(viewer=mona, profiles=iter(keys), what=EXPORT, now=NOW)
    assert AccessEntry.objects.filter(viewer=mona, what="export", times=2).count() == 1_001
    assert AccessEntry.objects.count() == 1_001


@pytest.mark.django_db(transaction=True)
def test_twenty_looks_at_once_are_twenty_times(user: User, mona: User, tmp_path: Path) -> None:
    others = [make_user().profile.pk for _ in range(5)]

    def send() -> None:
        profile = Profile.objects.get(pk=user.profile.pk)
        actions.record_look(viewer=mona, profile=profile, what=RESULT, now=NOW)
        keys = reversed(others)
        actions.record_looks(viewer=mona, profiles=keys, what=EXPORT, now=NOW)

    def read() -> list[tuple[str, int]]:
        return sorted(AccessEntry.objects.order_by().values_list("what", "times"))

    with a_database_for_threads(tmp_path):
        in_threads(AT_ONCE, send)
        assert in_threads(1, read) == [[("export", AT_ONCE)] * 5 + [("result", AT_ONCE)]]
