"""What people choose to be told by mail: the page, its faults, and what is stored."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client

from careers.profiles.actions import choose_reminders
from careers.profiles.models import ReminderChoice, User
from careers.profiles.queries import reminder_choice_of
from tests.factories import make_user
from tests.profiles.test_notices import EVERYTHING, Count

pytestmark = pytest.mark.django_db

PAGE = "/profile/reminders/"
FIELDS = (
    "profile__user__name",
    "every",
    "is_told_at_once",
    "has_reviews",
    "has_steps",
    "has_assessments",
    "has_certifications",
)


def stored() -> list[tuple[Any, ...]]:
    return list(ReminderChoice.objects.values_list(*FIELDS))


def checked(html: str) -> set[str]:
    """The values of what is ticked or chosen."""
    inputs = [part.split(">")[0] for part in html.split("<input")[1:]]
    ticked = [part for part in inputs if " checked" in part]
    return {
        part.split('value="')[1].split('"')[0] if 'value="' in part else "at once"
        for part in ticked
    }


def test_before_a_choice_everything_comes_once_a_week(signed_in: Client) -> None:
    html = signed_in.get(PAGE).content.decode()
    subjects = {"has_reviews", "has_steps", "has_assessments", "has_certifications"}
    assert checked(html) == {"week", "at once", *subjects}
    assert stored() == []


def test_a_choice_is_stored_and_shown(signed_in: Client, user: User) -> None:
    response = signed_in.post(PAGE, {"every": "day", "subjects": ["has_steps"]}, follow=True)
    assert response.redirect_chain == [(PAGE, 302)]
    html = response.content.decode()
    assert "Your choice is saved." in html
    assert checked(html) == {"day", "has_steps"}
    assert stored() == [("Ada Okafor", "day", False, False, True, False, False)]


def test_sent_twice_it_is_one_choice(signed_in: Client) -> None:
    for every in ("never", "week", "week"):
        signed_in.post(PAGE, {"every": every, "is_told_at_once": "on"})
    assert stored() == [("Ada Okafor", "week", True, False, False, False, False)]


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"subjects": ["has_steps"]}, "Say how often you want a summary."),
        ({"every": "hourly", "subjects": ["has_steps"]}, "Choose one of the three answers."),
        ({"every": "day" * 9000, "subjects": ["has_steps"]}, "Choose one of the three answers."),
        ({"every": "day", "subjects": ["has_steps", "x" * 9000]}, "Choose from the list only."),
    ],
)
def test_a_fault_is_said_and_nothing_lost(
    signed_in: Client, user: User, sent: dict[str, Any], words: str
) -> None:
    choose_reminders(profile=user.profile, every="never", **EVERYTHING)
    before = stored()
    response = signed_in.post(PAGE, sent)
    assert response.status_code == 422
    html = response.content.decode()
    assert html.count(words) == 2, "in the summary and beside the field"
    assert "has_steps" in checked(html)
    assert "never" not in checked(html)
    assert stored() == before


def test_what_it_costs(user: User, assert_statements: Count) -> None:
    with assert_statements(1):
        assert reminder_choice_of(user.profile).pk is None
    with assert_statements(2):
        choice = choose_reminders(profile=user.profile, every="day", **EVERYTHING)
    with assert_statements(2):
        assert choose_reminders(profile=user.profile, every="week", **EVERYTHING) == choice
    with assert_statements(1):
        assert reminder_choice_of(user.profile).every == "week"
    assert reminder_choice_of(make_user("Bea").profile).pk is None


def test_a_frequency_that_nobody_knows_is_refused(user: User) -> None:
    with pytest.raises(IntegrityError):
        choose_reminders(profile=user.profile, every="often", **EVERYTHING)


def test_the_page_costs_few_queries(signed_in: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(3):  # session, account, choice
        signed_in.get(PAGE)


def test_the_profile_leads_to_it(signed_in: Client) -> None:
    assert f'href="{PAGE}"' in signed_in.get("/profile/").content.decode()
