"""A change of the catalogue tried on many people, a few hundred at a time."""

from __future__ import annotations

from collections.abc import Collection, Hashable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from django.db.models import QuerySet

from careers.assessments import queries as assessments
from careers.assessments.queries import CountedResult
from careers.domain import planner
from careers.domain.impact import Impact, Standing, impact
from careers.domain.ladder import HIGHEST, NOT_YET
from careers.domain.reach import Reach
from careers.profiles import queries as profiles
from careers.profiles.models import Profile
from careers.roadmaps.choices import Choices
from careers.roadmaps.findings import Looked, line_of
from careers.roadmaps.queries.choices import choices_of_many
from careers.roadmaps.queries.inputs import inputs_from
from careers.roadmaps.queries.reach import people_in_reach
from careers.roadmaps.queries.situation import standing_from

Catalogue = tuple[planner.Certification, ...]

MOST_REMEMBERED = 50_000
"""Answers kept for others who stand where somebody else stood; memory is bounded (our choice)."""

ANY_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)
"""When something was said orders what was said, and decides nothing else."""


@dataclass(frozen=True, kw_only=True)
class Person:
    """Everything that a roadmap is made from."""

    profile_id: int
    result: CountedResult
    held: tuple[planner.Holding, ...] = ()
    choices: Choices = field(default_factory=Choices)


def people_of(profile_ids: Collection[int]) -> tuple[Person, ...]:
    """Read what the roadmaps of these people are made from; who has no result is left out.

    Four SQL queries, however many they are.
    """
    results = assessments.results_of_many(profile_ids)
    held = profiles.holdings_of_many(profile_ids)
    choices = choices_of_many(profile_ids)
    return tuple(
        Person(
            profile_id=pk,
            result=results[pk],
            held=held.get(pk, ()),
            choices=choices.get(pk, Choices()),
        )
        for pk in sorted(results)
    )


@dataclass
class CatalogueRehearsal:
    """Two catalogues, and what differs between them for people. Remembers what it has answered."""

    before: Catalogue
    after: Catalogue
    today: date
    remembers: bool = True
    reach: Reach = field(init=False)
    _known: dict[Hashable, Impact | None] = field(init=False, default_factory=dict)
    _floors: dict[Hashable, dict[str, tuple[int, ...]]] = field(init=False, default_factory=dict)

    _suited: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self.reach = Reach(self.before, self.after)
        every = (*self.before, *self.after)
        self._suited = frozenset(one.key for one in every if one.suite)

    def people(self) -> QuerySet[Profile]:
        """Those who have to be looked at. Part of an SQL query."""
        return people_in_reach(self.reach)

    def look(self, profile_ids: Collection[int]) -> Looked:
        """Look at these people. Four SQL queries, however many they are.

        After a fault nothing is remembered: whoever is looked at again is planned for, and counted.
        """
        looked = Looked()
        try:
            for person in people_of(profile_ids):
                found = self.impact_on(person, looked)
                if found is not None:
                    looked.add(line_of(person.profile_id, person.choices, found))
        except Exception:
            self._known.clear()
            raise
        return looked

    def impact_on(self, person: Person, looked: Looked | None = None) -> Impact | None:
        """What changes for one person, None for nothing. No SQL query."""
        looked = looked or Looked()
        mark = self._mark(person) if self.remembers else None
        if mark is not None and mark in self._known:
            return self._known[mark]
        before, after = self._inputs(person, self.before), self._inputs(person, self.after)
        found = None
        steps = [step.key for step in person.choices.accepted]
        if not self.reach.is_same_question(
            before, after, {*steps, *person.choices.booked_as.values()}
        ):
            looked.planned += 1
            found = impact(*(self._standing(one, person.choices) for one in (before, after)))
        if mark is not None:
            if len(self._known) >= MOST_REMEMBERED:
                self._known.clear()
            self._known[mark] = found
        return found

    def _inputs(self, person: Person, catalogue: Catalogue) -> planner.Inputs:
        made = inputs_from(person.result, person.held, person.choices, catalogue, self.today)
        return replace(made, has_alternatives=False)

    def _standing(self, inputs: planner.Inputs, choices: Choices) -> Standing:
        _inputs, standing, _conflict = standing_from(inputs, choices)
        return standing

    def _mark(self, person: Person) -> Hashable | None:
        """The same for all for whom the same changes; None where that would be rare.

        An accepted plan has days of its own.
        """
        choices = person.choices
        if choices.is_accepted:
            return None
        # Days count where something else can renew it.
        held = [
            (one.certification, one.expires_on if one.certification in self._suited else None)
            for one in person.held
        ]
        said = [replace(step, changed_at=ANY_MOMENT, reason="") for step in choices.steps]
        return (
            (person.result.level, person.result.rule, self._counted(person)),
            tuple(held),
            (choices.wishes, tuple(said)),
        )

    def _counted(self, person: Person) -> tuple[tuple[str, int], ...]:
        """The answers as far as plans look at them, each as the lowest that is no other.

        An answer matters below a level that is planned, and where something builds beyond it.
        """
        result = person.result
        last = max(result.level + 1, person.choices.wishes.target or 0)
        floors = self._floors_for(result.rule, result.level, min(last, HIGHEST))
        return tuple(
            (name, max(end for end in floors[name] if end <= value))
            for name, value in result.counted.items()
            if value is not None and name in floors
        )

    def _floors_for(self, rule: planner.Rule, level: int, last: int) -> dict[str, tuple[int, ...]]:
        """For each competency the answers from which something else holds."""
        mark = (rule, level, last)
        if mark not in self._floors:
            targets = range(min(level + 1, last), last + 1)
            names = {name for target in targets for name in rule.for_level(target).scope}
            found: dict[str, set[int]] = {name: {NOT_YET, *targets} for name in names}
            for one in (*self.before, *self.after):
                for build in one.builds if one.level <= last else ():
                    if build.competency in names and build.up_to < last:
                        found[build.competency].add(build.up_to)
            self._floors[mark] = {name: tuple(ends) for name, ends in found.items()}
        return self._floors[mark]
