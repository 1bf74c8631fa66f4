"""What differs between two documents, in words."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from copy import deepcopy
from typing import Any

import pytest

from careers.certifications.differences import Difference, differences
from careers.certifications.queries import Names, catalogue_names, documents

pytestmark = pytest.mark.usefixtures("catalogue")


def p3o() -> dict[str, Any]:
    return documents(["p3o-practitioner"])["p3o-practitioner"]


def sentences(before: dict[str, Any] | None, after: dict[str, Any] | None) -> list[str]:
    return [one.sentence for one in differences(before, after, catalogue_names())]


def test_names_are_read_in_four_queries_and_new_ones_come_with_their_documents(
    assert_statements: Callable[[int], AbstractContextManager[None]],
) -> None:
    new, other = {"key": "new", "name": "New one"}, p3o() | {"name": "Not its name today"}
    with assert_statements(4):
        names = catalogue_names([new, other])
    assert names.certifications["new"] == "New one"
    assert names.certifications["p3o-practitioner"] == "P3O Practitioner"
    assert names.competencies["A1"].startswith("A1 ")


def test_what_is_the_same_says_nothing() -> None:
    assert sentences(p3o(), p3o()) == []
    assert sentences(None, None) == []


def test_each_field_is_told_as_people_read_it() -> None:
    before = p3o() | {"cost_minor": None, "cost_currency": "", "cost_on": None, "suite": None}
    before |= {"course_days": None, "is_enabled": True, "status": "available", "level": 2}
    before |= {"successor": None, "summary": "", "body_now": "pmi"}
    after = before | {
        "cost_minor": 45_000,
        "cost_currency": "GBP",
        "cost_on": "2026-11-02",
        "course_days": 3,
        "is_enabled": False,
        "status": "replaced",
        "status_since_on": "2026-10-01",
        "successor": "ipmo-expert",
        "summary": "For analysts.",
        "level": 3,
        "body_now": "somebody",
    }
    assert sentences(before, after) == [
        "Who it is for: nothing → For analysts.",
        "Awarding body today: PMI → somebody",
        "May be proposed in roadmaps: yes → no",
        "Status: Available → Replaced",
        "Status since: not known → 1 October 2026",
        "Successor: none → IPMO-Expert",
        "Level it is meant for: level 2 → level 3",
        "Course days: not known → 3",
        "Cost: not known → £450.00 (price of 2 November 2026)",
    ]


def test_parts_are_told_item_by_item() -> None:
    condition = {"number": 1, "any_of": ["p3o-foundation"], "or_experience": ""}
    source = {"topic": "cost", "url": "https://a.example/", "note": "", "verified_on": "2026-11-02"}
    before = p3o() | {
        "recommended_first": [],
        "prerequisites": [condition | {"is_official": True}],
        "builds": [{"competency": "A2", "strength": 1, "up_to": 2}],
        "sources": [source],
        "aliases": ["P3OP"],
    }
    after = deepcopy(before) | {
        "recommended_first": ["ipmo-foundation"],
        "prerequisites": [
            condition
            | {"any_of": ["p3o-foundation", "gone"], "or_experience": "Two years"}
            | {"is_official": False}
        ],
        "builds": [],
        "sources": [source | {"note": "List price"}],
        "aliases": ["P3OP", "P3O (P)"],
    }
    code = catalogue_names().competencies["A2"]
    assert sentences(before, after) == [
        "Recommendation added: IPMO-Foundation",
        "Prerequisite changed: condition 1: P3O Foundation → condition 1: P3O Foundation or gone, "
        "or experience: Two years (reported by others)",
        f"Competency removed: {code}, partly, up to level 2",
        "Source changed: Cost: https://a.example/ (2 November 2026) → "
        "Cost: https://a.example/ (2 November 2026) List price",
        "Other name added: P3O (P)",
    ]


def test_a_new_one_and_one_that_is_gone_say_all_that_is_known() -> None:
    new = differences(None, p3o(), Names())
    assert new[0] == Difference(
        name="", label="New certification", before="", after="P3O Practitioner"
    )
    assert {"name", "key", "prerequisites", "builds"} <= {one.name for one in new}
    assert {one.before for one in new} == {""}
    gone = differences(p3o(), None, Names())
    assert gone[0].sentence == "No longer in the catalogue: P3O Practitioner"
    assert {one.after for one in gone} == {""}
    assert len(gone) == len(new)
