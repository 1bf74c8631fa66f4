"""Searching and filtering the ladder and the instrument in the administration."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from careers.levels import actions
from careers.levels.models import (
    Competency,
    CompetencyGroup,
    Instrument,
    Level,
    Statement,
    WorkAction,
)
from tests.admin_lists import Case, filters_in, filters_of, rows
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]

GROUP_B = ["B1", "B2", "B3", "B4"]


def name(row: Any) -> str:
    """The shortest unmistakable name of a row."""
    if isinstance(row, WorkAction):
        return f"{row.competency.code}, level {row.level.number}"
    if isinstance(row, Statement):
        return f"{row.instrument}: {row.competency.code}, level {row.level.number}"
    return row.code if isinstance(row, Competency | CompetencyGroup) else str(row)


def key_of(model: Any, **fields: Any) -> Callable[[], int]:
    return lambda: model.objects.get(**fields).pk


LEVEL_3 = key_of(Level, number=3)
B = key_of(CompetencyGroup, code="B")
B2 = key_of(Competency, code="B2")
DRAFT = key_of(Instrument, version=2)

CASES: list[Case] = [
    (
        "levels.level",
        {},
        [
            "1 – New to project support",
            "2 – Supports portfolios, programs, and projects",
            "3 – Leads and manages a group of PMOs",
            "4 – Manages and guides PMOs",
        ],
    ),
    ("levels.level", {"q": "programs"}, ["2 – Supports portfolios, programs, and projects"]),
    ("levels.level", {"q": "co-ordinator"}, ["1 – New to project support"]),  # a typical title
    ("levels.level", {"q": "director"}, ["4 – Manages and guides PMOs"]),  # a role
    ("levels.competencygroup", {}, ["A", "B", "C"]),
    ("levels.competencygroup", {"q": "insight"}, ["B"]),
    ("levels.competency", {"q": "planning"}, ["A1"]),
    ("levels.competency", {"q": "c4"}, ["C4"]),
    ("levels.competency", {"group__id__exact": B}, GROUP_B),
    ("levels.competency", {"group__id__exact": B, "q": "reporting"}, ["B2"]),
    ("levels.workaction", {"q": "b2"}, [f"B2, level {n}" for n in (1, 2, 3, 4)]),
    ("levels.workaction", {"q": "every Friday"}, ["A1, level 1"]),
    (
        "levels.workaction",
        {"level__id__exact": LEVEL_3, "competency__group__id__exact": B},
        [f"{code}, level 3" for code in GROUP_B],
    ),
    (
        "levels.workaction",
        {"competency__id__exact": B2, "level__id__exact": LEVEL_3},
        ["B2, level 3"],
    ),
    ("levels.instrument", {}, ["Version 2", "Version 1"]),
    ("levels.instrument", {"q": "2"}, ["Version 2"]),
    ("levels.instrument", {"q": "first version"}, ["Version 1"]),  # words of the note
    ("levels.instrument", {"state": "draft"}, ["Version 2"]),
    ("levels.instrument", {"state": "published"}, ["Version 1"]),
    (
        "levels.statement",
        {"q": "b2"},
        [f"Version {v}: B2, level {n}" for v in (2, 1) for n in (1, 2, 3, 4)],
    ),
    (
        "levels.statement",
        {"q": "dates do not add up"},
        ["Version 2: A1, level 1", "Version 1: A1, level 1"],
    ),
    (
        "levels.statement",
        {
            "instrument__id__exact": DRAFT,
            "level__id__exact": LEVEL_3,
            "competency__group__id__exact": B,
        },
        [f"Version 2: {code}, level 3" for code in GROUP_B],
    ),
    (
        "levels.statement",
        {"competency__id__exact": B2, "level__id__exact": LEVEL_3},
        ["Version 2: B2, level 3", "Version 1: B2, level 3"],
    ),
]


@pytest.mark.parametrize(("table", "query", "found"), CASES)
def test_lists(office: Client, table: str, query: dict[str, Any], found: list[str]) -> None:
    actions.copy_to_draft(instrument=Instrument.objects.get(version=1), now=NOW)
    assert rows(office, table, query, name) == found


def test_every_filter_is_tried() -> None:
    assert filters_in(CASES) == filters_of("levels")
