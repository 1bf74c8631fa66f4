"""What one other answer would give. Everything is worked out anew; nothing is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import F

from careers.assessments import completeness, wording
from careers.assessments import queries as assessments
from careers.assessments.models import NOT_APPLICABLE, Answer, Assessment
from careers.assessments.page import ResultView
from careers.certifications import queries as certifications
from careers.domain import scoring
from careers.levels import queries as levels
from careers.levels.queries import SheetCompetency
from careers.profiles import queries as profiles
from careers.roadmaps.explanations import Words
from careers.roadmaps.queries.choices import choices_of
from careers.roadmaps.queries.situation import situation_from
from careers.roadmaps.trials import Side, Trial, Tried, notes_on, trial_of


@dataclass(frozen=True, kw_only=True)
class Asked:
    """The questions of a self-assessment, with what was answered."""

    assessment: Assessment
    sheet: tuple[SheetCompetency, ...]  # in the order asked
    answers: Mapping[str, Answer]  # by the code of the competency

    def find(self, code: str) -> SheetCompetency | None:
        """The question with this code, in capitals or not."""
        return next((one for one in self.sheet if one.code.lower() == code.lower()), None)

    def agreed_choice(self, code: str) -> str:
        """The agreed value as the form writes it; empty before both have agreed."""
        answer = self.answers.get(code)
        if answer is None or assessments.agreed_review(self.assessment) is None:
            return ""
        value = answer.rating.agreed_value
        return NOT_APPLICABLE if value is None else str(value)


@dataclass(frozen=True, kw_only=True)
class WhatIfView:
    missing: tuple[SheetCompetency, ...]  # questions that are open; with any there is no trial
    trial: Trial | None


def assessment_to_try(user: Any, pk: int | None) -> Assessment | None:
    """Return the user's own self-assessment, in any state, or None. One SQL query.

    Without a number it is the newest that was handed in, else the draft.
    """
    own = Assessment.objects.owned_by(user).select_related(
        "profile", "instrument", "remit", "result", "review"
    )
    if pk is not None:
        return own.filter(pk=pk).first()
    return own.order_by(F("submitted_at").desc(nulls_last=True), "-pk").first()


def asked_in(assessment: Assessment) -> Asked:
    """Return the questions and what was answered. Two SQL queries."""
    return Asked(
        assessment=assessment,
        sheet=levels.sheet_of(assessment.instrument),
        answers={one.competency.code: one for one in assessments.answers_of(assessment)},
    )


def what_if(asked: Asked, tried: Tried | None, today: date) -> WhatIfView:
    """Return what the answers give, with one of them changed if one is tried.

    Six SQL queries for a draft, five for one that was handed in; none while questions are open.
    """
    values = _values(asked)
    changed = values | {tried.competency: _tried(tried, asked)} if tried else values
    missing = tuple(one for one in asked.sheet if one.code not in changed)
    if missing:
        return WhatIfView(missing=missing, trial=None)
    rule = _rule(asked.assessment)
    after = _result(asked, changed, rule)
    before = _result(asked, values, rule) if len(values) == len(asked.sheet) else None
    return WhatIfView(missing=(), trial=_trial(asked, before, after, tried, today))


def _values(asked: Asked) -> dict[str, scoring.Answer]:
    given = tuple(asked.answers.values())
    return {one.competency: one for one in assessments.counting(asked.assessment, given)}


def _tried(tried: Tried, asked: Asked) -> scoring.Answer:
    present = asked.answers.get(tried.competency)
    return scoring.Answer(
        competency=tried.competency,
        value=None if tried.choice == NOT_APPLICABLE else int(tried.choice),
        basis=scoring.Basis(tried.basis),
        has_evidence=present is not None and present.has_evidence,
    )


def _rule(assessment: Assessment) -> scoring.Rule:
    """Of the draft the rule in force, of a result the one that is stored with it."""
    if assessment.is_draft:
        return levels.rule_of(assessment.instrument)
    return scoring.rule_from_data(assessment.result.rule)


def _result(asked: Asked, values: Mapping[str, scoring.Answer], rule: scoring.Rule) -> ResultView:
    """A result that nobody handed in, as handing in would make it."""
    assessment = asked.assessment
    version = scoring.SCORING_VERSION if assessment.is_draft else assessment.result.scoring_version
    in_order = [values[one.code] for one in asked.sheet]
    outcome = scoring.assess_as_of(version, in_order, rule)
    return ResultView(
        assessment_id=assessment.pk,
        level=outcome.level,
        is_provisional=outcome.is_provisional,
        submitted_at=assessment.submitted_at or assessment.started_at,
        state=assessment.state,
        outcome=outcome,
        rule=rule,
        instrument_version=assessment.instrument.version,
        stale_months=assessment.instrument.stale_months,
        remit=assessment.remit.number if assessment.remit else None,
    )


def _trial(
    asked: Asked, before: ResultView | None, after: ResultView, tried: Tried | None, today: date
) -> Trial:
    profile = asked.assessment.profile
    held, choices = profiles.holdings_of(profile), choices_of(profile)
    catalogue = certifications.catalogue()

    def side(result: ResultView) -> Side:
        found = situation_from(result, held, choices, catalogue.certifications, today)
        return Side(
            result=result,
            roadmap=found.proposal,
            is_beyond_limits=found.conflict is not None,
        )

    then = side(after)
    now = then if before == after else side(before) if before else None
    return trial_of(
        now,
        then,
        notes=_notes(asked, after, tried, today),
        has_accepted=bool(choices.accepted),
        labels={level.number: level.label for level in levels.ladder()},
        words=Words(
            certifications={key: card.name for key, card in catalogue.cards.items()},
            competencies={one.code: one.name for one in asked.sheet},
        ),
    )


def _notes(asked: Asked, after: ResultView, tried: Tried | None, today: date) -> tuple[str, ...]:
    if tried is None:
        return ()
    content = completeness.content_of(asked.answers.get(tried.competency))
    lowered = tuple(one for one in after.outcome.lowered if one.competency == tried.competency)
    names = {one.code: one.name for one in asked.sheet}
    return notes_on(
        replace(content, choice=tried.choice),
        completeness.demand_of(asked.assessment.instrument, today),
        wording.lowered_text(lowered, wording.Words(competencies=names)),
    )
