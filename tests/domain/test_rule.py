"""The parameters of scoring: stored with a result and read again, refused where they are none."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given

from careers.domain.rule import check_rule
from careers.domain.scoring import Rule, rule_from_data, rule_to_data
from tests.domain.builders import article_rule, thorough
from tests.domain.cases import RULES


@thorough(200)
@given(RULES)
def test_a_rule_survives_being_stored(rule: Rule) -> None:
    check_rule(rule)
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
    ([], "^The rule must be a set of named values"),
    (spoilt(levels="2"), "“levels” of the rule must be a list"),
    (spoilt(levels=["2"]), "^A level of the rule must be a set of named values"),
    (spoilt(levels=[]), "must climb from level 2"),
    (spoilt(levels=[level(3)]), "must climb from level 2"),
    (spoilt(levels=[level(n) for n in (2, 3, 4, 5)]), "must climb from level 2"),
    (spoilt(levels=[level("2")]), "“level” of the rule must be a whole number"),
    (spoilt(levels=[level(scope=[1])]), "“scope” of the rule must be a list of names"),
    (spoilt(levels=[level(scope=[], keys=[])]), "looks at no competency"),
    (spoilt(levels=[level(scope=["A1", "A1"])]), "names a competency twice"),
    (spoilt(levels=[level(keys=["B9"])]), "key competency outside"),
    (spoilt(levels=[level()]), "needs 2 keys and has 1"),
    (
        spoilt(breadth=[2]),
        "^“breadth” of the rule must be a numerator and a denominator.$",
    ),
    (spoilt(breadth=[2, 0]), "numerator and a denominator"),
    (spoilt(breadth=[2, True]), "numerator and a denominator"),
    (
        spoilt(breadth=[0, 3]),
        "^The share of competencies a level needs must be above 0 and at most 1.$",
    ),
    (spoilt(breadth=[4, 3]), "above 0 and at most 1"),
    (spoilt(key_slack=True), "“key_slack” of the rule must be a whole number"),
    (spoilt(max_not_applicable=-1), "^The counts of the rule must not be negative.$"),
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
