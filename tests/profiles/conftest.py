from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from tests.factories import make_user
from tests.profiles.people_lists import ADA, BEN, CLEO


@pytest.fixture(autouse=True)
def four_times_is_too_often(settings: Settings) -> None:
    """Sign-in fetches one account for the session, for the permission and for the form."""
    settings.ZEAL_NPLUSONE_THRESHOLD = 4


@pytest.fixture
def run(django_capture_on_commit_callbacks: Callable[..., Any]) -> Callable[..., Any]:
    """Does what a worker does once a request is stored."""
    return django_capture_on_commit_callbacks


@pytest.fixture
def people(office: Client) -> Client:
    """Ada leads Ben; Cleo is switched off. The office brings people in."""
    ada = make_user("Ada", email=ADA, job_title="Head of PMO")
    make_user("Ben", email=BEN, manager=ada, job_title="PMO analyst")
    make_user("Cleo", email=CLEO, is_active=False)
    return office
