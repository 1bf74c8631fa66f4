"""The plan of a person beside the version a manager agreed to."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, TextField, When
from django.db.models.functions import Cast

from careers.certifications.models import Certification, Prerequisite
from careers.domain.eligibility import Register
from careers.domain.planner import Holding, Inputs, Money
from careers.profiles.models import HeldCertification, Profile, User
from careers.roadmaps.agreed import (
    AgreementView,
    Experience,
    PlanReview,
    PlanStep,
    Version,
    in_order,
    looked_at,
    looked_at_step,
)
from careers.roadmaps.choices import Choices, Status, StepChoice
from careers.roadmaps.differing import cost_of, differences, events, review_step, version_steps
from careers.roadmaps.explanations import Words
from careers.roadmaps.models import MOST_SUCCESSORS, AgreedPlan, Roadmap, RoadmapStep
from careers.roadmaps.queries.conversation import conversation_in, said_about
from careers.roadmaps.queries.rows import Row, Rows, part, read

SUCCESSORS = "__".join(["certification", *["successor"] * MOST_SUCCESSORS])


def plan_review(profile: Profile, reader: User, today: date) -> PlanReview:
    """Everything about the plan of a person that a manager decides on. Two SQL queries.

    The steps are those of the accepted plan; without one there are none, and nothing to agree to.
    """
    rows = read(*agreed_with(profile), *said_about(profile, reader), _instead(profile))
    steps = plan_steps(profile)
    agreement = agreement_in(rows, steps)
    placed = [step for step in in_order(steps) if step.place is not None]
    number = agreement.last.number if agreement.last else 0
    seen = looked_at(profile.pk, number, steps)
    return PlanReview(
        profile_id=profile.pk,
        agreement=agreement,
        steps=tuple(
            review_step(step, today, looked_at_step(profile.pk, number, step).mark)
            for step in placed
        ),
        as_it_is=version_steps(seen.steps),
        cost=cost_of(step for step in placed if step.is_in_plan and not step.is_held),
        experiences=_experiences(rows.get("instead", ()), _confirmed(rows)),
        conversation=conversation_in(rows),
        mark=seen.mark,
    )


def agreed_with(profile: Profile) -> tuple[Rows, Rows]:
    """The versions agreed to, and when the plan was accepted. Part of an SQL query."""
    return (
        part(
            AgreedPlan.objects.filter(roadmap__profile=profile),
            "version",
            number=F("number"),
            text=F("comment"),
            who=F("agreed_by_name"),
            about=Cast("steps", TextField()),
            at="agreed_at",
        ),
        part(
            Roadmap.objects.filter(profile=profile, accepted_at__isnull=False),
            "accepted",
            at="accepted_at",
        ),
    )


def agreement_in(rows: Mapping[str, Iterable[Row]], steps: Iterable[PlanStep]) -> AgreementView:
    """Make it of the rows of `agreed_with` and of the steps. No SQL query."""
    accepted_at = next((row.at for row in rows.get("accepted", ())), None)
    versions = sorted(rows.get("version", ()), key=lambda row: -row.number)
    every = tuple(steps)
    return AgreementView(
        accepted_at=accepted_at,
        versions=tuple(_version(row, row.at) for row in versions if row.at),
        differences=differences(every) if accepted_at else (),
        events=events(every, _books(versions)) if accepted_at else (),
    )


def _books(versions: Iterable[Row]) -> dict[str, str]:
    """What was to be booked for each step of the newest version; older ones do not say it."""
    newest = next(iter(versions), None)
    steps = json.loads(newest.about) if newest else []
    return {step["key"]: step["book"] for step in steps if "book" in step}


def _version(row: Row, agreed_at: datetime) -> Version:
    return Version(
        number=row.number,
        agreed_at=agreed_at,
        agreed_by=row.who,
        comment=row.text,
        steps=version_steps(json.loads(row.about)),
    )


def plan_steps(profile: Profile) -> tuple[PlanStep, ...]:
    """What is in the accepted plan of a person, or agreed, with prices. One SQL query."""
    rows = (
        RoadmapStep.objects.filter(roadmap__profile=profile)
        .filter(Q(place__isnull=False) | Q(is_agreed=True))
        .select_related("roadmap", SUCCESSORS)
        .with_held()
    )
    return tuple(_of_row(row) for row in rows)


def _of_row(row: Any) -> PlanStep:
    quote = _money(row.cost_minor, row.cost_currency)
    then = row.roadmap.basis.get("book", {}).get(row.certification.key)
    taken = then if row.status == Status.BOOKED else None
    booked = _booked(row.certification, taken)
    return PlanStep(
        key=row.certification.key,
        name=row.certification.name,
        place=row.place,
        starts_on=row.starts_on,
        day=row.exam_on if row.status == Status.BOOKED else row.ends_on,
        status=row.status,
        is_held=row.is_held,
        quote=quote,
        price=quote or _money(booked.cost_minor, booked.cost_currency),
        hours=row.study_hours or row.roadmap.basis.get("study", {}).get(row.certification.key),
        is_agreed=row.is_agreed,
        agreed_on=row.agreed_on,
        agreed_quote=_money(row.agreed_cost_minor, row.agreed_cost_currency),
        book=then or booked.key,
        book_now=booked.key,
        book_name=booked.name_now or booked.name,
        can_be_taken=booked.key == taken or (row.certification.is_proposed and booked.is_proposed),
    )


def _booked(one: Certification, then: str | None) -> Certification:
    """What is booked in its place: an exam that is booked, else the first that can be, or itself.

    `then` is the key of what is booked already.
    """
    ended = {Certification.Status.REPLACED, Certification.Status.RETIRED}
    if one.status != Certification.Status.REPLACED:
        return one
    for _number in range(MOST_SUCCESSORS):
        if one.key == then or one.status not in ended or one.successor is None:
            break
        one = one.successor
    return one


def _money(minor: int | None, currency: str) -> Money | None:
    return None if minor is None else Money(minor=minor, currency=currency)


def steps_in(choices: Choices, inputs: Inputs, words: Words) -> tuple[PlanStep, ...]:
    """The same steps from choices that have been read. No SQL query."""
    register = Register(inputs.catalogue)
    held = register.credited(_keys(inputs.held))
    costs = {one.key: one.cost for one in inputs.catalogue}
    studied = choices.basis.get("study", {})
    return tuple(
        PlanStep(
            key=one.key,
            name=words.name(one.key),
            place=one.place,
            starts_on=one.starts_on,
            day=one.exam_on if one.status == Status.BOOKED else one.ends_on,
            status=one.status,
            is_held=one.key in held,
            quote=one.cost,
            price=one.cost or costs.get(_book(register, one)),
            hours=one.study_hours or studied.get(one.key),
            is_agreed=one.is_agreed,
            agreed_on=one.agreed_on,
            agreed_quote=one.agreed_cost,
            book=choices.booked_as.get(one.key) or _book(register, one),
            book_now=_book(register, one),
            book_name=words.today(_book(register, one)),
            can_be_taken=one.key in register.bookable,
        )
        for one in choices.steps
        if one.place is not None or one.is_agreed
    )


def _keys(held: Iterable[Holding]) -> list[str]:
    return [one.certification for one in held]


def _book(register: Register, step: StepChoice) -> str:
    return register.book(step.key) if step.key in register.by_key else step.key


def _instead(profile: Profile) -> Rows:
    """What experience replaces, of what the person does not hold, and what is confirmed."""
    held = HeldCertification.objects.filter(
        profile=profile, certification=OuterRef("certification")
    )
    confirmed = RoadmapStep.objects.filter(
        roadmap__profile=profile,
        certification=OuterRef("certification"),
        is_experience_confirmed=True,
    )
    asked = Prerequisite.objects.exclude(or_experience="").filter(certification__is_enabled=True)
    return part(
        asked.filter(~Exists(held)),
        "instead",
        key=F("certification__key"),
        number=F("number"),
        text=F("or_experience"),
        about=F("certification__name"),
        other=Case(When(Exists(confirmed), then=1), default=0),
    )


def _confirmed(rows: Mapping[str, Iterable[Row]]) -> frozenset[str]:
    return frozenset(row.key for row in rows.get("instead", ()) if row.other)


def _experiences(rows: Iterable[Row], confirmed: frozenset[str]) -> tuple[Experience, ...]:
    found: dict[str, Experience] = {}
    for row in sorted(rows, key=lambda row: (row.about, row.key, row.number)):
        before = found[row.key].texts if row.key in found else ()
        found[row.key] = Experience(
            key=row.key,
            name=row.about,
            texts=(*before, row.text),
            is_confirmed=row.key in confirmed,
        )
    return tuple(found.values())
