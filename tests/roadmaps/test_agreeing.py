"""A manager agrees to an accepted plan: a frozen version, and what differs from it later."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from careers.certifications.models import Certification
from careers.profiles.models import Notice, Profile, User
from careers.roadmaps import actions
from careers.roadmaps.agreed import looked_at_from
from careers.roadmaps.models import COMMENT_LENGTH, AgreedPlan, Roadmap, RoadmapStep
from tests.factories import make_user
from tests.roadmaps.agreed import (
    ESSENTIALS,
    FOUNDATION,
    agree,
    book,
    mark_of,
    person_with_plan,
    quote,
    release,
    review_of,
    row,
    told,
)
from tests.roadmaps.people import assess, hold

pytestmark = pytest.mark.usefixtures("catalogue")


class TestAgreeing:
    def test_a_version_holds_the_plan_as_it_was(self, person: Profile, manager: User) -> None:
        quote(person, ESSENTIALS, 45_000)
        version = agree(person, manager, comment="  Well chosen.\r\nGo on.  ")
        first, second = row(person, ESSENTIALS), row(person, FOUNDATION)
        assert first.starts_on
        assert first.ends_on
        assert second.starts_on
        assert second.ends_on
        study = Roadmap.objects.get().basis["study"]
        assert version.steps == [
            {
                "key": ESSENTIALS,
                "name": "PPSO Essentials",
                "starts_on": first.starts_on.isoformat(),
                "ends_on": first.ends_on.isoformat(),
                "status": "planned",
                "cost_minor": 45_000,
                "currency": "GBP",
                "hours": study[ESSENTIALS],
                "book": "essentials-for-pmo-administrators",
            },
            {
                "key": FOUNDATION,
                "name": "P3O Foundation",
                "starts_on": second.starts_on.isoformat(),
                "ends_on": second.ends_on.isoformat(),
                "status": "planned",
                "cost_minor": None,
                "currency": "",
                "hours": study[FOUNDATION],
                "book": FOUNDATION,
            },
        ]
        assert (version.number, version.comment) == (1, "Well chosen.\nGo on.")
        assert (version.agreed_by, version.agreed_by_name) == (manager, "Mona Manager")
        assert first.is_agreed
        assert second.is_agreed

    def test_a_version_is_never_changed_by_what_comes_after(
        self, person: Profile, manager: User
    ) -> None:
        before = agree(person, manager).steps
        quote(person, ESSENTIALS, 100)
        assert agree(person, manager).number == 2
        assert AgreedPlan.objects.get(number=1).steps == before

    def test_the_price_of_the_catalogue_is_that_of_what_is_booked(
        self, person: Profile, manager: User
    ) -> None:
        booked = Certification.objects.get(key=ESSENTIALS).successor
        assert booked is not None
        facts = {"cost_currency": "GBP", "cost_on": timezone.localdate()}
        Certification.objects.filter(pk=booked.pk).update(cost_minor=77_700, **facts)
        steps = {step["key"]: step for step in agree(person, manager).steps}
        assert (steps[ESSENTIALS]["cost_minor"], steps[ESSENTIALS]["currency"]) == (77_700, "GBP")
        assert row(person, ESSENTIALS).agreed_cost_minor is None  # nobody was quoted it

    def test_what_has_been_passed_is_in_the_version_as_passed(
        self, person: Profile, manager: User
    ) -> None:
        hold(person, FOUNDATION)
        states = {step["key"]: step["status"] for step in agree(person, manager).steps}
        assert states == {ESSENTIALS: "planned", FOUNDATION: "passed"}
        assert not row(person, FOUNDATION).is_agreed

    def test_the_owner_is_told_once(self, person: Profile, manager: User) -> None:
        mark = review_of(person, manager).mark
        agree(person, manager, mark=mark)
        agree(person, manager, mark=mark)
        assert told(person.user) == [("agreed", "Your plan is agreed")]
        body = Notice.objects.get(recipient=person.user).body
        assert "Mona Manager has agreed to your plan. It is version 1." in body

    def test_how_often_it_asks(
        self, person: Profile, manager: User, assert_statements: Callable[[int], Any]
    ) -> None:
        mark = review_of(person, manager).mark
        with assert_statements(8 + 3):  # and those of `tell`
            agree(person, manager, mark=mark)
        with assert_statements(3):
            agree(person, manager, mark=mark)

    def test_a_plan_without_an_exam_can_be_agreed_to_once(
        self, person: Profile, manager: User
    ) -> None:
        RoadmapStep.objects.update(place=None, starts_on=None, ends_on=None)
        assert agree(person, manager).steps == []
        with pytest.raises(actions.NoPlanToAgree):
            agree(person, manager)


class TestRefused:
    def test_nobody_agrees_their_own_plan(self, person: Profile) -> None:
        with pytest.raises(actions.OwnPlan):
            agree(person, person.user)
        with pytest.raises(actions.OwnPlan):
            release(person, person.user)
        assert not AgreedPlan.objects.exists()

    def test_without_an_accepted_plan(self, manager: User) -> None:
        user = make_user("Stan Staff", manager=manager)
        assess(user, "P1")
        with pytest.raises(actions.NoPlanToAgree, match="a person accepts a plan first"):
            agree(user.profile, manager)

    def test_nothing_new(self, person: Profile, manager: User) -> None:
        agree(person, manager)
        with pytest.raises(actions.NoPlanToAgree, match="version 1 stands"):
            agree(person, manager)
        assert AgreedPlan.objects.count() == 1

    def test_a_comment_that_is_too_long(self, person: Profile, manager: User) -> None:
        with pytest.raises(actions.CommentTooLong):
            agree(person, manager, comment="x" * (COMMENT_LENGTH + 1))
        lines = "\r\n" * 2
        text = "x" * (COMMENT_LENGTH - 3) + lines + "x"
        assert len(agree(person, manager, comment=text).comment) == COMMENT_LENGTH


class TestConflicts:
    def test_the_plan_has_changed_meanwhile(self, person: Profile, manager: User) -> None:
        mark = review_of(person, manager).mark
        book(person, ESSENTIALS, 20)
        with pytest.raises(actions.AgreementConflict) as raised:
            agree(person, manager, mark=mark)
        assert raised.value.looked_at == looked_at_from(mark)
        assert not AgreedPlan.objects.exists()
        assert not RoadmapStep.objects.filter(is_agreed=True).exists()

    def test_somebody_else_has_agreed_meanwhile(self, person: Profile, manager: User) -> None:
        director = make_user("Dina Director")
        Profile.objects.filter(user=manager).update(manager=director.profile)
        mark = review_of(person, manager).mark
        agree(person, director)
        with pytest.raises(actions.AgreementConflict):
            agree(person, manager, mark=mark)
        assert AgreedPlan.objects.get().agreed_by == director

    def test_a_step_was_released_meanwhile(self, person: Profile, manager: User) -> None:
        agree(person, manager)
        quote(person, ESSENTIALS, 100)
        mark = review_of(person, manager).mark
        release(person, manager)
        with pytest.raises(actions.AgreementConflict):
            agree(person, manager, mark=mark)

    def test_another_comment_to_the_same_plan(self, person: Profile, manager: User) -> None:
        mark = review_of(person, manager).mark
        agree(person, manager, mark=mark, comment="Good")
        with pytest.raises(actions.AgreementConflict):
            agree(person, manager, mark=mark, comment="Better")
        assert agree(person, manager, mark=mark, comment="Good").number == 1

    @pytest.mark.parametrize("mark", ["", "x", "a:b:c", ".eJw:forged", "é" * 2000])
    def test_a_forged_mark(self, person: Profile, manager: User, mark: str) -> None:
        with pytest.raises(actions.AgreementConflict) as raised:
            agree(person, manager, mark=mark)
        assert raised.value.looked_at is None

    def test_the_mark_of_another_person(self, person: Profile, manager: User) -> None:
        other = person_with_plan("Otto Other", manager=manager).profile
        with pytest.raises(actions.AgreementConflict) as raised:
            agree(person, manager, mark=review_of(other, manager).mark)
        assert raised.value.looked_at is None


class TestReleasing:
    def test_it_may_be_set_aside_then(self, person: Profile, manager: User) -> None:
        agree(person, manager)
        assert release(person, manager) is True
        step = row(person, FOUNDATION)
        assert (step.is_agreed, step.agreed_on, step.agreed_cost_minor) == (False, None, None)
        assert row(person, ESSENTIALS).is_agreed
        assert told(person.user)[-1] == ("released", "A step of your plan is released")
        assert release(person, manager) is False
        assert len(told(person.user)) == 2

    def test_what_is_not_in_the_catalogue(self, person: Profile, manager: User) -> None:
        with pytest.raises(actions.UnknownCertification):
            release(person, manager, key="no-such-thing")

    def test_one_that_was_agreed_to_anew_stays(self, person: Profile, manager: User) -> None:
        agree(person, manager)
        looked_at = mark_of(person, manager, FOUNDATION)
        assert release(person, manager, mark=looked_at) is True
        assert release(person, manager, mark=looked_at) is False  # sent twice
        agree(person, manager)
        for mark, known in ((looked_at, looked_at_from(looked_at)), ("forged", None), ("", None)):
            with pytest.raises(actions.AgreementConflict) as raised:
                release(person, manager, mark=mark)
            assert raised.value.looked_at == known
        assert row(person, FOUNDATION).is_agreed
        assert len(told(person.user)) == 3

    def test_one_that_has_another_day_stays(self, person: Profile, manager: User) -> None:
        agree(person, manager)
        marks = {key: mark_of(person, manager, key) for key in (ESSENTIALS, FOUNDATION)}
        quote(person, FOUNDATION, 100)
        with pytest.raises(actions.AgreementConflict):
            release(person, manager, mark=marks[FOUNDATION])
        # What happens to another step is nothing to this one; nor is its mark good for this one.
        with pytest.raises(actions.AgreementConflict):
            release(person, manager, mark=marks[ESSENTIALS])
        assert release(person, manager, key=ESSENTIALS, mark=marks[ESSENTIALS]) is True
