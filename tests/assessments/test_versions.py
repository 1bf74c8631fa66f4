"""A result is explained by the version of the scoring that computed it, whatever came since."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

import pytest
from django.test import Client

from careers.assessments import queries
from careers.domain import scoring
from careers.domain.scoring import Answer, Outcome, Rule
from careers.profiles.models import User
from tests.assessments.builders import page_url, submitted_assessment

pytestmark = pytest.mark.usefixtures("catalogue")


def generous(answers: Iterable[Answer], rule: Rule) -> Outcome:
    """An algorithm as it might come: everybody is a level higher."""
    outcome = scoring.assess(answers, rule)
    return replace(outcome, level=outcome.level + 1)


@pytest.fixture
def newer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(scoring.VERSIONS, 2, generous)


def test_an_old_result_keeps_its_reasons(signed_in: Client, user: User, newer: None) -> None:
    submitted = submitted_assessment(user, "P3")
    view = queries.latest_result(user.profile)
    assert view is not None
    assert (view.level, view.outcome.level) == (2, 2)
    page = signed_in.get(page_url("result", submitted)).content.decode()
    assert "only 1 of its 3 key competencies" in page


def test_a_new_result_has_the_reasons_of_the_new_one(user: User, newer: None) -> None:
    result = submitted_assessment(user, "P3").result
    result.level, result.scoring_version = 3, 2
    result.save()
    view = queries.latest_result(user.profile)
    assert view is not None
    assert (view.level, view.outcome.level) == (3, 3)


def test_a_version_that_is_not_known_is_named() -> None:
    with pytest.raises(ValueError, match=r"^Version 9 of the scoring is not known here\.$"):
        scoring.assess_as_of(
            9,
            (),
            Rule(
                levels=(),
                breadth=Fraction(1),
                keys_needed=0,
                key_slack=0,
                max_not_applicable=0,
                max_not_applicable_keys=0,
            ),
        )
