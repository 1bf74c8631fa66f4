"""The page of one result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from careers.assessments import explanations, wording
from careers.assessments.models import Answer, Assessment
from careers.assessments.page import (
    AnswerRow,
    ChangeLine,
    Condition,
    Deciding,
    GapLine,
    Group,
    KeyLine,
    LevelWhy,
    ResultPage,
    ResultView,
)
from careers.assessments.queries.results import answers_of, result_view
from careers.assessments.queries.reviewing import sheet_from
from careers.assessments.review_page import ReviewSheet
from careers.assessments.wording import Words
from careers.domain.scoring import Counted, GapKind, LevelCheck, Outcome, Rule
from careers.levels.models import Level
from careers.levels.queries import SheetCompetency, ladder, sheet_of

MOST_STATEMENTS = 3
"""Up to so many changes are told with the statement they lead to."""


@dataclass(frozen=True, kw_only=True)
class _Facts:
    result: ResultView
    answers: Mapping[str, Answer]
    sheet: Mapping[str, SheetCompetency]
    levels: Mapping[int, Level]
    words: Words
    review: ReviewSheet | None

    @property
    def outcome(self) -> Outcome:
        return self.result.outcome

    @property
    def rule(self) -> Rule:
        return self.result.rule

    @property
    def counted(self) -> dict[str, int | None]:
        return {answer.competency: answer.counted for answer in self.outcome.answers}

    def statement(self, code: str, level: int | None) -> str:
        """The statement of a level; nothing for "not yet" and "not applicable"."""
        statements = self.sheet[code].statements
        return next((one.text for one in statements if one.level == level), "")


def result_page(assessment: Assessment, *, is_own: bool) -> ResultPage:
    """Everything on the page of a submitted assessment. Three SQL queries.

    The assessment is read `with_people_and_result`; `is_own` chooses the voice.
    """
    answers = answers_of(assessment)
    asked = sheet_of(assessment.instrument)
    sheet = {one.code: one for one in asked}
    said = sheet_from(assessment, answers, asked, is_own=is_own)
    facts = _Facts(
        result=result_view(assessment, answers),
        answers={answer.competency.code: answer for answer in answers},
        sheet=sheet,
        levels={level.number: level for level in ladder()},
        words=Words(competencies={code: one.name for code, one in sheet.items()}, is_own=is_own),
        review=said if said.is_reviewed else None,
    )
    return _page(assessment, facts)


def _page(assessment: Assessment, facts: _Facts) -> ResultPage:
    result, outcome, rule, words = facts.result, facts.outcome, facts.rule, facts.words
    profile = assessment.profile
    gaps = {kind: _gaps(kind, facts) for kind in GapKind}
    return ResultPage(
        result=result,
        is_own=words.is_own,
        person=str(profile),
        profile_id=profile.pk,
        state_text=wording.state_text(result.state),
        label=facts.levels[result.level].label,
        explanation=facts.levels[result.level].explanation,
        headline=explanations.headline(outcome, rule, words),
        provisional=explanations.provisional(outcome, rule),
        remit_text=wording.remit_text(result.remit, result.level, words),
        levels=tuple(_why(check, facts) for check in _shown(outcome)),
        scope_note=_scope_note(facts),
        lowered=wording.lowered_text(outcome.lowered, words),
        deciding=_deciding(facts),
        change=_change(facts),
        change_note=wording.change_note(outcome),
        groups=_groups(facts),
        compared_with=_compared_with(outcome),
        strengths=tuple(words.name(code) for code in outcome.strengths),
        strengths_note=wording.strengths_note(outcome),
        nearly_there=gaps[GapKind.NEARLY_THERE],
        development=gaps[GapKind.DEVELOPMENT],
        evidence_text=wording.evidence_text(outcome),
        rule_text=wording.rule_text(rule),
        review=facts.review,
    )


def _shown(outcome: Outcome) -> tuple[LevelCheck, ...]:
    """The level reached (nothing is asked for the lowest) and the next one."""
    return tuple(check for check in outcome.checks if 0 <= check.level - outcome.level <= 1)


def _compared_with(outcome: Outcome) -> int:
    return outcome.next_check.level if outcome.next_check else outcome.level


def _why(check: LevelCheck, facts: _Facts) -> LevelWhy:
    keys = facts.rule.for_level(check.level).keys
    return LevelWhy(
        level=check.level,
        label=facts.levels[check.level].label,
        is_met=check.is_met,
        breadth=Condition(
            text=explanations.breadth_text(check, facts.rule), is_met=check.breadth.is_met
        ),
        key=Condition(text=explanations.key_text(check, facts.rule), is_met=check.key.is_met),
        keys=tuple(
            KeyLine(
                name=facts.words.name(code),
                text=explanations.key_line(code, facts.counted, check),
                is_at_level=code in check.key.reached,
            )
            for code in keys
        ),
    )


def _scope_note(facts: _Facts) -> str:
    """Which competencies count as support competencies, if a level shown looks only at those."""
    for check in _shown(facts.outcome):
        if not explanations.covers_everything(check.level, facts.rule):
            scope = facts.rule.for_level(check.level).scope
            groups = dict.fromkeys(facts.sheet[code].group_name for code in scope)
            return wording.scope_note(tuple(groups))
    return ""


def _deciding(facts: _Facts) -> tuple[Deciding, ...]:
    return tuple(
        Deciding(
            name=facts.words.name(code),
            text=wording.deciding_text(facts.counted[code], facts.outcome.next_check),
            statement=facts.statement(code, facts.counted[code]),
        )
        for code in facts.outcome.deciding
    )


def _change(facts: _Facts) -> tuple[ChangeLine, ...]:
    """The statements are told again under the gaps, so a long list does without them."""
    changes = facts.outcome.smallest_change or ()
    is_short = len(changes) <= MOST_STATEMENTS
    return tuple(
        ChangeLine(
            text=wording.change_text(change, facts.words),
            statement=facts.statement(change.competency, change.to) if is_short else "",
        )
        for change in changes
    )


def _gaps(kind: GapKind, facts: _Facts) -> tuple[GapLine, ...]:
    """Keys first, then in the order asked; each with the statement one step up."""
    gaps = [gap for gap in facts.outcome.gaps if gap.kind is kind]
    return tuple(
        GapLine(
            name=facts.words.name(gap.competency),
            text=wording.gap_text(gap),
            statement=facts.statement(gap.competency, gap.counted + 1),
            is_key=gap.is_key,
        )
        for gap in sorted(gaps, key=lambda gap: not gap.is_key)
    )


def _groups(facts: _Facts) -> tuple[Group, ...]:
    rows = [_row(counted, facts) for counted in facts.outcome.answers]
    return tuple(
        Group(name=name, rows=tuple(members))
        for name, members in groupby(rows, key=lambda row: row.group)
    )


def _row(counted: Counted, facts: _Facts) -> AnswerRow:
    code = counted.competency
    answer, competency = facts.answers[code], facts.sheet[code]
    part = facts.rule.for_level(_compared_with(facts.outcome))
    return AnswerRow(
        code=code,
        name=competency.name,
        short_name=competency.short_name,
        group=competency.group_name,
        given=answer.value,
        value=counted.value,
        counted=counted.counted,
        target=part.level if code in part.scope else None,
        is_key=code in part.keys,
        statement=facts.statement(code, answer.value),
        basis=answer.get_basis_display() if answer.value else "",
        reason=answer.not_applicable_reason if answer.value is None else "",
        evidence=answer.evidence if answer.value else "",
        evidence_on=answer.evidence_on if answer.value else None,
        evidence_confirmed_by=answer.evidence_confirmed_by if answer.value else "",
    )
