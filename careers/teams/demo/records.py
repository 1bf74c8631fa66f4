"""Assessments, certifications held and roadmap choices of demo people, inserted in batches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from careers.assessments.models import Answer, Assessment, Result
from careers.certifications.models import Certification
from careers.domain import scoring
from careers.levels.models import Instrument, Level
from careers.profiles.models import HeldCertification
from careers.roadmaps.models import Roadmap, RoadmapStep
from careers.teams.demo import answers, texts
from careers.teams.demo.people import Person
from careers.teams.demo.reviews import BATCH, Reviewed, write_reviews
from careers.teams.demo.stories import Held, State, Validity, is_told_exactly

MONTH = 30.44
"""Days in a month, on average: enough for made-up dates."""
UNKNOWN_VALIDITY = 36
"""Months assumed in the demo where a certification does not say how long it is valid."""


@dataclass(frozen=True, kw_only=True)
class World:
    """What every demo record refers to; read once."""

    today: date
    instrument: Instrument
    rule: scoring.Rule
    rule_data: dict[str, object]
    competencies: dict[str, int]  # code -> primary key, in the order of the instrument
    levels: dict[int, Level]
    certifications: dict[str, Certification]  # by key, in catalogue order


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One assessment before it is written."""

    person: Person
    state: State
    on: date
    given: tuple[answers.Given, ...]

    @property
    def is_draft(self) -> bool:
        return self.state is State.DRAFT


def write_records(people: Sequence[Person], world: World, dice: Random) -> None:
    """Insert everything these people did. About 60 SQL statements for a thousand answers."""
    _write_sheets([sheet for one in people for sheet in _sheets(one, world, dice)], world)
    HeldCertification.objects.bulk_create(
        [row for one in people for row in _held(one, world, dice)], batch_size=BATCH
    )
    _write_choices(people, world)


def _sheets(person: Person, world: World, dice: Random) -> list[Sheet]:
    story = person.story
    if story.state is State.NOTHING:
        return []
    is_exact = is_told_exactly(person.seat) and person.number == person.seat.number
    values = answers.values_of(story.answers)
    if not is_exact:
        values = answers.varied(values, dice)
    days_ago = story.days_ago if is_exact else story.days_ago + dice.randrange(0, 60)
    on = world.today - timedelta(days=days_ago)
    shown = values[: story.answered] if story.state is State.DRAFT else values
    # Nobody is above the director, so nobody has reviewed what the director handed in.
    is_reviewable = person.profile.manager_id is not None
    done = State.AGREED if is_reviewable else State.SUBMITTED
    is_too_far = story.state in {State.REVIEWED, State.AGREED} and not is_reviewable
    state = State.SUBMITTED if is_too_far else story.state
    made = [_sheet(person, state, on, shown, is_exact, world, dice)]
    for _ in range(story.earlier):
        values = answers.earlier(values, dice)
        on -= timedelta(days=dice.randrange(330, 480))
        made.append(_sheet(person, done, on, values, is_exact, world, dice))
    return made[::-1]


def _sheet(
    person: Person,
    state: State,
    on: date,
    values: list[int | None],
    is_exact: bool,
    world: World,
    dice: Random,
) -> Sheet:
    given = answers.give(tuple(world.competencies), values, on=on, is_exact=is_exact, dice=dice)
    return Sheet(person=person, state=state, on=on, given=given)


def _write_sheets(sheets: list[Sheet], world: World) -> None:
    rows = Assessment.objects.bulk_create(
        [_assessment(sheet, world) for sheet in sheets], batch_size=BATCH
    )
    made = [
        [_answer(row, sheet, given, world) for given in sheet.given]
        for row, sheet in zip(rows, sheets, strict=True)
    ]
    Answer.objects.bulk_create([one for each in made for one in each], batch_size=BATCH)
    Result.objects.bulk_create(
        [
            _result(row, sheet, world)
            for row, sheet in zip(rows, sheets, strict=True)
            if not sheet.is_draft
        ],
        batch_size=BATCH,
    )
    write_reviews(
        [
            Reviewed(
                assessment=row,
                answers=answers_made,
                given=[given.as_domain for given in sheet.given],
                person=sheet.person,
                on=sheet.on,
            )
            for row, sheet, answers_made in zip(rows, sheets, made, strict=True)
            if sheet.state in {State.REVIEWED, State.AGREED}
        ],
        world.rule,
        world.today,
    )


def _at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), tzinfo=UTC)


def _assessment(sheet: Sheet, world: World) -> Assessment:
    return Assessment(
        profile_id=sheet.person.profile.pk,
        instrument=world.instrument,
        state=sheet.state,
        remit=world.levels[sheet.person.story.level],
        started_at=_at(sheet.on, 9),
        submitted_at=None if sheet.is_draft else _at(sheet.on, 9, 12),
    )


def _answer(row: Assessment, sheet: Sheet, given: answers.Given, world: World) -> Answer:
    return Answer(
        assessment_id=row.pk,
        competency_id=world.competencies[given.competency],
        value=given.value,
        is_not_applicable=given.value is None,
        not_applicable_reason=given.reason,
        basis=given.basis,
        evidence=given.evidence,
        evidence_on=given.evidence_on,
        evidence_confirmed_by=sheet.person.manager_name if given.evidence else "",
        answered_at=_at(sheet.on, 9, 5),
    )


def _result(row: Assessment, sheet: Sheet, world: World) -> Result:
    outcome = scoring.assess([given.as_domain for given in sheet.given], world.rule)
    return Result(
        assessment_id=row.pk,
        level=outcome.level,
        is_provisional=outcome.is_provisional,
        rule=world.rule_data,
        scoring_version=scoring.SCORING_VERSION,
        computed_at=_at(sheet.on, 9, 12),
    )


def _held(person: Person, world: World, dice: Random) -> list[HeldCertification]:
    wanted = {_certification(held, world): held.validity for held in person.story.held}
    for certification in world.certifications.values():
        level = certification.level.number if certification.level else None
        if certification.is_enabled and level and level <= person.story.holds_all_to_level:
            wanted.setdefault(certification, Validity.VALID)
    held = [_holding(person, *pair, world.today, dice) for pair in wanted.items()]
    by_suite: dict[int, HeldCertification] = {}
    for one in held:
        if suite := one.certification.suite_id:  # all of a suite share one date
            one.expires_on = by_suite.setdefault(suite, one).expires_on
    return held


def _certification(held: Held, world: World) -> Certification:
    found = world.certifications[held.certification]
    return found.successor if held.as_successor and found.successor else found


def _holding(
    person: Person, certification: Certification, validity: Validity, today: date, dice: Random
) -> HeldCertification:
    days = {
        Validity.VALID: dice.randrange(200, 900),
        Validity.EXPIRING: dice.randrange(20, 85),
        Validity.EXPIRED: -dice.randrange(10, 120),
    }[validity]
    months = certification.validity_months or UNKNOWN_VALIDITY
    expires_on = today + timedelta(days=days)
    return HeldCertification(
        profile=person.profile,
        certification=certification,
        awarded_on=expires_on - timedelta(days=round(months * MONTH)),
        expires_on=expires_on if certification.validity_months else None,
        credential_reference=f"DEMO-{person.number:06}-{certification.pk}",
    )


def _write_choices(people: Sequence[Person], world: World) -> None:
    choosing = [one for one in people if one.story.target or one.story.excluded]
    changed_at = _at(world.today - timedelta(days=1), 15)
    roadmaps = Roadmap.objects.bulk_create(
        Roadmap(
            profile=one.profile,
            target=world.levels[one.story.target] if one.story.target else None,
            changed_at=changed_at,
        )
        for one in choosing
    )
    RoadmapStep.objects.bulk_create(
        RoadmapStep(
            roadmap=roadmap,
            certification=world.certifications[key],
            reason=texts.EXCLUSIONS[one.number % len(texts.EXCLUSIONS)],
            status="dropped",
            changed_at=changed_at,
        )
        for roadmap, one in zip(roadmaps, choosing, strict=True)
        for key in one.story.excluded
    )
