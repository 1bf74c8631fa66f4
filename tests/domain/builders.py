"""Small worlds for the tests of the rules: the rule of the article, people, the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from hypothesis import settings

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
from careers.domain.scoring import Answer, Basis, LevelRule, Rule
from tests.environment import ONE_OF

COMPETENCIES = ("A1", "A2", "A3", "A4", "B1", "B2", "B3", "B4", "C1", "C2", "C3", "C4")
SUPPORT = COMPETENCIES[:8]
TODAY = date(2026, 11, 23)


def thorough(examples: int) -> settings:
    """The same examples on every run: a failure is a fact about the code, not about the day."""
    return settings(max_examples=examples, derandomize=True, deadline=None, database=None)


def often(times: int) -> int:
    """How often a slow comparison is made: not all of the times, unless one asks for them."""
    return times // ONE_OF


def article_rule() -> Rule:
    """The parameters that are shipped; the product reads them from the database."""
    return Rule(
        levels=(
            LevelRule(level=2, scope=SUPPORT, keys=("A1", "A2", "B2")),
            LevelRule(level=3, scope=COMPETENCIES, keys=("B1", "C1", "C2")),
            LevelRule(level=4, scope=COMPETENCIES, keys=("C1", "C2", "C4")),
        ),
        breadth=Fraction(2, 3),
        keys_needed=2,
        key_slack=1,
        max_not_applicable=3,
        max_not_applicable_keys=1,
    )


def counted(written: str) -> dict[str, int | None]:
    """Read `2 2 – 2 · …` in the order A1 to C4."""
    marks = written.replace("·", " ").split()
    values = (None if mark in "–-" else int(mark) for mark in marks)
    return dict(zip(COMPETENCIES, values, strict=True))


def answers(written: str, could: Iterable[str] = ()) -> list[Answer]:
    """Answers that read like this on the form; those in `could` have not been done yet."""
    held_back = frozenset(could)
    return [
        Answer(
            competency=name,
            value=value,
            basis=Basis.COULD if name in held_back else Basis.REGULARLY,
            has_evidence=value is not None and value >= 3,
        )
        for name, value in counted(written).items()
    ]


PEOPLE = {
    "newcomer": "0 0 0 0 · 0 0 0 0 · 0 0 0 0",
    "P1": "1 1 0 2 · 1 1 0 0 · 0 0 1 0",
    "P2": "2 2 2 3 · 2 3 2 1 · 1 1 2 1",
    "P3": "3 3 3 3 · 3 3 3 2 · 2 2 3 2",
    "P4": "3 3 3 3 · 3 3 3 2 · 3 2 3 2",
    "P5": "3 3 2 3 · 3 3 3 3 · 3 3 3 2",
    "P6": "3 3 3 3 · 4 4 4 4 · 4 4 4 4",
    "P7": "4 4 – 4 · 2 4 3 3 · 2 1 2 1",
    "P8": "2 2 – 2 · 2 2 2 – · 1 1 2 –",
}


def certification(
    key: str,
    level: int = 2,
    order: int = 0,
    builds: str = "",
    up_to: int | None = None,
    **facts: Any,
) -> Certification:
    """`builds` is written `A1:2 C3:1`; it builds up to `up_to`, or up to the level."""
    parts = (part.split(":") for part in builds.split())
    made = tuple(
        Build(competency=name, strength=int(strength), up_to=level if up_to is None else up_to)
        for name, strength in parts
    )
    return Certification(key=key, level=level, order=order, builds=made, **facts)


def all_of(*keys: str) -> tuple[Prerequisite, ...]:
    return tuple(Prerequisite(any_of=(key,)) for key in keys)


def seven() -> tuple[Certification, ...]:
    """The seven certifications of the article, with what each builds."""
    replaced, unconfirmed = Status.REPLACED, Status.UNCONFIRMED
    return (
        certification(
            "ppso-essentials", 1, 0, "A1:2 A2:2 A3:1 A4:2 B1:1 B2:2 B3:1 C3:1", 2,
            status=replaced, course_days=4,
        ),
        certification(
            "ppso-advanced", 3, 1, "A3:2 B1:1 B3:2 C1:2 C3:1",
            status=replaced, course_days=4, prerequisites=all_of("ppso-essentials"),
        ),
        certification(
            "p3o-foundation", 2, 2, "A3:1 B1:2 B2:1 B3:2 B4:1 C1:1 C4:1",
            status=Status.RENAMED, course_days=3, validity_months=36, suite="ppm",
        ),
        certification(
            "p3o-practitioner", 3, 3, "B1:2 B3:1 B4:1 C1:2 C2:1 C4:1",
            status=Status.RENAMED, course_days=2, validity_months=36, suite="ppm",
            prerequisites=all_of("p3o-foundation"),
        ),
        certification(
            "ipmo-foundation", 2, 4, "A4:1 B2:1 B3:1 C1:2 C2:1 C3:1", status=unconfirmed,
        ),
        certification(
            "ipmo-practitioner", 3, 5, "B1:2 B3:1 C1:2 C2:2 C3:1",
            status=unconfirmed, course_days=5, recommended_first=("ipmo-foundation",),
        ),
        certification(
            "ipmo-expert", 4, 6, "B1:1 B3:1 C1:2 C2:2 C3:1 C4:2",
            status=unconfirmed, course_days=5, recommended_first=("ipmo-practitioner",),
        ),
    )  # fmt: skip


def with_successors() -> tuple[Certification, ...]:
    """The seven, their two official successors and the director's certificate above them."""
    successors = {"ppso-essentials": "pmo-administrators", "ppso-advanced": "pmo-managers"}
    article = tuple(certification_with(one, successor=successors.get(one.key)) for one in seven())
    managers = Prerequisite(any_of=("p3o-practitioner",), or_experience=True)
    return (
        *article,
        certification("pmo-administrators", 1, 7, "A1:2 A2:2", 2, course_days=3),
        certification("pmo-managers", 3, 8, "A3:2 C1:2", course_days=3, prerequisites=(managers,)),
        certification("pmo-directors", 4, 9, "C4:2", prerequisites=all_of("pmo-managers")),
    )


def certification_with(one: Certification, **changes: Any) -> Certification:
    return replace(one, **changes)


def inputs(
    level: int,
    answered: str | Mapping[str, int | None],
    held: Iterable[str] = (),
    **others: Any,
) -> Inputs:
    """Inputs of the planner for somebody at this level; `held` are keys without dates."""
    facts: dict[str, Any] = {
        "target": None,
        "rule": article_rule(),
        "catalogue": seven(),
        "today": TODAY,
        "constraints": Constraints(),
        "held": tuple(Holding(certification=key) for key in held),
    }
    values = counted(answered) if isinstance(answered, str) else answered
    return Inputs(level=level, counted=values, **{**facts, **others})


def pounds(amount: int) -> Money:
    return Money(minor=amount * 100, currency="GBP")
