"""The matrix as tests ask for it, and a small line to ask about."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from careers.profiles.models import User
from careers.teams.filters import Filters
from careers.teams.queries import MatrixPage, competencies, matrix_page
from tests.assessments.builders import submitted_assessment
from tests.factories import make_user
from tests.teams.builders import NEW

TODAY = date(2027, 3, 14)


def matrix(user: User, number: Any = None, **filters: Any) -> MatrixPage:
    return matrix_page(user, Filters(**filters), number, columns=competencies(), today=TODAY)


def names(user: User, **filters: Any) -> list[str]:
    return [row.name for row in matrix(user, **filters).rows]


def make_four(manager: User) -> User:
    """A lead at level 3, an analyst at 2, a beginner at 1, and somebody who has not begun."""
    lead = make_user("Lena Lead", manager=manager, job_title="PMO lead")
    for name, answers, at in (
        ("Ada Analyst", "P2", datetime(2026, 1, 1, tzinfo=UTC)),
        ("Ben Beginner", "P1", NEW),
    ):
        submitted_assessment(make_user(name, manager=lead, job_title="Planner"), answers, now=at)
    submitted_assessment(lead, "P4", now=datetime(2027, 1, 1, tzinfo=UTC))
    make_user("Nina None", manager=manager)
    return manager
