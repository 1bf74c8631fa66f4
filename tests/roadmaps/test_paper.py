"""The roadmap as a page to print: what is on it, and who may open it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from careers.profiles.models import User
from careers.roadmaps import actions
from careers.roadmaps.choices import Wishes
from tests.factories import make_user
from tests.roadmaps.busy import make_busy
from tests.roadmaps.people import assess, hold
from tests.roadmaps.reading import words_of

pytestmark = pytest.mark.usefixtures("catalogue")
NO_FIT = "This plan does not fit the limits: it is the one without them."


def address(user: User) -> str:
    return f"/roadmap/{user.profile.pk}/paper/"


def test_everything_is_on_it(signed_in: Client, user: User) -> None:
    assess(user, "P2")
    hold(user.profile, "p3o-foundation", expires_on=timezone.localdate())
    response = signed_in.get(address(user))
    page, text = response.context["page"], words_of(response)
    assert "Ada Okafor" in text
    assert f"{page.title} Ada Okafor · level 2 by the self-assessment of" in text
    assert f"Next step: {page.steps[0].name}" in text
    for step in page.steps:
        assert step.name in text
        assert step.when in text
        assert step.reasons[0] in text
    assert page.totals.cover.replace("\N{NO-BREAK SPACE}", " ") in text
    assert page.uncovered[0].actions[0].text in text
    assert page.renewals[0].sentence in text
    today = date_format(timezone.localdate())
    assert f"{today}. The roadmap as it is today: http://testserver/roadmap/" in text
    assert "Use your browser’s print command." in text
    assert "Who can see this:" in text


def test_what_became_of_an_accepted_plan(signed_in: Client, user: User) -> None:
    make_busy(user)
    response = signed_in.get(address(user))
    page, text = response.context["page"], words_of(response)
    assert "The plan Accepted on" in text
    assert f"IPMO-Foundation {page.passed[0].text}." in text
    assert "PPSO Advanced Practitioner · no longer possible. It is no longer awarded" in text
    assert "Next step: P3O Foundation" in text
    dropped = next(step for step in page.steps if step.is_dropped)
    assert f"{dropped.when} Set aside" in text
    assert f"Exam: {dropped.name}" not in text
    assert f"{page.steps[0].when} Overdue" in text
    assert "Tight: the study may not fit before" in text
    assert "£555.12 (your figure)" in text
    assert f"Cost of the exam again: {page.renewals[0].cost}." in text
    assert "No plan fits the limits." in text
    assert NO_FIT not in text


def test_a_plan_beyond_the_limits_says_so(signed_in: Client, user: User) -> None:
    assess(user, "P2")
    wishes = Wishes(finish_on=timezone.localdate() + timedelta(days=2))
    actions.set_wishes(profile=user.profile, wishes=wishes, now=timezone.now())
    assert NO_FIT in words_of(signed_in.get(address(user)))


def test_a_plan_that_is_done_is_not_called_no_exam(signed_in: Client, user: User) -> None:
    assess(user, "P1")
    page = signed_in.get(address(user)).context["page"]
    actions.accept(profile=user.profile, digest=page.digest, now=timezone.now())
    hold(user.profile, *(step.book_key for step in page.steps))
    text = words_of(signed_in.get(address(user)))
    assert "Nothing is left to do" in text
    assert "No exam for now" not in text


def test_a_manager_may_print_it_and_a_stranger_may_not(client: Client, user: User) -> None:
    report = make_user("Ben Ito", manager=user)
    assess(report, "P2")
    client.force_login(user)
    text = words_of(client.get(address(report)))
    assert "Ben Ito" in text
    assert "you are at" not in text
    client.force_login(make_user("Sam Stranger"))
    assert client.get(address(report)).status_code == 404


def test_before_the_first_result_there_is_nothing_to_print(signed_in: Client, user: User) -> None:
    assert signed_in.get(address(user)).status_code == 404


def test_how_often_it_asks(signed_in: Client, user: User, django_assert_num_queries: Any) -> None:
    assess(user, "P2")
    with django_assert_num_queries(8):  # session, account, and six for the roadmap
        signed_in.get(address(user))


def test_the_roadmap_leads_to_every_way_out(signed_in: Client, user: User) -> None:
    assess(user, "P2")
    html = signed_in.get(f"/roadmap/{user.profile.pk}/").content.decode()
    for way in ("paper/", "roadmap.csv", "roadmap.json"):
        assert f'href="/roadmap/{user.profile.pk}/{way}"' in html
    assert 'href="/roadmap/sharing/"' in html


def test_a_manager_is_not_led_to_their_own_links(client: Client, user: User) -> None:
    report = make_user("Ben Ito", manager=user)
    assess(report, "P2")
    client.force_login(user)
    html = client.get(f"/roadmap/{report.profile.pk}/").content.decode()
    assert f'href="/roadmap/{report.profile.pk}/paper/"' in html
    assert "/roadmap/sharing/" not in html
