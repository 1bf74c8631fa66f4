"""The pages of a roadmap, and the ways it leaves the portal."""

from careers.roadmaps.views.conversation import comment, read
from careers.roadmaps.views.deciding import accept, decline, undo
from careers.roadmaps.views.inputs import inputs
from careers.roadmaps.views.roadmap import detail, exclude, include, mine
from careers.roadmaps.views.scenarios import (
    add_scenario,
    adopt_scenario,
    edit_scenario,
    remove_scenario,
    scenarios,
)
from careers.roadmaps.views.shared import calendar, shared
from careers.roadmaps.views.sharing import add_link, new_feed, revoke_feed, revoke_link, sharing
from careers.roadmaps.views.steps import (
    book,
    figures,
    not_passed,
    passed,
    pin,
    release,
    step,
    unbook,
)
from careers.roadmaps.views.taking import export_csv, export_json, paper
from careers.roadmaps.views.what_if import what_if

__all__ = [
    "accept",
    "add_link",
    "add_scenario",
    "adopt_scenario",
    "book",
    "calendar",
    "comment",
    "decline",
    "detail",
    "edit_scenario",
    "exclude",
    "export_csv",
    "export_json",
    "figures",
    "include",
    "inputs",
    "mine",
    "new_feed",
    "not_passed",
    "paper",
    "passed",
    "pin",
    "read",
    "release",
    "remove_scenario",
    "revoke_feed",
    "revoke_link",
    "scenarios",
    "shared",
    "sharing",
    "step",
    "unbook",
    "undo",
    "what_if",
]
