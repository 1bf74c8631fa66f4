from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from careers.certifications.models import RenewalSuite
from careers.domain import planner
from careers.profiles import queries
from careers.profiles.models import User
from careers.profiles.queries import HeldRow, Validity
from tests.factories import make_user
from tests.profiles.makers import TODAY, make_certification, make_held

pytestmark = pytest.mark.django_db


def test_profile_comes_with_account_and_manager_in_one_query(
    django_assert_num_queries: Any,
) -> None:
    user = make_user("Ada", manager=make_user("Chidi"))
    with django_assert_num_queries(1):
        profile = queries.profile_of(user)
        assert (str(profile), str(profile.manager)) == ("Ada", "Chidi")


def test_holdings_are_what_the_planner_wants(user: User, django_assert_num_queries: Any) -> None:
    make_held(user, "zeta", expires_on=date(2028, 6, 1))
    make_held(user, "alpha")
    make_held(make_user("Other"), "alpha")
    with django_assert_num_queries(1):
        assert queries.holdings_of(user.profile) == (
            planner.Holding(certification="alpha", awarded_on=date(2025, 6, 1), expires_on=None),
            planner.Holding(
                certification="zeta",
                awarded_on=date(2025, 6, 1),
                expires_on=date(2028, 6, 1),
            ),
        )


def test_rows_are_ready_to_print(user: User, django_assert_num_queries: Any) -> None:
    make_certification("old", name="Old", name_now="New")
    held = make_held(user, "old", expires_on=TODAY, credential_reference="X-1")
    with django_assert_num_queries(1):
        rows = queries.held_rows(user.profile, today=TODAY)
    assert rows == (
        HeldRow(
            pk=held.pk,
            key="old",
            name="Old",
            name_now="New",
            body="Body",
            awarded_on=date(2025, 6, 1),
            expires_on=TODAY,
            credential_reference="X-1",
            validity=Validity.SOON,
            validity_label="Expires soon",
        ),
    )


def test_all_of_a_renewal_suite_share_its_latest_date(user: User) -> None:
    suite = RenewalSuite.objects.create(key="suite", name="Suite")
    for key, expires_on in (("first", date(2026, 1, 1)), ("second", date(2029, 1, 1))):
        make_certification(key, suite=suite)
        make_held(user, key, awarded_on=date(2023, 1, 1), expires_on=expires_on)
    make_held(user, "apart", awarded_on=date(2023, 1, 1), expires_on=date(2026, 1, 1))

    rows = queries.held_rows(user.profile, today=TODAY)
    assert {row.key: (row.expires_on, row.validity) for row in rows} == {
        "first": (date(2029, 1, 1), Validity.VALID),
        "second": (date(2029, 1, 1), Validity.VALID),
        "apart": (date(2026, 1, 1), Validity.EXPIRED),
    }


@pytest.mark.parametrize(
    ("days", "validity"),
    [(-1, "expired"), (0, "soon"), (90, "soon"), (91, "valid"), (None, "lasting")],
)
def test_validity_at_its_edges(days: int | None, validity: str) -> None:
    expires_on = None if days is None else TODAY + timedelta(days=days)
    assert queries.validity_of(expires_on, TODAY) == validity


def test_choices_come_in_three_groups() -> None:
    successor = make_certification("successor")
    make_certification("other")
    make_certification("named", is_in_article=True, status="replaced", successor=successor)
    groups = [
        (name, [certification.key for certification in members])
        for name, members in queries.certifications_to_choose()
    ]
    assert groups == [
        ("Named in the article", ["named"]),
        ("Their successors", ["successor"]),
        ("Others", ["other"]),
    ]


def test_the_name_to_choose_says_the_name_of_today() -> None:
    plain = make_certification("plain", name="Plain")
    renamed = make_certification("renamed", name="Old", name_now="New")
    assert queries.name_to_choose(plain) == "Plain (Body)"
    assert queries.name_to_choose(renamed) == "Old (Body), now called New"


def test_nobody_has_reports() -> None:
    assert not queries.has_reports(None)
    assert not queries.has_reports(AnonymousUser())
