"""What became of a plan, as the files tell it: accepted, dropped, passed, gone, not fitting."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest

from careers.certifications.models import Certification
from careers.profiles.models import User
from careers.roadmaps import actions, exports, queries, tables
from careers.roadmaps.choices import Wishes
from tests.factories import NOW
from tests.roadmaps.links import book
from tests.roadmaps.people import assess, hold
from tests.roadmaps.test_exports import TODAY, export, rows

pytestmark = pytest.mark.usefixtures("catalogue")


class TestDecisions:
    """What became of an accepted plan, as both files tell it."""

    @pytest.fixture
    def accepted(self, user: User) -> User:
        assess(user, "P4")
        page = queries.roadmap_of(user.profile, TODAY)
        assert page is not None
        assert [step.key for step in page.steps] == [
            *("ipmo-foundation", "ipmo-practitioner", "ipmo-expert")
        ]
        actions.accept(profile=user.profile, digest=page.digest, now=NOW)
        return user

    def data(self, user: User, today: date = TODAY) -> Any:
        found = queries.export_of(user.profile, today)
        assert found is not None
        return json.loads(exports.json_of(found))

    def test_a_proposal_is_none_and_an_accepted_plan_is_one(self, user: User) -> None:
        assess(user, "P2")
        data = self.data(user)
        assert (data["is_accepted"], data["accepted_at"], data["proposal_waits"]) == (
            *(False, None, False),
        )
        page = queries.roadmap_of(user.profile, TODAY)
        assert page is not None
        actions.accept(profile=user.profile, digest=page.digest, now=NOW)
        data = self.data(user)
        assert (data["is_accepted"], data["accepted_at"]) == (True, NOW.isoformat())

    def test_a_changed_plan_waits_until_it_is_declined(self, accepted: User) -> None:
        actions.exclude(profile=accepted.profile, key="ipmo-expert", reason="No", now=NOW)
        assert self.data(accepted)["proposal_waits"] is True
        page = queries.roadmap_of(accepted.profile, TODAY)
        assert page is not None
        assert page.proposal is not None
        actions.decline(profile=accepted.profile, digest=page.proposal.digest, now=NOW)
        assert self.data(accepted)["proposal_waits"] is False

    def test_what_is_set_aside_is_dropped(self, accepted: User) -> None:
        actions.exclude(profile=accepted.profile, key="ipmo-foundation", reason="No", now=NOW)
        states = {step["certification"]: step["state"] for step in self.data(accepted)["steps"]}
        assert states["ipmo-foundation"] == "dropped"
        table = rows(tables.csv_of(export(accepted)))
        assert [row["State"] for row in table if row["Number"] == "1"] == ["dropped"]

    def test_what_is_passed_and_what_is_gone(self, accepted: User) -> None:
        hold(accepted.profile, "ipmo-foundation", awarded_on=date(2027, 3, 1))
        Certification.objects.filter(key="ipmo-expert").update(status="retired")
        data = self.data(accepted)
        assert data["passed"] == [
            {
                "certification": "ipmo-foundation",
                "name": "IPMO-Foundation",
                "state": "passed",
                "passed_on": "2027-03-01",
            }
        ]
        (gone,) = data["gone"]
        assert (gone["certification"], gone["state"]) == ("ipmo-expert", "gone")
        assert gone["why"] == "It is no longer awarded."
        first, *_between, last = rows(tables.csv_of(export(accepted)))
        assert (first["Certification"], first["State"], first["Date"]) == (
            *("IPMO-Foundation", "passed", "2027-03-01"),
        )
        assert (last["Certification"], last["State"]) == ("IPMO-Expert", "gone")
        assert last["Why"] == gone["why"]

    def test_what_is_overdue_and_what_is_tight(self, accepted: User) -> None:
        later = TODAY + timedelta(days=400)
        data = self.data(accepted, later)
        assert data["steps"][0]["is_overdue"]
        assert data["steps"][0]["state"] == "overdue"
        book(accepted, "ipmo-foundation", TODAY + timedelta(days=1))
        assert self.data(accepted)["steps"][0]["is_tight"]
        row = rows(tables.csv_of(export(accepted)))[0]
        assert (row["State"], row["Tight"]) == ("booked", "yes")

    def test_the_inputs_are_those_of_the_page(self, accepted: User) -> None:
        """What is overdue is user anew from today: the inputs say so as the page does."""
        later = TODAY + timedelta(days=400)
        situation = queries.situation_of(accepted.profile, later)
        assert situation is not None
        inputs = self.data(accepted, later)["inputs"]
        assert inputs["begins_on"] == str(situation.inputs.constraints.begins_on)
        assert inputs["experience_confirmed"] == []


def test_a_plan_that_does_not_fit_says_so(user: User) -> None:
    assess(user, "P2")
    Certification.objects.update(cost_minor=98_765, cost_currency="GBP", cost_on=TODAY)
    assert json.loads(exports.json_of(export(user)))["fits"] is True
    assert {row["Fits the limits"] for row in rows(tables.csv_of(export(user)))} == {"yes"}
    key = export(user).page.steps[0].key
    actions.pin(profile=user.profile, key=key, now=NOW)
    wishes = Wishes(budget_minor=1_234, currency="GBP", pinned=(key,))
    actions.set_wishes(profile=user.profile, wishes=wishes, now=NOW)
    data = json.loads(exports.json_of(export(user)))
    assert data["fits"] is False
    assert "No plan stays within the budget of £12.34." in data["conflict"]
    assert {row["Fits the limits"] for row in rows(tables.csv_of(export(user)))} == {"no"}
