"""Experience instead of a certification that is asked for, confirmed by the manager."""

from __future__ import annotations

import pytest
from django.utils import timezone

from careers.certifications.models import Prerequisite
from careers.profiles.models import Profile, User
from careers.roadmaps import actions, queries
from careers.roadmaps.models import Roadmap
from careers.roadmaps.page import StepView
from tests.factories import make_user
from tests.roadmaps.agreed import (
    EXPERIENCED,
    FOUNDATION,
    confirm,
    review_of,
    row,
)
from tests.roadmaps.people import assess, hold

pytestmark = pytest.mark.usefixtures("catalogue")


class TestExperience:
    def test_it_is_confirmed_and_taken_back(self, person: Profile, manager: User) -> None:
        confirm(person, manager)
        confirm(person, manager)
        situation = queries.situation_of(person, timezone.localdate())
        assert situation is not None
        assert situation.inputs.constraints.experience_confirmed == {EXPERIENCED}
        confirm(person, manager, is_confirmed=False)
        assert not row(person, EXPERIENCED).is_experience_confirmed
        assert confirm(person, manager, is_confirmed=False) is None

    def test_what_is_asked_is_said(self, person: Profile, manager: User) -> None:
        found = {one.key: one for one in review_of(person, manager).experiences}
        asked = Prerequisite.objects.get(certification__key=EXPERIENCED)
        assert found[EXPERIENCED].texts == (asked.or_experience,)
        assert not found[EXPERIENCED].is_confirmed
        confirm(person, manager)
        found = {one.key: one for one in review_of(person, manager).experiences}
        assert found[EXPERIENCED].is_confirmed
        hold(person, EXPERIENCED)
        assert EXPERIENCED not in {one.key for one in review_of(person, manager).experiences}

    def test_the_planner_starts_without_the_certification(
        self, person: Profile, manager: User
    ) -> None:
        """Of a certification that stands for itself: what it asks for need not come first."""
        Prerequisite.objects.filter(certification__key="p3o-practitioner").update(
            or_experience="Two years in an office."
        )
        actions.pin(profile=person, key="p3o-practitioner", now=timezone.now())
        Roadmap.objects.update(target=None)
        assess(person.user, "P3", at=timezone.now())
        situation = queries.situation_of(person, timezone.localdate())
        assert situation is not None
        before = situation.stage.plan.keys
        confirm(person, manager, key="p3o-practitioner")
        situation = queries.situation_of(person, timezone.localdate())
        assert situation is not None
        step = next(s for s in situation.stage.plan.steps if s.certification == "p3o-practitioner")
        assert FOUNDATION in before
        assert FOUNDATION not in step.requires

    def test_the_step_says_so_where_its_successor_is_booked(self, manager: User) -> None:
        user = make_user("Stan Staff", manager=manager)
        assess(user, "P2")
        actions.pin(profile=user.profile, key="ppso-advanced", now=timezone.now())
        for key in ("p3o-foundation", "p3o-practitioner"):
            actions.exclude(profile=user.profile, key=key, reason="No", now=timezone.now())

        def step() -> StepView:
            page = queries.roadmap_of(user.profile, timezone.localdate())
            assert page is not None
            return next(one for one in page.steps if one.book_key == EXPERIENCED)

        before = step()
        confirm(user.profile, manager)
        after = step()
        assert before.prerequisites[0].startswith("Needs one of these, or experience: ")
        assert len(before.conditions) == len(after.conditions) + 1
        told = "Needs one of these, or experience, which the manager has confirmed: "
        assert after.prerequisites[0].startswith(told)

    def test_only_where_experience_does_instead(self, person: Profile, manager: User) -> None:
        with pytest.raises(actions.NoExperienceAsked):
            confirm(person, manager, key="p3o-practitioner")
        with pytest.raises(actions.UnknownCertification):
            confirm(person, manager, key="no-such-thing")
        with pytest.raises(actions.UnknownCertification):
            confirm(person, manager, key="no-such-thing", is_confirmed=False)

    def test_nobody_confirms_their_own(self, person: Profile) -> None:
        with pytest.raises(actions.OwnPlan):
            confirm(person, person.user)
