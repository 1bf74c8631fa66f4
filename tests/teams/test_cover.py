"""What rests on whom in a line, and what changes if somebody leaves."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from careers.assessments.models import Answer, Assessment, Rating, Result, Review
from careers.levels.models import Competency, Instrument
from careers.profiles.models import Profile, User
from careers.teams.queries import CoverPage, cover_page
from tests.factories import NOW, make_user
from tests.roadmaps.people import assess, hold
from tests.teams.builders import begin_draft, make_reports
from tests.teams.planning import plan_step

pytestmark = pytest.mark.usefixtures("catalogue")
Statements = Callable[[int], AbstractContextManager[None]]
TODAY = date(2027, 3, 14)
URL = "/team/cover/"
ANN = "4 3 2 2 2 2 2 2 2 2 2 2"
BEN = "2 3 2 2 2 2 2 2 2 2 2 1"


@pytest.fixture
def manager(db: None) -> User:
    return make_user("Mona Manager")


@pytest.fixture
def ann(manager: User) -> Profile:
    person = make_user("Ann Analyst", manager=manager, job_title="Analyst")
    assess(person, ANN)
    return person.profile


@pytest.fixture
def ben(ann: Profile) -> Profile:
    person = make_user("Ben Below", manager=ann.user)
    assess(person, BEN)
    return person.profile


def page_of(user: User, without: Profile | None = None, text: str = "") -> CoverPage:
    pk = without.pk if without else None
    page = cover_page(user, without=pk, text=text, today=TODAY)
    assert page is not None
    return page


def line(page: CoverPage, code: str) -> tuple[tuple[int, ...], str]:
    found = next(one for one in page.lines if one.code == code)
    return found.people, found.sentence


def test_competencies_stand_the_thinnest_first(manager: User, ann: Profile, ben: Profile) -> None:
    page = page_of(manager)
    assert [one.code for one in page.lines][:1] == ["C4"]
    assert [one.code for one in page.lines][-1:] == ["A2"]
    assert line(page, "C4") == ((1, 0, 0), "Level 2 rests on Ann Analyst alone.")
    assert line(page, "A3") == ((2, 0, 0), "Secure up to level 2; nobody is above.")
    assert line(page, "A1") == (
        (2, 1, 1),
        "Secure up to level 2; level 3 rests on Ann Analyst alone.",
    )
    assert line(page, "A2") == ((2, 2, 0), "Secure up to level 3; nobody is above.")
    assert page.thinnest is not None
    assert (page.thinnest.name, page.thinnest.is_thin) == ("Portfolio and strategy", True)


def test_everything_secure_and_nothing_at_all(manager: User, ann: Profile, ben: Profile) -> None:
    for profile in (ann, ben):
        assess(profile.user, "4 0 4 4 4 4 4 4 4 4 4 4", at=NOW + timedelta(days=1))
    page = page_of(manager)
    assert line(page, "A2") == ((0, 0, 0), "Nobody is at level 2 or above.")
    assert line(page, "A1") == ((2, 2, 2), "Secure up to the highest level.")


def test_what_is_agreed_counts_and_drafts_do_not(manager: User, ann: Profile) -> None:
    begin_draft(ann)
    newest = Assessment.objects.submitted().get(profile=ann)
    review = Review.objects.create(
        assessment=newest,
        reviewer=manager,
        reviewer_name="Mona",
        waits_for="nobody",
        reviewed_at=NOW,
        agreed_at=NOW,
        agreed_level=2,
    )
    Rating.objects.bulk_create(
        Rating(
            review=review,
            answer=answer,
            manager_value=2,
            has_agreed_value=True,
            agreed_value=3 if answer.competency.code == "C4" else 2,
        )
        for answer in newest.answers.select_related("competency")
    )
    page = page_of(manager)
    assert line(page, "C4")[0] == (1, 1, 0)
    assert line(page, "A1")[0] == (1, 0, 0)


def test_certifications_by_who_holds_them(manager: User, ann: Profile, ben: Profile) -> None:
    hold(ann, "p3o-foundation", expires_on=TODAY)
    hold(ben, "p3o-foundation", expires_on=TODAY - timedelta(days=1))
    hold(ann, "ipmo-foundation", "ppso-essentials")
    hold(ben, "ipmo-foundation", "essentials-for-pmo-administrators")
    hold(make_user("Sam Stranger").profile, "ipmo-expert")

    rows = [
        (one.key, one.people, one.only.name if one.only else "")
        for one in page_of(manager).certifications
    ]
    assert rows == [
        ("p3o-foundation", 1, "Ann Analyst"),
        ("ppso-advanced", 0, ""),
        ("p3o-practitioner", 0, ""),
        ("ipmo-practitioner", 0, ""),
        ("ipmo-expert", 0, ""),
        ("ppso-essentials", 2, ""),
        ("ipmo-foundation", 2, ""),
    ]


def test_a_suite_shares_its_latest_date(manager: User, ann: Profile) -> None:
    hold(ann, "p3o-foundation", expires_on=TODAY - timedelta(days=1))
    hold(ann, "p3o-practitioner", expires_on=TODAY + timedelta(days=1))
    found = {one.key: one.people for one in page_of(manager).certifications}
    assert (found["p3o-foundation"], found["p3o-practitioner"]) == (1, 1)


def test_on_whom_most_rests(manager: User, ann: Profile, ben: Profile) -> None:
    hold(ben, "ipmo-expert")
    found = [
        (one.person.name, one.competencies, one.certifications) for one in page_of(manager).burdens
    ]
    assert found == [
        ("Ann Analyst", ("Portfolio and strategy", "Planning, schedules and dependencies"), ()),
        ("Ben Below", (), ("IPMO-Expert",)),
    ]


def test_what_changes_if_somebody_leaves(manager: User, ann: Profile, ben: Profile) -> None:
    hold(ann, "ipmo-foundation", "p3o-foundation")
    hold(ben, "ipmo-foundation")
    plan_step(ann, "ipmo-practitioner", TODAY, 90_000, is_agreed=True)
    plan_step(ann, "ppso-essentials", TODAY, None)
    plan_step(ben, "ipmo-practitioner", TODAY, 70_000, is_agreed=True)

    leaving = page_of(manager, ann).leaving
    assert leaving is not None
    assert (leaving.person.name, leaving.job_title, leaving.reports) == (
        "Ann Analyst",
        "Analyst",
        1,
    )
    assert leaving.levels == ((1, 0, 0), (2, 2, 1), (3, 0, 0), (4, 0, 0))
    losses = [(one.name, one.level, one.before, one.after, one.rests_on) for one in leaving.losses]
    assert losses[:3] == [
        ("Portfolio and strategy", 2, 1, 0, ""),
        ("Planning, schedules and dependencies", 3, 1, 0, ""),
        ("Planning, schedules and dependencies", 4, 1, 0, ""),
    ]
    assert ("Risks, issues and changes", 3, 2, 1, "Ben Below") in losses
    assert len(losses) == 15
    lost = [(one.name, one.rests_on) for one in leaving.certifications]
    assert lost == [("P3O Foundation", ""), ("IPMO-Foundation", "Ben Below")]
    steps = [(one.name, one.on, one.cost, one.is_agreed) for one in leaving.steps]
    assert steps == [
        ("IPMO-Practitioner", TODAY, "£900.00", True),
        ("Essentials for PMO Administrators", TODAY, "", False),
    ]
    assert leaving.agreed.texts == ("£900.00",)
    assert leaving.planned.unknown_text == "1 of 2 steps has no known price"
    # The rest of the page stays what it is today.
    assert line(page_of(manager, ann), "C4")[0] == (1, 0, 0)


def test_only_somebody_of_the_own_line_can_be_done_without(
    manager: User, ann: Profile, client: Client
) -> None:
    gone = make_user("Gone", manager=manager, is_active=False)
    client.force_login(manager)

    assert client.get(URL, {"without": ann.pk}).status_code == 200
    for other in (manager, make_user("Sam Stranger"), gone):
        assert client.get(URL, {"without": other.profile.pk}).status_code == 404
    assert client.get(URL, {"without": 2**63 - 1}).status_code == 404
    client.force_login(make_user(is_superuser=True, is_staff=True))
    assert client.get(URL, {"without": ann.pk}).status_code == 404


@pytest.mark.parametrize("asked", ["x", "0", "-1", "1.5", str(2**63), "9" * 400])
def test_a_person_that_makes_no_sense_is_said(
    manager: User, ann: Profile, client: Client, asked: str
) -> None:
    client.force_login(manager)
    response = client.get(URL, {"without": asked})
    text = response.content.decode()
    assert response.status_code == 422
    assert "<li>Choose a person from the list.</li>" in text
    assert "Thinnest cover" in text


def test_people_are_found_by_their_names(
    manager: User, ann: Profile, ben: Profile, client: Client
) -> None:
    make_user("Anna Stranger")
    client.force_login(manager)

    text = client.get(URL, {"q": "aNN"}).content.decode()
    assert text.count(f'<li><a href="{URL}?without={ann.pk}">Ann Analyst</a></li>') == 1
    assert "Anna Stranger" not in text
    text = client.get(URL, {"q": "zzz"}).content.decode()
    assert "Nobody in your line matches what you asked for." in text
    assert client.get(URL, {"q": "x" * 81}).status_code == 422


def test_the_page_says_what_is_thin_in_words(
    manager: User, ann: Profile, ben: Profile, client: Client
) -> None:
    make_user("New", manager=manager)
    client.force_login(manager)
    text = client.get(URL).content.decode()
    assert "Thinnest cover: Portfolio and strategy.</strong> Level 2 rests on Ann Analyst" in text
    assert "1 of 3 people has no result yet and is not counted." in text
    text = client.get(URL, {"without": ann.pk}).content.decode()
    assert "<title>If Ann Analyst leaves – " in text
    assert "1 person would need another manager." in text


def test_empty_pages_say_why(manager: User, client: Client) -> None:
    client.force_login(manager)
    assert "Nobody reports to you" in client.get(URL).content.decode()
    make_user("New", manager=manager)
    text = client.get(URL).content.decode()
    assert "Nobody has a result yet" in text
    assert "Thinnest cover" not in text


def answer_all(profiles: list[Profile]) -> None:
    """A result with every answer at level 2 for many people, quickly."""
    instrument = Instrument.objects.published().newest_first()[0]
    made = Assessment.objects.bulk_create(
        Assessment(
            profile=one, instrument=instrument, state="submitted", started_at=NOW, submitted_at=NOW
        )
        for one in profiles
    )
    Result.objects.bulk_create(
        Result(assessment=one, level=2, rule={}, scoring_version=1, computed_at=NOW) for one in made
    )
    codes = list(Competency.objects.all())
    Answer.objects.bulk_create(
        (
            Answer(assessment=one, competency=code, value=2, answered_at=NOW)
            for one in made
            for code in codes
        ),
        batch_size=2_000,
    )


@pytest.mark.parametrize("people", [1, 30, 1_000])
def test_the_page_costs_the_same_for_any_number(
    manager: User,
    client: Client,
    people: int,
    django_assert_num_queries: DjangoAssertNumQueries,
    assert_statements: Statements,
) -> None:
    made = make_reports(manager, people)
    answer_all(made)
    plan_step(made[0], "p3o-foundation", timezone.localdate(), 45_000)
    client.force_login(manager)
    client.get(URL)

    with django_assert_num_queries(8):
        text = client.get(URL).content.decode()
    assert text.count(f'<td class="number">{people}</td>') == 12
    with django_assert_num_queries(9):
        client.get(f"{URL}?q=Report+0000")
    with assert_statements(12):  # three of them write the look down
        text = client.get(f"{URL}?without={made[0].pk}").content.decode()
    assert "If Report 0000 leaves" in text
