"""The home page: the one thing to do next, for everybody in their own state."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from careers.assessments.models import Answer, Assessment
from careers.certifications.models import Certification
from careers.levels.models import Competency
from careers.profiles.models import HeldCertification, User
from careers.teams.queries import home
from tests.assessments.builders import submitted_assessment
from tests.assessments.reviews import review, settled
from tests.factories import NOW, make_user
from tests.guard.world import make_assessment
from tests.roadmaps.people import assess
from tests.roadmaps.reading import words_of
from tests.roadmaps.test_accepting import accept
from tests.teams.builders import begin_draft

pytestmark = pytest.mark.usefixtures("catalogue")
TODAY = date(2027, 3, 14)


def answer(draft: Assessment, count: int) -> None:
    for competency in Competency.objects.all()[:count]:
        Answer.objects.create(assessment=draft, competency=competency, value=1, answered_at=NOW)


def text_of(client: Client) -> str:
    response = client.get("/")
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_whoever_has_not_begun_is_asked_to_start(signed_in: Client) -> None:
    page = text_of(signed_in)
    assert "Hello, Ada" in page
    assert "Start your self-assessment" in page
    assert "Your PMO level" not in page
    assert "Your team" not in page


def test_a_draft_says_how_far_it_is(signed_in: Client, user: User) -> None:
    draft = begin_draft(user.profile)
    answer(draft, 5)

    found = home(user, today=TODAY).draft
    assert found is not None
    assert (found.answered, found.questions, found.saved_at) == (5, 12, NOW)
    page = text_of(signed_in)
    assert "5 of 12 questions answered. Last saved on 14 March 2027." in page
    assert "Carry on" in page


def test_a_draft_with_all_answers_is_to_be_handed_in(signed_in: Client, user: User) -> None:
    answer(begin_draft(user.profile), 12)
    assert "Check your answers and hand them in" in text_of(signed_in)


def test_a_result_shows_level_day_and_next_step(signed_in: Client, user: User) -> None:
    assessment = make_assessment(user.profile, is_submitted=True)

    page = text_of(signed_in)
    assert '<span class="level-number">2</span> Supports portfolios, programs, and projects' in page
    assert "Assessed on 14 March 2027." in page
    assert f'href="/assessment/{assessment.pk}/result/"' in page
    assert "Next on your roadmap" in page
    assert f'href="/roadmap/{user.profile.pk}/"' in page
    found = home(user, today=TODAY).roadmap
    assert found is not None
    assert found.next_step is not None
    assert f'<h2 id="next">{found.next_step.name}</h2>' in page


def test_a_result_grows_old(user: User) -> None:
    make_assessment(user.profile, is_submitted=True)
    assert not home(user, today=date(2028, 3, 13)).is_stale
    assert home(user, today=date(2028, 3, 14)).is_stale


def test_a_new_draft_comes_before_the_roadmap(signed_in: Client, user: User) -> None:
    make_assessment(user.profile, is_submitted=True)
    begin_draft(user.profile)

    page = text_of(signed_in)
    assert "Carry on with your self-assessment" in page
    assert "Next on your roadmap" not in page
    assert "Your PMO level" in page


@pytest.mark.parametrize(
    ("days", "words"), [(-1, "Expired on"), (0, "Until"), (90, "Until"), (91, None)]
)
def test_certifications_that_end_soon_are_named(
    signed_in: Client, user: User, days: int, words: str | None
) -> None:
    today = timezone.localdate()
    HeldCertification.objects.create(
        profile=user.profile,
        certification=Certification.objects.get(key="p3o-foundation"),
        awarded_on=today - timedelta(days=900),
        expires_on=today + timedelta(days=days),
    )
    page = text_of(signed_in)
    assert ("Certifications to renew" in page) is (words is not None)
    assert words is None or words in page


def test_a_manager_sees_the_team_in_numbers(signed_in: Client, user: User) -> None:
    lead = make_user("Lena Lead", manager=user)
    make_user("Stan Staff", manager=lead)
    make_assessment(lead.profile, is_submitted=True)

    page = text_of(signed_in)
    assert '<dd><a href="/team/people/?status=waiting">1</a></dd>' in page
    assert '<dd><a href="/team/people/?status=none">1</a></dd>' in page
    assert '<dd><a href="/team/people/">2</a></dd>' in page
    assert 'href="/team/">See what needs you</a>' in page
    # No plan to agree to and nothing overdue: nothing is said of it.
    assert "status=overdue" not in page


def test_the_page_costs_the_same_for_any_team(
    signed_in: Client, user: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_assessment(user.profile, is_submitted=True)
    begin_draft(user.profile)
    # Session, account, standing, held, choices, catalogue in two, texts.
    with django_assert_num_queries(8):
        text_of(signed_in)
    make_user(manager=user)
    with django_assert_num_queries(9):
        text_of(signed_in)
    for _ in range(30):
        make_user(manager=user)
    with django_assert_num_queries(9):
        text_of(signed_in)


def test_the_home_page_says_that_the_plan_could_change(signed_in: Client, user: User) -> None:
    assess(user, "P1")
    accept(signed_in, user)
    assert "Your plan could change." not in words_of(signed_in.get("/"))
    signed_in.post("/roadmap/inputs/", {"target": "2", "excluded_bodies": ["peoplecert"]})
    text = words_of(signed_in.get("/"))
    assert "Planned for" in text
    assert "Your plan could change. Nothing does before you accept it." in text
    signed_in.post("/roadmap/inputs/", {"target": "2", "pinned": ["ipmo-expert"]})
    assert "No plan fits your limits." in words_of(signed_in.get("/"))


def test_somebody_who_was_reviewed_finds_the_review(signed_in: Client, user: User) -> None:
    assessment = submitted_assessment(user, "P5", now=NOW)
    assert "See the review" not in text_of(signed_in)

    manager = make_user("Max Manager")
    review(assessment, manager, A1=settled(2, None))
    text = words_of(signed_in.get("/"))
    assert "Your manager has reviewed it; it is not agreed yet. See the review" in text
