"""A version is published while another is, or while what it asks about moves."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from careers.levels import actions
from careers.levels.actions import instrument as publishing
from careers.levels.actions import rows
from careers.levels.admin import CompetencyAdmin
from careers.levels.documents import fingerprint
from careers.levels.models import (
    Competency,
    CompetencyGroup,
    Instrument,
    Level,
    Statement,
    WorkAction,
)
from careers.levels.queries import documents_of_competencies, rule_of
from tests.factories import NOW
from tests.levels.test_drafts_at_once import sent_by
from tests.meeting import Meeting, again

pytestmark = pytest.mark.django_db(transaction=True)
CODE = "A5"


@pytest.fixture
def meeting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Meeting:
    return Meeting(folder=tmp_path, patch=monkeypatch)


def copied() -> Instrument:
    return actions.copy_to_draft(instrument=Instrument.objects.get(version=1), now=NOW)


@pytest.fixture
def draft(busy_office: Client) -> Instrument:
    """A draft that asks about a competency that no published version asks about."""
    group, found = CompetencyGroup.objects.get(code="A"), copied()
    new = Competency.objects.create(
        code=CODE, name="New one", short_name="New", group=group, order=99
    )
    for level in Level.objects.order_by("number"):
        Statement.objects.create(instrument=found, competency=new, level=level, text="I do it.")
    return found


def published(draft: Instrument) -> Any:
    """Publish it; what level 2 rests on then, or nothing."""
    try:
        found = actions.publish(instrument=draft, now=timezone.now())
    except actions.NotPublishable:
        return None
    return rule_of(found).for_level(2).scope


def written(code: str, **values: str) -> str:
    """Change a competency as an import does that has read it before."""
    now = documents_of_competencies([code])
    return _written(code, now[code], **values)


def _written(code: str, before: Any, **values: str) -> str:
    try:
        actions.write_competencies(
            documents={code: before | values},
            bases={code: fingerprint(before)},
            user=None,
            why="",
            now=timezone.now(),
        )
    except actions.ChangedMeanwhile:
        return "told"
    return "written"


def test_an_older_version_is_not_published_beside_a_newer_one(
    busy_office: Client, meeting: Meeting
) -> None:
    older, newer = copied(), copied()
    (first, second), left = meeting.of(
        lambda: bool(published(newer)),
        lambda: bool(published(older)),
        pause_after=(publishing, "_obstacles"),
        read=lambda: [one.version for one in Instrument.objects.published().order_by("version")],
    )
    assert ((first, second), left) == ((True, False), [1, newer.version])


def test_what_is_published_while_an_import_moves_a_competency(
    draft: Instrument, meeting: Meeting
) -> None:
    answers, left = meeting.of(
        lambda: written(CODE, group="C"),
        lambda: published(draft),
        pause_after=(rows, "_refuse_moves"),
        read=lambda: rule_of(draft).for_level(2).scope,
    )
    assert answers == ["written", left]


def test_what_is_published_while_a_form_moves_a_competency(
    draft: Instrument, busy_office: Client, meeting: Meeting
) -> None:
    competency = Competency.objects.get(code=CODE)
    url = f"/admin/levels/competency/{competency.pk}/change/"
    data = sent_by(busy_office, url)
    data["group"] = [str(CompetencyGroup.objects.get(code="C").pk)]
    answers, left = meeting.of(
        lambda: again(busy_office).post(url, data).status_code,
        lambda: published(draft),
        pause_before=(CompetencyAdmin, "save_model"),
        read=lambda: (
            rule_of(draft).for_level(2).scope,
            Competency.objects.get(code=CODE).group.code,
        ),
    )
    assert answers == [302, left[0]]
    assert left[1] == "C"


def test_a_form_and_an_import_of_one_competency_do_not_wait_in_a_ring(
    busy_office: Client, meeting: Meeting
) -> None:
    """The new part points to a level, which the import holds with all of the catalogue."""
    competency, level = Competency.objects.get(code="A1"), Level.objects.get(number=1)
    WorkAction.objects.filter(competency=competency, level=level).delete()
    url = f"/admin/levels/competency/{competency.pk}/change/"
    data = sent_by(busy_office, url) | {
        "work_actions-3-level": [str(level.pk)],
        "work_actions-3-text": "Do it at work.",
    }
    before = documents_of_competencies(["A1"])["A1"]
    answers, left = meeting.of(
        lambda: again(busy_office).post(url, data).status_code,
        lambda: _written("A1", before, short_name="Another"),
        pause_before=(CompetencyAdmin, "save_model"),
        read=lambda: documents_of_competencies(["A1"])["A1"],
    )
    assert answers == [302, "told"]
    assert left == before | {"work_action_1": "Do it at work."}
