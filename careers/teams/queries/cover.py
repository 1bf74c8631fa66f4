"""What rests on one person of a line, and what changes if somebody leaves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from careers.certifications import queries as certifications
from careers.certifications.queries import CertificationCard
from careers.domain.cover import (
    Burden,
    Holders,
    Loss,
    LostHolder,
    Standing,
    burdens,
    holders,
    losses,
    lost_holders,
    standings,
)
from careers.domain.eligibility import Register
from careers.levels.models import Competency
from careers.profiles.models import User
from careers.roadmaps.plans import money_text
from careers.teams.amounts import Amounts, amounts_of
from careers.teams.queries.costs import PlannedStep, costs_of, planned_steps
from careers.teams.queries.covering import counted_by, validly_held
from careers.teams.queries.line import members_visible_to
from careers.teams.queries.matrix import competencies
from careers.teams.queries.roster import LevelCounts, OnRoster, level_counts, roster
from careers.teams.resting import standing_sentence

MOST_FOUND = 20
MOST_BURDENS = 10


@dataclass(frozen=True, kw_only=True)
class Somebody:
    profile_id: int
    name: str


@dataclass(frozen=True, kw_only=True)
class CompetencyLine:
    code: str
    name: str
    people: tuple[int, ...]  # at each covered level or above
    sentence: str
    only: Somebody | None
    is_thin: bool  # the next level rests on one person, or nothing above the lowest is secure


@dataclass(frozen=True, kw_only=True)
class CertificationLine:
    key: str
    name: str
    people: int
    only: Somebody | None


@dataclass(frozen=True, kw_only=True)
class BurdenLine:
    person: Somebody
    competencies: tuple[str, ...]
    certifications: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class LossLine:
    name: str
    level: int
    before: int
    after: int
    rests_on: str  # empty if nobody is left


@dataclass(frozen=True, kw_only=True)
class LostCertification:
    name: str
    rests_on: str


@dataclass(frozen=True, kw_only=True)
class FreedStep:
    name: str
    on: date
    cost: str
    is_agreed: bool


@dataclass(frozen=True, kw_only=True)
class Leaving:
    """What changes if somebody leaves."""

    person: Somebody
    job_title: str
    reports: int
    levels: tuple[tuple[int, int, int], ...]  # level, how many today, how many then
    losses: tuple[LossLine, ...]
    certifications: tuple[LostCertification, ...]
    steps: tuple[FreedStep, ...]
    agreed: Amounts
    planned: Amounts  # agreed or not


@dataclass(frozen=True, kw_only=True)
class CoverPage:
    people: int
    counts: LevelCounts
    lines: tuple[CompetencyLine, ...]  # the thinnest first
    certifications: tuple[CertificationLine, ...]
    burdens: tuple[BurdenLine, ...]
    found: tuple[Somebody, ...]  # whose name was asked for
    leaving: Leaving | None

    @property
    def thinnest(self) -> CompetencyLine | None:
        """The competency that is covered least; None before the first result."""
        return self.lines[0] if self.lines and self.counts.with_result else None


@dataclass(frozen=True, kw_only=True)
class _Known:
    """What every part of the page is made from."""

    people: Mapping[int, OnRoster]
    columns: Sequence[Competency]
    counted: tuple[tuple[int, str, int], ...]
    standing: tuple[Standing, ...]
    held: tuple[Holders, ...]
    register: Register
    cards: Mapping[str, CertificationCard]

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(one.code for one in self.columns)

    def competency(self, code: str) -> str:
        return next(one.name for one in self.columns if one.code == code)

    def somebody(self, person: int | None) -> Somebody | None:
        if person is None:
            return None
        return Somebody(profile_id=person, name=self.people[person].name)

    def name(self, person: int | None) -> str:
        return "" if person is None else self.people[person].name


def cover_page(
    user: User, *, without: int | None = None, text: str = "", today: date
) -> CoverPage | None:
    """What rests on whom; with `without`, also what changes if that person leaves.

    None if that person is not in the line. Six SQL queries, one more with a text to find people
    by, and one more with a person to do without.
    """
    members = members_visible_to(user)
    known = _known(user, today)
    if without is not None and without not in known.people:
        return None
    found: Iterable[int] = ()
    if text:
        found = members.called(text).by_name().values_list("pk", flat=True)[:MOST_FOUND]
    leaving = None
    if without is not None:
        steps = planned_steps(members.filter(pk=without), known.register, today=today)
        leaving = _leaving(known, without, steps)
    return CoverPage(
        people=len(known.people),
        counts=level_counts(known.people.values()),
        lines=tuple(_competency(one, known) for one in known.standing),
        certifications=tuple(_certification(one, known) for one in known.held),
        burdens=tuple(_burden(one, known) for one in burdens(known.standing, known.held))[
            :MOST_BURDENS
        ],
        found=tuple(
            Somebody(profile_id=pk, name=known.people[pk].name)
            for pk in found
            if pk in known.people
        ),
        leaving=leaving,
    )


def _known(user: User, today: date) -> _Known:
    members = members_visible_to(user)
    catalogue = certifications.catalogue()
    register = Register(catalogue.certifications)
    columns = competencies()
    people = roster(members)
    # Somebody may have joined the line since the roster was read: they are on the next page.
    counted = tuple(row for row in counted_by(members) if row[0] in people)
    held = tuple(row for row in validly_held(members, register, today) if row[0] in people)
    offered = [
        one.key
        for one in register.in_order
        if not one.is_retired and register.place_of(one.key) == one.key
    ]
    besides = sorted({key for _person, key in held} - set(offered))
    return _Known(
        people=people,
        columns=columns,
        counted=counted,
        standing=standings([one.code for one in columns], counted),
        held=holders([*offered, *besides], held),
        register=register,
        cards=catalogue.cards,
    )


def _competency(one: Standing, known: _Known) -> CompetencyLine:
    names = {pk: person.name for pk, person in known.people.items() if pk == one.rests_on}
    return CompetencyLine(
        code=one.competency,
        name=known.competency(one.competency),
        people=tuple(one.people.values()),
        sentence=standing_sentence(one, names),
        only=known.somebody(one.rests_on),
        is_thin=one.is_thin,
    )


def _certification(one: Holders, known: _Known) -> CertificationLine:
    return CertificationLine(
        key=one.certification,
        name=known.cards[one.certification].name,
        people=len(one.people),
        only=known.somebody(one.only),
    )


def _burden(one: Burden, known: _Known) -> BurdenLine:
    return BurdenLine(
        person=Somebody(profile_id=one.person, name=known.name(one.person)),
        competencies=tuple(known.competency(code) for code in one.competencies),
        certifications=tuple(known.cards[key].name for key in one.certifications),
    )


def _leaving(known: _Known, without: int, steps: Sequence[PlannedStep]) -> Leaving:
    person = known.people[without]
    others = [one for pk, one in known.people.items() if pk != without]
    before, after = level_counts(known.people.values()).at, level_counts(others).at
    then = standings(known.codes, [row for row in known.counted if row[0] != without])
    return Leaving(
        person=Somebody(profile_id=without, name=person.name),
        job_title=person.job_title,
        reports=sum(one.manager_id == without for one in others),
        levels=tuple(
            (level, now, later)
            for level, (now, later) in enumerate(zip(before, after, strict=True), start=1)
        ),
        losses=tuple(_loss(one, known) for one in losses(known.standing, then)),
        certifications=tuple(_lost(one, known) for one in lost_holders(known.held, without)),
        steps=tuple(_freed(step, known) for step in steps),
        agreed=amounts_of(costs_of(step for step in steps if step.is_agreed)),
        planned=amounts_of(costs_of(steps)),
    )


def _loss(one: Loss, known: _Known) -> LossLine:
    return LossLine(
        name=known.competency(one.competency),
        level=one.level,
        before=one.before,
        after=one.after,
        rests_on=known.name(one.rests_on),
    )


def _lost(one: LostHolder, known: _Known) -> LostCertification:
    return LostCertification(
        name=known.cards[one.certification].name, rests_on=known.name(one.rests_on)
    )


def _freed(step: PlannedStep, known: _Known) -> FreedStep:
    return FreedStep(
        name=known.cards[step.certification].book_name,
        on=step.on,
        cost=money_text(step.cost) if step.cost else "",
        is_agreed=step.is_agreed,
    )
