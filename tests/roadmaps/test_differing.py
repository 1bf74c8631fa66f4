"""What differs from the version a manager agreed to, and who is told that a plan waits."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from careers.profiles.models import Notice, Profile, User
from careers.roadmaps import actions, queries
from careers.roadmaps.models import Roadmap, RoadmapStep
from tests.roadmaps.agreed import (
    ESSENTIALS,
    FOUNDATION,
    accept,
    agree,
    agreement_of,
    book,
    person_with_plan,
    planned_for,
    quote,
    row,
    told,
)
from tests.roadmaps.reading import open_roadmap, words_of

pytestmark = pytest.mark.usefixtures("catalogue")


def sentences(person: Profile) -> list[str]:
    differing = agreement_of(person).differences
    return [sentence for one in differing for sentence in one.sentences]


class TestWhatDiffers:
    def test_before_and_after(self, person: Profile, manager: User) -> None:
        day = planned_for(person, ESSENTIALS)
        first = f"PPSO Essentials, planned for {day}, is not agreed yet."
        assert sentences(person)[0] == first
        agree(person, manager)
        agreement = agreement_of(person)
        assert (agreement.differences, agreement.is_to_agree) == ((), False)
        assert agreement.last is not None
        assert (agreement.last.number, agreement.last.agreed_by) == (1, "Mona Manager")

    def test_every_kind_of_difference(self, person: Profile, manager: User) -> None:
        quote(person, FOUNDATION, 10_000)
        agree(person, manager)
        then = planned_for(person, ESSENTIALS)
        book(person, ESSENTIALS, 20)
        on = date_format(timezone.localdate() + timedelta(days=20))
        assert f"PPSO Essentials was agreed for {then} and is now planned for {on}." in sentences(
            person
        )
        agree(person, manager)
        for minor, text in (
            (12_000, "was agreed at £100.00 and is now quoted at £120.00."),
            (None, "was agreed at £100.00, and this quote was taken back."),
        ):
            quote(person, FOUNDATION, minor)
            assert sentences(person) == [f"P3O Foundation {text}"]
        quote(person, FOUNDATION, 10_000)
        quote(person, ESSENTIALS, 500)
        text = "PPSO Essentials was agreed without a quote and is now quoted at £5.00."
        assert sentences(person) == [text]
        quote(person, ESSENTIALS, None)
        RoadmapStep.objects.filter(pk=row(person, FOUNDATION).pk).update(
            place=None, starts_on=None, ends_on=None
        )
        assert sentences(person) == ["P3O Foundation was agreed and is in the plan no more."]

    def test_history_has_the_newest_first(self, person: Profile, manager: User) -> None:
        agree(person, manager, comment="One")
        quote(person, FOUNDATION, 100)
        agree(person, manager, comment="Two")
        found = [(one.number, one.comment) for one in agreement_of(person).versions]
        assert found == [(2, "Two"), (1, "One")]

    def test_the_page_and_the_query_say_the_same(self, person: Profile, manager: User) -> None:
        agree(person, manager)
        book(person, ESSENTIALS, 20)
        quote(person, FOUNDATION, 100)
        page = queries.roadmap_of(person, timezone.localdate(), reader=person.user)
        assert page is not None
        assert page.agreement == agreement_of(person)

    def test_the_owner_reads_it_on_the_roadmap(
        self, client: Client, person: Profile, manager: User
    ) -> None:
        client.force_login(person.user)
        text = words_of(open_roadmap(client, person.user))
        assert "Agreed with your manager Your manager has not agreed to this plan yet." in text
        agree(person, manager, comment="Go on")
        text = words_of(open_roadmap(client, person.user))
        day = date_format(timezone.localdate())
        assert f"Version 1, agreed on {day} by Mona Manager. Go on" in text
        assert "Nothing has changed since then." in text
        quote(person, FOUNDATION, 100)
        text = words_of(open_roadmap(client, person.user))
        assert "Changed since then, and to be agreed again: P3O Foundation was agreed with" in text

    def test_nothing_of_it_for_whoever_has_no_manager(self, client: Client) -> None:
        user = person_with_plan("Solo")
        client.force_login(user)
        assert 'id="agreement"' not in open_roadmap(client, user).content.decode()

    @pytest.mark.parametrize("name", ["paper", "export_csv", "export_json"])
    def test_it_does_not_leave_the_portal(
        self, client: Client, person: Profile, manager: User, name: str
    ) -> None:
        agree(person, manager, comment="Zebra")
        client.force_login(person.user)
        ending = {"paper": "paper/", "export_csv": "roadmap.csv", "export_json": "roadmap.json"}
        response = client.get(f"/roadmap/{person.pk}/{ending[name]}")
        assert response.status_code == 200
        assert b"Zebra" not in response.content


class TestAPlanWaits:
    def test_the_leads_are_told_when_a_plan_is_accepted(
        self, person: Profile, manager: User
    ) -> None:
        assert told(manager) == [("plan", "A plan waits for you")]
        body = Notice.objects.get(recipient=manager).body
        assert "Ada Okafor has accepted a plan. It waits for you to agree to it." in body
        assert f"/team/people/{person.pk}/" in body

    def test_nobody_is_told_of_a_plan_that_asks_for_nothing(
        self, person: Profile, manager: User
    ) -> None:
        agree(person, manager)
        Notice.objects.all().delete()
        actions.undo(
            profile=person,
            acceptance_pk=Roadmap.objects.get().basis["acceptance"],
            now=timezone.now(),
        )
        accept(person)
        assert told(manager) == []
