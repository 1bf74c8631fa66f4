"""A draft of the instrument tried on the newest results of everybody."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from careers.levels.actions import copy_to_draft
from careers.levels.models import Competency, Instrument, LevelRule, Statement
from careers.profiles.models import User
from careers.roadmaps import queries, runs
from careers.roadmaps.actions import impact as actions
from careers.roadmaps.models import ImpactLine, ImpactRun
from tests.assessments.builders import instrument_now, submitted_assessment
from tests.assessments.reviews import agree
from tests.factories import make_user
from tests.roadmaps.people import assess

ALMOST = "2 2 2 2 · 2 2 1 1 · 1 1 1 1"
"""Six of eight at level 2: as many as two thirds, fewer than seven eighths."""


@pytest.fixture
def draft(catalogue: None) -> Instrument:
    return copy_to_draft(instrument=instrument_now(), now=timezone.now())


@pytest.fixture
def people(draft: Instrument) -> tuple[User, ...]:
    ada, ben, cai = make_user("Ada Okafor"), make_user("Ben Bound"), make_user("Cai Carefree")
    assess(ada, "newcomer", at=timezone.now())
    assess(ben, ALMOST)
    assess(cai, "P6")
    assess(make_user("Gus Gone", is_active=False), ALMOST)
    return ada, ben, cai


def rehearse(draft: Instrument) -> ImpactRun:
    run = actions.begin_impact(
        instrument=draft, asked_by=make_user("Olu Office"), now=timezone.now()
    )
    assert run is not None
    runs.work(run.pk, clock=timezone.now)
    run.refresh_from_db()
    assert (run.state, run.fault) == (ImpactRun.State.DONE, "")
    return run


def moves(run: ImpactRun) -> dict[str, tuple[int | None, int | None]]:
    found = ImpactLine.objects.filter(run=run, kind="level").select_related("profile__user")
    return {line.profile.user.name: (line.level_before, line.level_after) for line in found}


def broaden(draft: Instrument) -> None:
    draft.breadth_numerator, draft.breadth_denominator = 7, 8
    draft.save()


def test_another_breadth(draft: Instrument, people: Any) -> None:
    broaden(draft)
    run = rehearse(draft)
    # P6 has eight of twelve at level 4, and nine of twelve would be asked for at every level.
    assert moves(run) == {"Ben Bound": (2, 1), "Cai Carefree": (4, 3)}
    assert (run.people, run.looked) == (3, 3)
    assert run.totals == {
        "affected": 2,
        "by_kind": {"level": 2},
        "levels": {"2>1": 1, "4>3": 1},
        "money": {},
        "not_asked": {},
        "planned": 0,
        "provisional": 0,
    }
    assert queries.is_current(run, timezone.localdate())
    Instrument.objects.filter(pk=draft.pk).update(keys_needed=1)
    assert not queries.is_current(ImpactRun.objects.get(pk=run.pk), timezone.localdate())


def test_agreed_values_count(draft: Instrument, catalogue: None) -> None:
    mona = make_user("Mona Manager")
    rita = make_user("Rita Reviewed", manager=mona)
    agree(submitted_assessment(rita, ALMOST), mona, B3=2, B4=2)
    broaden(draft)
    assert moves(rehearse(draft)) == {}  # eight of eight, as agreed


def test_only_words(draft: Instrument, people: Any) -> None:
    statement = Statement.objects.get(instrument=draft, competency__code="A1", level__number=2)
    statement.text = "I plan."
    statement.save()
    run = rehearse(draft)
    assert run.people == 0  # nobody is scored: the rule is the same
    assert run.totals == {"affected": 0, "planned": 0, "reworded": {"A1": 3}}


def test_a_new_competency_was_not_asked(draft: Instrument, people: Any) -> None:
    """It is not applicable to those who were never asked; as a key it makes levels provisional."""
    group = Competency.objects.get(code="A1").group
    new = Competency.objects.create(
        code="A9", name="Automation", short_name="Automation", group=group, order=99
    )
    for statement in Statement.objects.filter(instrument=draft, competency__code="A1"):
        statement.pk, statement.competency = None, new
        statement.save()
    LevelRule.objects.get(instrument=draft, level__number=2).keys.add(new)
    Instrument.objects.filter(pk=draft.pk).update(max_not_applicable_keys=0)
    run = rehearse(draft)
    assert moves(run) == {}
    assert run.totals["not_asked"] == {"A9": 3}
    assert run.totals["provisional"] == 3


def test_a_competency_that_is_left_out_counts_no_more(draft: Instrument, people: Any) -> None:
    """Of the six at level 2 three are asked about no more: three of five are too few."""
    left_out = Statement.objects.filter(instrument=draft, competency__code__in=["A1", "A3", "A4"])
    left_out.delete()
    LevelRule.objects.get(instrument=draft, level__number=2).keys.remove(
        Competency.objects.get(code="A1")
    )
    assert moves(rehearse(draft))["Ben Bound"] == (2, 1)


def test_a_draft_that_is_no_rule_says_so(draft: Instrument, people: Any) -> None:
    LevelRule.objects.filter(instrument=draft).delete()
    run = actions.begin_impact(
        instrument=draft, asked_by=make_user("Olu Office"), now=timezone.now()
    )
    assert run is not None
    assert runs.work(run.pk, clock=timezone.now) is runs.Turn.FAILED
    run.refresh_from_db()
    assert run.fault == "The rule must climb from level 2 without a gap; got ()."
