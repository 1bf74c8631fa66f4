"""Catalogues and people drawn for the planner, small enough for trying every set."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from careers.domain.planner import (
    Certification,
    Constraints,
    Inputs,
    Money,
    Prerequisite,
    Status,
)
from tests.domain.builders import COMPETENCIES, TODAY, certification, inputs, pounds

STATUSES = st.sampled_from([Status.AVAILABLE] * 6 + [Status.REPLACED, Status.RETIRED])
PROVIDERS = ("one", "two", "three")
FEW = COMPETENCIES[:10:2] + COMPETENCIES[8:10]


@st.composite
def catalogues(draw: st.DrawFn) -> tuple[Certification, ...]:
    """Up to nine certifications; each may need only those made before it."""
    count = draw(st.integers(1, 9))
    orders = draw(st.permutations(range(count)))
    made: list[Certification] = []
    for index in range(count):
        earlier = [one.key for one in made]
        made.append(draw(certifications(f"c{index}", orders[index], earlier)))
    for index in range(count - 1):
        if draw(st.integers(0, 5)) == 0:
            later = draw(st.integers(index + 1, count - 1))
            made[index] = replace(made[index], successor=f"c{later}")
    return tuple(draw(st.permutations(made)))


@st.composite
def certifications(draw: st.DrawFn, key: str, order: int, earlier: list[str]) -> Certification:
    names = draw(st.lists(st.sampled_from(FEW), max_size=5, unique=True))
    strengths = [draw(st.integers(1, 2)) for _ in names]
    builds = " ".join(f"{name}:{strength}" for name, strength in zip(names, strengths, strict=True))
    level = draw(st.sampled_from([1, 2, 2, 2, 3, 3, 4]))
    others = st.sampled_from([*earlier, "absent"])
    group = st.builds(
        Prerequisite,
        any_of=st.lists(others, min_size=0, max_size=3, unique=True).map(tuple),
        or_experience=st.booleans(),
    )
    needs: dict[str, Any] = {}
    needs_others: bool = draw(st.booleans())
    if earlier and needs_others:
        needs["prerequisites"] = tuple(draw(st.lists(group, max_size=2)))
        needs["recommended_first"] = tuple(draw(st.lists(others, max_size=1)))
    money = st.builds(Money, minor=st.sampled_from([0, 100, 200]), currency=st.just("GBP"))
    foreign = st.builds(Money, minor=st.just(50), currency=st.just("EUR"))
    return certification(
        key,
        level,
        order,
        builds,
        up_to=draw(st.integers(max(1, level - 1), 4)),
        status=draw(STATUSES),
        cost=draw(st.one_of(st.none(), money, foreign)),
        course_days=draw(st.one_of(st.none(), st.integers(1, 3))),
        provider=draw(st.sampled_from(PROVIDERS)),
        **needs,
    )


@st.composite
def situations(draw: st.DrawFn, targets: tuple[int | None, ...] = (None,)) -> Inputs:
    catalogue = draw(catalogues())
    some = st.frozensets(st.sampled_from([one.key for one in catalogue]), max_size=2)
    values = st.one_of(st.integers(0, 4), st.integers(0, 2), st.none())
    counted = {name: draw(values) for name in COMPETENCIES}
    level = draw(st.integers(1, 3))
    target = draw(st.sampled_from(targets))
    assume(target is None or target > level)
    return inputs(
        level,
        counted,
        target=target,
        catalogue=catalogue,
        held=sorted(draw(some)),
        constraints=Constraints(
            excluded=draw(st.one_of(st.just(frozenset[str]()), some)),
            experience_confirmed=draw(some),
            **draw(wishes(some)),
        ),
    )


@st.composite
def wishes(draw: st.DrawFn, some: st.SearchStrategy[frozenset[str]]) -> dict[str, Any]:
    """Half of all people wish for nothing; of the others each wishes for some of these."""
    has_wishes: bool = draw(st.booleans())
    if not has_wishes:
        return {}
    providers = st.frozensets(st.sampled_from(PROVIDERS), max_size=1)
    return {
        "preferred": draw(some),
        "preferred_providers": draw(providers),
        "excluded_providers": draw(st.one_of(st.just(frozenset[str]()), providers)),
    }


def crowded(seed: int) -> Inputs:
    """Nine certifications that overlap, need one another and share few prices: plans are long."""
    random = Random(seed)  # noqa: S311 - examples, not secrets
    chosen = random.sample(COMPETENCIES, 6)
    made: list[Certification] = []
    for index in range(9):
        names = random.sample(chosen, random.randint(1, 3))
        keys = [one.key for one in made]
        groups = [
            Prerequisite(
                any_of=tuple(random.sample(keys, min(len(keys), random.randint(1, 3)))),
                or_experience=random.random() < 0.2,
            )
            for _ in range(random.choice([0, 0, 1, 2]) if keys else 0)
        ]
        if random.random() < 0.1:
            groups.append(Prerequisite(any_of=("absent",), or_experience=True))
        made.append(
            certification(
                f"c{index}",
                order=random.randint(0, 9),
                builds=" ".join(f"{name}:{random.choice([1, 2, 2])}" for name in names),
                up_to=4,
                prerequisites=tuple(groups),
                recommended_first=tuple(random.sample(keys, 1))
                if keys and random.random() < 0.1
                else (),
                cost=random.choice([None, None, pounds(1), pounds(2)]),
                course_days=random.choice([None, 1, 2]),
            )
        )
    counted = {name: random.randint(1, 2) if name in chosen else 4 for name in COMPETENCIES}
    return inputs(2, counted, catalogue=tuple(made))


def choosy(seed: int) -> Inputs:
    """The same, for somebody who prefers some and whose plan could do without a provider."""
    random = Random(seed)  # noqa: S311 - examples, not secrets
    given = crowded(seed)
    made = tuple(replace(one, provider=random.choice(PROVIDERS)) for one in given.catalogue)
    keys = [one.key for one in made]
    wishes = Constraints(
        preferred=frozenset(random.sample(keys, random.randint(0, 3))),
        preferred_providers=frozenset(random.sample(PROVIDERS, random.randint(0, 1))),
        excluded_providers=frozenset(random.sample(PROVIDERS, random.choice([0, 0, 1]))),
    )
    return replace(given, catalogue=made, constraints=wishes)


def limited(seed: int) -> Inputs:
    """The same with less money and time than the best plan takes, pins and booked dates.

    Money and hours are small numbers, so that many sums are equal or just too large.
    """
    random = Random(seed)  # noqa: S311 - examples, not secrets
    given = choosy(seed) if random.random() < 0.3 else crowded(seed)
    made = tuple(
        replace(
            one,
            cost=random.choice([None, *(pounds(amount) for amount in (1, 1, 2, 3, 5))]),
            study_hours=random.choice([None, 0, 1, 2, 3, 5, 8]),
        )
        for one in given.catalogue
    )
    if random.random() < 0.2:
        made = replaced(made, random)
    keys = [one.key for one in made]
    booked = random.sample(keys, random.choice([0, 0, 0, 0, 1, 2]))
    limits = replace(
        given.constraints,
        pinned=frozenset(random.sample(keys, random.choice([0, 0, 0, 1, 2, 3]))),
        agreed=frozenset(random.sample(keys, random.choice([0, 0, 0, 0, 0, 1]))),
        booked={key: TODAY + timedelta(days=random.randint(-3, 20)) for key in booked},
        budget=random.choice([None, 0, 100, 200, 300, 400, 600, 800]),
        finish_by=random.choice(
            [None, *(TODAY + timedelta(days=random.randint(*days)) for days in ((-2, 9), (10, 60)))]
        ),
        hours_a_week=random.choice([1, 3, 5, 7, 30]),
        begins_on=random.choice([None, None, TODAY + timedelta(days=3)]),
    )
    return replace(given, catalogue=made, constraints=limits)


def replaced(made: tuple[Certification, ...], random: Random) -> tuple[Certification, ...]:
    """One of these now books another, later one."""
    old = random.randrange(len(made) - 1)
    new = random.randrange(old + 1, len(made))
    changed = replace(made[old], status=Status.REPLACED, successor=made[new].key)
    return (*made[:old], changed, *made[old + 1 :])
