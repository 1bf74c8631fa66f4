"""Print what the rules answer, to compare one process with another: python -m tests.domain.repeat.

Without an argument the catalogues and what is held are given in their order, with one they are
shuffled by it. What is printed to the error output shows that the processes did differ.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

from careers.domain.catalogue import faults
from careers.domain.planner import Certification, Constraints, Inputs, NoPlan, Status, plan
from careers.domain.renewal import keeping
from careers.domain.scoring import assess
from tests.domain.builders import (
    COMPETENCIES,
    PEOPLE,
    TODAY,
    answers,
    article_rule,
    inputs,
    seven,
    with_successors,
)
from tests.domain.families import needing, scattered

HELD = {
    "P2": ("ppso-essentials",),
    "P3": ("p3o-foundation",),
    "P5": ("p3o-foundation", "p3o-practitioner", "ipmo-foundation", "ipmo-practitioner"),
}
LEVELS = {"newcomer": 1, "P1": 1, "P2": 2, "P3": 2, "P4": 3, "P5": 3, "P6": 4, "P7": 2, "P8": 2}
LARGE = 40


def large() -> tuple[Certification, ...]:
    """Forty that need one another: some share a place, some are replaced, one is retired."""
    made = needing(scattered(5, 2, 6), 5, 1, 3)[:LARGE]
    for index in (4, 11, 23):
        made[index] = replace(
            made[index], status=Status.REPLACED, successor=made[index + 13].key, suite="one"
        )
    for index in range(0, LARGE, 2):
        made[index] = replace(made[index], order=made[index + 1].order)
    made[8] = replace(made[8], status=Status.RETIRED, recommended_first=(made[9].key,))
    made[9] = replace(made[9], recommended_first=(made[8].key, made[30].key))
    return tuple(made)


def questions() -> list[Inputs]:
    """The worked examples, each also with the successors and up to the top, and a large one."""
    asked = []
    for person, level in LEVELS.items():
        for catalogue in (seven(), with_successors()):
            given = inputs(level, PEOPLE[person], HELD.get(person, ()), catalogue=catalogue)
            asked += [given, replace(given, target=4 if level < 4 else None)]
    limits = Constraints(
        pinned=frozenset({"c06", "c12", "c17"}), excluded=frozenset({"c01", "c02", "c03"})
    )
    analyst = dict.fromkeys(COMPETENCIES, 2)
    for constraints in (Constraints(), limits):
        for target in (None, 4):
            asked.append(
                inputs(
                    2,
                    analyst,
                    ("c33", "c07"),
                    catalogue=large(),
                    target=target,
                    constraints=constraints,
                )
            )
    return asked + within_limits()


def within_limits() -> list[Inputs]:
    """The large one for somebody with wishes, limits and booked exams; not all of it fits."""
    wishes = Constraints(
        preferred=frozenset({"c10", "c12", "c20"}),
        preferred_providers=frozenset({"one", "nobody"}),
        excluded_providers=frozenset({"three", "elsewhere"}),
        budget=40_000,
        finish_by=TODAY + timedelta(days=400),
        booked={key: TODAY + timedelta(days=60) for key in ("c05", "c13", "c26")},
    )
    tight = replace(wishes, budget=0, pinned=frozenset({"c12", "c14", "c16", "c22"}))
    both = replace(tight, finish_by=TODAY + timedelta(days=30))
    unmet = replace(wishes, pinned=frozenset({"nowhere", "c01", "elsewhere"}))
    analyst = dict.fromkeys(COMPETENCIES, 2)
    return [
        inputs(2, analyst, ("c33", "c07"), catalogue=provided(), constraints=constraints)
        for constraints in (wishes, tight, both, unmet)
    ]


def provided() -> tuple[Certification, ...]:
    providers = ("one", "two", "two", "three")
    return tuple(replace(one, provider=providers[int(one.key[1:]) % 4]) for one in large())


def answer(given: Inputs) -> str:
    """The plan and what keeping it takes, or why there is none."""
    try:
        roadmap = plan(given)
    except NoPlan as refused:
        return repr(refused.conflict)
    return f"{roadmap!r} {keeping(given, roadmap.stages[0].plan)!r}"


def shuffled(given: Inputs, random: Random) -> Inputs:
    def mixed(items: Sequence[Any]) -> tuple[Any, ...]:
        return tuple(random.sample(items, len(items)))

    booked = dict(mixed(tuple(given.constraints.booked.items())))
    return replace(
        given,
        catalogue=mixed(given.catalogue),
        held=mixed(given.held),
        constraints=replace(given.constraints, booked=booked),
    )


def main(seed: str | None) -> None:
    asked = questions()
    if seed is not None:
        random = Random(int(seed))  # noqa: S311 - another order, not a secret
        asked = [shuffled(given, random) for given in asked]
    for given in asked:
        print(answer(given))
        print(repr(faults(given.catalogue)))
    for written in PEOPLE.values():
        print(repr(assess(answers(written, could=("A1", "C1")), article_rule())))
    order = " ".join(one.key for one in asked[-1].catalogue)
    print(hash("certification"), order, sep="\n", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1] if sys.argv[1:] else None)
