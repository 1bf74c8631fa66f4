"""What reads and writes of the instrument cost where the usual case does not show it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Max
from pytest_django import DjangoAssertNumQueries

from careers.levels import actions, queries
from careers.levels.models import Instrument
from tests.factories import NOW

pytestmark = pytest.mark.usefixtures("catalogue")
Statements = Callable[[int], AbstractContextManager[None]]


@pytest.fixture
def first() -> Instrument:
    return Instrument.objects.get(version=1)


def test_copying_and_publishing(first: Instrument, assert_statements: Statements) -> None:
    with assert_statements(40):
        draft = actions.copy_to_draft(instrument=first, now=NOW)
    with assert_statements(9):
        actions.publish(instrument=draft, now=NOW)
    with assert_statements(3), pytest.raises(actions.NotPublishable):
        actions.publish(instrument=draft, now=NOW)


def test_a_version_that_was_deleted_is_not_published(first: Instrument) -> None:
    draft = actions.copy_to_draft(instrument=first, now=NOW)
    Instrument.objects.get(pk=draft.pk).delete()
    with pytest.raises(Instrument.DoesNotExist):
        actions.publish(instrument=draft, now=NOW)


def test_two_copies_at_the_same_moment(first: Instrument, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second has counted the versions before the first was written."""
    before: dict[str, int] = Instrument.objects.aggregate(newest=Max("version"))
    actions.copy_to_draft(instrument=first, now=NOW)
    manager = type(Instrument.objects)
    monkeypatch.setattr(manager, "aggregate", lambda *_args, **_names: before)
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.copy_to_draft(instrument=first, now=NOW)


def test_before_anything_is_published(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    Instrument.objects.update(published_at=None)
    with django_assert_num_queries(1):
        assert queries.current_instrument() is None
    with django_assert_num_queries(3):
        page = queries.ladder_page()
    assert (page.instrument, page.competencies) == (None, 0)
    assert [(one.level.number, one.has_rule) for one in page.levels] == [
        (1, False),
        (2, False),
        (3, False),
        (4, False),
    ]
