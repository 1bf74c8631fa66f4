"""A draft of the instrument tried on real answers: who changes level, and who was not asked."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from careers.assessments import queries as assessments
from careers.assessments.models import Answer
from careers.domain.rule import check_rule
from careers.domain.scoring import Rule, level_of
from careers.levels import queries as levels
from careers.levels.models import Instrument, Statement
from careers.profiles.models import Profile
from careers.roadmaps.findings import Looked, Totals
from careers.roadmaps.models import ImpactLine

MOST_REMEMBERED = 50_000
"""Levels kept for others with the same answers; memory is bounded (our choice)."""

Counted = tuple[tuple[str, int | None], ...]


@dataclass
class LevelRehearsal:
    """The rule of a draft beside that of the version in use.

    What the draft asks and somebody was never asked is not applicable to them: it is out of the
    scope of every level, and with too much of it the level is provisional. What the draft asks no
    more is left aside.
    """

    draft: Instrument
    rule: Rule
    in_use: Instrument | None  # None before any version was published
    current: Rule | None
    _known: dict[Counted, tuple[int, bool]] = field(init=False, default_factory=dict)

    @property
    def is_same_rule(self) -> bool:
        """Only words differ: nobody's level can."""
        return self.rule == self.current

    def people(self) -> QuerySet[Profile]:
        """Everybody with an active account and a result; nobody when only words differ.

        ValueError with a sentence when the draft is no rule yet. Part of an SQL query.
        """
        check_rule(self.rule)
        if self.is_same_rule:
            return Profile.objects.none()
        people = Profile.objects.active().annotate(level=assessments.level_of_profile())
        return people.filter(level__isnull=False)

    def look(self, profile_ids: Collection[int]) -> Looked:
        """Score the newest answers of these people anew. Two SQL queries, however many they are."""
        looked = Looked()
        not_asked: dict[str, int] = {}
        provisional = 0
        for profile_id, result in assessments.results_of_many(profile_ids).items():
            level, is_provisional = self._scored(tuple(result.counted.items()))
            provisional += is_provisional
            for name in self.rule.competencies:
                if name not in result.counted:
                    not_asked[name] = not_asked.get(name, 0) + 1
            if level != result.level:
                looked.add(
                    ImpactLine(
                        profile_id=profile_id,
                        kind=ImpactLine.Kind.LEVEL,
                        level_before=result.level,
                        level_after=level,
                    )
                )
        looked.others = {"provisional": provisional, "not_asked": not_asked}
        return looked

    def _scored(self, counted: Counted) -> tuple[int, bool]:
        if counted not in self._known:
            if len(self._known) >= MOST_REMEMBERED:
                self._known.clear()
            self._known[counted] = level_of(dict(counted), self.rule)
        return self._known[counted]


def rehearsal_of_draft(draft: Instrument) -> LevelRehearsal:
    """What a draft would do to levels. Three SQL queries."""
    in_use = levels.current_instrument()
    current = levels.rule_of(in_use) if in_use else None
    return LevelRehearsal(draft=draft, rule=levels.rule_of(draft), in_use=in_use, current=current)


def reworded(rehearsal: LevelRehearsal) -> Totals:
    """Count for each competency with other words who answered it in their newest result.

    Two SQL queries, one where no word differs.
    """
    then = Statement.objects.filter(
        instrument=rehearsal.in_use, competency=OuterRef("competency"), level=OuterRef("level")
    )
    own: Any = Statement.objects.filter(instrument=rehearsal.draft).order_by()
    own = own.annotate(then=Subquery(then.values("text")[:1]))
    rows = own.values_list("competency__code", "text", "then")
    changed = sorted({code for code, text, before in rows if text != before})
    if not changed:
        return {}
    newest = Subquery(assessments.newest_of_profile().values("pk")[:1])
    people = Profile.objects.active().annotate(newest=newest).values("newest")
    answers = Answer.objects.filter(Q(competency__code__in=changed), assessment__in=people)
    counts = answers.order_by().values_list("competency__code").annotate(people=Count("pk"))
    return {"reworded": {**dict.fromkeys(changed, 0), **dict(counts)}}
