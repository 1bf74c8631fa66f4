"""A change is published while another editor computes, adds to it or gives it up."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from careers.certifications import actions
from careers.certifications.documents import fingerprint
from careers.certifications.models import CatalogueChange, Certification
from careers.certifications.queries import documents
from careers.profiles.models import User
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
