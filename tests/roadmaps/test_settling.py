"""An accepted plan changes by decisions alone, and a proposal that was accepted is settled."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from careers.certifications.models import Certification, Prerequisite
from careers.profiles.models import User
from careers.roadmaps import queries
from careers.roadmaps.models import Acceptance, Roadmap, RoadmapStep, Scenario
from tests.conventions.source import ROOT
from tests.factories import NOW
from tests.roadmaps.people import assess, hold
from tests.roadmaps.reading import open_roadmap, wish, words_of
from tests.roadmaps.test_accepting import accept, accepted, keys, p1, page_of, stored, told
from tests.roadmaps.test_exams import book, p2

pytestmark = pytest.mark.usefixtures("catalogue")
__all__ = ["accepted", "p1", "p2"]
TODAY = timezone.localdate


def days(user: User) -> dict[str, date | None]:
    rows = RoadmapStep.objects.filter(roadmap__profile=user.profile, place__isnull=False)
    return dict(rows.order_by("place").values_list("certification__key", "ends_on"))


class TestUndo:
    def test_a_pin_set_aside_since_does_not_come_back(self, accepted: Client, user: User) -> None:
        accepted.post("/roadmap/steps/p3o-foundation/pin/")
        add = {"name": "Free", "target": "2", "currency": "GBP", "hours_a_week": "9"}
        accepted.post("/roadmap/scenarios/add/", add)
        accepted.post(f"/roadmap/scenarios/{Scenario.objects.get().pk}/adopt/")
        accepted.post("/roadmap/exclude/p3o-foundation/", {"reason": "No"})
        response = accepted.post(f"/roadmap/undo/{page_of(accepted, user).undo}/", follow=True)
        assert "The plan is what it was before." in words_of(response)
        assert not RoadmapStep.objects.filter(is_pinned=True).exists()

    def test_what_was_decided_since_stays(self, accepted: Client, user: User) -> None:
        add = {"name": "Fast", "target": "2", "currency": "GBP", "hours_a_week": "9"}
        accepted.post("/roadmap/scenarios/add/", add)
        accepted.post(f"/roadmap/scenarios/{Scenario.objects.get().pk}/adopt/")
        accepted.post("/roadmap/steps/p3o-foundation/pin/")
        wish(accepted, hours_a_week="9", budget="5000", pinned=["p3o-foundation"])
        accepted.post(f"/roadmap/undo/{page_of(accepted, user).undo}/")
        roadmap = Roadmap.objects.get()
        assert (roadmap.hours_a_week, roadmap.budget_minor) == (None, 500_000)
        assert RoadmapStep.objects.filter(is_pinned=True).count() == 1

    def test_what_was_booked_since_moves_the_rest(self, p2: Client, user: User) -> None:
        wish(p2, target="3", hours_a_week="9")
        accept(p2, user)
        first, second, *_rest = days(user)
        on = TODAY() + timedelta(days=300)
        book(p2, first, on)
        p2.post(f"/roadmap/undo/{page_of(p2, user).undo}/")
        later = days(user)[second]
        assert later is not None
        assert later > on


class TestSettled:
    def test_a_plan_without_any_exam_is_accepted_too(self, accepted: Client, user: User) -> None:
        assess(user, "P6", at=NOW + timedelta(days=1))
        for _time in range(2):
            accept(accepted, user)
        assert Acceptance.objects.count() == 2
        assess(user, "P1", at=NOW + timedelta(days=2))
        page = page_of(accepted, user)
        assert keys(page) == []
        assert [kind for kind, _name in told(page)] == ["added", "added"]
        accept(accepted, user)
        assert len(stored(user)) == 2

    def test_a_start_that_has_passed(self, p1: Client, user: User) -> None:
        Roadmap.objects.create(
            profile=user.profile, changed_at=NOW, begins_on=TODAY() - timedelta(days=200)
        )
        accept(p1, user)
        tomorrow = TODAY() + timedelta(days=1)
        page = queries.roadmap_of(user.profile, tomorrow)
        assert page is not None
        assert page.proposal is None
        assert page.steps[0].starts_on == TODAY()

    def test_wishes_move_nothing_before_they_are_accepted(self, p2: Client, user: User) -> None:
        before = days(user)
        wish(p2, target="3", hours_a_week="20")
        first = next(iter(before))
        on = before[first]
        assert on is not None
        book(p2, first, on)
        moved = [abs((days(user)[key] - day).days) for key, day in before.items() if day]  # type: ignore[operator]
        assert max(moved) <= 1  # days of study are rounded up
        proposal = page_of(p2, user).proposal
        assert proposal is not None

    def test_another_day_is_another_proposal(self, accepted: Client, user: User) -> None:
        def figures(hours: str) -> str:
            sent = {"study_hours": hours, "currency": "GBP"}
            accepted.post("/roadmap/steps/p3o-foundation/figures/", sent)
            proposal = page_of(accepted, user).proposal
            assert proposal is not None
            return proposal.digest

        first = figures("60")
        accepted.post("/roadmap/decline/", {"proposal": first})
        assert page_of(accepted, user).proposal.is_declined  # type: ignore[union-attr]
        second = figures("900")
        assert second != first
        assert not page_of(accepted, user).proposal.is_declined  # type: ignore[union-attr]
        accepted.post("/roadmap/accept/", {"proposal": first})
        assert Acceptance.objects.count() == 1

    @pytest.mark.parametrize("digest", ["", "forged", "a\x00b", "x" * 5000])
    def test_only_the_present_proposal_can_be_declined(
        self, accepted: Client, user: User, digest: str
    ) -> None:
        assert accepted.post("/roadmap/decline/", {"proposal": digest}).status_code == 302
        assert Roadmap.objects.get().declined == ""

    def test_adopting_twice_with_pins_is_once(self, p1: Client, user: User) -> None:
        for key in ("p3o-foundation", "ipmo-foundation"):
            p1.post(f"/roadmap/steps/{key}/pin/")
        add = {"name": "Pins", "target": "2", "pinned": ["ipmo-foundation", "p3o-foundation"]}
        p1.post("/roadmap/scenarios/add/", add)
        row = Scenario.objects.get()
        Scenario.objects.update(preferred=["gone-since"])
        for _time in range(3):
            p1.post(f"/roadmap/scenarios/{row.pk}/adopt/")
        assert Acceptance.objects.count() == 1

    def test_pinning_anew_is_no_change(self, accepted: Client, user: User) -> None:
        for key in ("p3o-foundation", "ppso-essentials"):
            accepted.post(f"/roadmap/steps/{key}/pin/")
        page = page_of(accepted, user)
        assert page.proposal is None
        accept(accepted, user)
        accepted.post("/roadmap/steps/p3o-foundation/release/")
        accepted.post("/roadmap/steps/p3o-foundation/pin/")
        assert queries.choices_of(user.profile).wishes.pinned == (
            "p3o-foundation",
            "ppso-essentials",
        )

    def test_a_budget_of_nothing_is_a_change(self, accepted: Client, user: User) -> None:
        Certification.objects.filter(key="p3o-foundation").update(
            cost_minor=100, cost_currency="GBP", cost_on=TODAY()
        )
        accept(accepted, user)
        wish(accepted, budget="0")
        proposal = page_of(accepted, user).proposal
        assert proposal is not None
        assert any("the budget" in cause for cause in proposal.causes)
        (gone,) = [one for one in proposal.changes if one.name == "P3O Foundation"]
        assert gone.sentence == "Beside the rest it does not fit the limits."


class TestOrder:
    @pytest.fixture
    def chain(self, p2: Client, user: User) -> Client:
        """P3O Foundation, P3O Practitioner, and one that needs the Practitioner."""
        certification = Certification.objects.get(key="ipmo-practitioner")
        group = Prerequisite.objects.create(certification=certification, number=9)
        group.any_of.set([Certification.objects.get(key="p3o-practitioner")])
        certification.recommended_first.clear()
        wish(p2, target="3", pinned=["ipmo-practitioner"])
        accept(p2, user)
        return p2

    def test_what_comes_two_steps_before(self, chain: Client, user: User) -> None:
        assert {"p3o-foundation", "p3o-practitioner", "ipmo-practitioner"} <= set(days(user))
        assert book(chain, "ipmo-practitioner", TODAY() + timedelta(days=400)).status_code == 302
        late = TODAY() + timedelta(days=500)
        response = book(chain, "p3o-foundation", late)
        assert response.status_code == 422
        assert "Choose days in that order." in words_of(response)

    def test_setting_a_prerequisite_aside_is_no_way_round(self, p2: Client, user: User) -> None:
        p2.post("/roadmap/exclude/p3o-foundation/", {"reason": "No"})
        response = book(p2, "p3o-practitioner", TODAY() + timedelta(days=1))
        assert response.status_code == 422
        assert not RoadmapStep.objects.filter(status="booked").exists()

    def test_steps_are_listed_by_day(self, p2: Client, user: User) -> None:
        last = list(days(user))[-1]
        assert last == "ppso-advanced"
        book(p2, last, TODAY() + timedelta(days=3))
        page = page_of(p2, user)
        assert page.next_step is not None
        assert page.next_step.key == last

    def test_a_step_set_aside_cannot_be_failed(self, p2: Client, user: User) -> None:
        p2.post("/roadmap/exclude/p3o-foundation/", {"reason": "No"})
        sent = {"taken_on": TODAY().isoformat()}
        response = p2.post("/roadmap/steps/p3o-foundation/not-passed/", sent)
        assert response.status_code == 422
        assert RoadmapStep.objects.get(certification__key="p3o-foundation").status == "dropped"

    def test_a_failed_day_is_no_booking(self, p2: Client, user: User) -> None:
        sent = {"taken_on": TODAY().isoformat()}
        p2.post("/roadmap/steps/p3o-foundation/not-passed/", sent)
        form = p2.get("/roadmap/steps/p3o-foundation/").context["booking"]
        assert form["booked_on"].value() is None


def test_courses_longer_than_the_calendar(p1: Client, user: User) -> None:
    Certification.objects.update(course_days=32_767)
    wish(p1, hours_a_week="1", finish_on="2099-01-01", pinned=["p3o-foundation"])
    assert open_roadmap(p1, user).status_code == 200
    for path in ("inputs/", "scenarios/", "steps/p3o-foundation/"):
        assert p1.get(f"/roadmap/{path}").status_code == 200


def test_the_mark_of_a_proposal_is_the_same_in_every_process() -> None:
    code = (
        "import tests.environment, django; django.setup();"
        "from careers.domain.planner import plan, Constraints;"
        "from careers.roadmaps.queries.situation import digest_of;"
        "from tests.domain.builders import inputs, PEOPLE;"
        "pins = frozenset({'p3o-foundation', 'ipmo-foundation', 'ppso-essentials'});"
        "given = inputs(1, PEOPLE['P1'], constraints=Constraints(pinned=pins, excluded=frozenset("
        "{'ipmo-expert', 'ppso-advanced', 'ipmo-practitioner'})));"
        "print(digest_of(plan(given).stages[0].plan, given))"
    )
    marks = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed, "DJANGO_SETTINGS_MODULE": "pmoportal.settings"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(marks) == 1
    assert len(marks.pop().strip()) == 64


def test_somebody_holding_the_last_step_has_nothing_left(accepted: Client, user: User) -> None:
    hold(user.profile, "essentials-for-pmo-administrators", "p3o-foundation")
    page = page_of(accepted, user)
    assert page.next_step is None
    assert [one.name for one in page.passed] == ["PPSO Essentials", "P3O Foundation"]
    assert page.no_step_text.startswith("Nothing of the accepted plan is left to do")
