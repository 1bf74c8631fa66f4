"""The levels and the instrument as they are shipped."""

from __future__ import annotations

from fractions import Fraction
from hashlib import sha256
from typing import Any

import pytest

from careers.domain.scoring import LevelRule, Rule
from careers.levels import queries
from careers.levels.models import (
    Competency,
    CompetencyGroup,
    Instrument,
    Level,
    Statement,
    WorkAction,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]

FIRST_VERSION = "d17bf0fd7b883f95248c1ed1e41bf768900ccba43956af230e95c0766b9902f2"
CODES = tuple(f"{group}{number}" for group in "ABC" for number in range(1, 5))


def test_labels_are_those_of_the_article() -> None:
    assert list(Level.objects.values_list("number", "label", "house_of_pmo_role")) == [
        (1, "New to project support", "Administrator"),
        (2, "Supports portfolios, programs, and projects", "Analyst"),
        (3, "Leads and manages a group of PMOs", "Manager"),
        (4, "Manages and guides PMOs", "Director"),
    ]


def test_the_statements_of_the_first_version_are_never_edited() -> None:
    """People have answered them: another wording is another version of the instrument."""
    rows = Statement.objects.filter(instrument__version=1).values_list(
        "competency__code", "level__number", "text"
    )
    written = "\n".join(f"{code} {level} {text}" for code, level, text in sorted(rows))
    assert sha256(written.encode()).hexdigest() == FIRST_VERSION


def test_a_work_action_is_one_sentence() -> None:
    texts = list(WorkAction.objects.values_list("text", flat=True))
    assert [text for text in texts if text.count(". ") or not text.endswith(".")] == []
    assert len(set(texts)) == 48


def test_only_level_3_says_that_it_is_our_reading() -> None:
    noted = Level.objects.exclude(reading_note="").values_list("number", flat=True)
    assert list(noted) == [3]


def test_three_groups_of_four_competencies() -> None:
    assert list(CompetencyGroup.objects.values_list("code", "name")) == [
        ("A", "Delivery support"),
        ("B", "Control and insight"),
        ("C", "Running and leading the PMO"),
    ]
    assert tuple(Competency.objects.values_list("code", flat=True)) == CODES
    assert all(one.code[0] == one.group.code for one in Competency.objects.select_related("group"))


def test_every_competency_has_a_statement_and_a_work_action_for_every_level() -> None:
    cells = {(code, level) for code in CODES for level in (1, 2, 3, 4)}
    statements = Statement.objects.values_list("competency__code", "level__number")
    actions = queries.work_actions()
    assert len(statements) == 48
    assert set(statements) == cells
    assert set(actions) == cells
    assert len(set(actions.values())) == 48
    assert all(text.endswith(".") for text in actions.values())


def test_statements_speak_of_oneself() -> None:
    texts = Statement.objects.values_list("text", flat=True)
    assert all(" I " in f" {text}" and text.endswith(".") for text in texts)


def test_first_version_asks_the_question_and_holds_the_rule() -> None:
    instrument = queries.current_instrument()
    assert instrument is not None
    assert (instrument.version, instrument.question) == (
        1,
        "Which statement describes what you do at work now?",
    )
    support, everything = CODES[:8], CODES
    assert queries.rule_of(instrument) == Rule(
        levels=(
            LevelRule(level=2, scope=support, keys=("A1", "A2", "B2")),
            LevelRule(level=3, scope=everything, keys=("B1", "C1", "C2")),
            LevelRule(level=4, scope=everything, keys=("C1", "C2", "C4")),
        ),
        breadth=Fraction(2, 3),
        keys_needed=2,
        key_slack=1,
        max_not_applicable=3,
        max_not_applicable_keys=1,
    )


@pytest.mark.parametrize("model", [Level, CompetencyGroup, Competency, WorkAction, Instrument])
def test_rows_are_found_by_their_natural_key(model: Any) -> None:
    row = model.objects.first()
    assert model.objects.get_by_natural_key(*row.natural_key()) == row
