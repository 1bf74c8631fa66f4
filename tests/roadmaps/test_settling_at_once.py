"""Plans are left alone beside other work, and however many plans need nothing."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from careers.profiles.importing import checking, working, writing
from careers.profiles.models import PeopleImport, Profile, User
from careers.roadmaps import settling, tasks
from careers.roadmaps.models import ImpactLine, ImpactRun, Roadmap
from tests.factories import make_user
from tests.meeting import Meeting
from tests.profiles.people_lists import IMPORT, file_of
from tests.roadmaps.changing import ASK, LEAVE, propose, publish, three_people


def settle_all_of(run: ImpactRun) -> int:
    """How many batches it takes."""
    batches = 1
    while settling.settle_some(run.pk, now=timezone.now()):
        batches += 1
    return batches


@pytest.mark.django_db(transaction=True)
def test_plans_are_left_alone_while_people_are_imported(
    busy_office: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list names them the other way round; pieces of one row stand for pieces of a thousand."""
    monkeypatch.setattr(tasks, "settle_impact", SimpleNamespace(enqueue=lambda _run: None))
    monkeypatch.setattr(checking, "ROWS_AT_ONCE", 1)
    office, manager = User.objects.get(name="Olu Office"), make_user("Mona Manager")
    people = three_people(manager)[:2]
    run = publish(propose(office, course_days=8), office, accepted=LEAVE, agreed=LEAVE)
    rows = [(one.email, one.name, "Another title", manager.email) for one in reversed(people)]
    busy_office.post(IMPORT, {"file": file_of(*rows)})
    PeopleImport.objects.update(state="writing", claimed_at=None)
    found = PeopleImport.objects.get()

    def left() -> Any:
        titles = Profile.objects.filter(user__in=people).values_list("job_title", flat=True)
        alone = Roadmap.objects.filter(is_left_alone=True).count()
        return list(titles), alone, ImpactLine.objects.filter(settled_at=None).count()

    answers, after = Meeting(folder=tmp_path, patch=monkeypatch).of(
        lambda: working.go_on(found.pk, clock=timezone.now),
        lambda: settle_all_of(run),
        pause_after=(writing, "facts_for"),
        read=left,
    )
    assert (answers[0], after) == ("done", (["Another title"] * 2, 2, 0))


@pytest.mark.usefixtures("catalogue")
class TestManyWhoNeedNothing:
    @pytest.fixture
    def run(self, editor: User, people: tuple[User, User, User]) -> ImpactRun:
        """One is asked, one left alone; one has no plan, and needs nothing."""
        return publish(propose(editor, course_days=8), editor, accepted=ASK, agreed=LEAVE)

    def test_each_is_looked_at_in_one_batch(
        self, run: ImpactRun, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(settling, "LOOKED_AT", 1)
        lines = ImpactLine.objects.filter(settled_at=None)
        for waiting in (2, 1, 0):
            assert settling.settle_some(run.pk, now=timezone.now()) is (waiting > 0)
            assert lines.count() == waiting

    def test_what_a_batch_costs(
        self, run: ImpactRun, assert_statements: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """However many need nothing: seven, and two for each who is left alone."""
        ImpactLine.objects.bulk_create(
            ImpactLine(run=run, profile=make_user(f"Person {number}").profile, kind="proposal")
            for number in range(4)
        )
        done: list[str] = []
        monkeypatch.setattr(settling, "_ask", lambda *_given: done.append("asked"))
        monkeypatch.setattr(settling, "_leave_alone", lambda *_given: done.append("left alone"))
        with assert_statements(9):
            assert not settling.settle_some(run.pk, now=timezone.now())
        assert done == ["asked", "left alone"]
        assert not ImpactLine.objects.filter(settled_at=None).exists()
