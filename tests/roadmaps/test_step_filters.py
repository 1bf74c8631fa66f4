"""Steps that are to do, overdue, or to be agreed: asked of the database, on both of them."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from django.utils import timezone

from careers.certifications.models import Certification
from careers.profiles.models import HeldCertification, Profile, User
from careers.roadmaps import actions, queries
from careers.roadmaps.models import MOST_SUCCESSORS, Acceptance, Roadmap, RoadmapStep
from tests.factories import NOW, make_user
from tests.roadmaps.agreed import (
    ESSENTIALS,
    FOUNDATION,
    accept,
    agree,
    book,
    quote,
    release,
    row,
)
from tests.roadmaps.people import hold

pytestmark = pytest.mark.usefixtures("catalogue")

TODAY = date(2027, 3, 14)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
STEPS = RoadmapStep.objects


def keys(steps: Any) -> set[str]:
    return set(steps.values_list("certification__key", flat=True))


def make_step(user: User, key: str = FOUNDATION, **facts: Any) -> RoadmapStep:
    """One step of an accepted plan, as rows."""
    accepted: dict[str, Any] = {"changed_at": NOW, "accepted_at": NOW}
    roadmap, _is_new = Roadmap.objects.get_or_create(profile=user.profile, defaults=accepted)
    placed: dict[str, Any] = {"place": 1, "starts_on": date(2027, 1, 4), "ends_on": TOMORROW}
    return RoadmapStep.objects.create(
        roadmap=roadmap,
        certification=Certification.objects.get(key=key),
        changed_at=NOW,
        **{**placed, **facts},
    )


OUT_OF_PLAN = {"place": None, "starts_on": None, "ends_on": None}


class TestToDo:
    @pytest.mark.parametrize(
        "ended", [{"status": "retired"}, {"is_enabled": False}, {"level": None, "level_basis": ""}]
    )
    def test_what_cannot_be_taken_any_more_is_not_unless_it_is_booked(
        self, user: User, ended: dict[str, Any]
    ) -> None:
        step = make_step(user, ends_on=YESTERDAY)
        assert keys(STEPS.overdue(TODAY)) == keys(STEPS.to_do()) == {FOUNDATION}
        Certification.objects.filter(key=FOUNDATION).update(**ended)
        assert keys(STEPS.overdue(TODAY)) == keys(STEPS.to_do()) == set()
        STEPS.filter(pk=step.pk).update(status="booked", exam_on=YESTERDAY)
        assert keys(STEPS.overdue(TODAY)) == keys(STEPS.to_do()) == {FOUNDATION}

    @pytest.mark.parametrize(
        ("facts", "is_to_do"),
        [
            ({}, True),
            ({"status": "booked", "exam_on": TOMORROW}, True),
            ({"status": "not_passed", "exam_on": YESTERDAY}, True),
            ({"status": "dropped", "reason": "No"}, False),
            (OUT_OF_PLAN, False),
            ({**OUT_OF_PLAN, "is_agreed": True}, False),
        ],
    )
    def test_what_is_in_the_plan_and_not_set_aside(
        self, user: User, facts: dict[str, Any], is_to_do: bool
    ) -> None:
        make_step(user, **facts)
        assert STEPS.to_do().exists() is is_to_do

    def test_what_is_held_is_done_for_whoever_holds_it(self, user: User) -> None:
        make_step(user)
        hold(make_user("Somebody else").profile, FOUNDATION)
        assert STEPS.to_do().exists()
        hold(user.profile, FOUNDATION)
        assert not STEPS.to_do().exists()

    def test_what_has_replaced_it_does_as_well_however_often_it_was_replaced(
        self, user: User
    ) -> None:
        rows = list(Certification.objects.exclude(key=FOUNDATION)[:MOST_SUCCESSORS])
        Certification.objects.update(successor=None, status="available")
        first = Certification.objects.get(key=FOUNDATION)
        for earlier, later in zip([first, *rows], rows, strict=False):
            Certification.objects.filter(pk=earlier.pk).update(successor=later)
        make_step(user)
        for later in rows:
            hold(user.profile, later.key)
            assert not STEPS.to_do().exists(), later.key
            HeldCertification.objects.all().delete()
        assert STEPS.to_do().exists()

    def test_what_it_replaced_does_not(self, user: User) -> None:
        old = Certification.objects.get(key=ESSENTIALS)
        assert old.successor is not None
        make_step(user, key=old.successor.key)
        hold(user.profile, ESSENTIALS)
        assert keys(STEPS.to_do()) == {old.successor.key}


class TestOverdue:
    @pytest.mark.parametrize(
        ("facts", "is_overdue"),
        [
            ({"ends_on": TODAY}, False),
            ({"ends_on": YESTERDAY}, True),
            ({"ends_on": YESTERDAY, "status": "not_passed", "exam_on": YESTERDAY}, True),
            ({"ends_on": TOMORROW, "status": "not_passed", "exam_on": YESTERDAY}, False),
            ({"ends_on": YESTERDAY, "status": "booked", "exam_on": TODAY}, False),
            ({"ends_on": TOMORROW, "status": "booked", "exam_on": YESTERDAY}, True),
            ({"ends_on": YESTERDAY, "status": "dropped", "reason": "No"}, False),
            (OUT_OF_PLAN, False),
        ],
    )
    def test_its_day_has_passed(self, user: User, facts: dict[str, Any], is_overdue: bool) -> None:
        make_step(user, **facts)
        assert STEPS.overdue(TODAY).exists() is is_overdue

    def test_what_is_held_is_not(self, user: User) -> None:
        make_step(user, ends_on=YESTERDAY)
        hold(user.profile, FOUNDATION)
        assert not STEPS.overdue(TODAY).exists()


DAYS = ({"ends_on": TOMORROW}, {"status": "booked", "exam_on": TODAY}, OUT_OF_PLAN)
STATES: tuple[dict[str, Any], ...] = (*DAYS, {"status": "not_passed", "exam_on": TODAY})
QUOTES: tuple[dict[str, Any], ...] = (
    {},
    {"cost_minor": 100, "cost_currency": "GBP"},
    {"cost_minor": 200, "cost_currency": "GBP"},
    {"cost_minor": 100, "cost_currency": "EUR"},
)
AGREED: tuple[dict[str, Any], ...] = (
    {},
    *(
        {"is_agreed": True, "agreed_on": day, **price}
        for day in (None, TODAY, TOMORROW)
        for price in (
            {},
            {"agreed_cost_minor": 100, "agreed_cost_currency": "GBP"},
        )
    ),
)


def test_the_rows_and_the_values_say_the_same_of_every_step(user: User) -> None:
    """Every state, quote, agreement and holding, asked of the database and of `PlanStep`."""
    seen = set()
    for state, quoted, agreed, is_held in product(STATES, QUOTES, AGREED, (False, True)):
        step = make_step(user, **{**state, **quoted, **agreed})
        if is_held:
            hold(user.profile, FOUNDATION)
        said = [one.needs_agreeing for one in queries.plan_steps(user.profile)]
        assert STEPS.to_agree().exists() is any(said), (state, quoted, agreed, is_held)
        seen.add(any(said))
        HeldCertification.objects.all().delete()
        step.delete()
    assert seen == {True, False}


class TestToAgree:
    def test_all_of_a_plan_that_nobody_agreed_to(self, person: Profile) -> None:
        assert keys(STEPS.to_agree()) == {ESSENTIALS, FOUNDATION}

    def test_nothing_once_it_is_agreed(self, person: Profile, manager: User) -> None:
        quote(person, ESSENTIALS, 12_300)
        book(person, ESSENTIALS, 50)
        agree(person, manager)
        assert not STEPS.to_agree().exists()
        step = row(person, ESSENTIALS)
        assert (step.agreed_on, step.agreed_cost_minor, step.agreed_cost_currency) == (
            step.exam_on,
            12_300,
            "GBP",
        )
        step = row(person, FOUNDATION)
        assert (step.is_agreed, step.agreed_on) == (True, step.ends_on)
        assert (step.agreed_cost_minor, step.agreed_cost_currency) == (None, "")

    def test_another_day(self, person: Profile, manager: User) -> None:
        agree(person, manager)
        book(person, FOUNDATION, 300)
        assert keys(STEPS.to_agree()) == {ESSENTIALS, FOUNDATION}  # the other one moves with it
        actions.unbook(profile=person, key=FOUNDATION, now=timezone.now())
        assert not STEPS.to_agree().exists()

    @pytest.mark.parametrize(
        ("before", "after", "is_to_agree"),
        [
            ((None, ""), (100, "GBP"), True),
            ((100, "GBP"), (None, ""), True),
            ((100, "GBP"), (101, "GBP"), True),
            ((100, "GBP"), (100, "EUR"), True),
            ((100, "GBP"), (100, "GBP"), False),
        ],
    )
    def test_another_price(
        self,
        person: Profile,
        manager: User,
        before: tuple[int | None, str],
        after: tuple[int | None, str],
        is_to_agree: bool,
    ) -> None:
        quote(person, FOUNDATION, *before)
        agree(person, manager)
        quote(person, FOUNDATION, *after)
        assert keys(STEPS.to_agree()) == ({FOUNDATION} if is_to_agree else set())

    def test_a_step_that_was_accepted_since(self, person: Profile, manager: User) -> None:
        agree(person, manager)
        actions.pin(profile=person, key="ipmo-foundation", now=timezone.now())
        accept(person)
        assert "ipmo-foundation" in keys(STEPS.to_agree())

    def test_a_step_that_has_left_the_plan(self, person: Profile, manager: User) -> None:
        agree(person, manager)
        RoadmapStep.objects.filter(pk=row(person, FOUNDATION).pk).update(**OUT_OF_PLAN)
        assert keys(STEPS.to_agree()) == {FOUNDATION}
        agree(person, manager)
        assert not STEPS.to_agree().exists()
        step = row(person, FOUNDATION)
        assert (step.is_agreed, step.agreed_on, step.agreed_cost_currency) == (False, None, "")

    def test_not_what_has_been_passed(self, person: Profile, manager: User) -> None:
        hold(person, FOUNDATION)
        assert keys(STEPS.to_agree()) == {ESSENTIALS}
        successor = Certification.objects.get(key=ESSENTIALS).successor
        assert successor is not None
        hold(person, successor.key)
        assert not STEPS.to_agree().exists()

    def test_nothing_of_a_plan_that_was_taken_back(self, person: Profile, manager: User) -> None:
        agree(person, manager)
        acceptance = Acceptance.objects.get()
        assert actions.undo(profile=person, acceptance_pk=acceptance.pk, now=timezone.now())
        assert not STEPS.to_agree().exists()
        assert row(person, FOUNDATION).is_agreed  # until the manager says otherwise
        accept(person)
        assert not STEPS.to_agree().exists()


class TestWhatIsAgreedStaysInOrder:
    """Every decision of the person keeps the constraints of the rows."""

    def test_passing_an_exam(self, person: Profile, manager: User) -> None:
        agree(person, manager)
        book(person, FOUNDATION, 200)
        actions.pass_exam(
            profile=person,
            key=FOUNDATION,
            certification=Certification.objects.get(key=FOUNDATION),
            awarded_on=timezone.localdate(),
            expires_on=None,
            credential_reference="",
            now=timezone.now(),
        )
        step = row(person, FOUNDATION)
        assert (step.status, step.is_agreed, step.agreed_on is None) == ("planned", True, False)
        assert FOUNDATION not in keys(STEPS.to_agree())

    def test_setting_aside_waits_for_the_release(self, person: Profile, manager: User) -> None:
        agree(person, manager)
        aside: dict[str, Any] = {"profile": person, "key": FOUNDATION, "reason": "Not needed"}
        with pytest.raises(actions.AgreedWithManager):
            actions.exclude(**aside, now=timezone.now())
        release(person, manager)
        assert keys(STEPS.to_agree()) == {FOUNDATION}
        actions.exclude(**aside, now=timezone.now())
        assert not STEPS.to_agree().exists()
        agreed = row(person, FOUNDATION)
        assert (agreed.status, agreed.is_agreed) == ("dropped", False)
        actions.include_again(profile=person, key=FOUNDATION, now=timezone.now())
        assert keys(STEPS.to_agree()) == {FOUNDATION}

    def test_a_plan_with_a_step_set_aside_is_agreed_without_it(
        self, person: Profile, manager: User
    ) -> None:
        actions.exclude(profile=person, key=FOUNDATION, reason="No", now=timezone.now())
        version = agree(person, manager)
        assert [step["key"] for step in version.steps] == [ESSENTIALS]
        assert not row(person, FOUNDATION).is_agreed
