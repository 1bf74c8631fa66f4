"""The matrix: what stands in each cell and below each column, and what it costs."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from careers.assessments.models import Answer, Assessment, Rating, Review
from careers.domain.scoring import gaps_to
from careers.levels.models import Level
from careers.levels.queries import rule_of
from careers.profiles.models import User
from careers.roadmaps.models import Roadmap
from careers.teams.queries import Row, competencies
from tests.assessments.builders import instrument_now, submitted_assessment
from tests.factories import make_user
from tests.roadmaps.reading import words_of
from tests.teams.builders import NEW, begin_draft, give_answers, make_reports
from tests.teams.matrices import make_four, matrix, names

pytestmark = pytest.mark.usefixtures("catalogue")
CODES = ("A1", "A2", "A3", "A4", "B1", "B2", "B3", "B4", "C1", "C2", "C3", "C4")


@pytest.fixture
def manager(db: None) -> User:
    return make_user("Mona Manager")


@pytest.fixture
def four(manager: User) -> User:
    return make_four(manager)


def values_in(row: Row) -> list[int | None]:
    return [cell.value for cell in row.cells]


def choose_target(user: User, level: int) -> None:
    Roadmap.objects.create(
        profile=user.profile, target=Level.objects.get(number=level), changed_at=NEW
    )


def agree(assessment: Assessment, values: dict[str, int | None], level: int) -> None:
    """The agreed values of some competencies; the others as they count in the answers."""
    answers: list[Any] = list(
        Answer.objects.filter(assessment=assessment).with_counted().select_related("competency")
    )
    review = Review.objects.create(
        assessment=assessment,
        reviewer_name="Mona Manager",
        waits_for=Review.Waiting.NOBODY,
        reviewed_at=NEW,
        agreed_at=NEW,
        agreed_level=level,
    )
    for answer in answers:
        agreed = values.get(answer.competency.code, answer.counted)
        Rating.objects.create(
            review=review, answer=answer, has_agreed_value=True, agreed_value=agreed
        )
    assessment.state = Assessment.State.AGREED
    assessment.save()


def test_the_columns_are_the_questions_in_their_order() -> None:
    assert tuple(one.code for one in competencies()) == CODES


def test_a_row_says_what_counts(manager: User) -> None:
    lead = make_user("Lena Lead", manager=manager, job_title="PMO lead")
    staff = make_user("Stan Staff", manager=lead)
    submitted_assessment(lead, "P1", now=datetime(2025, 3, 1, tzinfo=UTC))
    submitted_assessment(lead, "2 2 2 3 2 3 2 1 1 1 – 1", could=["A4"], now=NEW)
    begin_draft(staff.profile)

    first, second = matrix(manager).rows
    assert replace(first, cells=()) == Row(
        profile_id=lead.profile.pk,
        name="Lena Lead",
        job_title="PMO lead",
        manager="Mona Manager",
        is_direct=True,
        level=2,
        target=3,
        state_label="Self-assessed",
        submitted_on=date(2027, 3, 1),
        is_waiting=True,
    )
    assert values_in(first) == [2, 2, 2, 2, 2, 3, 2, 1, 1, 1, None, 1]
    # B2 is at 3, C3 is not done there; B1, C1 and C2 are the keys of level 3.
    assert first.gaps == 10
    assert [code for code, cell in zip(CODES, first.cells, strict=True) if not cell.is_gap] == [
        "B2",
        "C3",
    ]
    assert first.key_gaps == 3
    assert second == Row(
        profile_id=staff.profile.pk,
        name="Stan Staff",
        job_title="",
        manager="Lena Lead",
        is_direct=False,
    )
    assert (second.gaps, second.key_gaps) == (None, 0)


def test_what_was_agreed_counts_and_the_level_follows(manager: User) -> None:
    person = make_user("Ann Agreed", manager=manager)
    assessment = submitted_assessment(person, "P2", now=NEW)
    agree(assessment, {"A1": 3, "B4": None, "C4": 4}, level=3)

    (row,) = matrix(manager).rows
    assert values_in(row) == [3, 2, 2, 3, 2, 3, 2, None, 1, 1, 2, 4]
    assert (row.level, row.target, row.state_label) == (3, 4, "Agreed")
    assert row.gaps == 10
    assert names(manager, level="3") == ["Ann Agreed"]
    assert names(manager, competency="C4", value="min4") == ["Ann Agreed"]
    assert names(manager, competency="B4", value="max3") == []


def test_values_that_are_not_agreed_yet_do_not_count(manager: User) -> None:
    assessment = submitted_assessment(make_user(manager=manager), "P2", now=NEW)
    review = Review.objects.create(
        assessment=assessment, reviewer_name="Mona", waits_for="owner", reviewed_at=NEW
    )
    answer = Answer.objects.get(assessment=assessment, competency__code="A1")
    Rating.objects.create(
        review=review, answer=answer, manager_value=0, has_agreed_value=True, agreed_value=0
    )
    (row,) = matrix(manager).rows
    assert (row.level, row.cells[0].value) == (2, 2)


def test_gaps_are_those_of_the_rules(manager: User) -> None:
    """Whatever was answered, agreed and chosen as a target: the same as `domain.scoring`."""
    dice = random.Random(20270314)  # noqa: S311 - to be repeatable
    rule, targets = rule_of(instrument_now()), {}
    for number in range(24):
        person = make_user(f"Person {number:02}", manager=manager)
        values = [dice.choice((None, 0, 1, 2, 2, 3, 3, 4)) for _ in CODES]
        text = " ".join("–" if value is None else str(value) for value in values)
        could = [code for code in CODES if dice.random() < 0.2]
        assessment = submitted_assessment(person, text, could=could, now=NEW)
        level = assessment.result.level
        if number % 3 == 0:
            level = dice.choice((1, 2, 3, 4))
            agree(assessment, {code: dice.choice((None, 1, 4)) for code in CODES[:4]}, level)
        wished = dice.choice((None, 2, 3, 4))
        if wished:
            choose_target(person, wished)
        targets[person.profile.pk] = max(wished or 0, min(level + 1, 4))

    rows = matrix(manager).rows
    assert len(rows) == 24
    for row in rows:
        assert row.target == targets[row.profile_id]
        part = rule.for_level(row.target)
        wanted = gaps_to(dict(zip(CODES, values_in(row), strict=True)), part)
        cells = dict(zip(CODES, row.cells, strict=True))
        marked = {code: cell.is_key for code, cell in cells.items() if cell.is_gap}
        assert marked == {gap.competency: gap.is_key for gap in wanted}, row
    by_gaps = matrix(manager, sort="gap").rows
    assert [row.gaps for row in by_gaps] == sorted(row.gaps or 0 for row in rows)


def test_a_target_that_was_reached_counts_as_no_choice(manager: User) -> None:
    person = make_user(manager=manager)
    submitted_assessment(person, "P4", now=NEW)
    choose_target(person, 2)
    assert matrix(manager).rows[0].target == 4


def test_totals_count_the_whole_list(four: User) -> None:
    team = matrix(four)
    assert [(one.level, one.people, one.query) for one in team.levels] == [
        (1, 1, "level=1"),
        (2, 1, "level=2"),
        (3, 1, "level=3"),
        (4, 0, "level=4"),
        (None, 1, "level=none"),
    ]
    # P1, P2 and P4, column by column.
    assert team.at_least == (
        (2, (2, 2, 2, 3, 2, 2, 2, 1, 1, 1, 2, 1)),
        (3, (1, 1, 1, 2, 1, 2, 1, 0, 1, 0, 1, 0)),
        (4, (0,) * 12),
    )
    assert [(one.code, one.below, one.in_scope) for one in team.totals] == [
        *(("A1", 3, 3), ("A2", 3, 3), ("A3", 3, 3), ("A4", 1, 3)),
        *(("B1", 3, 3), ("B2", 2, 3), ("B3", 3, 3), ("B4", 3, 3)),
        *(("C1", 2, 2), ("C2", 2, 2), ("C3", 2, 2), ("C4", 2, 2)),
    ]
    assert team.thinnest is not None
    assert (team.thinnest.code, team.thinnest.query) == ("A1", "competency=A1")


def test_totals_follow_the_filters_and_keep_them(four: User) -> None:
    team = matrix(four, level="3", sort="-gap")
    assert [one.people for one in team.levels] == [0, 0, 1, 0, 0]
    assert team.totals[0].query == "level=3&competency=A1&sort=-gap"
    assert team.total == 4
    assert matrix(four, level="none").thinnest is None


def test_an_answer_that_is_not_applicable_is_nobodys_gap(manager: User) -> None:
    submitted_assessment(make_user(manager=manager), "P8", now=NEW)
    totals = {one.code: (one.below, one.in_scope) for one in matrix(manager).totals}
    assert (totals["A3"], totals["C4"], totals["A1"]) == ((0, 0), (0, 0), (1, 1))


@pytest.mark.parametrize("people", [1, 30, 1_000])
def test_the_page_costs_the_same_for_any_number(
    manager: User, client: Client, people: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    give_answers(make_reports(manager, people), "2 2 2 3 2 3 2 1 1 1 2 1")
    client.force_login(manager)
    client.get("/team/people/")

    # Session, account, competencies; months, levels, the page's keys, three for its rows, totals,
    # the whole line.
    for query in ("", "?sort=-gap&status=waiting&competency=C1", "?sort=-C1&level=2"):
        with django_assert_num_queries(11):
            response = client.get(f"/team/people/{query}")
        assert response.status_code == 200
    team = response.context["team"]
    assert team.page.paginator.count == people
    assert team.totals[8].below == people


def test_a_row_leads_to_the_review_and_back_to_the_same_place(
    manager: User, client: Client
) -> None:
    make_reports(manager, 60)
    client.force_login(manager)
    response = client.get("/team/people/?q=Report&sort=-name&page=2&junk=1")
    key = response.context["team"].rows[0].profile_id
    back = "q%3DReport%26sort%3D-name%26page%3D2"
    assert f'href="/team/people/{key}/?back={back}"' in response.content.decode()
    review = client.get(f"/team/people/{key}/?back={back}").content.decode()
    assert 'href="/team/people/?q=Report&amp;sort=-name&amp;page=2"' in review


def test_the_thin_competency_leads_to_those_below(signed_in: Client, user: User) -> None:
    for name, values in (("Ada", "2 2 2 2 2 2 2 2 3 1 3 3"), ("Ben", "3 3 3 3 3 3 3 3 3 1 3 3")):
        submitted_assessment(make_user(name, manager=user), values, now=NEW)

    response = signed_in.get("/team/people/")
    thin = response.context["team"].thinnest
    assert (thin.code, thin.below, thin.in_scope) == ("C2", 2, 2)
    found = words_of(response)
    assert "Most often below target: Leading people and building capability. 2 of 2" in found
    assert names(user, competency="A1") == ["Ada"]


def test_every_cell_is_a_number_or_says_why_not(signed_in: Client, user: User) -> None:
    submitted_assessment(make_user(manager=user), "4 2 – 3 2 3 2 1 1 1 2 1", now=NEW)
    text = words_of(signed_in.get("/team/people/"))
    assert "4 2 ▾ below the target – not done here 3 2 ◆ key competency below the target" in text


def test_a_draft_is_not_to_be_guessed(manager: User) -> None:
    """Somebody with a draft looks like somebody who has not begun."""
    begun, idle = make_user("Same", manager=manager), make_user("Same", manager=manager)
    begin_draft(begun.profile)
    first, second = matrix(manager).rows
    assert replace(first, profile_id=0) == replace(second, profile_id=0)
    assert {first.profile_id, second.profile_id} == {begun.profile.pk, idle.profile.pk}


def test_only_the_active_people_of_the_own_line_are_on_it(manager: User) -> None:
    lead = make_user("Lena Lead", manager=manager)
    make_user("Stan Staff", manager=lead)
    make_user("Gone", manager=manager, is_active=False)
    make_user("Sam Stranger")
    manager.profile.manager = make_user("Boss").profile
    manager.profile.save()

    assert names(manager) == ["Lena Lead", "Stan Staff"]
    assert names(make_user(is_superuser=True, is_staff=True)) == []


def test_a_line_below_somebody_switched_off_is_still_a_team(client: Client) -> None:
    manager = make_user("Mona")
    gone = make_user("Gone", manager=manager, is_active=False)
    make_user("Below", manager=gone)
    client.force_login(manager)
    assert 'href="/team/"' in client.get("/").content.decode()
    assert names(manager) == ["Below"]
