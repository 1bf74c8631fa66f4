"""A look at everybody whom a change can touch: begun, gone on with, taken over, given up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from careers.certifications.models import CatalogueChange, Certification
from careers.profiles.models import User
from careers.roadmaps import queries, runs, tasks
from careers.roadmaps.actions import impact as actions
from careers.roadmaps.models import ImpactLine, ImpactRun
from careers.roadmaps.queries.rehearsal import CatalogueRehearsal
from careers.roadmaps.runs import CLAIM_HOLDS, Turn
from tests.assessments.test_submitting import a_database_for_threads, in_threads, somebody
from tests.factories import make_user
from tests.roadmaps.agreed import FOUNDATION
from tests.roadmaps.changing import look, propose, three_people
from tests.roadmaps.people import assess

State = ImpactRun.State
PRICE: dict[str, Any] = {"cost_minor": 30000, "cost_currency": "GBP", "cost_on": "2027-01-01"}
NEXT_STEP = "p3o-practitioner"


@pytest.fixture
def office(catalogue: None) -> User:
    return make_user("Olu Office")


@pytest.fixture
def people(office: User) -> tuple[User, ...]:
    """With an accepted plan, with an agreed one, without one; at the top; not assessed."""
    top, nobody = make_user("Tom Top"), make_user("Nora Nobody")
    assess(top, "P6")
    return (*three_people(make_user("Mona Manager")), top, nobody)


@pytest.fixture
def waiting(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Looks that were handed to a worker, who has not come yet."""
    handed: list[int] = []
    monkeypatch.setattr(tasks, "look_at_people", SimpleNamespace(enqueue=handed.append))
    return handed


def begin(change: CatalogueChange, by: User, now: datetime | None = None) -> ImpactRun:
    run = actions.begin_impact(change=change, asked_by=by, now=now or timezone.now())
    assert run is not None
    return run


def work(run: ImpactRun, now: datetime | None = None) -> Turn:
    return runs.work(run.pk, clock=lambda: now or timezone.now())


def lines(run: ImpactRun) -> dict[str, tuple[str, list[Any], dict[str, Any]]]:
    found = ImpactLine.objects.filter(run=run).select_related("profile__user")
    return {line.profile.user.name: (line.kind, line.changes, line.money) for line in found}


def left() -> tuple[int, int]:
    return ImpactRun.objects.count(), ImpactLine.objects.count()


def test_what_is_found(office: User, people: tuple[User, ...]) -> None:
    run = look(propose(office, **PRICE), office)
    money = {"GBP": {"before": 0, "after": 30000, "unknown_before": 2, "unknown_after": 1}}
    assert lines(run) == {
        "Ada Accepted": ("accepted", [], money),
        "Ben Bound": ("agreed", [], money),
        "Cai Carefree": ("proposal", [], money),
    }
    # Whoever is at the top, or was not assessed, is not looked at.
    assert (run.people, run.looked, run.state, run.fault) == (3, 3, State.DONE, "")
    assert run.finished_at is not None
    assert run.totals == {
        "affected": 3,
        "by_kind": {"accepted": 1, "agreed": 1, "proposal": 1},
        "money": {"GBP": {"before": 0, "after": 90000, "unknown_before": 6, "unknown_after": 3}},
        "planned": 3,
    }


def test_what_a_retired_certification_does(office: User, people: tuple[User, ...]) -> None:
    run = look(propose(office), office)
    # What was agreed goes out as well: nobody can be held to it.
    for name, kind in (("Ada Accepted", "accepted"), ("Ben Bound", "agreed")):
        found, changes, _money = lines(run)[name]
        assert found == kind
        assert [(one["kind"], one["certification"]) for one in changes] == [("removed", FOUNDATION)]
        assert changes[0]["was_on"] is not None
    assert run.totals["certifications"] == {FOUNDATION: {"removed": 3}}
    assert "plans" not in run.totals


def test_words_touch_nobody(office: User, people: tuple[User, ...]) -> None:
    run = look(propose(office, summary="For those who begin."), office)
    assert (run.people, run.totals) == (0, {"affected": 0, "planned": 0})


def test_more_people_need_no_more_statements(
    office: User, people: tuple[User, ...], waiting: list[int]
) -> None:
    written = []
    for others in (0, 6):
        for number in range(others):
            assess(make_user(f"Pat {number}"), "P1")
        ImpactRun.objects.all().delete()
        run = begin(propose(office, **PRICE), office)
        with CaptureQueriesContext(connection) as captured:
            assert work(run) is Turn.DONE
        run.refresh_from_db()
        assert run.looked == 3 + others
        written.append(len(captured))
    assert written[0] == written[1] <= 30


class TestBatches:
    @pytest.fixture
    def run(
        self, office: User, people: Any, waiting: list[int], monkeypatch: pytest.MonkeyPatch
    ) -> ImpactRun:
        """Three people to look at, one at a time."""
        monkeypatch.setattr(runs, "AT_ONCE", 1)
        return begin(propose(office, **PRICE), office)

    def test_a_turn_ends_and_the_next_goes_on(
        self, run: ImpactRun, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(runs, "TURN", timedelta(0))
        for looked in (1, 2, 3):
            assert work(run) is Turn.MORE
            run.refresh_from_db()
            assert (run.looked, run.people, run.state) == (looked, 3, State.WORKING)
            assert len(lines(run)) == run.totals["affected"] == looked
            assert run.claimed_at is None
        assert work(run) is Turn.DONE
        assert work(run) is Turn.NOT_OURS
        assert len(lines(run)) == 3

    def test_whoever_is_killed_loses_one_batch(
        self, run: ImpactRun, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        now = timezone.now()
        killed_in_the_second(monkeypatch)
        with pytest.raises(SystemExit):
            work(run, now)
        run.refresh_from_db()
        assert (run.looked, len(lines(run)), run.claimed_at) == (1, 1, now)
        monkeypatch.undo()
        assert work(run, now + CLAIM_HOLDS - timedelta(seconds=1)) is Turn.NOT_OURS
        assert work(run, now + CLAIM_HOLDS) is Turn.DONE
        run.refresh_from_db()
        assert (run.looked, run.totals["affected"], len(lines(run))) == (3, 3, 3)

    def test_a_fault_stops_it_until_somebody_goes_on(
        self, run: ImpactRun, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        killed_in_the_second(monkeypatch, OperationalError("Gone"))
        assert work(run) is Turn.FAILED
        run.refresh_from_db()
        assert (run.state, run.fault) == (State.FAILED, "OperationalError: Gone")
        assert work(run) is Turn.NOT_OURS
        monkeypatch.undo()
        actions.continue_impact(run=run, now=timezone.now())
        assert work(run) is Turn.DONE
        run.refresh_from_db()
        assert (run.looked, run.fault, len(lines(run))) == (3, "", 3)

    @pytest.mark.parametrize("what", ["cancel", "withdraw"])
    def test_given_up_in_the_middle_nothing_is_left(
        self, run: ImpactRun, monkeypatch: pytest.MonkeyPatch, what: str
    ) -> None:
        def give_up() -> None:
            if what == "cancel":
                actions.cancel_impact(run=run)
            else:
                assert run.change is not None
                actions.withdraw_with_impact(change=run.change)

        before_the_second(monkeypatch, give_up)
        assert work(run) is Turn.NOT_OURS
        assert left() == (0, 0)
        assert CatalogueChange.objects.exists() == (what == "cancel")
        actions.continue_impact(run=run, now=timezone.now())
        assert work(run) is Turn.NOT_OURS

    def test_the_catalogue_changes_in_the_meantime(
        self, run: ImpactRun, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(runs, "TURN", timedelta(0))
        assert work(run) is Turn.MORE
        assert queries.is_current(run, timezone.localdate())
        Certification.objects.filter(key=NEXT_STEP).update(course_days=9)
        assert not queries.is_current(run, timezone.localdate())
        assert work(run) is Turn.MORE  # begun anew: with one person looked at again
        run.refresh_from_db()
        assert (run.looked, len(lines(run))) == (1, 1)
        assert queries.is_current(run, timezone.localdate())


def before_the_second(monkeypatch: pytest.MonkeyPatch, act: Callable[[], None]) -> None:
    """Do something while the second batch is computed."""
    plain, batches = CatalogueRehearsal.look, []

    def look_at(rehearsal: CatalogueRehearsal, pks: Any) -> Any:
        batches.append(pks)
        if len(batches) == 2:
            act()
        return plain(rehearsal, pks)

    monkeypatch.setattr(CatalogueRehearsal, "look", look_at)


def killed_in_the_second(
    monkeypatch: pytest.MonkeyPatch, fault: BaseException | None = None
) -> None:
    def die() -> None:
        raise fault or SystemExit

    before_the_second(monkeypatch, die)


class TestBeginning:
    def test_twice_is_once(
        self, office: User, people: Any, django_capture_on_commit_callbacks: Any
    ) -> None:
        """The request does it where no worker does."""
        change = propose(office, **PRICE)
        with django_capture_on_commit_callbacks(execute=True):
            run = begin(change, office)
        run.refresh_from_db()
        assert (run.state, run.looked) == (State.DONE, 3)
        with django_capture_on_commit_callbacks(execute=True) as asked:
            assert begin(change, make_user("Another Editor")).pk == run.pk
        assert asked == []
        run.refresh_from_db()
        assert run.asked_by == office
        assert left() == (1, 3)

    def test_anew_when_something_has_changed(self, office: User, people: Any) -> None:
        change = propose(office, **PRICE)
        run = look(change, office)
        change.documents[FOUNDATION] |= {"cost_minor": 40000}
        change.save()
        again = begin(change, make_user("Another Editor"))
        assert (again.pk, again.state, again.looked, again.totals) == (run.pk, "waiting", 0, {})
        assert again.asked_by != office
        assert left() == (1, 0)
        work(again)
        assert lines(again)["Cai Carefree"][2]["GBP"]["after"] == 40000

    def test_anew_on_another_day(self, office: User, people: Any) -> None:
        run = look(propose(office, **PRICE), office)
        assert run.change is not None
        tomorrow = timezone.now() + timedelta(days=1)
        again = begin(run.change, office, tomorrow)
        assert (again.state, again.counted_on) == ("waiting", timezone.localdate(tomorrow))
        assert queries.is_current(again, timezone.localdate(tomorrow))
        assert not queries.is_current(again, timezone.localdate())

    def test_what_is_published_is_left_as_it_is(self, office: User, people: Any) -> None:
        run = look(propose(office, **PRICE), office)
        change = run.change
        assert change is not None
        change.published_at, change.published_by_name = timezone.now(), "Olu Office"
        change.save()
        assert actions.begin_impact(change=change, asked_by=office, now=timezone.now()) is None
        actions.cancel_impact(run=run)
        actions.withdraw_with_impact(change=change)
        assert left() == (1, 3)


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_do_it_once(
    tmp_path: Path, waiting: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("Ada Okafor", "Ben Bound", "Cai Carefree"):
        assess(somebody() if name == "Ada Okafor" else make_user(name), "P1")
    office = make_user("Olu Office")
    monkeypatch.setattr(runs, "AT_ONCE", 1)
    run = begin(propose(office, **PRICE), office)
    with a_database_for_threads(tmp_path):
        answers = in_threads(8, lambda: str(work(run)))
        found = in_threads(1, left)[0]
    assert sorted(set(answers)) == ["done", "not ours"]
    assert answers.count("done") == 1
    assert found == (1, 3)
