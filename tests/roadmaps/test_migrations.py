"""What the migrations make of rows that are there already."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.factories import NOW, make_user

BEFORE = ("roadmaps", "0003_plans_links_and_scenarios")
AFTER = ("roadmaps", "0004_views_by_day")
Migrate = Callable[[tuple[str, str]], Any]


@pytest.fixture
def migrate(transactional_db: None) -> Iterator[Migrate]:
    """Move the database of one app to a migration; afterwards it is moved to the newest again."""

    def move(target: tuple[str, str]) -> Any:
        executor = MigrationExecutor(connection)
        return executor.migrate([target]).apps

    yield move
    executor = MigrationExecutor(connection)
    executor.migrate([key for key in executor.loader.graph.leaf_nodes() if key[0] == "roadmaps"])


def test_views_are_counted_by_day(migrate: Migrate) -> None:
    profile = make_user("Ada Okafor").profile
    apps = migrate(BEFORE)
    roadmap = apps.get_model(*BEFORE[:1], "Roadmap").objects.create(
        profile_id=profile.pk, changed_at=NOW
    )
    links = [
        apps.get_model("roadmaps", "ShareLink").objects.create(
            roadmap=roadmap,
            name=name,
            nonce=name,
            token_hash=name,
            created_at=NOW,
            expires_at=datetime(2028, 1, 1, tzinfo=UTC),
        )
        for name in ("Mo", "Ned", "Nobody")
    ]
    views = apps.get_model("roadmaps", "ShareView").objects
    for link, day, hour in ((0, 1, 9), (0, 1, 23), (0, 1, 0), (0, 2, 0), (1, 1, 5)):
        views.create(link=links[link], viewed_at=datetime(2027, 5, day, hour, tzinfo=UTC))
    rows = (
        migrate(AFTER).get_model("roadmaps", "ShareView").objects.order_by("link_id", "viewed_on")
    )
    assert [
        (row.link.name, row.viewed_on.day, row.times, row.last_viewed_at.hour)
        for row in rows.select_related("link")
    ] == [("Mo", 1, 3, 23), ("Mo", 2, 1, 0), ("Ned", 1, 1, 5)]
    assert migrate(BEFORE).get_model("roadmaps", "ShareView").objects.count() == 3
