"""The roadmap and its scenarios side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from careers.assessments import queries as assessments
from careers.assessments.queries import ResultView
from careers.certifications import queries as certifications
from careers.certifications.queries import Catalogue
from careers.domain import planner
from careers.domain.conflict import Conflict
from careers.profiles import queries as profiles
from careers.profiles.models import Profile
from careers.roadmaps import comparing, limits, proposals
from careers.roadmaps.choices import Choices, Wishes
from careers.roadmaps.explanations import Words
from careers.roadmaps.models import MOST_SCENARIOS, Scenario
from careers.roadmaps.page import ScenarioRow, ScenariosPage, ScenarioView
from careers.roadmaps.queries.choices import choices_of, scenarios_of
from careers.roadmaps.queries.inputs import inputs_from
from careers.roadmaps.queries.situation import proposal_for, situation_from
from careers.roadmaps.queries.words import standings


@dataclass(frozen=True, kw_only=True)
class _Person:
    result: ResultView
    held: tuple[planner.Holding, ...]
    choices: Choices
    catalogue: Catalogue
    bodies: Mapping[str, str]
    words: Words
    today: date


def scenarios_page(profile: Profile, today: date) -> ScenariosPage | None:
    """Return the plan that counts and each scenario, or None before the first result.

    Six SQL queries, one before the first result.
    """
    result = assessments.latest_result(profile)
    if result is None:
        return None
    held, choices = profiles.holdings_of(profile), choices_of(profile)
    catalogue = certifications.catalogue()
    situation = situation_from(result, held, choices, catalogue.certifications, today)
    called = {key: card.name for key, card in catalogue.cards.items()}
    person = _Person(
        result=result,
        held=held,
        choices=choices,
        catalogue=catalogue,
        bodies=limits.body_names(situation.inputs, catalogue.cards),
        words=Words(certifications=called, competencies={}, standings=standings(catalogue.cards)),
        today=today,
    )
    own = _view(person, situation.inputs, situation.plan, situation.conflict, choices.wishes)
    rows = scenarios_of(profile)
    scenarios = tuple(_scenario(person, row, wishes) for row, wishes in rows)
    return ScenariosPage(
        own=own,
        scenarios=scenarios,
        rows=tuple(
            ScenarioRow(label=lines[0].label, cells=tuple(line.text for line in lines))
            for lines in zip(*(one.figures for one in (own, *scenarios)), strict=True)
        ),
        can_add=len(rows) < MOST_SCENARIOS,
        most=MOST_SCENARIOS,
    )


def _scenario(person: _Person, row: Scenario, wishes: Wishes) -> ScenarioView:
    inputs, roadmap, conflict = proposal_for(
        inputs_from(
            person.result,
            person.held,
            replace(person.choices, wishes=wishes),
            person.catalogue.certifications,
            person.today,
        )
    )
    view = _view(person, inputs, roadmap.stages[0].plan, conflict, wishes)
    return replace(view, pk=row.pk, name=row.name)


def _view(
    person: _Person,
    inputs: planner.Inputs,
    plan: planner.Plan,
    conflict: Conflict | None,
    wishes: Wishes,
) -> ScenarioView:
    words = person.words
    return ScenarioView(
        pk=None,
        name=_("Your roadmap"),
        inputs=limits.input_lines(wishes, inputs, person.bodies, words),
        figures=comparing.plan_lines(plan, inputs),
        steps=tuple(comparing.step_line(step, words) for step in plan.steps),
        conflict=proposals.conflict_view(conflict, inputs, words) if conflict else None,
    )
