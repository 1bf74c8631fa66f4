"""The worked examples of the scoring rule, answered page by page and read from the result."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from careers.assessments import queries
from careers.domain.outcome import Outcome
from careers.profiles.models import User
from tests.assessments.builders import hand_in_through_pages, page_url, submitted_assessment

EXAMPLES = [
    (
        "P1",
        1,
        [
            "Level 2 needs 6 of 8 support competencies at level 2; you have 1. None of its key "
            "competencies is at that level yet.",
            "You work at 2, your answers show 1.",
            "0 of 6 answers have evidence.",
        ],
    ),
    (
        "P2",
        2,
        [
            "7 of 8 support competencies are at level 2 or above; 6 needed.",
            "3 of 3 key competencies are at level 2 or above; 2 needed",
            "Level 3 needs 8 of 12 competencies at level 3; you have 2. 2 of its key competencies "
            "are too far below: “PMO services: design and improvement” and “Leading people and "
            "building capability”.",
            "PMO services: design and improvement: at 1, 2 levels below: too far",
            "Leading people and building capability: at 1, 2 levels below: too far",
            "You work at 2, and your answers show 2 too.",
        ],
    ),
    (
        "P3",
        2,
        [
            "The breadth for level 3 is there (8 of 12), but only 1 of its 3 key competencies is "
            "at that level. Not yet: “PMO services: design and improvement” and “Leading people "
            "and building capability”.",
            "8 of 12 competencies are at level 3 or above; 8 needed.",
            "1 of 3 key competencies is at level 3 or above; 2 needed",
            "Raise “PMO services: design and improvement” from 2 to 3",
        ],
    ),
    (
        "P4",
        3,
        [
            "9 of 12 competencies are at level 3 or above; 8 needed.",
            "Level 4 needs 8 of 12 competencies at level 4; you have 0. 2 of its key competencies "
            "are too far below: “Leading people and building capability” and “Portfolio and "
            "strategy”.",
            "2 of 3 key competencies are at level 3 or above; 2 needed",
            "Leading people and building capability: at 2, one below",
        ],
    ),
    (
        "P5",
        3,
        [
            "10 of 12 competencies are at level 3 or above; 8 needed.",
            "Level 4 needs 8 of 12 competencies at level 4; you have 0. One of its key "
            "competencies is too far below: “Portfolio and strategy”.",
            "3 of 3 key competencies are at level 3 or above",
            "Portfolio and strategy: at 2, 2 levels below: too far",
        ],
    ),
    (
        "P6",
        4,
        [
            "8 of 12 competencies are at level 4 (8 needed), and 3 of the 3 key competencies.",
            "This is the highest level.",
        ],
    ),
    (
        "P7",
        2,
        [
            "Specialist strengths",
            "A strong specialist: 6 answers at level 3 or above.",
            "Level 3 needs 8 of 11 competencies at level 3; you have 6. One of its key "
            "competencies is too far below: “Leading people and building capability”.",
        ],
    ),
    ("P8", 2, ["6 of 6 support competencies are at level 2 or above; 4 needed."]),
]


def text_of(html: str) -> str:
    main = html.split('id="main"')[1].split("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", main))


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize(("person", "level", "sentences"), EXAMPLES, ids=lambda one: str(one)[:2])
def test_result_page(
    signed_in: Client, user: User, person: str, level: int, sentences: list[str]
) -> None:
    assessment = hand_in_through_pages(signed_in, user, person)
    html = signed_in.get(page_url("result", assessment)).content.decode()
    text = text_of(html)
    assert f"<h1>Level {level}:" in html
    for sentence in sentences:
        assert sentence in text
    assert "provisional" not in text
    assessment.refresh_from_db()
    assert (assessment.result.level, assessment.result.is_provisional) == (level, False)


@pytest.mark.usefixtures("catalogue")
def test_what_could_be_done_but_was_not_counts_one_lower(signed_in: Client, user: User) -> None:
    assessment = hand_in_through_pages(signed_in, user, "P5", could=("C1", "C2"), remit=3)
    text = text_of(signed_in.get(page_url("result", assessment)).content.decode())
    assert "Level 2: Supports portfolios, programs, and projects" in text
    assert "2 answers count one lower because you have not done it yet" in text
    assert (
        "Do “PMO services: design and improvement” at work: the answer says 3 and counts 2 until "
        "then" in text
    )
    assert "You work at 3, your answers show 2." in text


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize("person", ["P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8"])
def test_computing_again_gives_what_was_stored(user: User, person: str) -> None:
    assessment = submitted_assessment(user, person)
    view = queries.latest_result(user.profile)
    assert view is not None
    outcome: Outcome = view.outcome
    stored = (assessment.result.level, assessment.result.is_provisional)
    assert (outcome.level, outcome.is_provisional) == stored
    assert (view.level, view.is_provisional) == stored
