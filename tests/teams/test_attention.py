"""What needs a manager: whom each count is about, since when, and what it costs to ask."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from careers.assessments.models import Assessment, Review
from careers.certifications.models import Certification
from careers.domain.renewal import current_until
from careers.profiles.models import Delegation, User
from careers.profiles.queries import EXPIRES_SOON_DAYS, holdings_of
from careers.roadmaps.models import Roadmap, RoadmapStep
from careers.teams.queries import TeamCounts, attention_page, day_of, is_stale, team_counts
from careers.teams.queries.line import members_visible_to, with_newest
from careers.teams.queries.people import Need, fresh_from, needing
from tests.factories import make_user
from tests.roadmaps.people import hold
from tests.roadmaps.reading import words_of
from tests.teams.builders import NEW, begin_draft, give_result, make_reports

pytestmark = pytest.mark.usefixtures("catalogue")
NOW = datetime(2027, 3, 14, 9, 30, tzinfo=UTC)
TODAY = date(2027, 3, 14)
SUITE = ("p3o-foundation", "p3o-practitioner")


@pytest.fixture
def manager(db: None) -> User:
    return make_user("Mona Manager")


def found(user: User, need: Need, today: date = TODAY) -> list[str]:
    people = with_newest(members_visible_to(user))
    return [str(one) for one in needing(people, need, day_of(today)).by_name()]


def review(assessment: Assessment, waits_for: str) -> None:
    Assessment.objects.filter(pk=assessment.pk).update(state=Assessment.State.REVIEWED)
    Review.objects.create(
        assessment=assessment, reviewer_name="Mona", waits_for=waits_for, reviewed_at=NEW
    )


def make_step(user: User, ends_on: date, key: str = "p3o-foundation", **facts: Any) -> RoadmapStep:
    roadmap, _made = Roadmap.objects.get_or_create(
        profile=user.profile, defaults={"changed_at": NEW, "accepted_at": NEW}
    )
    return RoadmapStep.objects.create(
        roadmap=roadmap,
        certification=Certification.objects.get(key=key),
        changed_at=NEW,
        **{
            "place": roadmap.steps.count() + 1,
            "starts_on": ends_on - timedelta(days=30),
            "ends_on": ends_on,
            **facts,
        },
    )


def test_who_waits_for_a_review(manager: User) -> None:
    lead = make_user("Lena", manager=manager)
    names = ("Submitted", "Back", "With them", "Agreed", "Draft", "Newer")
    people = {name: make_user(name, manager=lead) for name in names}
    give_result(people["Submitted"].profile, 2)
    review(give_result(people["Back"].profile, 2), Review.Waiting.MANAGER)
    review(give_result(people["With them"].profile, 2), Review.Waiting.OWNER)
    give_result(people["Agreed"].profile, 2, state=Assessment.State.AGREED)
    begin_draft(people["Draft"].profile)
    # An old one that nobody reviewed waits no more once a newer one is there.
    give_result(people["Newer"].profile, 2, at=NEW - timedelta(days=400))
    give_result(people["Newer"].profile, 2, state=Assessment.State.AGREED)
    stranger = make_user("Stranger")
    give_result(stranger.profile, 2)

    assert found(manager, Need.WAITING) == ["Back", "Submitted"]
    assert found(manager, Need.REVIEWED) == ["With them"]
    assert found(manager, Need.AGREED) == ["Agreed", "Newer"]
    assert found(manager, Need.NONE) == ["Draft", "Lena"]


def test_whose_plan_is_to_be_agreed_and_whose_step_is_overdue(manager: User) -> None:
    names = ("Late", "Today", "Booked", "Booked before", "Dropped", "Done", "Agreed")
    people = {name: make_user(name, manager=manager) for name in names}
    yesterday, tomorrow = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
    booked = {"status": RoadmapStep.Status.BOOKED}
    make_step(people["Late"], yesterday)
    make_step(people["Today"], TODAY)
    make_step(people["Booked"], yesterday, exam_on=tomorrow, **booked)
    make_step(people["Booked before"], tomorrow, exam_on=yesterday, **booked)
    make_step(people["Dropped"], yesterday, status=RoadmapStep.Status.DROPPED, reason="Too dear")
    make_step(people["Done"], yesterday)
    hold(people["Done"].profile, "p3o-foundation")
    make_step(people["Agreed"], yesterday, is_agreed=True, agreed_on=yesterday)

    assert found(manager, Need.OVERDUE) == ["Agreed", "Booked before", "Late"]
    assert found(manager, Need.TO_AGREE) == ["Booked", "Booked before", "Late", "Today"]


def test_when_a_self_assessment_is_due_again(manager: User) -> None:
    for name, at in (("Old", datetime(2026, 3, 14, 12, tzinfo=UTC)), ("New", NEW)):
        give_result(make_user(name, manager=manager).profile, 2, at=at)

    assert found(manager, Need.STALE, date(2027, 3, 13)) == []
    assert found(manager, Need.STALE, date(2027, 3, 14)) == ["Old"]
    assert found(manager, Need.STALE, date(2028, 3, 1)) == ["New", "Old"]


def test_the_database_calls_the_same_stale_as_the_home_page() -> None:
    """Around the ends of months, which have no 30th or 31st, and around midnight."""
    today = date(2027, 1, 25)
    for _ in range(70):
        today += timedelta(days=1)
        for months in (1, 11, 12):
            first = fresh_from(today, months)
            for minutes in (-1, 0, 1):
                at = first + timedelta(minutes=minutes)
                assert is_stale(at, today, months) is (at < first), (today, months, at)


def test_whose_certifications_end(manager: User) -> None:
    soon = TODAY + timedelta(days=EXPIRES_SOON_DAYS)
    later = soon + timedelta(days=1)
    held = {
        "Last day of soon": (("p3o-foundation", soon),),
        "A day later": (("p3o-foundation", later),),
        "Expired": (("p3o-foundation", TODAY - timedelta(days=1)),),
        "Renewed by its suite": ((SUITE[0], TODAY), (SUITE[1], later)),
        "Whole suite ends": ((SUITE[0], TODAY), (SUITE[1], soon)),
        "Another suite": ((SUITE[0], TODAY), ("pmi-pmocp", later)),
        "No date": (("ipmo-foundation", None),),
        "Two alone": (("ipmo-foundation", TODAY), ("ipmo-practitioner", later)),
    }
    wrong = []
    for name, rows in held.items():
        person = make_user(name, manager=manager)
        for key, expires_on in rows:
            hold(person.profile, key, awarded_on=date(2024, 1, 1), expires_on=expires_on)
        suites = dict(
            Certification.objects.filter(suite__isnull=False).values_list("key", "suite__key")
        )
        until = current_until(holdings_of(person.profile), suites)
        if any(on <= soon for on in until.values()):
            wrong.append(name)

    assert found(manager, Need.EXPIRING) == sorted(wrong)
    assert sorted(wrong) == [
        "Another suite",
        "Expired",
        "Last day of soon",
        "Two alone",
        "Whole suite ends",
    ]
    page = attention_page(manager, now=NOW)
    notes = {
        person.name: person.note
        for needed in page.needs
        if needed.need is Need.EXPIRING
        for person in needed.people
    }
    assert notes["Whole suite ends"] == "Valid until 12 June 2027"
    assert notes["Expired"] == "Valid until 13 March 2027"


def test_each_count_names_the_oldest_first_and_leads_to_its_list(
    signed_in: Client, user: User
) -> None:
    for number in range(7):
        person = make_user(f"Person {number}", manager=user)
        give_result(person.profile, 2, at=NEW - timedelta(days=number))

    needed = attention_page(user, now=NOW).open[0]
    assert (needed.title, needed.count, needed.more) == ("Waiting for your review", 7, 2)
    assert [one.name for one in needed.people] == [f"Person {number}" for number in (6, 5, 4, 3, 2)]
    assert needed.people[0].note == "Handed in on 23 February 2027"
    assert needed.query == "status=waiting"

    page = signed_in.get("/team/").content.decode()
    assert 'href="/team/people/?status=waiting"' in page
    assert f'href="/team/people/{needed.people[0].profile_id}/?back=status%3Dwaiting"' in page
    assert "2 more people" in page


def test_what_needs_nobody_says_so(signed_in: Client, user: User) -> None:
    person = make_user("Ann Agreed", manager=user)
    give_result(
        person.profile, 2, at=timezone.now() - timedelta(days=9), state=Assessment.State.AGREED
    )
    text = words_of(signed_in.get("/team/"))
    assert "Nobody in your line waits for you, nothing is overdue" in text
    assert "Waiting for your review" not in text

    make_user("Nina New", manager=user)
    text = words_of(signed_in.get("/team/"))
    assert "Waiting for your review: nobody" in text
    assert "1 No self-assessment yet Nina New" in text


def test_who_leads_nobody_reads_why(signed_in: Client) -> None:
    assert "Nobody reports to you" in words_of(signed_in.get("/team/"))


def test_a_draft_is_no_reason_to_wait(signed_in: Client, user: User) -> None:
    """Somebody with a draft looks like somebody who has not begun."""
    begin_draft(make_user("Dora Draft", manager=user).profile)
    page = attention_page(user, now=NOW)
    assert {one.need: one.count for one in page.open} == {Need.NONE: 1}


def test_whoever_stands_in_is_told_for_whom(signed_in: Client, user: User) -> None:
    now = timezone.now()
    absent = make_user("Abe Absent")
    give_result(make_user("Rea Report", manager=absent).profile, 2, at=now - timedelta(days=2))
    delegation = Delegation.objects.create(
        absent=absent.profile,
        delegate=user.profile,
        begins_at=now - timedelta(days=1),
        ends_at=now + timedelta(days=1),
        created_at=now,
    )
    text = words_of(signed_in.get("/team/"))
    assert "You stand in for Abe Absent until" in text
    assert "1 Waiting for your review Rea Report" in text

    delegation.ends_at = now - timedelta(minutes=1)
    delegation.save()
    text = words_of(signed_in.get("/team/"))
    assert "You stand in" not in text
    assert "Rea Report" not in text


def test_counts_of_the_home_page(manager: User) -> None:
    lead = make_user("Lena Lead", manager=manager)
    staff = make_user("Stan Staff", manager=lead)
    begin_draft(staff.profile)
    give_result(lead.profile, 3)
    make_step(lead, TODAY - timedelta(days=1))

    counts = team_counts(manager, today=TODAY)
    assert counts == TeamCounts(people=2, waiting=1, to_agree=1, overdue=1, none=1)
    assert counts.urgent == (
        ("Waiting for your review", 1, "status=waiting"),
        ("Plan to agree to", 1, "status=to_agree"),
        ("Step overdue", 1, "status=overdue"),
        ("No self-assessment yet", 1, "status=none"),
    )
    nobody = team_counts(staff, today=TODAY)
    assert nobody == TeamCounts(people=0, waiting=0, to_agree=0, overdue=0, none=0)


@pytest.mark.parametrize("people", [1, 30, 1_000])
def test_the_page_costs_the_same_for_any_number(
    manager: User, client: Client, people: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for profile in make_reports(manager, people)[:30]:
        give_result(profile, 2)
    client.force_login(manager)
    client.get("/team/")

    # Session, account, delegations, months, and one for each of six lists.
    with django_assert_num_queries(10):
        page = client.get("/team/").context["page"]
    assert page.open[0].count == min(people, 30)


@pytest.mark.parametrize("path", ["/team/", "/team/people/"])
def test_names_cannot_carry_code(signed_in: Client, user: User, path: str) -> None:
    person = make_user("<script>alert(1)</script>", manager=user, email="x@example.org")
    give_result(person.profile, 2)
    page = signed_in.get(path).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
