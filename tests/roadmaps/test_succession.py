"""Something in an accepted plan is replaced, or taken back: a change to accept."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from careers.certifications.models import Build, Certification
from careers.certifications.queries import cards
from careers.domain.changes import PlanChange
from careers.profiles.models import Profile
from careers.roadmaps import actions, proposals, queries
from careers.roadmaps.models import Roadmap, RoadmapStep
from tests.roadmaps.agreed import FOUNDATION, accept
from tests.roadmaps.people import hold
from tests.roadmaps.reading import open_roadmap, words_of
from tests.roadmaps.succeeding import (
    BOOK_IT,
    SINCE,
    WAS_REPLACED,
    changes,
    end,
    foundation,
    page_of,
    replace_it,
    succeeded,
)

pytestmark = pytest.mark.usefixtures("catalogue")


class TestReplaced:
    def test_it_is_one_change_to_accept(self, person: Profile) -> None:
        before = foundation(person)
        replace_it()
        page = page_of(person)
        assert page.proposal is not None
        assert page.proposal.causes == ()  # the change says it
        sentence = f"{WAS_REPLACED} {BOOK_IT} Nothing else in the plan changes."
        assert changes(person) == (succeeded(sentence),)
        # Until then it is what was accepted, and says that it can no longer be booked.
        step = foundation(person)
        assert (step.book_key, step.book_name, step.can_be_booked) == (
            *(FOUNDATION, before.book_name, False),
        )
        assert step.notes == (
            "It can no longer be booked: Offices Today replaced it on 2 March 2027",
        )
        assert (step.provider, step.cost, step.days) == (before.provider, before.cost, before.days)
        assert (step.starts_on, step.ends_on) == (before.starts_on, before.ends_on)

    def test_accepted_twice_and_undone(self, person: Profile) -> None:
        accepted = Roadmap.objects.get().basis["acceptance"]
        replace_it()
        for _time in range(2):
            accept(person)
        step = foundation(person)
        assert (step.book_key, step.can_be_booked, changes(person)) == ("offices-today", True, ())
        assert step.notes == ("Replaced since 2 March 2027: book Offices Today",)
        acceptance = Roadmap.objects.get().basis["acceptance"]
        assert acceptance != accepted
        now = timezone.now()
        assert actions.undo(profile=person, acceptance_pk=acceptance, now=now) is True
        assert not foundation(person).can_be_booked
        assert [change.kind for change in changes(person)] == ["succeeded"]

    def test_an_earlier_no_does_not_hide_it_and_a_no_to_it_does(self, person: Profile) -> None:
        def decline() -> None:
            page = page_of(person)
            assert page.proposal is not None
            digest = page.proposal.digest
            actions.decline(profile=person, digest=digest, now=timezone.now())

        RoadmapStep.objects.filter(certification__key="ppso-essentials").update(
            ends_on=timezone.localdate() + timedelta(days=1)
        )
        decline()
        for successor in ("offices-today", "ipmo-expert"):
            replace_it()
            end("replaced", Certification.objects.get(key=successor))
            page = page_of(person)
            assert page.proposal is not None
            assert not page.proposal.is_declined
            decline()
            page = page_of(person)
            assert page.proposal is not None
            assert page.proposal.is_declined
            assert not foundation(person).can_be_booked

    def test_what_differs_is_said_as_far_as_it_is_known(self, person: Profile) -> None:
        priced = {"cost_currency": "GBP", "cost_on": SINCE}
        Certification.objects.filter(key=FOUNDATION).update(cost_minor=24_500, **priced)
        was = foundation(person).ends_on
        replace_it(course_days=5, cost_minor=30_000, **priced)
        (change,) = changes(person)
        now = was + (queries_end(person) - was)
        assert change.sentence == (
            f"{WAS_REPLACED} {BOOK_IT} It costs £300.00 instead of £245.00. "
            "The course takes 5 days instead of 3. "
            f"The exam moves from {date_format(was)} to {date_format(now)}."
        )
        Certification.objects.filter(key="offices-today").update(
            cost_minor=None, cost_currency="", cost_on=None, course_days=3
        )
        (change,) = changes(person)
        cost = "It cost £245.00; the price of the new one is not known."
        assert change.sentence == f"{WAS_REPLACED} {BOOK_IT} {cost}"

    def test_without_a_day_and_taken_back(self, person: Profile) -> None:
        replace_it()
        end("replaced", Certification.objects.get(key="offices-today"), since=None)
        start = "P3O Foundation has been replaced by Offices Today."
        assert changes(person)[0].sentence.startswith(f"{start} {BOOK_IT}")
        assert foundation(person).notes == (
            "It can no longer be booked: Offices Today has replaced it",
        )
        Certification.objects.filter(key="offices-today").update(
            cost_minor=30_000, cost_currency="GBP", cost_on=SINCE
        )
        assert changes(person)[0].sentence == f"{start} {BOOK_IT} It costs £300.00."
        accept(person)
        Certification.objects.filter(key="offices-today").update(
            cost_minor=None, cost_currency="", cost_on=None
        )
        Build.objects.filter(certification__key="offices-today").delete()
        end("renamed", None, since=None)
        sentence = (
            "P3O Foundation can be booked again, so Offices Today is not needed in its place. "
            "Book it under its own name again. Nothing else in the plan changes."
        )
        assert changes(person) == (succeeded(sentence, "Bookable again"),)

    def test_another_successor(self, person: Profile) -> None:
        replace_it()
        accept(person)
        other = Certification.objects.get(key="essentials-for-pmo-analysts")
        Certification.objects.filter(pk=other.pk).update(is_enabled=True, course_days=3)
        end("replaced", other)
        name = "Essentials for PMO Analysts"
        said = f"What to book for P3O Foundation is now {name}, no longer Offices Today."
        (change,) = (one for one in changes(person) if one.kind == "succeeded")
        assert change.sentence.startswith(f"{said} Book that one instead.")
        Certification.objects.filter(key=FOUNDATION).update(
            successor=Certification.objects.get(key="offices-today")
        )
        Certification.objects.filter(key="offices-today").update(
            status="retired", successor=other, status_since_on=SINCE
        )
        (change,) = (one for one in changes(person) if one.kind == "succeeded")
        said = "Offices Today has not been awarded since 2 March 2027."
        assert change.sentence.startswith(f"{said} Book {name} in its place.")

    def test_of_a_plan_accepted_before_nothing_is_known(self, person: Profile) -> None:
        roadmap = Roadmap.objects.get()
        del roadmap.basis["book"]
        roadmap.save()
        replace_it()
        assert page_of(person).proposal is None
        assert foundation(person).book_key == "offices-today"

    def test_one_line_for_a_mail(self, person: Profile) -> None:
        replace_it()
        situation = queries.situation_of(person, timezone.localdate())
        assert situation is not None
        (change,) = situation.changes
        assert isinstance(change, PlanChange)
        words = queries.words_of(situation.inputs, cards(), {})
        text = proposals.change_text(change, situation.inputs.constraints, words)
        sentence = f"{WAS_REPLACED} {BOOK_IT} Nothing else in the plan changes."
        assert text == f"Replaced: P3O Foundation. {sentence}"


def queries_end(profile: Profile) -> date:
    """The day on which the proposal has the exam."""
    situation = queries.situation_of(profile, timezone.localdate())
    assert situation is not None
    steps = situation.stage.plan.steps
    return next(step.ends_on for step in steps if step.certification == FOUNDATION)


class TestOnThePage:
    def test_the_owner_accepts_it(self, client: Client, person: Profile) -> None:
        client.force_login(person.user)
        hold(person, "ppso-essentials")
        accept(person)
        replace_it()
        response = open_roadmap(client, person.user)
        text = words_of(response)
        assert f"Replaced P3O Foundation {WAS_REPLACED} {BOOK_IT}" in text
        assert "No longer offered" in text
        assert "See what takes its place" in text
        assert "See what to book" not in text
        digest = response.context["page"].proposal.digest
        text = words_of(client.post("/roadmap/accept/", {"proposal": digest}, follow=True))
        assert "See what to book : Offices Today" in text
        assert "No longer offered" not in text

    def test_it_is_on_paper_and_in_the_files(self, client: Client, person: Profile) -> None:
        client.force_login(person.user)
        replace_it()
        data = client.get(f"/roadmap/{person.pk}/roadmap.json").json()
        step = next(one for one in data["steps"] if one["certification"] == FOUNDATION)
        assert (step["book"], step["can_be_booked"], data["proposal_waits"]) == (
            *(FOUNDATION, False, True),
        )
        paper = words_of(client.get(f"/roadmap/{person.pk}/paper/"))
        assert "can no longer be booked: Offices Today replaced it on 2 March 2027" in paper
        assert ".." not in paper
