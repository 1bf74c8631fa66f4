"""How many times a page asks the database, and that it answers the same every time."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from careers.certifications.models import Build, Certification
from careers.levels.models import Competency
from careers.profiles.models import User
from careers.roadmaps import actions, queries
from tests.factories import NOW
from tests.roadmaps.people import assess, hold
from tests.roadmaps.reading import address, open_roadmap

pytestmark = pytest.mark.usefixtures("catalogue")

PAGE_QUERIES = 8  # session, account, result, held, choices, catalogue in two, texts
"""Session, account, team in the menu, profile; result, choices, what is held, the catalogue (two),
cards, texts."""


def enlarge_the_catalogue(by: int) -> list[str]:
    """Add certifications that build something, need something and are recommended."""
    model = Certification.objects.get(key="p3o-practitioner")
    competency = Competency.objects.order_by("order")[0]
    keys = [f"extra-{number:02}" for number in range(by)]
    rows = Certification.objects.bulk_create(
        Certification(
            key=key,
            name=key,
            order=100 + number,
            body_now_id=model.body_now_id,
            level_id=model.level_id,
            level_basis=model.level_basis,
        )
        for number, key in enumerate(keys)
    )
    Build.objects.bulk_create(
        Build(certification=row, competency=competency, strength=1, up_to=3) for row in rows
    )
    return keys


@pytest.mark.parametrize("size", [1, 30])
def test_the_page_asks_as_often_whatever_the_size(
    signed_in: Client, user: User, size: int, django_assert_num_queries: Any
) -> None:
    assess(user, "P2")
    keys = enlarge_the_catalogue(size)
    hold(user.profile, *keys)
    for key in ("p3o-foundation", *keys)[:size]:
        actions.exclude(profile=user.profile, key=key, reason="No", now=NOW)
    with django_assert_num_queries(PAGE_QUERIES):
        signed_in.get(address(user))


def test_the_inputs_are_the_same_every_time(user: User) -> None:
    assess(user, "P2")
    hold(user.profile, "ppso-essentials")
    actions.exclude(profile=user.profile, key="ipmo-foundation", reason="No", now=NOW)
    situation = queries.situation_of(user.profile, NOW.date())
    assert situation is not None
    assert queries.situation_of(user.profile, NOW.date()) == situation
    first = situation.inputs
    assert (first.level, first.target) == (2, None)
    assert first.constraints.excluded == {"ipmo-foundation"}
    assert [holding.certification for holding in first.held] == ["ppso-essentials"]
    assert list(first.counted.values()) == [2, 2, 2, 3, 2, 3, 2, 1, 1, 1, 2, 1]


def test_the_page_is_the_same_byte_for_byte(signed_in: Client, user: User) -> None:
    assess(user, "P2")
    today = timezone.localdate()  # the day of the page below
    once = queries.roadmap_of(user.profile, today)
    again = queries.roadmap_of(user.profile, today)
    assert repr(once) == repr(again)
    assert open_roadmap(signed_in, user).context["page"].steps == once.steps  # type: ignore[union-attr]
