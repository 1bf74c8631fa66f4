"""Catalogues of sixty certifications, some made to be hard to plan with. The same for each seed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

from careers.domain.planner import Certification, Prerequisite
from tests.domain.builders import COMPETENCIES, certification, pounds

SIZE = 60


def written(names: Sequence[str], random: Random, mainly: float) -> str:
    return " ".join(f"{name}:{2 if random.random() < mainly else 1}" for name in names)


def scattered(
    seed: int, least: int, most: int, mainly: float = 0.5, names: Sequence[str] = COMPETENCIES
) -> list[Certification]:
    """Each builds some competencies at random; few prices and days are known."""
    random = Random(seed)  # noqa: S311 - examples, not secrets
    return [
        certification(
            f"c{index:02}",
            order=index,
            builds=written(random.sample(names, random.randint(least, most)), random, mainly),
            up_to=4,
            cost=random.choice([None, None, pounds(100), pounds(200)]),
            course_days=random.choice([None, 2, 3]),
        )
        for index in range(SIZE)
    ]


def needing(
    catalogue: list[Certification], seed: int, groups: int, options: int, among: int = SIZE
) -> list[Certification]:
    """Half of these need others: `groups` times one of `options`, of the first `among`."""
    random = Random(seed)  # noqa: S311 - examples, not secrets
    keys = [one.key for one in catalogue]
    return [
        certification_needing(
            one,
            *(
                tuple(random.sample(keys[: min(index, among)], min(index, options, among)))
                for _ in range(groups if index and random.random() < 0.5 else 0)
            ),
        )
        for index, one in enumerate(catalogue)
    ]


def certification_needing(one: Certification, *groups: tuple[str, ...]) -> Certification:
    return replace(one, prerequisites=tuple(Prerequisite(any_of=group) for group in groups))


def clones(seed: int, kinds: int) -> list[Certification]:
    """A few kinds of certification, each offered many times at unknown cost."""
    return [
        certification(
            f"c{index:02}",
            order=(index * 7 + seed) % SIZE,
            builds=" ".join(f"{name}:2" for name in COMPETENCIES[index % kinds :: kinds]),
            up_to=4,
        )
        for index in range(SIZE)
    ]


def overlapping(seed: int, kinds: int) -> list[Certification]:
    """Kinds that share parts of one another: many sets are worth the same."""
    random = Random(seed)  # noqa: S311 - examples, not secrets
    made = []
    for index in range(SIZE):
        own = COMPETENCIES[index % kinds :: kinds]
        others = COMPETENCIES[(index + 1) % kinds :: kinds]
        shared = [name for name in others if random.random() < 0.5]
        builds = " ".join([f"{name}:2" for name in own] + [f"{name}:1" for name in shared])
        made.append(certification(f"c{index:02}", order=index, builds=builds, up_to=4))
    return made


def founded(seed: int, sharing: int) -> list[Certification]:
    """Foundations that build nothing; each is needed by `sharing` others."""
    foundations = SIZE // (sharing + 1)
    made = scattered(seed, 2, 5)
    return [
        certification(one.key, order=index)
        if index < foundations
        else certification_needing(one, (f"c{index % foundations:02}",))
        for index, one in enumerate(made)
    ]


FAMILIES: dict[str, Callable[[int], list[Certification]]] = {
    "two to four builds": lambda seed: scattered(seed, 2, 4),
    "three to seven builds": lambda seed: scattered(seed, 3, 7),
    "eight to twelve builds": lambda seed: scattered(seed, 8, 12, 0.3),
    "one build": lambda seed: scattered(seed, 1, 1),
    "exactly two, mainly": lambda seed: scattered(seed, 2, 2, 1.0),
    "exactly three, mainly": lambda seed: scattered(seed, 3, 3, 1.0),
    "everything in part": lambda seed: scattered(seed, 4, 8, 0.0),
    "four kinds of clones": lambda seed: clones(seed, 4),
    "six kinds of clones": lambda seed: clones(seed, 6),
    "four kinds that overlap": lambda seed: overlapping(seed, 4),
    "six kinds that overlap": lambda seed: overlapping(seed, 6),
    "each needs its foundation": lambda seed: founded(seed, 1),
    "three need a foundation": lambda seed: founded(seed, 3),
    "half need another": lambda seed: needing(scattered(seed, 2, 6), seed, 1, 1),
    "half need one of three": lambda seed: needing(scattered(seed, 2, 6), seed, 1, 3),
    "half need two others": lambda seed: needing(scattered(seed, 2, 6), seed, 2, 1),
    "half need one of three, twice": lambda seed: needing(scattered(seed, 2, 6), seed, 2, 3),
    "needs among few": lambda seed: needing(scattered(seed, 2, 6), seed, 2, 3, among=10),
}


def few_competencies(seed: int) -> list[Certification]:
    """Five competencies and five foundations: small enough for a table of all that can be had."""
    made = scattered(seed, 1, 3, names=COMPETENCIES[4:6] + COMPETENCIES[8:11])
    return needing(made, seed, 1 + seed % 2, 2, among=5)


def hardest(seed: int) -> list[Certification]:
    """Twenty foundations that build little; each of the others needs one of five of them, twice."""
    foundations = 20
    made = scattered(seed, 3, 7)
    random = Random(seed)  # noqa: S311 - examples, not secrets
    keys = [one.key for one in made[:foundations]]
    return [
        replace(one, builds=one.builds[:1])
        if index < foundations
        else certification_needing(one, *(tuple(random.sample(keys, 5)) for _ in range(2)))
        for index, one in enumerate(made)
    ]
