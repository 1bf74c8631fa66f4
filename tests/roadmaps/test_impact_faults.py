"""What is stored of somebody makes no sense: the look at everybody goes on, or stops."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from careers.profiles.models import Profile, User
from careers.roadmaps import effects, runs
from careers.roadmaps.actions import impact as actions
from careers.roadmaps.models import ImpactRun, Roadmap
from careers.roadmaps.runs import Turn
from tests.factories import make_user
from tests.roadmaps.changing import PRICE, look, propose
from tests.roadmaps.people import assess
from tests.roadmaps.test_impact import begin, left, lines, office, people, waiting, work

__all__ = ["office", "people", "waiting"]
State = ImpactRun.State


class TestRowsThatMakeNoSense:
    def test_one_person_holds_up_nobody(self, office: User, people: tuple[User, ...]) -> None:
        make_senseless(people[0])
        run = look(propose(office, **PRICE), office)
        assert sorted(lines(run)) == ["Ben Bound", "Cai Carefree"]
        assert (run.looked, run.totals["affected"], run.totals["unread"]) == (3, 2, 1)
        [told] = effects.unread_lines(run.totals)
        assert told.startswith("1 person could not be looked at")

    @pytest.mark.parametrize("number", [1, 3])
    def test_if_it_is_everybody_the_look_stops(
        self, office: User, people: tuple[User, ...], waiting: list[int], number: int
    ) -> None:
        make_senseless(*people[:number])
        Profile.objects.filter(user__in=people[number:]).delete()
        run = begin(propose(office, **PRICE), office)
        assert work(run) is Turn.FAILED
        run.refresh_from_db()
        assert (run.looked, left()) == (0, (1, 0))
        assert "nonsense" in run.fault

    def test_it_goes_on_past_a_last_batch_of_theirs(
        self, office: User, people: tuple[User, ...], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(runs, "AT_ONCE", 1)
        make_senseless(*people[1:3])
        run = look(propose(office, **PRICE), office)
        assert (run.looked, run.totals["affected"], run.totals["unread"]) == (3, 1, 2)

    @pytest.mark.parametrize("at_once", [1, 500])
    def test_it_stops_when_it_is_many_of_the_whole_look(
        self,
        office: User,
        people: tuple[User, ...],
        waiting: list[int],
        monkeypatch: pytest.MonkeyPatch,
        at_once: int,
    ) -> None:
        monkeypatch.setattr(runs, "MOST_UNREAD", 1)
        monkeypatch.setattr(runs, "AT_ONCE", at_once)
        whole = Roadmap.objects.get(profile=people[1].profile).basis
        make_senseless(*people[1:3])
        run = begin(propose(office, **PRICE), office)
        assert work(run) is Turn.FAILED
        Roadmap.objects.filter(profile=people[1].profile).update(basis=whole)
        actions.continue_impact(run=run, now=timezone.now())
        assert work(run) is Turn.DONE
        run.refresh_from_db()
        assert run.totals["unread"] == 1

    def test_plans_made_before_a_fault_count(self, office: User, people: tuple[User, ...]) -> None:
        planned = look(propose(office, **PRICE), office).totals["planned"]
        zoe = make_user("Zoe Zigzag")
        make_senseless(zoe)
        assess(zoe, "P1", at=timezone.now())
        again = look(propose(office, why="Once more", **PRICE), office)
        assert (again.totals["planned"], again.totals["unread"]) == (planned, 1)


def test_a_fault_after_another_worker_took_over_is_not_written_down(
    office: User, people: tuple[User, ...], waiting: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    run, other = begin(propose(office, **PRICE), office), timezone.now() + timedelta(minutes=3)

    def taken_over(*_given: object) -> None:
        ImpactRun.objects.update(claimed_at=other)
        raise OSError

    monkeypatch.setattr(runs, "_looked", taken_over)
    assert work(run) is Turn.NOT_OURS
    run.refresh_from_db()
    assert (run.state, run.fault, run.claimed_at) == (State.WORKING, "", other)


class TestWords:
    def test_of_whom_could_not_be_looked_at_nobody_knows(self) -> None:
        assert effects.summary_lines({}, {}, 0) == ("It touches nobody’s roadmap.",)
        assert effects.level_lines([], 0) == ("Nobody changes level.",)
        assert effects.summary_lines({}, {}, 1) == (
            "It touches the roadmap of nobody who could be looked at.",
        )
        assert effects.level_lines([], 1) == ("Nobody who could be looked at changes level.",)
        assert effects.unread_lines({"unread": 1}) == (
            "1 person could not be looked at: what is stored of them makes no sense. The log of the"
            " server names the profile; tell your IT.",
        )


def make_senseless(*people: User) -> None:
    """What was stored with a plan cannot be read."""
    now = timezone.now()
    values = {"basis": {"begins_on": "nonsense"}, "accepted_at": now, "changed_at": now}
    for user in people:
        Roadmap.objects.update_or_create(profile=user.profile, defaults=values)
