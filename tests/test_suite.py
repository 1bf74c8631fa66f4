"""The suite's own guard rails do bite."""

from __future__ import annotations

import pytest
import zeal

from careers.profiles.models import Profile
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def test_a_query_for_every_row_is_noticed() -> None:
    for _ in range(5):
        make_user()

    with zeal.zeal_context(), pytest.raises(zeal.NPlusOneError):
        [profile.user.name for profile in Profile.objects.all()]
