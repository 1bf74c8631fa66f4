"""What reads and writes of a self-assessment cost: the numbers that their docstrings state."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from careers.assessments import actions, completeness
from careers.assessments.models import NOT_APPLICABLE, Answer, Assessment
from careers.assessments.reuse import reusable
from careers.levels import actions as levels
from careers.levels.models import Instrument, Level
from careers.profiles.models import User
from tests.assessments.builders import draft_assessment, instrument_now, submitted_assessment
from tests.factories import NOW

pytestmark = pytest.mark.usefixtures("catalogue")
Statements = Callable[[int], AbstractContextManager[None]]


@pytest.fixture
def draft(user: User) -> Assessment:
    return actions.begin(profile=user.profile, now=NOW)


def next_version() -> Instrument:
    return levels.publish(
        instrument=levels.copy_to_draft(instrument=instrument_now(), now=NOW), now=NOW
    )


class TestBegin:
    def test_a_new_one_and_the_same_again(self, user: User, assert_statements: Statements) -> None:
        with assert_statements(3):
            begun = actions.begin(profile=user.profile, now=NOW)
        with assert_statements(1):
            assert actions.begin(profile=user.profile, now=NOW) == begun

    def test_with_nothing_to_copy_from(self, user: User, assert_statements: Statements) -> None:
        with assert_statements(3 + 1):
            actions.begin(profile=user.profile, now=NOW, from_last=True)

    def test_from_the_last(self, user: User, assert_statements: Statements) -> None:
        submitted_assessment(user)
        with assert_statements(3 + 5):
            begun = actions.begin(profile=user.profile, now=NOW, from_last=True)
        assert Answer.objects.filter(assessment=begun).count() == 12

    def test_from_the_last_of_another_version(
        self, user: User, assert_statements: Statements
    ) -> None:
        submitted_assessment(user)
        next_version()
        with assert_statements(3 + 6):
            begun = actions.begin(profile=user.profile, now=NOW, from_last=True)
        assert Answer.objects.filter(assessment=begun).count() == 12


class TestAnswer:
    def test_first_and_again(self, draft: Assessment, assert_statements: Statements) -> None:
        for choice in ("2", "1"):
            with assert_statements(4):
                actions.record_answer(
                    assessment=draft, competency_code="A1", now=NOW, choice=choice
                )
        assert [answer.value for answer in Answer.objects.all()] == [1]

    def test_not_applicable(self, draft: Assessment, assert_statements: Statements) -> None:
        with assert_statements(5):
            actions.record_answer(
                assessment=draft,
                competency_code="A1",
                now=NOW,
                choice=NOT_APPLICABLE,
                not_applicable_reason="Finance does it",
            )

    def test_the_first_needs_a_choice(self, draft: Assessment) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            actions.record_answer(
                assessment=draft, competency_code="A1", now=NOW, evidence="The north programme"
            )

    @pytest.mark.parametrize(("choice", "fault"), [("often", ValueError), ("5", IntegrityError)])
    def test_a_choice_is_a_number_of_the_scale(
        self, draft: Assessment, choice: str, fault: type[Exception]
    ) -> None:
        with pytest.raises(fault), transaction.atomic():
            actions.record_answer(assessment=draft, competency_code="A1", now=NOW, choice=choice)


class TestRemit:
    def test_cost(self, draft: Assessment, assert_statements: Statements) -> None:
        with assert_statements(3):
            saved = actions.record_remit(assessment=draft, level=2, now=NOW)
        assert saved.remit == Level.objects.get(number=2)

    def test_a_number_that_is_no_level(self, draft: Assessment) -> None:
        with pytest.raises(Level.DoesNotExist):
            actions.record_remit(assessment=draft, level=5, now=NOW)


class TestSubmit:
    def test_once_and_again(self, user: User, assert_statements: Statements) -> None:
        draft = draft_assessment(user)
        with assert_statements(7):
            result = actions.submit(assessment=draft, now=NOW)
        with assert_statements(2):
            assert actions.submit(assessment=draft, now=NOW) == result

    def test_an_incomplete_one(self, draft: Assessment, assert_statements: Statements) -> None:
        with assert_statements(3), pytest.raises(actions.Incomplete):
            actions.submit(assessment=draft, now=NOW)


def test_discard(user: User, assert_statements: Statements) -> None:
    draft = draft_assessment(user)
    with assert_statements(7):
        actions.discard(assessment=draft)
    assert (Assessment.objects.count(), Answer.objects.count()) == (0, 0)


def test_every_write_to_one_that_was_thrown_away_says_so(draft: Assessment) -> None:
    actions.discard(assessment=Assessment.objects.get(pk=draft.pk))
    writes: list[Callable[[], object]] = [
        lambda: actions.record_remit(assessment=draft, level=2, now=NOW),
        lambda: actions.record_answer(assessment=draft, competency_code="A1", now=NOW, choice="1"),
        lambda: actions.submit(assessment=draft, now=NOW),
        lambda: actions.discard(assessment=draft),
    ]
    for write in writes:
        with pytest.raises(Assessment.DoesNotExist):
            write()


def test_what_can_be_used_again(
    user: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    today, first = NOW.date(), instrument_now()
    with django_assert_num_queries(1):
        assert reusable(user.profile, first, today=today).answers == ()
    last = submitted_assessment(user)
    with django_assert_num_queries(3):
        found = reusable(user.profile, first, today=today)
    assert {answer.assessment_id for answer in found.answers} == {last.pk}
    assert (len(found.answers), found.remit) == (12, last.remit)
    second = next_version()
    with django_assert_num_queries(4):
        assert len(reusable(user.profile, second, today=today).answers) == 12
    stale = today + timedelta(days=31 * second.stale_months)
    assert reusable(user.profile, second, today=stale).answers == ()


def test_what_an_answer_lacks(
    user: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    instrument = instrument_now()
    answer = Answer(evidence="Led the review", value=3)
    with django_assert_num_queries(0):
        demand = completeness.demand_of(instrument, NOW.date())
        lacks = completeness.lacking(completeness.content_of(answer), demand)
        sentences = [completeness.sentence(field, demand) for field in lacks]
        nothing = completeness.lacking(completeness.content_of(None), demand)
    assert lacks == ("evidence_on", "evidence_confirmed_by")
    assert sentences == [
        "Choose when it was. This answer needs evidence of the last 24 months.",
        "Name somebody who could confirm it.",
    ]
    assert nothing == ("choice",)
