"""Rules of every kind and answers to them, drawn for tests of what holds for all of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from hypothesis import strategies as st

from careers.domain.scoring import Answer, Basis, LevelRule, Rule
from tests.domain.builders import article_rule

NAMES = tuple("abcde")
"""Few enough for trying every raise of every answer."""


@dataclass(frozen=True)
class Case:
    """A rule and answers to all that it looks at."""

    rule: Rule
    answers: tuple[Answer, ...]

    def with_answer(self, at: int, **changes: object) -> list[Answer]:
        changed = list(self.answers)
        changed[at] = replace(changed[at], **changes)  # type: ignore[arg-type]
        return changed


LADDERS = st.sampled_from([(2, 3, 4), (2, 3, 4), (2, 3), (2,)])
SHARES = sorted({Fraction(part, whole) for whole in range(1, 6) for part in range(1, whole + 1)})
MOODS = st.sampled_from(
    # What somebody tends to answer, so that every level is reached and not only the lowest.
    [
        (0, 1, 2, 3, 4, None),
        (0, 1, 2),
        (2, 2, 3, 1),
        (3, 3, 4, 2, None),
        (4, 4, 4, 4, 4, 3, None),
    ]
)


@st.composite
def level_rules(draw: st.DrawFn, level: int, needed: int) -> LevelRule:
    """What one level looks at: any part of the competencies, and any part of that as its keys."""
    shuffled = draw(st.permutations(NAMES))
    scope = shuffled[: draw(st.integers(max(1, needed), len(NAMES)))]
    keys = scope[: draw(st.integers(needed, len(scope)))]
    return LevelRule(level=level, scope=tuple(sorted(scope)), keys=tuple(sorted(keys)))


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    needed = draw(st.integers(0, 3))
    return Rule(
        levels=tuple(draw(level_rules(level, needed)) for level in draw(LADDERS)),
        breadth=draw(st.sampled_from(SHARES)),
        keys_needed=needed,
        key_slack=draw(st.integers(0, 3)),
        max_not_applicable=draw(st.integers(0, len(NAMES))),
        max_not_applicable_keys=draw(st.integers(0, 2)),
    )


@st.composite
def even_rules(draw: st.DrawFn) -> Rule:
    """Every level looks at everything, with a few keys: many ways up cost the same."""
    keys = NAMES[: draw(st.integers(2, 4))]
    return Rule(
        levels=tuple(LevelRule(level=level, scope=NAMES, keys=keys) for level in (2, 3, 4)),
        breadth=draw(st.sampled_from([Fraction(3, 5), Fraction(2, 3), Fraction(4, 5)])),
        keys_needed=draw(st.integers(0, 2)),
        key_slack=draw(st.integers(1, 2)),
        max_not_applicable=2,
        max_not_applicable_keys=1,
    )


RULES = st.one_of(rules(), st.just(article_rule()))


@st.composite
def cases(draw: st.DrawFn, of_rules: st.SearchStrategy[Rule] = RULES) -> Case:
    rule, mood = draw(of_rules), draw(MOODS)
    return Case(
        rule=rule,
        answers=tuple(
            Answer(
                competency=name,
                value=draw(st.sampled_from(mood)),
                basis=draw(st.sampled_from(Basis)),
                has_evidence=draw(st.booleans()),
            )
            for name in sorted(rule.competencies)
        ),
    )


@st.composite
def raises(draw: st.DrawFn) -> tuple[Case, list[Answer]]:
    """A case, and the same with one answer raised. One answer can be: it is drawn below the top."""
    case = draw(cases())
    at = draw(st.integers(0, len(case.answers) - 1))
    before = draw(st.integers(0, 3))
    lower = Case(case.rule, tuple(case.with_answer(at, value=before)))
    return lower, lower.with_answer(at, value=draw(st.integers(before + 1, 4)))
