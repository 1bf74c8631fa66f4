from __future__ import annotations

import pytest

from careers.profiles.models import User
from careers.roadmaps import actions
from careers.roadmaps.models import Roadmap
from tests.factories import NOW, make_user

pytestmark = pytest.mark.usefixtures("catalogue")


def test_only_the_own_line_of_management_finds_a_roadmap(user: User) -> None:
    report = make_user("Ben Ito", manager=user)
    stranger = make_user("Stranger", is_superuser=True)
    exclusion = actions.exclude(
        profile=report.profile, key="p3o-foundation", reason="Too dear", now=NOW
    )
    for viewer, count in ((report, 1), (user, 1), (stranger, 0)):
        assert Roadmap.objects.visible_to(viewer).count() == count
    assert str(exclusion.roadmap) == "Roadmap of Ben Ito"
    assert str(exclusion) == f"{exclusion.roadmap_id}: {exclusion.certification_id}"
