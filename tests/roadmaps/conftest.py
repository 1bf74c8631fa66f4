from __future__ import annotations

import pytest

from careers.profiles.models import Profile, User
from tests.factories import make_user
from tests.roadmaps.agreed import person_with_plan


@pytest.fixture
def manager(db: None) -> User:
    return make_user("Mona Manager")


@pytest.fixture
def person(manager: User) -> Profile:
    return person_with_plan(manager=manager).profile
