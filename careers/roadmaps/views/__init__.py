"""The pages of a roadmap."""

from careers.roadmaps.views.roadmap import detail, exclude, include, mine, target
from careers.roadmaps.views.shared import calendar, shared
from careers.roadmaps.views.sharing import add_link, new_feed, revoke_feed, revoke_link, sharing
from careers.roadmaps.views.taking import export_csv, export_json, paper

__all__ = [
    "add_link",
    "calendar",
    "detail",
    "exclude",
    "export_csv",
    "export_json",
    "include",
    "mine",
    "new_feed",
    "paper",
    "revoke_feed",
    "revoke_link",
    "shared",
    "sharing",
    "target",
]
