"""Work that a worker has left behind is gone on with by a command, as cron runs it."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from careers.profiles.importing import working, writing
from careers.profiles.models import Notice, PeopleImport, User
from careers.roadmaps.actions.impact import begin_impact
from careers.roadmaps.models import ImpactLine, ImpactRun
from tests.factories import make_user
from tests.profiles.people_lists import IMPORT, file_of
from tests.roadmaps.changing import ASK, PRICE, propose, publish, three_people

LIST = file_of(("ada@x.example", "Ada Okafor"), ("ben@x.example", "Ben Bright"))


def resume() -> str:
    out = StringIO()
    call_command("resume_work", stdout=out)
    return out.getvalue().strip()


@pytest.fixture
def office(catalogue: None) -> User:
    return make_user("Olu Office", is_staff=True, is_superuser=True)


@pytest.fixture
def people(office: User) -> tuple[User, User, User]:
    return three_people(make_user("Mona Manager"))


def begin(office: User) -> ImpactRun:
    """A look for which no worker has come."""
    change = propose(office, **PRICE)
    run = begin_impact(change=change, asked_by=office, now=timezone.now())
    assert run is not None
    return run


def send_list(client: Client, office: User) -> PeopleImport:
    client.force_login(office)
    LIST.seek(0)
    client.post(IMPORT, {"file": LIST})
    return PeopleImport.objects.get()


def test_nothing_is_left(office: User) -> None:
    assert resume() == ""


def test_a_look(office: User, people: tuple[User, User, User]) -> None:
    run = begin(office)
    assert resume() == (
        "Lists of people: 0, looks at whom a change touches: 1, people asked or left alone: 0."
    )
    run.refresh_from_db()
    assert (run.state, ImpactLine.objects.count()) == (ImpactRun.State.DONE, 3)
    assert resume() == ""


def test_a_look_of_several_turns(
    office: User, people: tuple[User, User, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("careers.roadmaps.runs.AT_ONCE", 1)
    monkeypatch.setattr("careers.roadmaps.runs.TURN", timedelta(0))
    run = begin(office)
    assert "touches: 1," in resume()
    run.refresh_from_db()
    assert (run.state, run.looked) == (ImpactRun.State.DONE, 3)


def test_what_a_worker_is_at_is_left_to_it(office: User, people: Any) -> None:
    run = begin(office)
    ImpactRun.objects.update(claimed_at=timezone.now())
    assert resume() == ""
    run.refresh_from_db()
    assert run.state == ImpactRun.State.WAITING


def test_what_a_fault_has_stopped_waits_for_somebody(office: User, people: Any) -> None:
    begin(office)
    ImpactRun.objects.update(state=ImpactRun.State.FAILED, fault="Out of memory")
    assert resume() == ""


def test_a_look_of_another_day_is_left(office: User, people: Any) -> None:
    """Nobody could publish what it finds: somebody computes it again."""
    begin(office)
    yesterday = timezone.localdate() - timedelta(days=1)
    ImpactRun.objects.update(counted_on=yesterday)
    assert resume() == ""
    assert ImpactRun.objects.get().state == ImpactRun.State.WAITING


def test_what_stops_holds_up_nothing_else_and_is_told(
    office: User, people: tuple[User, User, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(office)

    def break_down(_clock: Any) -> int:
        raise OSError("No space left on device")

    monkeypatch.setattr(working, "go_on_with_all", break_down)
    out = StringIO()
    with pytest.raises(CommandError, match=r"^Stopped: Lists of people: OSError"):
        call_command("resume_work", stdout=out)
    assert out.getvalue().strip() == (
        "looks at whom a change touches: 1, people asked or left alone: 0."
    )
    assert ImpactRun.objects.get().state == ImpactRun.State.DONE


def test_owners_are_asked(office: User, people: tuple[User, User, User]) -> None:
    run = publish(propose(office), office, accepted=ASK, agreed=ASK)
    assert "people asked or left alone: 3." in resume()
    run.refresh_from_db()
    assert run.settled_at is not None
    assert Notice.objects.filter(key__startswith="catalogue-change:").count() == 2
    assert resume() == ""


def test_a_list_of_people(client: Client, office: User, monkeypatch: pytest.MonkeyPatch) -> None:
    found = send_list(client, office)
    assert resume().startswith("Lists of people: 1,")
    found.refresh_from_db()
    assert found.state == "checked"
    client.post(f"{IMPORT}{found.pk}/write/")

    def break_down(*_arguments: Any, **_named: Any) -> None:
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr(writing, "_write_managers", break_down)
        resume()
    found.refresh_from_db()
    assert (found.state, "MemoryError" in found.note) == ("writing", True)
    assert resume() == ""  # somebody has to look at what stopped it
    client.post(f"{IMPORT}{found.pk}/again/")
