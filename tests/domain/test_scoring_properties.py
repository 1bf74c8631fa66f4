"""What holds for every set of answers and every rule, compared with a slow, obvious calculation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from careers.domain.nearest import smallest_raises
from careers.domain.scoring import Answer, Basis, Rule, assess
from tests.domain.builders import article_rule, often, thorough
from tests.domain.cases import Case, cases, even_rules, raises, rules


def test_raising_an_answer_never_lowers_the_level() -> None:
    climbed: Counter[int] = Counter()

    @thorough(often(1500))
    @given(raises())
    def check(drawn: tuple[Case, list[Answer]]) -> None:
        case, raised = drawn
        before = assess(case.answers, case.rule).level
        after = assess(raised, case.rule).level
        assert after >= before
        climbed[after - before] += 1

    check()
    # These examples are worth trying: many a raise decides, some decide more than one level.
    assert climbed[1] > often(50)
    assert climbed[2] + climbed[3] > often(5)


@thorough(often(500))
@given(cases(), st.data())
def test_having_done_it_never_lowers_the_level(case: Case, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(case.answers) - 1))
    could = case.with_answer(at, basis=Basis.COULD)
    done = case.with_answer(
        at, basis=data.draw(st.sampled_from([Basis.REGULARLY, Basis.ONCE_OR_TWICE]))
    )
    assert assess(done, case.rule).level >= assess(could, case.rule).level


def test_not_applicable_limits() -> None:
    marks: Counter[tuple[bool, ...]] = Counter()

    @thorough(800)
    @given(cases())
    def check(case: Case) -> None:
        rule = case.rule
        result = assess(case.answers, rule)
        absent = {answer.competency for answer in case.answers if answer.value is None}
        is_too_many = len(absent) > rule.max_not_applicable
        enough = [
            len(absent & set(part.keys)) <= rule.max_not_applicable_keys for part in rule.levels
        ]
        assert result.too_many_not_applicable is is_too_many
        assert [check.has_enough_answers for check in result.checks] == enough
        # Looked at are the levels that were met and the first that was not.
        examined = enough[: result.level]
        assert result.is_provisional is (is_too_many or not all(examined))
        marks[is_too_many, not all(examined)] += 1

    check()
    assert all(marks[kind] > 5 for kind in product((True, False), repeat=2)), marks


def test_the_level_is_the_number_of_levels_met_in_a_row() -> None:
    reached: Counter[int] = Counter()

    @thorough(500)
    @given(cases(st.just(article_rule())))
    def check(case: Case) -> None:
        result = assess(case.answers, case.rule)
        counted = {answer.competency: answer.counted for answer in result.answers}
        is_met = [met(counted, case.rule, level) for level in (2, 3, 4)]
        assert [check.is_met for check in result.checks] == is_met
        assert result.level == 1 + [*is_met, False].index(False)
        reached[result.level] += 1

    check()
    assert all(reached[level] > 10 for level in (1, 2, 3, 4)), reached


def met(values: Mapping[str, int | None], rule: Rule, level: int) -> bool:
    part = rule.for_level(level)
    scope = [value for name in part.scope if (value := values[name]) is not None]
    keys = [value for name in part.keys if (value := values[name]) is not None]
    return (
        sum(value >= level for value in scope) >= len(scope) * rule.breadth
        and sum(value >= level for value in keys) >= rule.keys_needed
        and all(value >= level - rule.key_slack for value in keys)
    )


def slow_smallest(
    values: Mapping[str, int | None], rule: Rule, level: int
) -> dict[str, int | None] | None:
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
    return None if best is None else best[4]  # type: ignore[return-value]


def test_the_smallest_change_equals_trying_every_raise() -> None:
    sizes: Counter[int | None] = Counter()

    @thorough(often(600))
    @given(cases(st.one_of(rules(), even_rules(), even_rules())))
    def check(case: Case) -> None:
        rule = case.rule
        result = assess(case.answers, rule)
        check = result.next_check
        if check is None:
            assert result.smallest_change is None
            return
        counted = {answer.competency: answer.counted for answer in result.answers}
        expected = slow_smallest(counted, rule, check.level)
        change = result.smallest_change
        assert (change and {one.competency: one.to for one in change}) == expected
        found = smallest_raises(counted, rule.for_level(check.level), check.breadth.needed, rule)
        assert found == expected
        sizes[None if expected is None else len(expected)] += 1

    check()
    # These examples are worth trying: some have no way, and most ways raise several answers.
    assert sizes[None] > often(20)
    assert sum(count for size, count in sizes.items() if size and size > 1) > often(60)


def test_applying_the_smallest_change_is_enough_and_no_part_of_it_can_be_spared() -> None:
    sizes: Counter[int] = Counter()

    @thorough(often(500))
    @given(cases())
    def check(case: Case) -> None:
        result = assess(case.answers, case.rule)
        change = result.smallest_change or ()
        sizes[len(change)] += 1
        to = {one.competency: one.to for one in change}
        applied = [
            Answer(competency=answer.competency, value=to.get(answer.competency, answer.counted))
            for answer in result.answers
        ]
        assert (assess(applied, case.rule).level > result.level) is bool(change)
        given_answers = {answer.competency: answer for answer in case.answers}
        for one in change:
            less = [
                replace(answer, value=one.to - 1) if answer.competency == one.competency else answer
                for answer in applied
            ]
            assert assess(less, case.rule).level == result.level
            answered = given_answers[one.competency]
            is_held_back = answered.basis is Basis.COULD and answered.value == one.to
            assert one.by_doing_it is is_held_back

    check()
    assert sum(count for size, count in sizes.items() if size > 1) > often(100)
