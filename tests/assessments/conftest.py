from __future__ import annotations

import pytest
from django.test import Client

from careers.assessments.models import Assessment
from careers.levels.models import Level
from careers.profiles.models import User
from tests.assessments.builders import instrument_now, submitted_assessment
from tests.factories import NOW, make_user


@pytest.fixture
def draft(catalogue: None, signed_in: Client, user: User) -> Assessment:
    """An empty draft of the signed-in user, past the question about the job."""
    return Assessment.objects.create(
        profile=user.profile,
        instrument=instrument_now(),
        remit=Level.objects.get(number=2),
        started_at=NOW,
    )


@pytest.fixture
def manager(catalogue: None) -> User:
    return make_user("Mona Manager")


@pytest.fixture
def owner(manager: User) -> User:
    return make_user("Ada Okafor", manager=manager)


@pytest.fixture
def handed_in(owner: User) -> Assessment:
    """P5, 3 3 2 3 · 3 3 3 3 · 3 3 3 2, but C2 counts 2: level 3."""
    return submitted_assessment(owner, "P5", could=("C2",))
