"""Answers -> level: the worked examples, the limits, what is refused."""

from __future__ import annotations

import pytest

from careers.domain.scoring import (
    Answer,
    Basis,
    Change,
    Gap,
    GapKind,
    Outcome,
    assess,
    gaps_to,
)
from tests.domain.builders import COMPETENCIES, PEOPLE, answers, article_rule


def outcome(written: str, could: tuple[str, ...] = ()) -> Outcome:
    return assess(answers(written, could), article_rule())


def numbers(result: Outcome) -> list[tuple[int, int, int, int, bool]]:
    """(reached, needed, in scope, keys reached, met) of each level."""
    return [
        (
            check.breadth.reached,
            check.breadth.needed,
            check.breadth.in_scope,
            len(check.key.reached),
            check.is_met,
        )
        for check in result.checks
    ]


WORKED = {
    "newcomer": (1, [(0, 6, 8, 0, False), (0, 8, 12, 0, False), (0, 8, 12, 0, False)]),
    "P1": (1, [(1, 6, 8, 0, False), (0, 8, 12, 0, False), (0, 8, 12, 0, False)]),
    "P2": (2, [(7, 6, 8, 3, True), (2, 8, 12, 0, False), (0, 8, 12, 0, False)]),
    "P3": (2, [(8, 6, 8, 3, True), (8, 8, 12, 1, False), (0, 8, 12, 0, False)]),
    "P4": (3, [(8, 6, 8, 3, True), (9, 8, 12, 2, True), (0, 8, 12, 0, False)]),
    "P5": (3, [(8, 6, 8, 3, True), (10, 8, 12, 3, True), (0, 8, 12, 0, False)]),
    "P6": (4, [(8, 6, 8, 3, True), (12, 8, 12, 3, True), (8, 8, 12, 3, True)]),
    "P7": (2, [(7, 5, 7, 3, True), (6, 8, 11, 0, False), (4, 8, 11, 0, False)]),
    "P8": (2, [(6, 4, 6, 3, True), (0, 6, 9, 0, False), (0, 6, 9, 0, False)]),
}


@pytest.mark.parametrize("person", PEOPLE)
def test_worked_example(person: str) -> None:
    level, checks = WORKED[person]
    result = outcome(PEOPLE[person])
    assert result.level == level
    assert numbers(result) == checks
    assert not result.is_provisional


@pytest.mark.parametrize("person", PEOPLE)
def test_only_the_expert_planner_is_a_specialist(person: str) -> None:
    assert outcome(PEOPLE[person]).is_specialist is (person == "P7")


def test_a_specialist_is_below_in_breadth() -> None:
    assert not outcome("4 4 4 4 · 4 4 4 4 · 2 2 2 2").is_specialist
    assert outcome("4 4 4 2 · 2 2 2 2 · 2 2 2 4").is_specialist
    assert not outcome("4 4 4 2 · 2 2 2 2 · 2 2 2 2").is_specialist


def test_the_key_check_names_what_is_too_low() -> None:
    analyst = outcome(PEOPLE["P2"]).checks[1].key
    assert (analyst.reached, analyst.too_low) == ((), ("C1", "C2"))
    manager = outcome(PEOPLE["P5"]).checks[2].key
    assert (manager.keys, manager.reached, manager.too_low) == (("C1", "C2", "C4"), (), ("C4",))


def test_could_but_have_not_counts_one_lower() -> None:
    result = outcome(PEOPLE["P5"], could=("C1", "C2"))
    assert result.level == 2
    assert [(answer.competency, answer.value, answer.counted) for answer in result.lowered] == [
        ("C1", 3, 2),
        ("C2", 3, 2),
    ]
    assert result.smallest_change == (
        Change(competency="C1", counted=2, to=3, is_key=True, by_doing_it=True),
    )


def test_could_never_counts_below_not_yet() -> None:
    result = outcome(PEOPLE["newcomer"], could=COMPETENCIES)
    assert {answer.counted for answer in result.answers} == {0}
    assert result.lowered == ()


CHANGES: dict[str, tuple[tuple[str, int, int], ...] | None] = {
    # Five more of eight: the three keys and B1 are one step away, A3, B3 and B4 two.
    "P1": (("A1", 1, 2), ("A2", 1, 2), ("B2", 1, 2), ("A3", 0, 2), ("B1", 1, 2)),
    # Two of B1, C1, C2 to 3 and the third at least to 2, and six more of twelve: eight steps
    # whether the third key or one more competency counts for breadth. Keys come first.
    "P2": (
        ("B1", 2, 3), ("C1", 1, 3), ("C2", 1, 3),
        ("A1", 2, 3), ("A2", 2, 3), ("A3", 2, 3),
    ),
    "P3": (("C1", 2, 3),),
    # Eight at level 4: as above, ten steps either way and all three keys.
    "P4": (
        ("C1", 3, 4), ("C2", 2, 4), ("C4", 2, 4),
        ("A1", 3, 4), ("A2", 3, 4), ("A3", 3, 4), ("A4", 3, 4), ("B1", 3, 4),
    ),
    "P5": (
        ("C1", 3, 4), ("C2", 3, 4), ("C4", 2, 4),
        ("A1", 3, 4), ("A2", 3, 4), ("A4", 3, 4), ("B1", 3, 4), ("B2", 3, 4),
    ),
    "P6": None,
    # Two more of eleven and two keys: three steps with two competencies or with three.
    "P7": (("B1", 2, 3), ("C2", 1, 3)),
    # Six of nine.
    "P8": (
        ("B1", 2, 3), ("C1", 1, 3), ("C2", 1, 3),
        ("A1", 2, 3), ("A2", 2, 3), ("A4", 2, 3),
    ),
}  # fmt: skip


@pytest.mark.parametrize("person", CHANGES)
def test_smallest_change(person: str) -> None:
    change = outcome(PEOPLE[person]).smallest_change
    told = change and [(one.competency, one.counted, one.to) for one in change]
    expected = CHANGES[person]
    assert told == (expected and list(expected))


def test_no_raise_helps_when_too_few_keys_apply() -> None:
    result = outcome("3 3 3 3 · – 3 3 3 · – 2 3 3")
    assert result.level == 2
    assert result.smallest_change is None
    assert result.is_provisional
    assert not result.too_many_not_applicable
    assert [check.has_enough_answers for check in result.checks] == [True, False, True]


def test_keys_of_a_level_not_examined_do_not_make_it_provisional() -> None:
    result = outcome("0 0 0 0 · – 0 0 0 · – 0 0 0")
    assert (result.level, result.is_provisional) == (1, False)


def test_more_than_three_not_applicable_is_provisional() -> None:
    assert not outcome("2 2 – 2 · 2 2 2 – · 1 1 2 –").is_provisional
    result = outcome("2 2 – 2 · 2 2 2 – · 1 1 – –")
    assert (result.level, result.is_provisional, result.too_many_not_applicable) == (2, True, True)


def test_nothing_applies() -> None:
    result = outcome("– – – – · – – – – · – – – –")
    assert (result.level, result.is_provisional) == (1, True)
    assert (result.gaps, result.strengths, result.is_specialist) == ((), (), False)
    assert result.smallest_change is None
    assert result.deciding == ("A1", "A2", "B2")


DECIDING = {
    "newcomer": ("A1", "A2", "B2"),  # all more than one below
    "P1": ("A1", "A2", "B2"),  # one below each
    "P2": ("C1", "C2", "B1"),  # too low before one below
    "P3": ("C1", "C2"),  # breadth is met: only the keys
    "P4": ("C2", "C4", "C1"),
    "P5": ("C4", "C1", "C2"),
    "P6": ("C1", "C2", "C4"),  # the top: its keys
    "P7": ("C2", "B1", "C1"),
}


@pytest.mark.parametrize("person", DECIDING)
def test_deciding(person: str) -> None:
    assert outcome(PEOPLE[person]).deciding == DECIDING[person]


def test_deciding_when_only_breadth_is_missing() -> None:
    result = outcome("2 1 1 1 · 1 2 0 0 · 0 0 0 0")
    assert result.checks[0].key.is_met
    assert not result.checks[0].breadth.is_met
    assert result.deciding == ("A2", "A3", "A4")


def test_strengths_lie_above_the_result() -> None:
    assert outcome(PEOPLE["P1"]).strengths == ("A4",)
    assert outcome(PEOPLE["P2"]).strengths == ("A4", "B2")
    assert outcome(PEOPLE["P5"]).strengths == ()
    assert outcome(PEOPLE["P6"]).strengths == COMPETENCIES[4:]


def test_gaps_come_in_two_kinds_and_leave_out_what_does_not_apply() -> None:
    gaps = outcome(PEOPLE["P7"]).gaps
    assert gaps == (
        Gap(competency="B1", counted=2, target=3, is_key=True),
        Gap(competency="C1", counted=2, target=3, is_key=True),
        Gap(competency="C2", counted=1, target=3, is_key=True),
        Gap(competency="C3", counted=2, target=3, is_key=False),
        Gap(competency="C4", counted=1, target=3, is_key=False),
    )
    assert [gap.kind for gap in gaps] == [
        GapKind.NEARLY_THERE,
        GapKind.NEARLY_THERE,
        GapKind.DEVELOPMENT,
        GapKind.NEARLY_THERE,
        GapKind.DEVELOPMENT,
    ]


def test_gaps_at_the_top_are_to_the_top() -> None:
    gaps = outcome(PEOPLE["P6"]).gaps
    assert [(gap.competency, gap.target) for gap in gaps] == [
        ("A1", 4), ("A2", 4), ("A3", 4), ("A4", 4),
    ]  # fmt: skip
    assert outcome("4 4 4 4 · 4 4 4 4 · 4 4 4 4").gaps == ()


def test_gaps_are_only_in_the_scope_of_the_level() -> None:
    assert {gap.competency for gap in outcome(PEOPLE["P1"]).gaps} == set(COMPETENCIES[:8]) - {"A4"}
    level = article_rule().for_level(2)
    assert gaps_to({"C1": 0, "A1": 1, "A2": None, "B2": 2}, level) == (
        Gap(competency="A1", counted=1, target=2, is_key=True),
    )


def test_evidence_is_counted_for_what_is_done() -> None:
    assert outcome(PEOPLE["P2"]).evidence_count == 2
    with_evidence = [
        Answer(competency=name, value=None if name == "A1" else 0, has_evidence=True)
        for name in COMPETENCIES
    ]
    assert assess(with_evidence, article_rule()).evidence_count == 0


def test_next_check_is_the_first_not_met() -> None:
    check = outcome(PEOPLE["P3"]).next_check
    assert check is not None
    assert (check.level, check.breadth.is_met, check.key.is_met) == (3, True, False)
    assert outcome(PEOPLE["P6"]).next_check is None


def test_the_climb_stops_at_the_first_level_not_met() -> None:
    result = outcome("1 1 4 4 · 4 1 4 4 · 4 4 4 4")
    assert [check.is_met for check in result.checks] == [False, True, True]
    assert result.level == 1


REFUSED = [
    (answers(PEOPLE["P1"])[:-1], "Answers missing: C4."),
    ([*answers(PEOPLE["P1"]), Answer(competency="A1", value=1)], "Answers given twice: A1."),
    ([*answers(PEOPLE["P1"]), Answer(competency="D9", value=1)], "Answers not in the rule: D9."),
    ([Answer(competency="A1", value=5)], "The answer to A1 must be 0 to 4 or not applicable"),
    ([Answer(competency="A1", value=-1)], "The answer to A1 must be 0 to 4 or not applicable"),
    ([Answer(competency="A1", value=True)], "The answer to A1 must be 0 to 4 or not applicable"),
]


@pytest.mark.parametrize(("given", "sentence"), REFUSED)
def test_bad_answers_are_refused_with_a_sentence(given: list[Answer], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        assess(given, article_rule())


def test_once_or_twice_counts_in_full() -> None:
    given = [Answer(competency=name, value=2, basis=Basis.ONCE_OR_TWICE) for name in COMPETENCIES]
    assert assess(given, article_rule()).level == 2
