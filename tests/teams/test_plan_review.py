"""The manager's side of a plan: looking, agreeing, releasing, confirming experience, talking."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from careers.profiles.models import AccessEntry, Profile, User
from careers.roadmaps import actions
from careers.roadmaps.models import COMMENT_LENGTH, AgreedPlan, Comment, RoadmapStep
from tests.factories import make_user
from tests.profiles.delegations import stand_in
from tests.roadmaps.agreed import (
    ESSENTIALS,
    FOUNDATION,
    agree,
    book,
    person_with_plan,
    planned_for,
    quote,
    review_of,
    row,
)
from tests.roadmaps.people import assess, hold
from tests.roadmaps.reading import words_of
from tests.teams.builders import make_reports

pytestmark = pytest.mark.usefixtures("catalogue")
EXPERIENCED = "essentials-for-pmo-managers"
NONCE = "0123456789abcdef" * 2


@pytest.fixture
def person(user: User) -> Profile:
    """Somebody whose manager is signed in."""
    return person_with_plan("Stan Staff", manager=user).profile


def page_of(client: Client, person: Profile) -> Any:
    response = client.get(f"/team/people/{person.pk}/")
    assert response.status_code == 200
    return response


def send(client: Client, person: Profile, to: str, **fields: Any) -> Any:
    return client.post(f"/team/people/{person.pk}/{to}/", fields)


def send_agreement(client: Client, person: Profile, **fields: Any) -> Any:
    mark = page_of(client, person).context["page"].plan.mark
    return send(client, person, "agree", **{"mark": mark, **fields})


class TestThePage:
    def test_the_steps_with_days_costs_and_states(self, signed_in: Client, person: Profile) -> None:
        quote(person, ESSENTIALS, 45_000)
        book(person, ESSENTIALS, 20)
        yesterday = timezone.localdate() - timedelta(days=1)
        RoadmapStep.objects.filter(pk=row(person, FOUNDATION).pk).update(ends_on=yesterday)
        hours = row(person, FOUNDATION).roadmap.basis["study"]
        text = words_of(page_of(signed_in, person))
        on = date_format(timezone.localdate() + timedelta(days=20))
        first = f"PPSO Essentials {on} Booked £450.00 {hours[ESSENTIALS]} hours To agree"
        second = f"P3O Foundation {date_format(yesterday)} Overdue Planned not known"
        assert first in text
        assert second in text
        assert "Cost of what is left: at least £450.00." in text
        assert "Agree to this plan" in text
        assert "Nobody has agreed to this plan yet." in text

    def test_what_has_been_passed_costs_nothing_more(
        self, signed_in: Client, person: Profile
    ) -> None:
        quote(person, FOUNDATION, 20_000)
        quote(person, ESSENTIALS, 10_000)
        hold(person, FOUNDATION)
        text = words_of(page_of(signed_in, person))
        assert "Cost of what is left: £100.00." in text
        assert "Passed £200.00" in text

    def test_without_an_accepted_plan(self, signed_in: Client, user: User) -> None:
        other = make_user("Nia New", manager=user)
        assess(other, "P1")
        text = words_of(page_of(signed_in, other.profile))
        assert "Nia New has not accepted a plan, so there is nothing to agree to yet." in text
        assert "Agree to" not in text

    def test_only_what_differs_is_to_be_agreed(
        self, signed_in: Client, user: User, person: Profile
    ) -> None:
        agree(person, user, comment="Go on")
        text = words_of(page_of(signed_in, person))
        assert "by Ada Okafor. Go on Nothing has changed since then." in text
        assert "Agree to" not in text
        quote(person, FOUNDATION, 100)
        assert "Agree to this change" in words_of(page_of(signed_in, person))
        quote(person, ESSENTIALS, 100)
        text = words_of(page_of(signed_in, person))
        assert "Agree to these 2 changes" in text
        assert "PPSO Essentials was agreed without a quote and is now quoted at £1.00." in text

    def test_the_conversation(self, signed_in: Client, person: Profile) -> None:
        actions.add_comment(
            profile=person,
            author=person.user,
            key=FOUNDATION,
            text="May I?",
            nonce=NONCE,
            now=timezone.now(),
        )
        response = page_of(signed_in, person)
        assert "Stan Staff about P3O Foundation" in words_of(response)
        form = response.context["comment_form"]
        assert (form["seen"].value(), form["to"].value()) == (Comment.objects.get().pk, "review")

    @pytest.mark.parametrize("people", [1, 30, 300])
    def test_how_often_it_asks(
        self,
        signed_in: Client,
        user: User,
        person: Profile,
        people: int,
        assert_statements: Callable[[int], Any],
    ) -> None:
        make_reports(user, people)
        agree(person, user)
        for number in range(10):
            actions.add_comment(
                profile=person,
                author=person.user,
                key=None,
                text=str(number),
                nonce=f"{number:032x}",
                now=timezone.now(),
            )
        quote(person, FOUNDATION, 100)
        address = f"/team/people/{person.pk}/"
        signed_in.get(address)
        # Session, account, person, two for the access log, three for the ratings, two for the plan.
        with assert_statements(10):
            signed_in.get(address)


class TestAgreeing:
    def test_a_plan(self, signed_in: Client, user: User, person: Profile) -> None:
        response = send_agreement(signed_in, person, comment="Go on", back="level=2")
        assert response.status_code == 302
        assert response["Location"].startswith(f"/team/people/{person.pk}/")
        assert response["Location"].endswith("#plan")
        version = AgreedPlan.objects.get()
        assert (version.comment, version.agreed_by) == ("Go on", user)
        assert "The plan is agreed. It is version 1." in signed_in.get("/").content.decode()

    def test_twice_is_once(self, signed_in: Client, person: Profile) -> None:
        mark = page_of(signed_in, person).context["page"].plan.mark
        for _time in range(2):
            assert send(signed_in, person, "agree", mark=mark).status_code == 302
        assert AgreedPlan.objects.count() == 1

    @pytest.mark.parametrize(
        ("comment", "message"),
        [
            ("x" * (COMMENT_LENGTH + 1), "Keep it to 1000 characters (it has 1001)."),
            ("a\0b", "Null characters are not allowed."),
        ],
    )
    def test_a_wrong_comment_is_not_lost(
        self, signed_in: Client, person: Profile, comment: str, message: str
    ) -> None:
        response = send_agreement(signed_in, person, comment=comment)
        assert response.status_code == 422
        form = response.context["agreement_form"]
        assert form.errors["comment"] == [message]
        assert form["comment"].value() == comment
        assert 'href="#agreement_comment"' in response.content.decode()
        assert not AgreedPlan.objects.exists()

    def test_a_plan_that_changed_meanwhile(self, signed_in: Client, person: Profile) -> None:
        then = planned_for(person, ESSENTIALS)
        mark = page_of(signed_in, person).context["page"].plan.mark
        book(person, ESSENTIALS, 20)
        response = send(signed_in, person, "agree", mark=mark, comment="Go on")
        assert response.status_code == 409
        text, on = words_of(response), date_format(timezone.localdate() + timedelta(days=20))
        assert f"What you looked at PPSO Essentials Planned {then}" in text
        assert f"What it is now PPSO Essentials Booked {on}" in text
        assert not AgreedPlan.objects.exists()
        form = response.context["agreement_form"]
        assert form["comment"].value() == "Go on"
        again = send(signed_in, person, "agree", mark=form["mark"].value(), comment="Go on")
        assert again.status_code == 302
        assert AgreedPlan.objects.get().comment == "Go on"

    def test_two_managers_at_once(self, signed_in: Client, user: User, person: Profile) -> None:
        director = make_user("Dina Director")
        Profile.objects.filter(pk=user.profile.pk).update(manager=director.profile)
        mark = page_of(signed_in, person).context["page"].plan.mark
        agree(person, director, comment="Mine")
        response = send(signed_in, person, "agree", mark=mark, comment="Also mine")
        assert response.status_code == 409
        text = words_of(response)
        assert "by Dina Director. Mine" in text
        assert "Nothing is left to agree to" in text
        assert response.context["comment_form"]["text"].value() == "Also mine"

    @pytest.mark.parametrize("mark", ["forged", "x" * 39_000])
    def test_a_forged_mark(self, signed_in: Client, person: Profile, mark: str) -> None:
        response = send(signed_in, person, "agree", mark=mark)
        assert response.status_code == 409
        assert AccessEntry.objects.get(subject=person).what == AccessEntry.What.REVIEW
        assert "What was sent does not say which plan you looked at." in words_of(response)

    def test_without_a_mark(self, signed_in: Client, person: Profile) -> None:
        response = send(signed_in, person, "agree", comment="Go on")
        assert response.status_code == 422
        assert "This form was out of date. Load the page again." in words_of(response)
        assert response.context["agreement_form"]["comment"].value() == "Go on"

    def test_nothing_to_agree_to(self, signed_in: Client, user: User) -> None:
        other = make_user("Nia New", manager=user).profile
        response = send(signed_in, other, "agree", mark="forged")
        assert response.status_code == 302
        assert "a person accepts a plan first" in signed_in.get("/").content.decode()


class TestExperience:
    def test_confirmed_and_taken_back(self, signed_in: Client, person: Profile) -> None:
        path = f"steps/{EXPERIENCED}/experience"
        assert send(signed_in, person, path, is_confirmed="yes").status_code == 302
        assert row(person, EXPERIENCED).is_experience_confirmed
        assert "Take the confirmation back" in words_of(page_of(signed_in, person))
        send(signed_in, person, path, is_confirmed="no")
        assert not row(person, EXPERIENCED).is_experience_confirmed

    @pytest.mark.parametrize("value", ["", "maybe", "\0"])
    def test_anything_else_changes_nothing(
        self, signed_in: Client, person: Profile, value: str
    ) -> None:
        path = f"steps/{EXPERIENCED}/experience"
        assert send(signed_in, person, path, is_confirmed=value).status_code == 302
        assert not RoadmapStep.objects.filter(is_experience_confirmed=True).exists()

    def test_only_where_experience_does_instead(self, signed_in: Client, person: Profile) -> None:
        send(signed_in, person, f"steps/{FOUNDATION}/experience", is_confirmed="yes")
        assert not RoadmapStep.objects.filter(is_experience_confirmed=True).exists()
        assert "No experience does instead" in signed_in.get("/").content.decode()
        path = "steps/no-such-thing/experience"
        assert send(signed_in, person, path, is_confirmed="yes").status_code == 404


PATHS = ("agree", f"steps/{FOUNDATION}/release", f"steps/{EXPERIENCED}/experience")


@pytest.mark.parametrize("path", PATHS)
class TestWhoMay:
    def test_by_get_nothing_changes(self, signed_in: Client, person: Profile, path: str) -> None:
        response = signed_in.get(f"/team/people/{person.pk}/{path}/")
        assert response["Location"] == f"/team/people/{person.pk}/#plan"

    def test_not_the_person(self, client: Client, person: Profile, path: str) -> None:
        client.force_login(person.user)
        assert send(client, person, path).status_code == 404

    def test_not_a_former_manager(self, signed_in: Client, person: Profile, path: str) -> None:
        Profile.objects.filter(pk=person.pk).update(manager=None)
        assert send(signed_in, person, path).status_code == 404

    def test_a_delegate_as_long_as_they_stand_in(
        self, client: Client, user: User, person: Profile, path: str
    ) -> None:
        delegate = make_user("Dele Delegate")
        client.force_login(delegate)
        stand_in(user, delegate, first=1, last=2)
        assert send(client, person, path).status_code == 404
        stand_in(user, delegate)
        fields = {"mark": review_of(person, delegate).mark, "is_confirmed": "yes"}
        assert send(client, person, path, **fields).status_code == 302
