"""Nobody whom a change touches is missed: compared with planning anew for everybody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import pytest
from django.utils import timezone

from careers.assessments import queries as assessments
from careers.certifications import queries as certifications
from careers.certifications.models import Certification as Certificate
from careers.domain.impact import Standing, impact
from careers.domain.ladder import HIGHEST
from careers.domain.planner import Certification, Money
from careers.profiles import queries as profiles
from careers.profiles.models import Profile
from careers.roadmaps import queries
from careers.roadmaps.findings import line_of
from careers.roadmaps.models import ImpactLine
from careers.roadmaps.queries.rehearsal import CatalogueRehearsal, people_of
from careers.roadmaps.queries.situation import situation_from
from tests.domain.changing import EDITS, a_change
from tests.factories import make_user
from tests.roadmaps.agreed import FOUNDATION, person_with_plan
from tests.roadmaps.impacts import an_organisation, had_another_successor
from tests.roadmaps.people import assess, hold

pytestmark = pytest.mark.django_db

PEOPLE, CHANGES = 36, 40
Catalogue = tuple[Certification, ...]


def told(lines: Iterable[ImpactLine]) -> dict[int, Any]:
    return {line.profile_id: (str(line.kind), line.changes, line.money) for line in lines}


class Everybody:
    """The long way: everybody is read and planned for as the page of the roadmap does it."""

    def __init__(self, today: date) -> None:
        self.today = today
        people = Profile.objects.active().select_related("user").order_by("pk")
        self.read = {
            person.pk: (result, profiles.holdings_of(person), queries.choices_of(person))
            for person in people
            if (result := assessments.latest_result(person)) is not None
        }

    def standings(self, catalogue: Catalogue) -> dict[int, Standing]:
        found = {}
        for pk, (result, held, choices) in self.read.items():
            one = situation_from(result, held, choices, catalogue, self.today)
            found[pk] = Standing(
                proposal=one.proposal, fits=not one.conflict, kept=one.kept, changes=one.changes
            )
        return found

    def lines(self, before: dict[int, Standing], after: dict[int, Standing]) -> dict[int, Any]:
        found = {pk: impact(before[pk], after[pk]) for pk in self.read}
        return told(line_of(pk, self.read[pk][2], one) for pk, one in found.items() if one)


def test_nobody_is_missed(catalogue: None) -> None:
    now = timezone.now()
    dice = Random(7)  # noqa: S311 - examples, not secrets
    an_organisation(PEOPLE, dice, now)
    everybody = Everybody(timezone.localdate(now))
    shipped = certifications.domain_catalogue()
    before = everybody.standings(shipped)
    counts: Counter[Any] = Counter()
    for number in range(CHANGES):
        name, after = a_change(shipped, dice)
        rehearsal = CatalogueRehearsal(shipped, after, everybody.today)
        pks = list(rehearsal.people().values_list("pk", flat=True))
        looked = rehearsal.look(pks)
        expected = everybody.lines(before, everybody.standings(after))
        assert told(looked.lines) == expected, (number, name)
        counts["touched"] += len(expected)
        counts["planned"] += looked.planned
        counts["chosen"] += len(pks)
        counts["all"] += len(everybody.read)
        counts.update(kind for kind, _changes, _money in expected.values())
        counts[name] += bool(expected)
    # Each way of passing people over was used, and each kind of person was touched.
    assert counts["touched"] <= counts["planned"] < counts["chosen"] < counts["all"], counts
    assert all(counts[kind] for kind in ("proposal", "accepted", "agreed")), counts
    assert sum(bool(counts[name]) for name in EDITS) > len(EDITS) / 3, counts


def test_who_accepted_what_took_the_place_of_a_step_then(catalogue: None) -> None:
    """What was to be booked has nothing to do with the step any more, and is out of their reach."""
    person = person_with_plan("Ada Accepted")
    then = Certificate.objects.filter(level__number=HIGHEST).order_by("order").last()
    assert then is not None
    had_another_successor(person.profile, FOUNDATION, then.key)
    person_with_plan("Ben Beside")
    everybody = Everybody(timezone.localdate())
    before = certifications.domain_catalogue()
    after = tuple(
        replace(one, cost=Money(minor=77700, currency="GBP")) if one.key == then.key else one
        for one in before
    )
    rehearsal = CatalogueRehearsal(before, after, everybody.today)
    lines = told(rehearsal.look(list(rehearsal.people().values_list("pk", flat=True))).lines)
    expected = everybody.lines(everybody.standings(before), everybody.standings(after))
    assert list(lines) == [person.profile.pk]
    assert lines == expected


def test_many_are_read_as_one_is_read(catalogue: None, django_assert_num_queries: Any) -> None:
    an_organisation(8, Random(3), timezone.now())  # noqa: S311 - examples, not secrets
    everybody = Everybody(timezone.localdate())
    pks = list(Profile.objects.values_list("pk", flat=True))
    with django_assert_num_queries(4):
        people = people_of(pks)
    read = {
        one.profile_id: (one.result.level, dict(one.result.counted), one.result.rule, one.held)
        for one in people
    }
    active = {pk: read[pk] for pk in everybody.read}
    assert active == {
        pk: (result.level, result.counted, result.rule, held)
        for pk, (result, held, _choices) in everybody.read.items()
    }
    choices = {one.profile_id: one.choices for one in people}
    assert {pk: choices[pk] for pk in everybody.read} == {
        pk: own for pk, (_result, _held, own) in everybody.read.items()
    }
    assert all(
        list(one.result.counted) == list(everybody.read[one.profile_id][0].counted)
        for one in people
        if one.profile_id in everybody.read
    )


def test_who_stands_where_somebody_stood_keeps_the_own_days(catalogue: None) -> None:
    """Three with the same answers and holdings, which end on different days, or never."""
    days = [date(2027, 5, 1), date(2027, 9, 1), None]
    people = [make_user(f"Twin {number}") for number in range(3)]
    for one, ends in zip(people, days, strict=True):
        assess(one, "P3")
        hold(one.profile, "p3o-foundation", expires_on=ends)
    shipped = certifications.domain_catalogue()
    after = tuple(
        replace(one, builds=()) if one.key == "p3o-practitioner" else one for one in shipped
    )
    rehearsal = CatalogueRehearsal(shipped, after, date(2027, 3, 14))
    lines = told(rehearsal.look([one.profile.pk for one in people]).lines)
    renewed = [
        [change["was_on"] for change in lines[one.profile.pk][1] if change["kind"] == "renewal"]
        for one in people
    ]
    assert renewed == [["2027-05-01"], ["2027-09-01"], []]
