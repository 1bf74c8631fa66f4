"""What has ended: booked exams, retired certifications, who holds one, agreed steps."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from careers.certifications.models import Certification
from careers.profiles.models import HeldCertification, Profile, User
from careers.roadmaps import actions, queries
from careers.roadmaps.models import Roadmap, RoadmapStep
from tests.roadmaps.agreed import (
    FOUNDATION,
    accept,
    agree,
    agreement_of,
    book,
    quote,
    review_of,
    row,
)
from tests.roadmaps.people import hold
from tests.roadmaps.reading import words_of
from tests.roadmaps.succeeding import changes, end, foundation, make_new, page_of, replace_it

pytestmark = pytest.mark.usefixtures("catalogue")


class TestBooked:
    def test_a_booked_exam_stays_as_booked(self, person: Profile) -> None:
        book(person, FOUNDATION, 60)
        replace_it()
        step = foundation(person)
        assert (step.book_key, step.is_booked, changes(person)) == (FOUNDATION, True, ())
        assert step.notes == (
            "Booked before it was replaced or retired: ask the provider whether it is held",
        )
        passed = queries.passed_page(person, FOUNDATION)
        assert passed is not None
        assert passed.awarded.key == FOUNDATION
        # Retired after all, it stands, too: nobody has to drop what is booked.
        end("retired", None)
        page = page_of(person)
        assert (page.gone, page.conflict, foundation(person).is_booked) == ((), None, True)
        end("replaced", Certification.objects.get(key="offices-today"))
        actions.unbook(profile=person, key=FOUNDATION, now=timezone.now())
        assert [change.kind for change in changes(person)] == ["succeeded"]

    def test_what_is_booked_now_is_the_successor(self, person: Profile) -> None:
        replace_it()
        book(person, FOUNDATION, 60)
        assert foundation(person).book_key == "offices-today"
        assert [change.kind for change in changes(person)] in ([], ["moved"])
        passed = queries.passed_page(person, FOUNDATION)
        assert passed is not None
        assert passed.awarded.key == "offices-today"

    def test_a_booking_outlives_the_undoing(self, person: Profile) -> None:
        book(person, FOUNDATION, 60)
        replace_it()
        acceptance = Roadmap.objects.get().basis["acceptance"]
        actions.undo(profile=person, acceptance_pk=acceptance, now=timezone.now())
        assert foundation(person).book_key == FOUNDATION
        accept(person)
        assert (foundation(person).book_key, changes(person)) == (FOUNDATION, ())

    def test_what_was_quoted_was_for_the_old_one(self, person: Profile) -> None:
        quote(person, FOUNDATION, 20_000)
        replace_it()
        assert foundation(person).cost.startswith("£200.00")
        accept(person)
        assert (foundation(person).cost, row(person, FOUNDATION).cost_minor) == ("not known", None)
        acceptance = Roadmap.objects.get().basis["acceptance"]
        actions.undo(profile=person, acceptance_pk=acceptance, now=timezone.now())
        step = row(person, FOUNDATION)
        assert (step.cost_minor, step.cost_currency) == (20_000, "GBP")


class TestRetired:
    def test_with_a_successor_that_one_is_proposed(self, person: Profile) -> None:
        new = make_new()
        end("retired", new)
        ended = "It has not been awarded since 2 March 2027. Its successor is Offices Today."
        page = page_of(person)
        assert [(one.key, one.text) for one in page.gone] == [(FOUNDATION, ended)]
        out, come, *_others = changes(person)
        assert (out.kind, out.sentence) == ("removed", ended)
        assert (come.kind, come.name) == ("added", "Offices Today")
        assert come.sentence.startswith("It is the successor of P3O Foundation. It builds ")
        accept(person)
        assert [step.key for step in page_of(person).steps] == ["ppso-essentials", new.key]
        assert (page_of(person).gone, changes(person)) == ((), ())

    def test_switched_off_it_says_so(self, person: Profile) -> None:
        Certification.objects.filter(key=FOUNDATION).update(is_enabled=False)
        (gone,) = page_of(person).gone
        assert gone.text == "It is no longer proposed in roadmaps."

    def test_replaced_by_what_nobody_awards_it_is_gone(self, person: Profile) -> None:
        replace_it()
        Certification.objects.filter(key="offices-today").update(status="retired")
        assert [one.key for one in page_of(person).gone] == [FOUNDATION]

    def test_holders_keep_it(self, client: Client, person: Profile) -> None:
        end("retired", None)
        client.force_login(person.user)
        form = client.get("/profile/certifications/add/").content.decode()
        assert "P3O Foundation (PeopleCert), no longer awarded" in form
        hold(person, FOUNDATION, expires_on=timezone.localdate() + timedelta(days=300))
        page = page_of(person)
        assert [done.key for done in page.passed] == [FOUNDATION]
        (renewal,) = page.renewals
        assert renewal.can_be_renewed
        assert renewal.sentence == (
            "It is no longer awarded. An exam of the same suite renews it: PRINCE2 Project, "
            "Programme, Portfolio Office Management Practitioner."
        )
        Certification.objects.filter(key="p3o-practitioner").update(status="retired")
        (renewal,) = page_of(person).renewals
        assert (renewal.can_be_renewed, renewal.cost) == (False, "")
        assert renewal.sentence == "It is no longer awarded, so it cannot be renewed."
        assert HeldCertification.objects.get(profile=person).certification.key == FOUNDATION

    def test_it_is_not_offered_for_new_plans(self, person: Profile) -> None:
        replace_it()
        Certification.objects.filter(key="offices-today").update(status="retired")
        Certification.objects.filter(key="ipmo-expert").update(status="retired")
        offered = queries.choosable(person, timezone.localdate())
        assert offered is not None
        assert (
            not {FOUNDATION, "ipmo-expert", "offices-today"} & dict(offered.certifications).keys()
        )


class TestAgreed:
    def test_the_place_stays_agreed_and_both_are_told(self, person: Profile, manager: User) -> None:
        assert agree(person, manager).steps[1]["book"] == FOUNDATION
        replace_it()
        waits = "P3O Foundation cannot be booked as planned: a change to Offices Today is proposed."
        agreement = agreement_of(person)
        assert (agreement.differences, agreement.events) == ((), (waits,))
        assert page_of(person, person.user).agreement == agreement
        accept(person)
        agreement = agreement_of(person)
        done = "For P3O Foundation another exam is booked than when it was agreed: Offices Today."
        assert (agreement.differences, agreement.events) == ((), (done,))
        assert page_of(person, person.user).agreement == agreement
        assert not RoadmapStep.objects.to_agree().exists()

    def test_what_cannot_be_taken_is_said(
        self, client: Client, person: Profile, manager: User
    ) -> None:
        agree(person, manager)
        end("retired", None)
        lost = "P3O Foundation cannot be taken any more: it leaves the plan with the next change."
        assert agreement_of(person).events == (lost,)
        assert page_of(person, person.user).agreement == agreement_of(person)
        client.force_login(manager)
        said = f"Nothing is to be agreed again. What has happened since then: {lost}"
        assert said in words_of(client.get(f"/team/people/{person.pk}/"))

    def test_what_cannot_be_taken_leaves_by_an_ordinary_change(
        self, client: Client, person: Profile, manager: User
    ) -> None:
        """Nobody has to release it: the owner accepts, the manager agrees to what differs."""
        agree(person, manager)
        end("retired", None)
        page = page_of(person)
        assert (page.conflict, page.gone[0].key) == (None, FOUNDATION)
        out = changes(person)[0]
        ended = "It has not been awarded since 2 March 2027."
        assert (out.kind, out.name, out.sentence) == ("removed", "P3O Foundation", ended)
        client.force_login(person.user)
        lapsed = "It cannot be taken any more, so no plan has to hold it."
        step = words_of(client.get(f"/roadmap/steps/{FOUNDATION}/"))
        assert lapsed in step
        assert "Pin it" not in step
        accept(person)
        assert (page_of(person).gone, changes(person)) == ((), ())
        assert FOUNDATION not in [step.key for step in page_of(person).steps]
        told = "P3O Foundation was agreed, cannot be taken any more and is in the plan no more."
        agreement = agreement_of(person)
        assert told in [text for one in agreement.differences for text in one.sentences]
        assert page_of(person, person.user).agreement == agreement
        assert FOUNDATION in {one.certification.key for one in RoadmapStep.objects.to_agree()}
        assert [one.name for one in agreement.versions[0].steps][1] == "P3O Foundation"
        assert FOUNDATION not in [one["key"] for one in agree(person, manager).steps]
        assert (agreement_of(person).differences, row(person, FOUNDATION).is_agreed) == ((), False)

    def test_a_booked_one_stays_required(self, person: Profile, manager: User) -> None:
        agree(person, manager)
        book(person, FOUNDATION, 60)
        end("retired", None)
        assert (page_of(person).gone, foundation(person).is_agreed) == ((), True)
        assert "removed" not in [change.kind for change in changes(person)]

    def test_a_version_agreed_before_says_nothing_of_it(
        self, person: Profile, manager: User
    ) -> None:
        version = agree(person, manager)
        for step in version.steps:
            del step["book"]
        version.save()
        replace_it()
        accept(person)
        assert agreement_of(person).events == ()

    def test_a_plan_looked_at_before_is_another_one(self, person: Profile, manager: User) -> None:
        mark = review_of(person, manager).mark
        replace_it()
        accept(person)
        with pytest.raises(actions.AgreementConflict):
            agree(person, manager, mark=mark)
