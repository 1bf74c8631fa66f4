"""A change, or a version, is published while another editor does something else with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from careers.certifications import actions
from careers.certifications.documents import fingerprint
from careers.certifications.models import CatalogueChange, Certification
from careers.certifications.queries import documents
from careers.levels.actions import copy_to_draft, rows, write_competencies
from careers.levels.models import Competency, CompetencyGroup, Instrument, Level, Statement
from careers.levels.queries import documents_of_competencies
from careers.profiles.models import User
from careers.roadmaps import runs
from careers.roadmaps.actions import impact, publishing
from careers.roadmaps.actions.publishing import Handling, publish_with_impact
from careers.roadmaps.models import ImpactLine, ImpactRun
from tests.factories import make_user
from tests.meeting import Meeting
from tests.roadmaps.agreed import ESSENTIALS, FOUNDATION
from tests.roadmaps.changing import ASK, LEAVE, look, propose, three_people
from tests.shipped import put_catalogue

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def run() -> ImpactRun:
    """A change that touches three people, looked at to the end."""
    put_catalogue()
    three_people(make_user("Mona Manager"))
    editor = make_user("Edda Editor")
    return look(propose(editor), editor)


@pytest.fixture
def meeting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Meeting:
    return Meeting(folder=tmp_path, patch=monkeypatch)


def change_of(run: ImpactRun) -> CatalogueChange:
    assert run.change is not None
    return run.change


def editor_of(run: ImpactRun) -> User:
    assert run.asked_by is not None
    return run.asked_by


def publish(run: ImpactRun) -> bool:
    return publish_with_impact(
        change=change_of(run),
        looked_at=run.basis,
        handling=Handling(accepted=ASK, agreed=LEAVE, has_mail=False),
        user=editor_of(run),
        now=timezone.now(),
    )


def state() -> Any:
    """Whether it is published, its run, and the people it has found."""
    runs = list(ImpactRun.objects.values_list("state", flat=True))
    published = CatalogueChange.objects.published().count()
    retired = Certification.objects.filter(key=FOUNDATION, status="retired").exists()
    return published, retired, runs, ImpactLine.objects.count()


def test_published_while_another_editor_computes(run: ImpactRun, meeting: Meeting) -> None:
    """The look that was published is not begun anew: somebody has to be told."""
    answers, left = meeting.of(
        lambda: impact.begin_impact(
            change=change_of(run), asked_by=editor_of(run), now=timezone.now()
        ),
        lambda: publish(run),
        pause_before=(impact, "basis_of"),
        read=state,
    )
    assert answers == [run, True]
    assert left == (1, True, ["done"], 3)


def test_given_up_while_it_is_published(run: ImpactRun, meeting: Meeting) -> None:
    """What is published stays with its look, and neither waits for the other in a ring."""
    answers, left = meeting.of(
        lambda: publish(run),
        lambda: impact.withdraw_with_impact(change=change_of(run)),
        pause_after=(publishing, "publish_change"),
        read=state,
    )
    assert answers == [True, None]
    assert left == (1, True, ["done"], 3)


def test_published_while_it_is_given_up(run: ImpactRun, meeting: Meeting) -> None:
    def too_late() -> str:
        with pytest.raises(CatalogueChange.DoesNotExist):
            publish(run)
        return "given up"

    answers, left = meeting.of(
        lambda: impact.withdraw_with_impact(change=change_of(run)),
        too_late,
        pause_before=(impact, "withdraw_change"),
        read=state,
    )
    assert answers == [None, "given up"]
    assert left == (0, False, [], 0)


def test_added_to_while_it_is_published(run: ImpactRun, meeting: Meeting) -> None:
    """Nothing is published that was not looked at."""
    now = documents([ESSENTIALS])[ESSENTIALS]

    def add() -> str:
        with pytest.raises(CatalogueChange.DoesNotExist):
            actions.add_to_change(
                change=change_of(run),
                documents={ESSENTIALS: now | {"course_days": 9}},
                bases={ESSENTIALS: fingerprint(now)},
                seen={},
                why="",
            )
        return "too late"

    answers, left = meeting.of(
        lambda: publish(run),
        add,
        pause_before=(publishing, "publish_change"),
        read=lambda: (state(), list(CatalogueChange.objects.get().documents)),
    )
    assert answers == [True, "too late"]
    assert left == ((1, True, ["done"], 3), [FOUNDATION])


def test_a_competency_moves_while_a_rehearsed_version_is_published(meeting: Meeting) -> None:
    """The numbers that were looked at are of another rule by then."""
    put_catalogue()
    editor, group = make_user("Edda Editor"), CompetencyGroup.objects.get(code="A")
    draft = copy_to_draft(instrument=Instrument.objects.get(version=1), now=timezone.now())
    new = Competency.objects.create(code="A5", name="New", short_name="New", group=group, order=99)
    for level in Level.objects.order_by("number"):
        Statement.objects.create(instrument=draft, competency=new, level=level, text="I do it.")
    looked_at = impact.begin_impact(instrument=draft, asked_by=editor, now=timezone.now())
    assert looked_at is not None
    runs.work(looked_at.pk, clock=timezone.now)
    before = documents_of_competencies(["A5"])

    def move() -> None:
        write_competencies(
            documents={"A5": before["A5"] | {"group": "C"}},
            bases={"A5": fingerprint(before["A5"])},
            user=None,
            why="",
            now=timezone.now(),
        )

    def too_late() -> str:
        with pytest.raises(publishing.NotLookedAt, match="has changed since"):
            publishing.publish_rehearsed(
                instrument=draft,
                looked_at=looked_at.basis,
                is_unseen_accepted=False,
                now=timezone.now(),
            )
        return "look again"

    answers, left = meeting.of(
        move,
        too_late,
        pause_after=(rows, "_refuse_moves"),
        read=lambda: (
            Instrument.objects.published().count(),
            Competency.objects.get(code="A5").group.code,
        ),
    )
    assert (answers, left) == ([None, "look again"], (1, "C"))
