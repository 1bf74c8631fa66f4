"""The door to people: oneself and one's own line of management, at any depth."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from careers.profiles.models import Profile, User
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def visible_names(user: User) -> set[str]:
    return set(Profile.objects.visible_to(user).values_list("user__name", flat=True))


def test_manager_sees_own_line_at_any_depth_and_nobody_else() -> None:
    director = make_user("Director")
    manager = make_user("Manager", manager=director)
    analyst = make_user("Analyst", manager=manager)
    other = make_user("Other manager", manager=director)
    make_user("Other analyst", manager=other)
    make_user("Stranger")

    assert visible_names(director) == {
        "Director",
        "Manager",
        "Analyst",
        "Other manager",
        "Other analyst",
    }
    assert visible_names(manager) == {"Manager", "Analyst"}
    assert visible_names(analyst) == {"Analyst"}


def test_superuser_sees_no_more_than_anybody() -> None:
    make_user("Analyst")
    chief = make_user("Chief", is_superuser=True, is_staff=True)

    assert visible_names(chief) == {"Chief"}


def test_nobody_is_visible_to_anonymous_or_deactivated() -> None:
    gone = make_user("Gone", is_active=False)
    make_user("Report", manager=gone)

    assert not Profile.objects.visible_to(AnonymousUser()).exists()
    assert not Profile.objects.visible_to(gone).exists()


def test_access_ends_when_the_manager_changes() -> None:
    former = make_user("Former")
    analyst = make_user("Analyst", manager=former)
    Profile.objects.filter(user=analyst).update(manager=make_user("New").profile)

    assert visible_names(former) == {"Former"}


def test_a_loop_of_managers_ends_the_search() -> None:
    first = make_user("First")
    second = make_user("Second", manager=first)
    Profile.objects.filter(user=first).update(manager=second.profile)

    assert visible_names(first) == {"First", "Second"}


def test_line_costs_one_query_at_any_depth(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    top = make_user("Top")
    boss = top
    for _ in range(30):
        boss = make_user(manager=boss)

    with django_assert_num_queries(1):
        assert len(Profile.objects.visible_to(top)) == 31


def test_nobody_is_their_own_manager() -> None:
    profile = make_user("Alone").profile
    with pytest.raises(IntegrityError, match="profile_not_its_own_manager"), transaction.atomic():
        Profile.objects.filter(pk=profile.pk).update(manager=profile)


def test_an_email_address_is_taken_in_any_case() -> None:
    make_user("One", email="same@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.bulk_create([User(email="SAME@example.org", name="Two")])
