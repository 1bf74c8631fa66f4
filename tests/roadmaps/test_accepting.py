"""A plan is accepted; what would change is shown first; the last acceptance can be undone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from careers.certifications.models import Certification
from careers.profiles.models import User
from careers.roadmaps import queries
from careers.roadmaps.models import Acceptance, Roadmap, RoadmapStep
from careers.roadmaps.page import RoadmapView
from tests.factories import NOW, make_user
from tests.roadmaps.people import assess, hold
from tests.roadmaps.reading import forms_of, open_roadmap, words_of

pytestmark = pytest.mark.usefixtures("catalogue")
P1_PLAN = ["ppso-essentials", "p3o-foundation"]


@pytest.fixture
def p1(signed_in: Client, user: User) -> Client:
    assess(user, "P1")
    return signed_in


@pytest.fixture
def accepted(p1: Client, user: User) -> Client:
    """Signed in as somebody who accepted PPSO Essentials and P3O Foundation."""
    accept(p1, user)
    return p1


def page_of(client: Client, user: User) -> RoadmapView:
    page: RoadmapView = open_roadmap(client, user).context["page"]
    return page


def accept(client: Client, user: User) -> Any:
    page = page_of(client, user)
    digest = page.proposal.digest if page.proposal else page.digest
    return client.post("/roadmap/accept/", {"proposal": digest}, follow=True)


def keys(page: RoadmapView) -> list[str]:
    return [step.key for step in page.steps]


def told(page: RoadmapView) -> list[tuple[str, str]]:
    assert page.proposal is not None
    return [(change.kind, change.name) for change in page.proposal.changes]


def stored(user: User) -> list[tuple[str, int]]:
    rows = RoadmapStep.objects.filter(roadmap__profile=user.profile, place__isnull=False)
    return [
        (row.certification.key, row.place or 0)
        for row in rows.order_by("place").select_related("certification")
    ]


class TestAccepting:
    def test_a_proposal_becomes_the_plan(self, p1: Client, user: User) -> None:
        assert "This is a proposal." in words_of(open_roadmap(p1, user))
        response = accept(p1, user)
        text = words_of(response)
        assert "This is your plan now." in text
        assert "You accepted this plan on" in text
        assert stored(user) == [("ppso-essentials", 1), ("p3o-foundation", 2)]
        page = page_of(p1, user)
        assert keys(page) == P1_PLAN
        assert page.proposal is None

    def test_the_days_are_those_that_were_accepted(self, accepted: Client, user: User) -> None:
        days = [(step.starts_on, step.ends_on) for step in page_of(accepted, user).steps]
        rows = RoadmapStep.objects.order_by("place").values_list("starts_on", "ends_on")
        assert days == list(rows)

    def test_twice_is_once(self, p1: Client, user: User) -> None:
        digest = page_of(p1, user).digest
        for _time in range(2):
            response = p1.post("/roadmap/accept/", {"proposal": digest}, follow=True)
            assert response.status_code == 200
        assert Acceptance.objects.count() == 1

    @pytest.mark.parametrize("digest", ["", "forged", "x" * 10_000])
    def test_only_what_was_looked_at_is_accepted(self, p1: Client, user: User, digest: str) -> None:
        response = p1.post("/roadmap/accept/", {"proposal": digest}, follow=True)
        assert "The proposal has changed since you looked at it." in words_of(response)
        assert not Acceptance.objects.exists()
        assert stored(user) == []

    def test_without_a_result_there_is_nothing_to_accept(self, signed_in: Client) -> None:
        response = signed_in.post("/roadmap/accept/", {"proposal": "x"}, follow=True)
        assert "Assess yourself first" in words_of(response)

    def test_a_plan_that_does_not_fit_cannot_be_accepted(self, p1: Client, user: User) -> None:
        p1.post("/roadmap/inputs/", {"target": "2", "pinned": ["ipmo-expert"]})
        response = p1.post("/roadmap/accept/", {"proposal": "x"}, follow=True)
        assert "No plan fits these limits, so there is none to accept." in words_of(response)
        assert not Acceptance.objects.exists()

    def test_managers_see_the_accepted_plan_and_no_buttons(
        self, client: Client, user: User
    ) -> None:
        manager = make_user("Manager")
        person = make_user("Ben Ito", manager=manager)
        assess(person, "P1")
        client.force_login(person)
        accept(client, person)
        client.force_login(manager)
        response = open_roadmap(client, person)
        main = response.content.decode().partition("<main")[2].partition("</main>")[0]
        assert "This plan was accepted on" in main
        assert forms_of(response) == [
            f"/roadmap/{person.profile.pk}/comments/"
        ]  # nothing to decide


class TestChangesAreShown:
    """After each of these the accepted plan stays, and the page says what would change and why."""

    def test_a_changed_input(self, accepted: Client, user: User) -> None:
        accepted.post("/roadmap/inputs/", {"target": "2", "excluded_bodies": ["peoplecert"]})
        page = page_of(accepted, user)
        assert page.proposal is not None
        assert page.proposal.causes == ("Changed since then: the providers left out.",)
        assert ("removed", "P3O Foundation") in told(page)
        gone = next(one for one in page.proposal.changes if one.name == "P3O Foundation")
        assert gone.sentence == "Its provider is left out."
        assert keys(page) == P1_PLAN  # nothing has changed yet
        accept(accepted, user)
        page = page_of(accepted, user)
        assert "p3o-foundation" not in keys(page)
        assert page.proposal is None

    def test_a_new_assessment(self, accepted: Client, user: User) -> None:
        assess(user, "P3", at=NOW + timedelta(days=1))
        page = page_of(accepted, user)
        assert page.proposal is not None
        (cause,) = page.proposal.causes
        assert cause.endswith("gives level 2; it was 1.")
        assert set(told(page)) >= {
            ("removed", "PPSO Essentials"),
            ("added", "P3O Practitioner"),
        }
        (nothing_left,) = [
            one.sentence for one in page.proposal.changes if one.name == "PPSO Essentials"
        ]
        assert nothing_left == "What it builds is no longer missing."
        assert keys(page) == P1_PLAN

    def test_an_exam_recorded_on_the_profile(self, accepted: Client, user: User) -> None:
        hold(user.profile, "essentials-for-pmo-administrators", awarded_on=timezone.localdate())
        page = page_of(accepted, user)
        assert keys(page) == ["p3o-foundation"]
        assert [done.name for done in page.passed] == ["PPSO Essentials"]
        assert page.proposal is not None
        assert page.proposal.causes == ("Held since then: Essentials for PMO Administrators.",)
        assert told(page) == [("moved", "P3O Foundation")]

    def test_a_catalogue_change(self, accepted: Client, user: User) -> None:
        since = timezone.localdate() - timedelta(days=9)
        Certification.objects.filter(key="p3o-foundation").update(
            status="retired", status_since_on=since
        )
        told_of = f"It has not been awarded since {date_format(since)}."
        page = page_of(accepted, user)
        assert page.proposal is not None
        assert page.proposal.causes == ()  # the change says it
        gone = next(one for one in page.proposal.changes if one.name == "P3O Foundation")
        assert gone.sentence == told_of
        assert "p3o-foundation" not in keys(page)  # nobody can take it any more
        assert [(one.name, one.text) for one in page.gone] == [("P3O Foundation", told_of)]
        text = words_of(open_roadmap(accepted, user))
        assert f"P3O Foundation No longer possible {told_of}" in text

    def test_not_for_me(self, accepted: Client, user: User) -> None:
        accepted.post("/roadmap/exclude/p3o-foundation/", {"reason": "Too dear"})
        page = page_of(accepted, user)
        assert page.proposal is not None
        assert page.proposal.causes == ("Set aside since then: P3O Foundation.",)
        gone = next(one for one in page.proposal.changes if one.name == "P3O Foundation")
        assert gone.sentence == "It is set aside."
        assert [(step.key, step.is_dropped) for step in page.steps] == [
            ("ppso-essentials", False),
            ("p3o-foundation", True),
        ]
        accepted.post("/roadmap/exclude/ppso-essentials/", {"reason": "Too long"})
        page = page_of(accepted, user)
        assert page.next_step is None
        accept(accepted, user)
        assert not any(step.is_dropped for step in page_of(accepted, user).steps)

    def test_new_hours_move_the_days(self, accepted: Client, user: User) -> None:
        before = [step.ends_on for step in page_of(accepted, user).steps]
        accepted.post("/roadmap/inputs/", {"target": "2", "hours_a_week": "10"})
        page = page_of(accepted, user)
        assert [step.ends_on for step in page.steps] == before
        assert told(page) == [("moved", "PPSO Essentials"), ("moved", "P3O Foundation")]
        accept(accepted, user)
        assert page_of(accepted, user).steps[-1].ends_on < before[-1]

    def test_an_overdue_step_is_said_and_the_proposal_begins_today(
        self, accepted: Client, user: User
    ) -> None:
        past = timezone.localdate() - timedelta(days=40)
        RoadmapStep.objects.filter(certification__key="ppso-essentials").update(
            starts_on=past, ends_on=past + timedelta(days=20)
        )
        page = page_of(accepted, user)
        assert page.steps[0].is_overdue
        assert page.proposal is not None
        assert "An exam of the plan was not taken on its day." in page.proposal.causes
        assert ("moved", "PPSO Essentials") in told(page)
        accept(accepted, user)
        page = page_of(accepted, user)
        assert not any(step.is_overdue for step in page.steps)
        assert page.proposal is None

    def test_keeping_the_plan_quietens_the_proposal(self, accepted: Client, user: User) -> None:
        accepted.post("/roadmap/inputs/", {"target": "2", "excluded_bodies": ["peoplecert"]})
        page = page_of(accepted, user)
        assert page.proposal is not None
        accepted.post("/roadmap/decline/", {"proposal": page.proposal.digest})
        page = page_of(accepted, user)
        assert page.proposal is not None
        assert page.proposal.is_declined
        assert "You kept your plan." in words_of(open_roadmap(accepted, user))
        # Another proposal is put forward again.
        accepted.post("/roadmap/inputs/", {"target": "2", "hours_a_week": "9"})
        page = page_of(accepted, user)
        assert page.proposal is not None
        assert not page.proposal.is_declined


class TestStays:
    def test_what_is_pinned_stays_until_it_is_released(self, accepted: Client, user: User) -> None:
        accepted.post("/roadmap/steps/ppso-essentials/pin/")
        assess(user, "P3", at=NOW + timedelta(days=1))
        assert ("removed", "PPSO Essentials") not in told(page_of(accepted, user))
        accepted.post("/roadmap/steps/ppso-essentials/release/")
        assert ("removed", "PPSO Essentials") in told(page_of(accepted, user))

    def test_what_is_agreed_with_the_manager_stays(self, accepted: Client, user: User) -> None:
        RoadmapStep.objects.filter(certification__key="ppso-essentials").update(is_agreed=True)
        assess(user, "P3", at=NOW + timedelta(days=1))
        page = page_of(accepted, user)
        assert ("removed", "PPSO Essentials") not in told(page)
        accepted.post("/roadmap/steps/ppso-essentials/release/")  # the person's own pin, not this
        assert ("removed", "PPSO Essentials") not in told(page_of(accepted, user))
        response = accepted.post("/roadmap/exclude/ppso-essentials/", {"reason": "No"})
        assert response.status_code == 422
        assert "stays until they release it" in words_of(response)


def test_the_same_acceptance_again_is_the_same_byte_for_byte(p1: Client, user: User) -> None:
    accept(p1, user)
    before = repr(queries.roadmap_of(user.profile, timezone.localdate()))
    assert repr(queries.roadmap_of(user.profile, timezone.localdate())) == before
    roadmap = Roadmap.objects.get()
    assert roadmap.basis["acceptance"] == Acceptance.objects.get().pk


def test_everything_set_aside_leaves_no_next_step_and_says_so(accepted: Client, user: User) -> None:
    for key in P1_PLAN:
        accepted.post(f"/roadmap/exclude/{key}/", {"reason": "No"})
    text = words_of(open_roadmap(accepted, user))
    assert "Nothing of the accepted plan is left to do." in text
    assert "this is the next step" not in text
    assert page_of(accepted, user).timeline.bars == ()
