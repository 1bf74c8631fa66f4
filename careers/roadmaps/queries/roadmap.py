"""The page of a roadmap, made from the planner's answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _

from careers.assessments import queries as assessments
from careers.assessments.queries import ResultView
from careers.certifications import queries as certifications
from careers.certifications.queries import CertificationCard
from careers.domain import planner
from careers.domain.credit import credits
from careers.domain.renewal import keeping
from careers.profiles import queries as profiles
from careers.profiles.models import Profile, User
from careers.roadmaps import comparing, crediting, outlook, plans, prices
from careers.roadmaps.choices import Choices, StepChoice
from careers.roadmaps.explanations import Words
from careers.roadmaps.page import (
    ChangeView,
    ExclusionView,
    RoadmapView,
)
from careers.roadmaps.queries.beside import Asked, beside_of, rows_beside
from careers.roadmaps.queries.choices import choices_of
from careers.roadmaps.queries.decided import decided
from careers.roadmaps.queries.situation import Situation, situation_from
from careers.roadmaps.queries.texts import Texts, texts
from careers.roadmaps.queries.words import words_of
from careers.roadmaps.timeline import timeline_of


class ChangeKind(StrEnum):
    """What the person has just done; the page says what it did to the plan."""

    SET_ASIDE = "set_aside"
    PUT_BACK = "put_back"


@dataclass(frozen=True, kw_only=True)
class Change:
    kind: ChangeKind
    key: str


@dataclass(frozen=True, kw_only=True)
class _Facts:
    """Everything the page is made of; the planner has answered."""

    situation: Situation
    catalogue: Mapping[str, planner.Certification]  # with the person's own figures
    shared: tuple[planner.Certification, ...]  # the same for everybody
    cards: Mapping[str, CertificationCard]
    texts: Texts
    words: Words
    asked: Asked

    @property
    def result(self) -> ResultView:
        return self.situation.result

    @property
    def choices(self) -> Choices:
        return self.situation.choices

    @property
    def inputs(self) -> planner.Inputs:
        return self.situation.inputs


def roadmap_of(
    profile: Profile,
    today: date,
    *,
    is_own: bool = True,
    change: Change | None = None,
    reader: User | None = None,
) -> RoadmapView | None:
    """Return the page of a roadmap, or None before the first submitted self-assessment.

    `is_own` chooses the voice, `change` asks for a sentence on what a decision did to the plan,
    `reader` for the agreement and the conversation. Six SQL queries, one before the first result.
    """
    found = roadmap_with_inputs(profile, today, is_own=is_own, change=change, reader=reader)
    return found[0] if found else None


def roadmap_with_inputs(
    profile: Profile,
    today: date,
    *,
    is_own: bool = True,
    change: Change | None = None,
    reader: User | None = None,
) -> tuple[RoadmapView, planner.Inputs] | None:
    """Return the same with what the planner was given for it. Six SQL queries, or one."""
    result = assessments.latest_result(profile)
    if result is None:
        return None
    held, asked = profiles.holdings_of(profile), Asked(reader=reader)
    facts = _facts(profile, result, held, today, is_own=is_own, asked=asked)
    return _page(profile, facts, today, change), facts.inputs


def roadmap_from(
    profile: Profile,
    result: ResultView,
    held: tuple[planner.Holding, ...],
    today: date,
    *,
    unread_by: User | None = None,
) -> RoadmapView:
    """Return the own page for a person whose result and holdings have been read.

    With the comments that `unread_by` has not read. Four SQL queries.
    """
    asked = Asked(unread_by=unread_by)
    facts = _facts(profile, result, held, today, is_own=True, asked=asked)
    return _page(profile, facts, today, None)


def _facts(
    profile: Profile,
    result: ResultView,
    held: tuple[planner.Holding, ...],
    today: date,
    *,
    is_own: bool,
    asked: Asked,
) -> _Facts:
    choices, catalogue = choices_of(profile), certifications.catalogue()
    told = texts(*rows_beside(profile, asked))
    situation = situation_from(result, held, choices, catalogue.certifications, today)
    return _Facts(
        situation=situation,
        catalogue={one.key: one for one in situation.inputs.catalogue},
        shared=catalogue.certifications,
        cards=catalogue.cards,
        texts=told,
        words=words_of(situation.inputs, catalogue.cards, told.competencies, is_own=is_own),
        asked=asked,
    )


def _page(profile: Profile, facts: _Facts, today: date, change: Change | None) -> RoadmapView:
    result, words, labels = facts.result, facts.words, facts.texts.levels
    situation = facts.situation
    beside = beside_of(facts.asked, facts.texts, situation, words, facts.shared)
    told = frozenset(key for one in beside.news for key in one.keys)
    stage, *later = situation.proposal.stages
    plan, kept = situation.plan, keeping(facts.inputs, situation.plan)
    steps = plans.step_views(plan, facts.cards, facts.texts.conditions, facts.inputs, words)
    renewals = outlook.renewal_views(situation.renewals, facts.cards, words, facts.inputs)
    next_step = next((step for step in steps if not step.is_dropped), None)
    target = stage.target if stage.target > result.level else None
    return RoadmapView(
        profile_id=profile.pk,
        person=str(profile.user),
        is_own=words.is_own,
        title=_title(target, words),
        level=result.level,
        level_label=labels.get(result.level, ""),
        target=target,
        target_label=labels.get(target, "") if target else "",
        assessment_id=result.assessment_id,
        assessed_at=result.submitted_at,
        instrument_version=result.instrument_version,
        is_provisional=result.is_provisional,
        next_step=next_step,
        steps=steps,
        no_step_text="" if next_step else _no_step_text(target, facts),
        credits=crediting.credit_sentences(credits(facts.inputs, plan), words),
        totals=plans.totals(plan, stage.target, kept, prices.costs_elsewhere(plan, facts.inputs)),
        comparison=comparing.comparison(stage.plan, stage.alternatives, words),
        uncovered=outlook.uncovered(situation.uncovered, facts.texts.actions, words),
        partly=outlook.partly_closed(plan, stage.gaps, facts.catalogue, facts.texts.actions, words),
        renewals=renewals,
        questions=tuple((code, words.competency(code)) for code in facts.inputs.counted),
        timeline=timeline_of(
            [step for step in steps if not step.is_dropped],
            renewals,
            today,
            facts.inputs.constraints.finish_by,
        ),
        outline=outlook.outline(later, labels, words),
        targets=outlook.target_choices(facts.inputs, labels),
        exclusions=tuple(_exclusion_view(one, words) for one in facts.choices.exclusions),
        change=_change_view(change, facts),
        facts_on=_facts_on(plan, facts.cards),
        **vars(decided(situation, facts.cards, words, today, told=told)),
        **vars(beside),
    )


def _title(target: int | None, words: Words) -> str:
    if target is None:
        return _("Your roadmap at the top level") if words.is_own else _("Roadmap at the top level")
    text = _("Your roadmap to level %(level)s") if words.is_own else _("Roadmap to level %(level)s")
    return text % {"level": target}


def _no_step_text(target: int | None, facts: _Facts) -> str:
    if target is None:
        return _(
            "There is no exam above this level. What counts now: keep certifications current, "
            "close the gaps below by work, and guide others on their way."
        )
    if facts.situation.kept:
        return _no_step_left_text(facts.situation)
    if facts.choices.wishes.excluded_bodies:
        return _(
            "Without the providers left out, no exam covers a tenth of what is missing. "
            "Let one in again, or use the work actions below."
        )
    if facts.choices.exclusions:
        return _(
            "Without the certifications set aside, no exam covers a tenth of what is missing. "
            "Put one back, or use the work actions below."
        )
    return _(
        "No exam beyond those already held covers a tenth of what is missing. "
        "The work actions below lead to this level."
    )


def _no_step_left_text(situation: Situation) -> str:
    """Of an accepted plan: everything in it is done, set aside, or no longer possible."""
    if situation.changes:
        return _("Nothing of the accepted plan is left to do. The proposal says what could follow.")
    if situation.conflict:
        return _("Nothing of the accepted plan is left to do, and no plan fits for now.")
    return _("Nothing of the accepted plan is left to do, and no exam beyond it earns its place.")


def _exclusion_view(one: StepChoice, words: Words) -> ExclusionView:
    return ExclusionView(
        key=one.key, name=words.name(one.key), reason=one.reason, excluded_at=one.changed_at
    )


def _change_view(change: Change | None, facts: _Facts) -> ChangeView | None:
    """Compare with the plan as it was before; None when the address tells of nothing that is so."""
    if change is None or change.key not in facts.cards:
        return None
    excluded = facts.inputs.constraints.excluded
    is_undo = change.kind is ChangeKind.SET_ASIDE
    if is_undo is not (change.key in excluded):
        return None
    if facts.situation.kept:
        return comparing.kept_view(change.key, facts.words, undo=is_undo)
    constraints = replace(facts.inputs.constraints, excluded=excluded ^ {change.key})
    try:
        before = planner.plan(replace(facts.inputs, constraints=constraints))
    except planner.NoPlan:
        return None
    return comparing.change_view(
        change.key, before, facts.situation.proposal, facts.words, undo=is_undo
    )


def _facts_on(plan: planner.Plan, cards: Mapping[str, CertificationCard]) -> date | None:
    """The oldest check of the facts on the page: no fact is older than what the page says."""
    used = {key for step in plan.steps for key in (step.certification, step.book)}
    checks = [cards[key].verified_on for key in used]
    return min((on for on in checks if on is not None), default=None)
