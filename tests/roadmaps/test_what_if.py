"""What one other answer would give: the same as handing it in, and nothing is written."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from careers.assessments.models import Answer, Assessment
from careers.domain import scoring
from careers.profiles.models import User
from careers.roadmaps import actions, queries
from careers.roadmaps.choices import Wishes
from careers.roadmaps.queries import WhatIfView
from careers.roadmaps.trials import Trial, Tried
from tests.assessments.builders import draft_assessment, page_url, submitted_assessment, values_of
from tests.domain.builders import PEOPLE, article_rule
from tests.factories import NOW, make_user
from tests.roadmaps.people import hold
from tests.roadmaps.reading import ADDRESS_OF_TRIAL, try_answer, words_of

pytestmark = pytest.mark.usefixtures("catalogue")

TODAY = NOW.date()
DRAFT_QUERIES = 8  # questions, answers; rule, held, choices, catalogue in two, levels


def viewed(assessment: Assessment, code: str, choice: object, basis: str = "regularly") -> Any:
    asked = queries.asked_in(assessment)
    tried = Tried(competency=code, choice=str(choice), basis=basis)
    return queries.what_if(asked, tried, TODAY)


def trial(assessment: Assessment, code: str, choice: object, basis: str = "regularly") -> Trial:
    page: WhatIfView = viewed(assessment, code, choice, basis)
    assert page.trial is not None
    return page.trial


class TestLevel:
    def test_one_raise_reaches_the_next_level(self, signed_in: Client, user: User) -> None:
        assessment = submitted_assessment(user, "P3")
        hold(user.profile, "p3o-foundation")
        text = words_of(try_answer(signed_in, assessment, competency="C1", answer="3"))
        assert "Level 3 instead of level 2." in text
        assert "As you answered Level 2: Supports portfolios, programs, and projects" in text
        assert "With this answer Level 3: Leads and manages a group of PMOs" in text
        assert "Why Level 4 needs 8 of 12 competencies at level 4; you have 0." in text
        assert "No longer missing for level 3 PMO services: design and improvement" in text
        assert "The plan to level 4 No longer in the plan: P3O Practitioner." in text
        assert "What is missing" not in text

    def test_a_raise_that_is_not_enough_says_what_is(self, user: User) -> None:
        found = trial(submitted_assessment(user, "P3"), "C4", 3)
        assert found.verdict.startswith("Still level 2")
        assert found.closed == ("Portfolio and strategy",)
        assert found.change_note == "One change of an answer would reach level 3:"
        assert found.change == ("Raise “PMO services: design and improvement” from 2 to 3",)

    def test_a_lower_answer_opens_a_gap(self, user: User) -> None:
        found = trial(submitted_assessment(user, "P4"), "B1", 2)
        assert found.verdict == "Level 2 instead of level 3."
        found = trial(submitted_assessment(user, "P3"), "A1", 2)
        assert (found.closed, found.opened) == ((), ("Planning, schedules and dependencies",))
        assert found.plan_text == "The plan stays as it was."
        assert found.verdict == (
            "Still level 2 and the same exams, which would cover "
            "57\N{NO-BREAK SPACE}%, not 67\N{NO-BREAK SPACE}%."
        )

    def test_nothing_would_change(self, user: User) -> None:
        found = trial(submitted_assessment(user, "P3"), "A1", 4)
        assert found.verdict == "Nothing would change: level 2, and the same plan."
        assert found.plan_text == "The plan stays as it was."
        assert not any(step.is_new for step in found.steps)

    def test_the_answer_that_was_given(self, signed_in: Client, user: User) -> None:
        assessment = submitted_assessment(user, "P3")
        text = words_of(try_answer(signed_in, assessment, competency="a1"))
        assert "As you answered: level 2." in text
        assert "With this answer" not in text
        assert "The plan stays" not in text

    def test_what_could_be_done_counts_one_less(self, user: User) -> None:
        assessment = submitted_assessment(user, "P3")
        found = trial(assessment, "C1", 3, "could")
        assert found.level.startswith("Level 2: ")
        assert found.notes[0] == (
            "One answer counts one lower because you have not done it yet: "
            "“PMO services: design and improvement”."
        )
        assert trial(assessment, "C1", 4, "could").level.startswith("Level 3: ")

    def test_too_many_not_applicable_are_provisional(self, user: User) -> None:
        found = trial(submitted_assessment(user, "2 2 – 2 · 2 2 2 – · 1 1 2 –"), "B1", "na")
        assert found.verdict.endswith("The result would be provisional.")
        assert found.provisional[0] == ("More than 3 answers are “our PMO does not do this”.")
        assert found.notes == (
            "To hand this answer in, you would say why your PMO does not do it.",
        )

    def test_evidence_is_asked_for_only_where_it_is_missing(self, user: User) -> None:
        assessment = submitted_assessment(user, "P3")
        needed = "To hand this answer in, you would need evidence of the last 24 months."
        assert trial(assessment, "C1", 3).notes == (needed,)
        assert trial(assessment, "C1", 2).notes == ()
        assert trial(assessment, "A1", 4).notes == ()  # it has evidence of this month

    def test_the_rule_that_is_stored_with_a_result_counts(self, user: User) -> None:
        assessment = submitted_assessment(user, "P3")
        strict = {**assessment.result.rule, "keys_needed": 3}
        type(assessment.result).objects.filter(assessment=assessment).update(rule=strict)
        stored = queries.assessment_to_try(user, assessment.pk)
        assert stored is not None
        assert trial(stored, "C1", 3).level.startswith("Level 2: ")


@pytest.mark.parametrize("person", PEOPLE)
def test_it_gives_what_handing_in_would_give(user: User, person: str) -> None:
    """For every question another answer and basis, with a result and a draft in turn."""
    kinds = [submitted_assessment(user, person), draft_assessment(user, person)]
    first = list(PEOPLE).index(person)
    for number, code in enumerate(values_of(person)):
        value = (None, 0, 1, 2, 3, 4)[(first + number * 5) % 6]
        basis = list(scoring.Basis)[(first + number) % 3]
        values = [
            scoring.Answer(
                competency=name,
                value=value if name == code else one,
                basis=basis if name == code else scoring.Basis.REGULARLY,
            )
            for name, one in values_of(person).items()
        ]
        outcome = scoring.assess(values, article_rule())
        choice = "na" if value is None else value
        found = trial(kinds[number % 2], code, choice, basis)
        now = f"level {outcome.level}"
        assert found.level.startswith(f"Level {outcome.level}: ") or now in found.verdict
        assert bool(found.provisional) == outcome.is_provisional


def test_the_plan_is_the_one_the_roadmap_would_propose(user: User) -> None:
    """Trying it and handing it in: the same exams in the same order, the same cover."""
    before, other = submitted_assessment(user, "P2"), make_user("Ben Ito")
    submitted_assessment(other, "2 2 2 3 · 3 3 2 1 · 1 1 2 1")
    for one in (user, other):
        hold(one.profile, "ppso-essentials")
    page = queries.roadmap_of(other.profile, TODAY)
    assert page is not None
    found = trial(before, "B1", 3)
    assert [step.name for step in found.steps] == [step.name for step in page.steps]
    assert (found.exams, found.cover) == (page.totals.exams, page.totals.cover)


def test_an_accepted_plan_stays(user: User) -> None:
    assessment = submitted_assessment(user, "P3")
    page = queries.roadmap_of(user.profile, TODAY)
    assert page is not None
    assert trial(assessment, "C1", 3).plan_notes == ()
    actions.accept(profile=user.profile, digest=page.digest, now=NOW)
    assert trial(assessment, "C1", 3).plan_notes == (
        "The plan you accepted stays until you accept another; this is what is proposed.",
    )


def test_limits_that_no_plan_fits_are_said(user: User) -> None:
    assessment = submitted_assessment(user, "P3")
    actions.set_wishes(profile=user.profile, wishes=Wishes(finish_on=TODAY), now=NOW)
    (note,) = trial(assessment, "C1", 2).plan_notes
    assert note == "No plan fits your limits, before or after. This is the plan without them."


class TestDraft:
    def test_a_complete_one(self, signed_in: Client, user: User) -> None:
        draft = draft_assessment(user, "P3")
        response = try_answer(signed_in, draft, competency="C1", answer="3")
        text, html = words_of(response), response.content.decode()
        assert "Level 3 instead of level 2." in text
        assert f'href="{page_url("check", draft)}"' in html
        assert "Change this answer" in text
        assert "Only a new self-assessment" not in text

    def test_with_one_open_question_that_is_tried(self, signed_in: Client, user: User) -> None:
        draft = draft_assessment(user, "P3")
        Answer.objects.get(assessment=draft, competency__code="C1").delete()
        text = words_of(try_answer(signed_in, draft, competency="C1", answer="3"))
        assert "It would be level 3." in text
        assert "As you answered" not in text

    @pytest.mark.parametrize("query", [{}, {"competency": "C1"}, {"competency": "A1"}])
    def test_with_an_open_question(
        self, signed_in: Client, user: User, query: dict[str, Any]
    ) -> None:
        draft = draft_assessment(user, "P3")
        Answer.objects.get(assessment=draft, competency__code="C1").delete()
        response = try_answer(signed_in, draft, **query)
        assert "Some questions are still open." in words_of(response)
        assert f'href="/assessment/{draft.pk}/c1/?from=check"' in response.content.decode()
        assert response.context["page"].trial is None

    def test_the_check_links_to_what_can_be_tried(self, signed_in: Client, user: User) -> None:
        draft = draft_assessment(user, "P3")

        def links() -> int:
            return signed_in.get(page_url("check", draft)).content.decode().count(ADDRESS_OF_TRIAL)

        assert links() == 12
        Answer.objects.get(assessment=draft, competency__code="C1").delete()
        assert links() == 1
        Answer.objects.get(assessment=draft, competency__code="A1").delete()
        assert links() == 0


@pytest.mark.parametrize("person", ["newcomer", "P3", "P8"])
def test_it_asks_the_database_as_often_for_everybody(user: User, person: str) -> None:
    kinds = {"draft": draft_assessment(user, person), "result": submitted_assessment(user, person)}
    hold(user.profile, "p3o-foundation", "pmp")
    found = {}
    for kind, assessment in kinds.items():
        own = queries.assessment_to_try(user, assessment.pk)
        assert own is not None
        with CaptureQueriesContext(connection) as captured:
            asked = queries.asked_in(own)
            tried = Tried(competency="C1", choice="4", basis="regularly")
            queries.what_if(asked, tried, timezone.localdate())
        found[kind] = len(captured)
    assert found == {"draft": DRAFT_QUERIES, "result": DRAFT_QUERIES - 1}
