"""What rests on one person, and what is left without somebody."""

from __future__ import annotations

from random import Random

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
from tests.domain.builders import often

ANN, BEN, CAT = 1, 2, 3
ROWS = (
    (ANN, "A1", 4),
    (BEN, "A1", 2),
    (CAT, "A1", 2),
    (ANN, "A2", 3),
    (BEN, "A2", 3),
    (ANN, "A3", 1),
    (BEN, "A3", 0),
    (CAT, "A3", None),
    (CAT, "A4", 2),
)
CODES = ("A1", "A2", "A3", "A4")


def test_how_a_competency_stands() -> None:
    first = standings(["A1"], ROWS)[0]
    assert first == Standing(competency="A1", people={2: 3, 3: 1, 4: 1}, only={3: ANN, 4: ANN})
    assert first.secure_up_to == 2
    assert first.rests_on == ANN
    assert first.is_thin


def test_the_thinnest_comes_first() -> None:
    found = standings(CODES, ROWS)
    assert [one.competency for one in found] == ["A3", "A4", "A1", "A2"]
    assert [one.secure_up_to for one in found] == [1, 1, 2, 3]
    assert [one.rests_on for one in found] == [None, CAT, ANN, None]
    assert [one.is_thin for one in found] == [True, True, True, False]


def test_of_equals_the_one_given_first() -> None:
    assert [one.competency for one in standings(["B2", "B1"], ())] == ["B2", "B1"]
    top = standings(["B1"], [(ANN, "B1", 4), (BEN, "B1", 4)])[0]
    assert (top.secure_up_to, top.rests_on, top.is_thin) == (4, None, False)


def test_certifications_on_one_person_come_before_those_of_nobody() -> None:
    held = [(ANN, "x"), (BEN, "x"), (BEN, "x"), (CAT, "y")]
    found = holders(["x", "z", "y"], held)
    assert found == (
        Holders(certification="y", people=frozenset({CAT})),
        Holders(certification="z", people=frozenset()),
        Holders(certification="x", people=frozenset({ANN, BEN})),
    )
    assert [one.only for one in found] == [CAT, None, None]


def test_on_whom_most_rests_comes_first() -> None:
    held = holders(["x", "y"], [(CAT, "x"), (CAT, "y")])
    found = burdens(standings(CODES, ROWS), held)
    assert found == (
        Burden(person=CAT, competencies=("A4",), certifications=("x", "y")),
        Burden(person=ANN, competencies=("A1",), certifications=()),
    )
    assert [one.number for one in found] == [3, 1]


def test_what_would_rest_on_one_or_nobody_without_somebody() -> None:
    left = [row for row in ROWS if row[0] != ANN]
    assert losses(standings(CODES, ROWS), standings(CODES, left)) == (
        Loss(competency="A1", level=3, before=1, after=0, rests_on=None),
        Loss(competency="A1", level=4, before=1, after=0, rests_on=None),
        Loss(competency="A2", level=2, before=2, after=1, rests_on=BEN),
        Loss(competency="A2", level=3, before=2, after=1, rests_on=BEN),
    )


def test_which_certifications_one_or_nobody_would_hold() -> None:
    held = holders(
        ["x", "y", "z"],
        [(ANN, "x"), (BEN, "x"), (ANN, "y"), (ANN, "z"), (BEN, "z"), (CAT, "z")],
    )
    assert lost_holders(held, ANN) == (
        LostHolder(certification="y", after=0, rests_on=None),
        LostHolder(certification="x", after=1, rests_on=BEN),
    )
    assert lost_holders(held, CAT) == ()


def test_a_higher_answer_never_makes_a_competency_thinner() -> None:
    for seed in range(often(300)):
        random = Random(seed)  # noqa: S311 - examples, not secrets
        values = [random.randint(0, 4) for _ in range(random.randint(1, 6))]
        raised = list(values)
        place = random.randrange(len(values))
        raised[place] = min(4, raised[place] + 1)
        before, after = (
            standings(["A1"], [(person, "A1", value) for person, value in enumerate(given)])[0]
            for given in (values, raised)
        )
        assert after.secure_up_to >= before.secure_up_to
        assert all(after.people[level] >= number for level, number in before.people.items())
        assert list(before.people.values()) == sorted(before.people.values(), reverse=True)
