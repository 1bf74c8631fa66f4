"""Competencies, groups and levels as tables: what may change, what results rest on, the history."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from careers.levels.actions import ChangedMeanwhile
from careers.levels.level_tables import CompetencyTable, GroupTable, LevelTable
from careers.levels.models import Competency, CompetencyGroup, Statement, WorkAction
from careers.levels.readings import Reading
from careers.levels.sheets import csv_of
from careers.levels.tables import MOST_ROWS, Table
from tests.factories import NOW, make_user

pytestmark = pytest.mark.usefixtures("catalogue")


def read(table: type[Table], *lines: tuple[Any, ...]) -> Reading:
    return table().read(SimpleUploadedFile("x.csv", csv_of(lines)), user=None, now=NOW)


def write(table: type[Table], reading: Reading, **options: Any) -> None:
    values: dict[str, Any] = {"user": None, "why": "Import of x.csv", "now": NOW}
    table().write(documents=reading.documents, bases=reading.bases, **(values | options))


def words(reading: Reading) -> list[str]:
    assert reading.documents == {}
    return [fault.words for fault in reading.faults]


def test_names_and_work_actions_change_with_one_version_of_each() -> None:
    user = make_user("Edda Editor")
    head = ("code", "name", "work action to level 2", "work action to level 3")
    reading = read(CompetencyTable, head, ("A1", "Planning", "", "Lead a review."))
    assert (reading.faults, reading.rows, reading.unchanged) == ((), {"A1": 2}, 0)
    assert Competency.objects.get(code="A1").name != "Planning"

    write(CompetencyTable, reading, user=user)
    assert Competency.objects.get(code="A1").name == "Planning"
    left = WorkAction.objects.filter(competency__code="A1").order_by("level__number")
    assert list(left.values_list("level__number", flat=True)) == [1, 3, 4]
    assert left[1].text == "Lead a review."
    versions = [*Competency.history.all(), *WorkAction.history.order_by("history_type")]
    signs = [(one.history_type, one.history_user, one.history_change_reason) for one in versions]
    assert signs == [(kind, user, "Import of x.csv") for kind in ("~", "-", "~")]
    assert {one.history_date for one in versions} == {NOW}


def test_what_results_rest_on_stays() -> None:
    assert Statement.objects.filter(instrument__published_at__isnull=False).exists()
    head = ("code", "group", "order")
    assert words(read(CompetencyTable, head, ("A1", "B", 1), ("A2", "A", 40), ("A3", "Z", 3))) == [
        "Row 4, group: “Z” is not the code of a group."
    ]
    assert words(read(CompetencyTable, head, ("A1", "B", 1), ("A2", "A", 40))) == [
        "Row 2, group: A published version asks about A1, so this stays as it is.",
        "Row 3, order: A published version asks about A2, so this stays as it is.",
    ]


def test_a_new_competency_needs_what_every_one_has() -> None:
    head = ("code", "name", "short name", "group", "order")
    reading = read(CompetencyTable, head, ("C5", "Handing over", "Handover", "C", "13"))
    write(CompetencyTable, reading)
    found = Competency.objects.get(code="C5")
    assert (found.name, found.group.code, found.order) == ("Handing over", "C", 13)
    line = ("c6", "", "Handover and more than that", "C", "")
    assert words(read(CompetencyTable, head, line)) == [
        "Row 2, code: Use capital letters, then a number: for example A1.",
        "Row 2, name: It must not be empty.",
        "Row 2, short name: Write at most 24 characters; it has 27.",
        "Row 2, order: It must not be empty.",
    ]


def test_rows_may_change_places() -> None:
    reading = read(GroupTable, ("code", "order"), ("A", 3), ("C", 1))
    assert reading.faults == ()
    write(GroupTable, reading)
    assert list(CompetencyGroup.objects.values_list("code", flat=True)) == ["C", "B", "A"]
    write(GroupTable, reading)  # again
    assert CompetencyGroup.history.count() == 2
    assert words(read(GroupTable, ("code", "order"), ("A", 2))) == [
        "Row 2, order: Competency group with this Order already exists."
    ]


def test_there_are_four_levels() -> None:
    head = ("number", "House of PMO role")
    assert words(read(LevelTable, head, ("5", "King"), ("1", "x" * 61))) == [
        "Row 2, number: “5” is not one of the four levels.",
        "Row 3, House of PMO role: Write at most 60 characters; it has 61.",
    ]
    reading = read(LevelTable, head, ("1", "Clerk"))
    assert reading.faults == ()
    assert reading.documents["1"]["house_of_pmo_role"] == "Clerk"


def test_a_change_by_somebody_else_is_told() -> None:
    reading = read(GroupTable, ("code", "name"), ("A", "Delivering"))
    CompetencyGroup.objects.filter(code="A").update(name="Support")
    with pytest.raises(ChangedMeanwhile, match="A"):
        write(GroupTable, reading)
    assert CompetencyGroup.objects.get(code="A").name == "Support"


def test_a_file_has_only_so_many_rows() -> None:
    lines = [("code", "name"), *((f"A{n}", "x") for n in range(MOST_ROWS + 1))]
    assert words(read(GroupTable, *lines)) == [
        "The file has more than 1000 rows. Split it into several files."
    ]
