"""What is stored of somebody makes no sense: the look at everybody goes on, or stops."""

from __future__ import annotations

import pytest
from django.utils import timezone

from careers.profiles.models import User
from careers.roadmaps import effects, runs
from careers.roadmaps.actions import impact as actions
from careers.roadmaps.models import ImpactRun, Roadmap
from careers.roadmaps.runs import Turn
from tests.roadmaps.changing import PRICE, look, propose
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

    def test_if_it_is_everybody_the_look_stops(
        self, office: User, people: tuple[User, ...], waiting: list[int]
    ) -> None:
        make_senseless(*people[:3])
        run = begin(propose(office, **PRICE), office)
        assert work(run) is Turn.FAILED
        run.refresh_from_db()
        assert (run.looked, left()) == (0, (1, 0))
        assert "nonsense" in run.fault

    def test_nor_if_it_is_many(
        self,
        office: User,
        people: tuple[User, ...],
        waiting: list[int],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(runs, "MOST_UNREAD", 1)
        whole = Roadmap.objects.get(profile=people[1].profile).basis
        make_senseless(*people[:2])
        run = begin(propose(office, **PRICE), office)
        assert work(run) is Turn.FAILED
        Roadmap.objects.filter(profile=people[1].profile).update(basis=whole)
        actions.continue_impact(run=run, now=timezone.now())
        assert work(run) is Turn.DONE
        run.refresh_from_db()
        assert run.totals["unread"] == 1


def make_senseless(*people: User) -> None:
    """What was stored with a plan cannot be read."""
    now = timezone.now()
    values = {"basis": {"begins_on": "nonsense"}, "accepted_at": now, "changed_at": now}
    for user in people:
        Roadmap.objects.update_or_create(profile=user.profile, defaults=values)
