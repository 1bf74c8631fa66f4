"""Catalogues drawn at random with one change in them, and people whom it may touch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from careers.domain.planner import (
    Build,
    Certification,
    Constraints,
    Holding,
    Inputs,
    Money,
    Prerequisite,
    Status,
)
from tests.domain.builders import COMPETENCIES, TODAY, certification, inputs, pounds

Catalogue = tuple[Certification, ...]

SUITES = ("", "", "one", "two")
BODIES = ("body-a", "body-b", "body-c")


def a_catalogue(dice: Random, size: int = 9) -> Catalogue:
    """Certifications of every level; some need, recommend or succeed one another."""
    made: list[Certification] = []
    for number in range(size):
        one = certification(f"c{number}", order=number * 2)
        made.append(_filled(one, [other.key for other in made], dice))
    for number in range(size - 1):
        if dice.random() < 0.25:
            status = dice.choice([Status.REPLACED, Status.REPLACED, Status.RETIRED])
            successor = made[dice.randrange(number + 1, size)].key
            made[number] = replace(made[number], status=status, successor=successor)
    return tuple(made)


def _filled(one: Certification, earlier: list[str], dice: Random) -> Certification:
    level = dice.choice([1, 2, 2, 3, 3, 4])
    some = [key for key in earlier if dice.random() < 0.2][:2]
    return replace(
        one,
        level=level,
        builds=tuple(_builds(dice, level)),
        prerequisites=(Prerequisite(any_of=tuple(some), or_experience=dice.random() < 0.3),)
        if some
        else (),
        recommended_first=tuple(dice.sample(earlier, 1)) if earlier and dice.random() < 0.2 else (),
        cost=dice.choice([None, pounds(100), pounds(300), Money(minor=9000, currency="EUR")]),
        course_days=dice.choice([None, 2, 3, 5]),
        validity_months=dice.choice([None, 36]),
        suite=dice.choice(SUITES),
        provider=dice.choice(BODIES),
    )


def _builds(dice: Random, level: int) -> list[Build]:
    names = dice.sample(COMPETENCIES, dice.randint(1, 5))
    return [
        Build(
            competency=name, strength=dice.choice([1, 2]), up_to=min(4, level + dice.choice([0, 1]))
        )
        for name in sorted(names)
    ]


def _succeeded(one: Certification, others: list[str], dice: Random) -> Certification:
    return replace(one, status=Status.REPLACED, successor=dice.choice(others))


Edit = Callable[[Certification, list[str], Random], Certification]
EDITS: dict[str, Edit] = {
    "price": lambda one, _others, dice: replace(one, cost=pounds(dice.randint(1, 900))),
    "price unknown": lambda one, _others, _dice: replace(one, cost=None),
    "days": lambda one, _others, dice: replace(one, course_days=dice.randint(1, 9)),
    "retired": lambda one, _others, _dice: replace(one, status=Status.RETIRED),
    "replaced": _succeeded,
    "available": lambda one, _others, _dice: replace(one, status=Status.AVAILABLE, successor=None),
    "level": lambda one, _others, dice: replace(one, level=dice.randint(1, 4)),
    "builds": lambda one, _others, dice: replace(one, builds=tuple(_builds(dice, one.level))),
    "needs": lambda one, others, dice: replace(
        one, prerequisites=(Prerequisite(any_of=(dice.choice(others),)),)
    ),
    "needs nothing": lambda one, _others, _dice: replace(
        one, prerequisites=(), recommended_first=()
    ),
    "recommends": lambda one, others, dice: replace(one, recommended_first=(dice.choice(others),)),
    "suite": lambda one, _others, dice: replace(one, suite=dice.choice(SUITES)),
    "validity": lambda one, _others, _dice: replace(one, validity_months=12),
    "place": lambda one, _others, dice: replace(one, order=dice.randint(0, 20)),
    "body": lambda one, _others, dice: replace(one, provider=dice.choice(BODIES)),
}


def a_change(catalogue: Catalogue, dice: Random) -> tuple[str, Catalogue]:
    """The same catalogue with one or two certifications changed, or with a new one."""
    if dice.random() < 0.1:
        keys = [one.key for one in catalogue]
        new = _filled(certification("new", order=dice.randint(0, 20)), keys, dice)
        return "new", (*catalogue, new)
    name, after = dice.choice(sorted(EDITS)), list(catalogue)
    for place in dice.sample(range(len(after)), dice.choice([1, 1, 2])):
        others = [one.key for one in after if one.key != after[place].key]
        after[place] = EDITS[name](after[place], others, dice)
    return name, tuple(after)


def a_person(catalogue: Catalogue, dice: Random) -> Inputs:
    """Somebody at any level, with holdings, and half of the time with limits and wishes."""
    level = dice.randint(1, 4)
    higher = [target for target in (2, 3, 4) if target > level]
    keys = [one.key for one in catalogue]
    counted = {
        name: dice.choice([None, level - 1, level - 1, level, level, min(4, level + 1)])
        for name in COMPETENCIES
    }
    held = tuple(
        Holding(
            certification=key,
            awarded_on=TODAY - timedelta(days=300),
            expires_on=dice.choice([None, TODAY + timedelta(days=dice.randint(-50, 400))]),
        )
        for key in keys
        if dice.random() < 0.15
    )
    wishes = _wishes(keys, dice) if dice.random() < 0.5 else {}
    return replace(
        inputs(level, counted, catalogue=catalogue, constraints=Constraints(**wishes)),
        target=dice.choice(higher) if higher and dice.random() < 0.3 else None,
        held=held,
    )


def _wishes(keys: list[str], dice: Random) -> dict[str, Any]:
    def some(share: float) -> frozenset[str]:
        return frozenset(key for key in keys if dice.random() < share)

    def one_body() -> frozenset[str]:
        return frozenset(dice.sample(BODIES, 1) if dice.random() < 0.2 else ())

    pinned = some(0.1)
    booked: dict[str, date] = {
        key: TODAY + timedelta(days=dice.randint(5, 90)) for key in some(0.05)
    }
    return {
        "pinned": pinned,
        "booked": booked,
        "excluded": some(0.15) - pinned - frozenset(booked),
        "excluded_providers": frozenset(dice.sample(BODIES, 1))
        if dice.random() < 0.2
        else frozenset(),
        "preferred": some(0.2),
        "preferred_providers": frozenset(dice.sample(BODIES, 1))
        if dice.random() < 0.2
        else frozenset(),
        "experience_confirmed": some(0.2),
        "budget": dice.choice([None, None, 15000, 60000]),
        "finish_by": dice.choice([None, None, TODAY + timedelta(days=200)]),
    }
