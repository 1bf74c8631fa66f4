"""What the people of a line can do and hold, as the rule of cover takes it."""

from __future__ import annotations

from datetime import date
from typing import Any

from careers.assessments.models import Answer
from careers.domain.cover import COVERED_LEVELS
from careers.domain.eligibility import Register
from careers.domain.renewal import suites_of
from careers.teams.queries.holding import held_by, until
from careers.teams.queries.line import with_newest


def counted_by(people: Any) -> tuple[tuple[int, str, int], ...]:
    """Person, competency and counted answer of the newest results, above the lowest level.

    One SQL query.
    """
    newest = with_newest(people).order_by().values("newest")
    answers: Any = Answer.objects.filter(assessment__in=newest).with_counted().order_by()
    rows = answers.filter(counted__gte=COVERED_LEVELS[0])
    return tuple(rows.values_list("assessment__profile_id", "competency__code", "counted"))


def validly_held(people: Any, register: Register, today: date) -> tuple[tuple[int, str], ...]:
    """Person and certification, for all that is valid today; by the place in the catalogue.

    A successor counts for the place of its predecessor. One SQL query.
    """
    suites = suites_of(register)
    return tuple(
        (person, register.place_of(key))
        for person, held in held_by(people).items()
        for key, on in until(held, suites).items()
        if on is None or on >= today
    )
