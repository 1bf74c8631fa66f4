from __future__ import annotations

import pytest
from django.test import Client

from careers.assessments.models import Assessment
from careers.levels.models import Level
from careers.profiles.models import User
from tests.assessments.builders import instrument_now
from tests.factories import NOW


@pytest.fixture
def draft(catalogue: None, signed_in: Client, user: User) -> Assessment:
    """An empty draft of the signed-in user, past the question about the job."""
    return Assessment.objects.create(
        profile=user.profile,
        instrument=instrument_now(),
        remit=Level.objects.get(number=2),
        started_at=NOW,
    )
