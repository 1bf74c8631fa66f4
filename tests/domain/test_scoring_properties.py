"""What holds for every set of answers, compared with a slow and obvious calculation."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careers.domain.nearest import smallest_raises
from careers.domain.rule import check_rule
from careers.domain.scoring import (
    Answer,
    Basis,
    LevelRule,
    Rule,
    assess,
    rule_from_data,
    rule_to_data,
)
from tests.domain.builders import COMPETENCIES, article_rule, thorough

VALUES = st.one_of(st.none(), st.integers(0, 4))
ANSWERS = st.lists(
    st.builds(
        Answer,
        competency=st.just(""),
        value=VALUES,
        basis=st.sampled_from(Basis),
        has_evidence=st.booleans(),
    ),
    min_size=12,
    max_size=12,
).map(
    lambda made: [
        replace(answer, competency=name) for name, answer in zip(COMPETENCIES, made, strict=True)
    ]
)


@thorough(500)
@given(ANSWERS, st.integers(0, 11), st.integers(1, 4))
def test_raising_an_answer_never_lowers_the_level(
    given_answers: list[Answer], at: int, by: int
) -> None:
    answer = given_answers[at]
    if answer.value is None:
        return
    raised = list(given_answers)
    raised[at] = replace(answer, value=min(4, answer.value + by))
    rule = article_rule()
    assert assess(raised, rule).level >= assess(given_answers, rule).level


@thorough(300)
@given(ANSWERS, st.integers(0, 11))
def test_having_done_it_never_lowers_the_level(given_answers: list[Answer], at: int) -> None:
    done = list(given_answers)
    done[at] = replace(done[at], basis=Basis.REGULARLY)
    assert assess(done, article_rule()).level >= assess(given_answers, article_rule()).level


@thorough(500)
@given(ANSWERS)
def test_not_applicable_limits(given_answers: list[Answer]) -> None:
    rule = article_rule()
    result = assess(given_answers, rule)
    absent = {answer.competency for answer in given_answers if answer.value is None}
    assert result.too_many_not_applicable is (len(absent) > 3)
    enough = [len(absent & set(part.keys)) <= 1 for part in rule.levels]
    assert [check.has_enough_answers for check in result.checks] == enough
    examined = enough[: result.level]
    assert result.is_provisional is (len(absent) > 3 or not all(examined))


@thorough(300)
@given(ANSWERS)
def test_the_level_is_the_number_of_levels_met_in_a_row(given_answers: list[Answer]) -> None:
    result = assess(given_answers, article_rule())
    met = [check.is_met for check in result.checks]
    assert all(met[: result.level - 1])
    assert result.level == 4 or not met[result.level - 1]


def small_rule(breadth: Fraction, slack: int, needed: int, keys: int) -> Rule:
    names = tuple("abcde")
    return Rule(
        levels=tuple(LevelRule(level=level, scope=names, keys=names[:keys]) for level in (2, 3, 4)),
        breadth=breadth,
        keys_needed=needed,
        key_slack=slack,
        max_not_applicable=2,
        max_not_applicable_keys=1,
    )


RULES = st.builds(
    small_rule,
    breadth=st.sampled_from([Fraction(1, 3), Fraction(1, 2), Fraction(2, 3), Fraction(1)]),
    slack=st.integers(0, 2),
    needed=st.integers(0, 2),
    keys=st.integers(2, 4),
)


def slow_smallest(values: Mapping[str, int | None], rule: Rule, level: int) -> object:
    """Try every raise of every answer."""
    names = list(values)
    keys = rule.for_level(level).keys
    reachable = [
        range(value, 5) if (value := values[name]) is not None else (None,) for name in names
    ]
    best: tuple[object, ...] | None = None
    for raised in product(*reachable):
        tried = dict(zip(names, raised, strict=True))
        if not met(tried, rule, level):
            continue
        steps = {
            name: after - before
            for name, after in tried.items()
            if after is not None and (before := values[name]) is not None and after > before
        }
        on_keys = sum(count for name, count in steps.items() if name in keys)
        places = tuple((names.index(name), -(tried[name] or 0)) for name in steps)
        price = (sum(steps.values()), -on_keys, len(steps), places)
        if best is None or price < best[:4]:
            best = (*price, {name: tried[name] for name in steps})
    return None if best is None else best[4]


def met(values: Mapping[str, int | None], rule: Rule, level: int) -> bool:
    part = rule.for_level(level)
    scope = [value for name in part.scope if (value := values[name]) is not None]
    keys = [value for name in part.keys if (value := values[name]) is not None]
    return (
        sum(value >= level for value in scope) >= len(scope) * rule.breadth
        and sum(value >= level for value in keys) >= rule.keys_needed
        and all(value >= level - rule.key_slack for value in keys)
    )


@thorough(150)
@given(st.tuples(VALUES, VALUES, VALUES, VALUES, VALUES), RULES)
def test_smallest_change_equals_trying_everything(
    drawn: tuple[int | None, ...], rule: Rule
) -> None:
    values = dict(zip("abcde", drawn, strict=True))
    result = assess([Answer(competency=name, value=value) for name, value in values.items()], rule)
    check = result.next_check
    if check is None:
        assert result.smallest_change is None
        return
    expected = slow_smallest(values, rule, check.level)
    change = result.smallest_change
    assert (change and {one.competency: one.to for one in change}) == expected
    found = smallest_raises(values, rule.for_level(check.level), check.breadth.needed, rule)
    assert found == expected


@thorough(400)
@given(ANSWERS)
def test_applying_the_smallest_change_reaches_the_next_level(given_answers: list[Answer]) -> None:
    rule = article_rule()
    result = assess(given_answers, rule)
    if result.smallest_change is None:
        return
    to = {change.competency: change.to for change in result.smallest_change}
    applied = [
        Answer(competency=answer.competency, value=to.get(answer.competency, answer.counted))
        for answer in result.answers
    ]
    assert assess(applied, rule).level > result.level
    for change in result.smallest_change:
        less = [
            replace(answer, value=change.to - 1)
            if answer.competency == change.competency
            else answer
            for answer in applied
        ]
        assert assess(less, rule).level == result.level
        answered = next(one for one in given_answers if one.competency == change.competency)
        assert change.by_doing_it is (answered.basis is Basis.COULD and answered.value == change.to)


@thorough(100)
@given(RULES)
def test_a_rule_survives_being_stored(rule: Rule) -> None:
    assert rule_from_data(json.loads(json.dumps(rule_to_data(rule)))) == rule


def test_the_shipped_rule_survives_being_stored() -> None:
    stored = json.dumps(rule_to_data(article_rule()))
    assert rule_from_data(json.loads(stored)) == article_rule()


def spoilt(**changes: object) -> dict[str, object]:
    return {**rule_to_data(article_rule()), **changes}


def level(number: object = 2, scope: object = ("A1",), keys: object = ("A1",)) -> dict[str, object]:
    return {"level": number, "scope": scope, "keys": keys}


MALFORMED = [
    ({}, "The rule has no “levels”"),
    ([], "must be a set of named values"),
    (spoilt(levels="2"), "“levels” of the rule must be a list"),
    (spoilt(levels=["2"]), "must be a set of named values"),
    (spoilt(levels=[]), "must climb from level 2"),
    (spoilt(levels=[level(3)]), "must climb from level 2"),
    (spoilt(levels=[level(n) for n in (2, 3, 4, 5)]), "must climb from level 2"),
    (spoilt(levels=[level("2")]), "“level” of the rule must be a whole number"),
    (spoilt(levels=[level(scope=[1])]), "“scope” of the rule must be a list of names"),
    (spoilt(levels=[level(scope=[], keys=[])]), "looks at no competency"),
    (spoilt(levels=[level(scope=["A1", "A1"])]), "names a competency twice"),
    (spoilt(levels=[level(keys=["B9"])]), "key competency outside"),
    (spoilt(levels=[level()]), "needs 2 keys and has 1"),
    (spoilt(breadth=[2]), "numerator and a denominator"),
    (spoilt(breadth=[2, 0]), "numerator and a denominator"),
    (spoilt(breadth=[2, True]), "numerator and a denominator"),
    (spoilt(breadth=[0, 3]), "above 0 and at most 1"),
    (spoilt(breadth=[4, 3]), "above 0 and at most 1"),
    (spoilt(key_slack=True), "“key_slack” of the rule must be a whole number"),
    (spoilt(max_not_applicable=-1), "must not be negative"),
    (spoilt(keys_needed=1.5), "“keys_needed” of the rule must be a whole number"),
]


@pytest.mark.parametrize(("data", "sentence"), MALFORMED)
def test_a_malformed_rule_is_refused_with_a_sentence(
    data: dict[str, object], sentence: str
) -> None:
    with pytest.raises(ValueError, match=sentence):
        rule_from_data(data)


def test_a_rule_that_cannot_judge_is_refused_when_used() -> None:
    broken = replace(article_rule(), levels=())
    with pytest.raises(ValueError, match="must climb"):
        check_rule(broken)
    with pytest.raises(ValueError, match="says nothing about level 9"):
        article_rule().for_level(9)
