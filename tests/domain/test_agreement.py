"""Self and manager side by side: what to discuss, and the level both agree on."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careers.domain.agreement import agreed_outcome, as_agreed, deciding_keys, to_discuss
from careers.domain.outcome import Answer, Basis
from careers.domain.rule import Rule
from careers.domain.scoring import SCORING_VERSION, assess
from tests.domain.builders import COMPETENCIES, PEOPLE, answers, article_rule, counted, thorough
from tests.domain.cases import Case, cases

RULE = article_rule()
ANALYST = counted(PEOPLE["P2"])  # 2 2 2 3 · 2 3 2 1 · 1 1 2 1, level 2


def discussed(manager: dict[str, int | None], level: int = 2) -> tuple[str, ...]:
    return to_discuss(ANALYST, ANALYST | manager, level=level, rule=RULE)


@pytest.mark.parametrize(
    ("level", "keys"),
    [
        (1, {"A1", "A2", "B2"}),
        (2, {"A1", "A2", "B2", "B1", "C1", "C2"}),
        (3, {"B1", "C1", "C2", "C4"}),
        (4, {"C1", "C2", "C4"}),
    ],
)
def test_the_keys_of_the_level_and_of_the_next_decide(level: int, keys: set[str]) -> None:
    assert deciding_keys(level, RULE) == keys


def test_a_number_that_is_no_level_is_refused() -> None:
    with pytest.raises(ValueError, match="5 is not a level"):
        deciding_keys(5, RULE)


def test_a_rule_with_fewer_levels_has_no_keys_above() -> None:
    short = replace(RULE, levels=RULE.levels[:1])
    assert deciding_keys(2, short) == {"A1", "A2", "B2"}
    assert deciding_keys(3, short) == frozenset()


def test_the_same_is_nothing_to_discuss() -> None:
    assert discussed({}) == ()


@pytest.mark.parametrize("value", [1, 3])
def test_one_apart_is_discussed_on_a_key_alone(value: int) -> None:
    assert discussed({"A1": value}) == ("A1",)
    assert discussed({"A3": value}) == ()


@pytest.mark.parametrize("value", [0, 4])
def test_two_apart_is_discussed_anywhere(value: int) -> None:
    assert discussed({"A3": value}) == ("A3",)


def test_a_key_of_a_level_further_up_is_as_any_other() -> None:
    assert discussed({"C4": 2}, level=2) == ()
    assert discussed({"C4": 2}, level=3) == ("C4",)


def test_not_done_here_is_discussed_where_only_one_says_so() -> None:
    own = ANALYST | {"A3": None}
    manager = own | {"A3": 0, "B3": None}
    assert to_discuss(own, manager, level=2, rule=RULE) == ("A3", "B3")
    assert to_discuss(own, own, level=2, rule=RULE) == ()


def test_in_the_order_of_the_answers() -> None:
    assert discussed({"C1": 2, "A1": 1, "B4": 3}) == ("A1", "B4", "C1")


@pytest.mark.parametrize("manager", [{"A1": 2}, ANALYST | {"Z1": 2}])
def test_both_rate_the_same_competencies(manager: dict[str, int | None]) -> None:
    with pytest.raises(ValueError, match=r"^Both must rate the same competencies\.$"):
        to_discuss(ANALYST, manager, level=2, rule=RULE)


def test_agreed_values_are_scored_as_they_are() -> None:
    own = answers(PEOPLE["P5"], could=("C1", "C2"))
    assert assess(own, RULE).level == 2
    agreed = counted(PEOPLE["P5"])
    outcome = agreed_outcome(own, agreed, rule=RULE, version=SCORING_VERSION)
    assert outcome.level == 3
    assert {one.competency: one.counted for one in outcome.answers} == agreed
    assert outcome.lowered == ()
    assert outcome.evidence_count == 10  # what was given evidence of, not what was agreed


def test_agreeing_on_too_many_not_done_here_is_provisional() -> None:
    agreed = ANALYST | dict.fromkeys(("A3", "A4", "B3", "B4"))
    outcome = agreed_outcome(answers(PEOPLE["P2"]), agreed, rule=RULE, version=SCORING_VERSION)
    assert outcome.is_provisional
    assert outcome.too_many_not_applicable


def test_an_answer_takes_the_agreed_value_and_keeps_its_evidence() -> None:
    answer = Answer(competency="A1", value=3, basis=Basis.COULD, has_evidence=True)
    assert as_agreed(answer, {"A1": None}) == Answer(
        competency="A1", value=None, basis=Basis.REGULARLY, has_evidence=True
    )


def test_nothing_agreed_is_refused() -> None:
    agreed = {name: ANALYST[name] for name in COMPETENCIES if name != "B2"}
    with pytest.raises(ValueError, match=r"^Nothing is agreed about B2\.$"):
        agreed_outcome(answers(PEOPLE["P2"]), agreed, rule=RULE, version=SCORING_VERSION)


def test_an_unknown_version_of_the_scoring_is_refused() -> None:
    with pytest.raises(ValueError, match="Version 99"):
        agreed_outcome(answers(PEOPLE["P2"]), ANALYST, rule=RULE, version=99)


VALUES = st.sampled_from([0, 1, 2, 3, 4, None])


def own_and_manager(
    case: Case, data: st.DataObject
) -> tuple[dict[str, int | None], dict[str, int | None], int]:
    outcome = assess(case.answers, case.rule)
    own = {one.competency: one.counted for one in outcome.answers}
    return own, {name: data.draw(VALUES) for name in own}, outcome.level


def test_what_is_discussed_is_what_the_words_of_the_rule_say() -> None:
    found: Counter[bool] = Counter()

    @thorough(600)
    @given(cases(), st.data())
    def check(case: Case, data: st.DataObject) -> None:
        own, manager, level = own_and_manager(case, data)
        said = to_discuss(own, manager, level=level, rule=case.rule)
        assert said == tuple(
            name for name in own if slowly(name, own[name], manager[name], level, case.rule)
        )
        assert said == to_discuss(
            {name: manager[name] for name in own}, own, level=level, rule=case.rule
        ), "it does not matter who says which"
        found.update(name in said for name in own)

    check()
    assert min(found[True], found[False]) > 300, found


def slowly(name: str, own: int | None, manager: int | None, level: int, rule: Rule) -> bool:
    if (own is None) != (manager is None):
        return True
    if own is None or manager is None:
        return False
    apart = max(own, manager) - min(own, manager)
    is_key = any(
        name in part.keys for part in rule.levels if part.level == level or part.level == level + 1
    )
    return apart > 1 or (apart == 1 and is_key)


@thorough(400)
@given(cases())
def test_agreeing_on_what_was_counted_changes_no_level(case: Case) -> None:
    before = assess(case.answers, case.rule)
    agreed = {one.competency: one.counted for one in before.answers}
    after = agreed_outcome(case.answers, agreed, rule=case.rule, version=SCORING_VERSION)
    assert (after.level, after.is_provisional, after.checks, after.gaps, after.deciding) == (
        before.level,
        before.is_provisional,
        before.checks,
        before.gaps,
        before.deciding,
    )


@thorough(400)
@given(cases(), st.data())
def test_the_agreed_level_depends_on_the_agreed_values_alone(
    case: Case, data: st.DataObject
) -> None:
    own, agreed, _level = own_and_manager(case, data)
    outcome = agreed_outcome(case.answers, agreed, rule=case.rule, version=SCORING_VERSION)
    alone = assess([Answer(competency=name, value=agreed[name]) for name in own], case.rule)
    assert outcome.level == alone.level
    assert {one.competency: one.counted for one in outcome.answers} == agreed
