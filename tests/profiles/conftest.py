from __future__ import annotations

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def four_times_is_too_often(settings: Settings) -> None:
    """Sign-in fetches one account for the session, for the permission and for the form."""
    settings.ZEAL_NPLUSONE_THRESHOLD = 4
