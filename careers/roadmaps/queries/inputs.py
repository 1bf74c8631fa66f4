"""What the planner is given: the newest result, what is held, the choices, the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from django.conf import settings

from careers.assessments.queries import CountedResult, ResultView
from careers.domain import planner
from careers.domain.eligibility import Register
from careers.domain.roadmap import USUAL_HOURS_A_WEEK
from careers.roadmaps.choices import Choices, Status, StepChoice


def inputs_from(
    result: ResultView | CountedResult,
    held: tuple[planner.Holding, ...],
    choices: Choices,
    catalogue: tuple[planner.Certification, ...],
    today: date,
) -> planner.Inputs:
    """Return the inputs of the planner. No SQL query.

    A target that has been reached since it was chosen counts as no choice. Keys of what is no
    longer in the catalogue are passed over.
    """
    wishes = choices.wishes
    is_above = wishes.target is not None and wishes.target > result.level
    known = frozenset(one.key for one in catalogue)
    register = Register(_with_what_is_booked(catalogue, choices))
    return planner.Inputs(
        level=result.level,
        target=wishes.target if is_above else None,
        counted=result.counted,
        rule=result.rule,
        catalogue=_with_own_figures(register, choices),
        held=held,
        today=today,
        constraints=planner.Constraints(
            pinned=frozenset(wishes.pinned) & known,
            agreed=_agreed(choices, register),
            excluded=frozenset(step.key for step in choices.exclusions),
            excluded_providers=frozenset(wishes.excluded_bodies),
            preferred=frozenset(wishes.preferred),
            preferred_providers=frozenset(wishes.preferred_bodies),
            experience_confirmed=frozenset(
                step.key for step in choices.steps if step.is_experience_confirmed
            ),
            currency=wishes.currency or settings.CURRENCY,
            budget=wishes.budget_minor,
            hours_a_week=wishes.hours_a_week or USUAL_HOURS_A_WEEK,
            begins_on=begins_on(choices, held, register, today),
            finish_by=wishes.finish_on,
            booked=_booked(choices, register.credited(one.certification for one in held)),
        ),
    )


def _agreed(choices: Choices, register: Register) -> frozenset[str]:
    """What a manager agreed to binds as long as it can be had: nobody can be held to the rest."""
    agreed = [step.key for step in choices.steps if step.is_agreed]
    booked = choices.booked
    return frozenset(key for key in agreed if key in booked or key in register.bookable)


def _booked(choices: Choices, credited: frozenset[str]) -> dict[str, date]:
    """A booking of what has been passed meanwhile binds nothing."""
    return {key: on for key, on in choices.booked.items() if key not in credited}


def _with_what_is_booked(
    catalogue: tuple[planner.Certification, ...], choices: Choices
) -> tuple[planner.Certification, ...]:
    """A booked exam can be taken by whoever booked it, though nobody else can book it any more."""
    names = {choices.booked_as.get(key) for key in choices.booked}
    if not names:
        return catalogue  # itself: what is worked out from it is then shared by many people
    gone = {planner.Status.REPLACED, planner.Status.RETIRED}
    return tuple(
        replace(one, status=planner.Status.AVAILABLE)
        if one.key in names and one.status in gone
        else one
        for one in catalogue
    )


def _with_own_figures(register: Register, choices: Choices) -> tuple[planner.Certification, ...]:
    """What a person was quoted stands for what they book, as long as that is what it was."""
    own: dict[str, StepChoice] = {}
    for step in choices.steps:
        if step.cost is not None or step.study_hours is not None:
            book = choices.booked_as.get(step.key) or register.book(step.key)
            own |= {step.key: step, book: step}
    if not own:
        return register.catalogue
    return tuple(
        replace(
            one,
            cost=own[one.key].cost or one.cost,
            study_hours=own[one.key].study_hours or one.study_hours,
        )
        if one.key in own
        else one
        for one in register.in_order
    )


def passed_on(
    choices: Choices, held: Iterable[planner.Holding], register: Register
) -> Mapping[str, date | None]:
    """Of the accepted plan, what is held by now and since when. No SQL query."""
    found: dict[str, date | None] = {}
    for holding in held:
        gained = register.credited((holding.certification,))
        for step in choices.accepted:
            if step.key in gained:
                found[step.key] = holding.awarded_on
    return found


def begins_on(
    choices: Choices, held: Iterable[planner.Holding], register: Register, today: date
) -> date:
    """Return the day from which a proposal is studied: today, once something is overdue.

    No SQL query. Source: docs/rules.md, An accepted plan.
    """
    begins = went_on_from(choices, held, register, today)
    passed = passed_on(choices, held, register)
    overdue = any(is_overdue(step, today) for step in choices.accepted if step.key not in passed)
    return max(begins, today) if overdue else begins


def went_on_from(
    choices: Choices, held: Iterable[planner.Holding], register: Register, today: date
) -> date:
    """Return the day from which what is left of a plan is studied, overdue or not. No SQL query.

    Nothing is studied in the past before a plan was accepted. Afterwards the beginning stays what
    it was, as long as the person asks for no other.
    """
    wished = choices.wishes.begins_on
    if not choices.is_accepted:
        begins = max(wished or today, today)
    else:
        then = choices.basis.get("wishes", {}).get("begins_on")
        is_as_accepted = then == (wished.isoformat() if wished else None)
        accepted = date.fromisoformat(choices.basis["begins_on"])
        begins = accepted if is_as_accepted or wished is None else wished
    taken = [on for on in passed_on(choices, held, register).values() if on]
    taken += [s.exam_on for s in choices.steps if s.status == Status.NOT_PASSED and s.exam_on]
    return max((begins, *taken))


def is_overdue(step: StepChoice, today: date) -> bool:
    """Whether the accepted day of a step has passed; a booked one stands. No SQL query."""
    is_open = step.status in {Status.PLANNED, Status.NOT_PASSED}
    return is_open and step.ends_on is not None and step.ends_on < today
