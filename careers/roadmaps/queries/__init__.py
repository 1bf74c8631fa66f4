"""Named reads of a roadmap."""

from careers.roadmaps.queries.agreeing import plan_review, plan_steps
from careers.roadmaps.queries.choices import (
    choices_of,
    scenario_of,
    scenarios_of,
    wishes_of_scenario,
)
from careers.roadmaps.queries.conversation import conversation_of, unread_comments
from careers.roadmaps.queries.export import export_of
from careers.roadmaps.queries.impact import is_current
from careers.roadmaps.queries.roadmap import Change, ChangeKind, roadmap_from, roadmap_of
from careers.roadmaps.queries.scenarios import scenarios_page
from careers.roadmaps.queries.sharing import feed_of, link_of, sharing_of
from careers.roadmaps.queries.situation import (
    Situation,
    as_it_was,
    basis_of,
    redated,
    situation_of,
)
from careers.roadmaps.queries.step import PassedPage, StepPage, passed_page, step_page
from careers.roadmaps.queries.what_if import (
    Asked,
    WhatIfView,
    asked_in,
    assessment_to_try,
    what_if,
)
from careers.roadmaps.queries.wishes import Choosable, choosable
from careers.roadmaps.queries.words import words_of

__all__ = [
    "Asked",
    "Change",
    "ChangeKind",
    "Choosable",
    "PassedPage",
    "Situation",
    "StepPage",
    "WhatIfView",
    "as_it_was",
    "asked_in",
    "assessment_to_try",
    "basis_of",
    "choices_of",
    "choosable",
    "conversation_of",
    "export_of",
    "feed_of",
    "is_current",
    "link_of",
    "passed_page",
    "plan_review",
    "plan_steps",
    "redated",
    "roadmap_from",
    "roadmap_of",
    "scenario_of",
    "scenarios_of",
    "scenarios_page",
    "sharing_of",
    "situation_of",
    "step_page",
    "unread_comments",
    "what_if",
    "wishes_of_scenario",
    "words_of",
]
