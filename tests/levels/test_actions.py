"""A version is copied, edited as a draft, and published once."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from careers.levels import actions, queries
from careers.levels.models import (
    Competency,
    CompetencyGroup,
    Instrument,
    Level,
    LevelRule,
    Statement,
    WorkAction,
)
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]


@pytest.fixture
def first() -> Instrument:
    return Instrument.objects.get(version=1)


@pytest.fixture
def draft(first: Instrument) -> Instrument:
    return actions.copy_to_draft(instrument=first, now=NOW)


def refused(instrument: Instrument) -> tuple[str, ...]:
    with pytest.raises(actions.NotPublishable) as refusal:
        actions.publish(instrument=instrument, now=NOW)
    assert Instrument.objects.get(pk=instrument.pk).published_at == instrument.published_at
    return refusal.value.sentences


def test_a_copy_is_the_same_but_for_its_number_and_state(
    first: Instrument, draft: Instrument
) -> None:
    assert (draft.version, draft.published_at, draft.note) == (2, None, "")
    assert queries.rule_of(draft) == queries.rule_of(first)
    assert queries.sheet_of(draft) == queries.sheet_of(first)
    whys = [
        list(LevelRule.objects.filter(instrument=one).order_by("level").values_list("why"))
        for one in (first, draft)
    ]
    assert whys[0] == whys[1]
    assert queries.current_instrument() == first


def test_copies_are_numbered_on(first: Instrument, draft: Instrument) -> None:
    assert actions.copy_to_draft(instrument=first, now=NOW).version == 3


def test_copying_costs_the_same_for_every_size(
    first: Instrument, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(44):  # forty, and those for savepoints
        actions.copy_to_draft(instrument=first, now=NOW)


def test_a_published_draft_is_the_current_version(draft: Instrument) -> None:
    published = actions.publish(instrument=draft, now=NOW)
    assert published.published_at == NOW
    assert queries.current_instrument() == published


def test_a_version_is_published_once(first: Instrument) -> None:
    assert refused(first) == ("Version 1 is published already.",)


def test_missing_statements_are_named(draft: Instrument) -> None:
    statements = Statement.objects.filter(instrument=draft)
    statements.filter(competency__code="B2", level__number__in=(1, 4)).delete()
    statements.filter(competency__code="A1", level__number=3).update(text=" \n ")
    assert refused(draft) == (
        "The statement of A1 for level 3 is missing.",
        "The statement of B2 for level 1 is missing.",
        "The statement of B2 for level 4 is missing.",
    )


def test_a_version_without_anything_says_so() -> None:
    empty = Instrument.objects.create(version=9, question=" ")
    assert refused(empty) == (
        "The question is missing.",
        "There are no statements yet.",
        "The rule for level 2 is missing.",
        "The rule for level 3 is missing.",
        "The rule for level 4 is missing.",
    )


def test_a_rule_needs_scope_and_keys(draft: Instrument) -> None:
    rules = {one.level.number: one for one in draft.level_rules.select_related("level")}
    rules[2].groups.clear()
    rules[3].keys.clear()
    rules[4].delete()
    assert refused(draft) == (
        "The rule for level 2 looks at no competency that is asked about.",
        "The rule for level 3 has no key competencies.",
        "The rule for level 4 is missing.",
    )


def test_a_key_outside_the_scope_is_refused(draft: Instrument) -> None:
    draft.level_rules.get(level__number=2).keys.add(Competency.objects.get(code="C1"))
    assert refused(draft) == ("Level 2 has a key competency outside what it looks at.",)


def test_a_competency_no_level_looks_at_is_not_asked_about(draft: Instrument) -> None:
    group = CompetencyGroup.objects.create(code="D", name="New", order=9)
    added = Competency.objects.create(
        code="D1", name="New", short_name="New", group=group, order=99
    )
    Statement.objects.bulk_create(
        Statement(instrument=draft, competency=added, level=level, text="I do it.")
        for level in Level.objects.all()
    )
    assert refused(draft) == (
        "D1 is asked about, and no level looks at it: add its group to the rule of a level, or "
        "remove its statements.",
    )
    draft.level_rules.get(level__number=4).groups.add(group)
    assert actions.publish(instrument=draft, now=NOW).is_published


@pytest.mark.parametrize("code", ["CHECK", "A 5", "é5", "a1", "A", "5", "A1/", "ABCDE1"])
def test_a_code_that_is_no_part_of_an_address_is_refused(code: str) -> None:
    row = Competency(
        code=code, name="New", short_name="New", group=CompetencyGroup.objects.all()[0], order=99
    )
    with pytest.raises(ValidationError) as refusal:
        row.full_clean()
    assert "Use capital letters, then a number: for example A1." in refusal.value.messages
    with pytest.raises(IntegrityError), transaction.atomic():
        Competency.objects.bulk_create([row])


def test_more_keys_needed_than_there_are(draft: Instrument) -> None:
    Instrument.objects.filter(pk=draft.pk).update(keys_needed=4)
    assert refused(draft) == ("Level 2 needs 4 keys and has 3.",)


def test_a_competency_may_be_dropped_from_a_new_version(draft: Instrument) -> None:
    Statement.objects.filter(instrument=draft, competency__code="A3").delete()
    actions.publish(instrument=draft, now=NOW)
    assert "A3" not in queries.rule_of(draft).competencies


def test_a_competency_added_later_leaves_published_versions_alone(first: Instrument) -> None:
    before = queries.rule_of(first)
    group = CompetencyGroup.objects.get(code="A")
    Competency.objects.create(code="A5", name="New", short_name="New", group=group, order=99)
    assert queries.rule_of(first) == before


def test_query_counts(first: Instrument, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        queries.current_instrument()
    with django_assert_num_queries(1):
        queries.rule_of(first)
    with django_assert_num_queries(1):
        queries.sheet_of(first)
    with django_assert_num_queries(1):
        queries.ladder()
    with django_assert_num_queries(1):
        queries.work_actions()
    with django_assert_num_queries(5):
        queries.ladder_page()


def test_the_database_refuses_what_cannot_be(first: Instrument) -> None:
    level, code = Level.objects.get(number=1), Competency.objects.get(code="A1")
    impossible = (
        ("level_number_on_ladder", lambda: Level.objects.create(number=5, label="x")),
        (
            "instrument_breadth_is_a_share",
            lambda: Instrument.objects.create(
                version=9, breadth_numerator=3, breadth_denominator=2
            ),
        ),
        (
            "instrument_breadth_is_a_share",
            lambda: Instrument.objects.create(version=9, breadth_numerator=0),
        ),
        *(
            (
                "instrument_parameters_in_range",
                lambda wrong=wrong: Instrument.objects.create(version=9, **wrong),
            )
            for wrong in (
                {"evidence_months": 0},
                {"evidence_months": 121},
                {"stale_months": 0},
                {"evidence_from": 0},
                {"evidence_from": 6},
                {"keys_needed": 0},
            )
        ),
        ("version", lambda: Instrument.objects.create(version=1)),
        (
            "work_action_once_per_step",
            lambda: WorkAction.objects.create(competency=code, level=level, text="x"),
        ),
        (
            "statement_once_per_cell",
            lambda: Statement.objects.create(
                instrument=first, competency=code, level=level, text="x"
            ),
        ),
        (
            "level_rule_once_per_instrument",
            lambda: LevelRule.objects.create(instrument=first, level=Level.objects.get(number=2)),
        ),
    )
    for constraint, attempt in impossible:
        with pytest.raises(IntegrityError) as refusal, transaction.atomic():
            attempt()
        # SQLite names the columns of a unique constraint instead of the constraint.
        text = str(refusal.value)
        assert constraint in text or "UNIQUE constraint failed" in text


def test_a_version_older_than_the_current_one_is_not_published(first: Instrument) -> None:
    older, newer = (actions.copy_to_draft(instrument=first, now=NOW) for _ in range(2))
    actions.publish(instrument=newer, now=NOW)

    assert refused(older) == (
        "Version 3 is published already, so this older one would never be used.",
    )
