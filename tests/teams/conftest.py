from __future__ import annotations

import pytest
from django.test import Client

from careers.assessments.models import Assessment
from careers.profiles.models import User
from tests.assessments.builders import submitted_assessment
from tests.factories import make_user


@pytest.fixture
def manager(catalogue: None) -> User:
    return make_user("Mona Manager")


@pytest.fixture
def owner(manager: User) -> User:
    return make_user("Ada Okafor", manager=manager, job_title="PMO manager")


@pytest.fixture
def handed_in(owner: User) -> Assessment:
    """P5, 3 3 2 3 · 3 3 3 3 · 3 3 3 2, but C2 counts 2: level 3."""
    return submitted_assessment(owner, "P5", could=("C2",))


@pytest.fixture
def mona(client: Client, manager: User, handed_in: Assessment) -> Client:
    client.force_login(manager)
    return client
