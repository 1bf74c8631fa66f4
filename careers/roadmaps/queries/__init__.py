"""Named reads of a roadmap."""

from careers.roadmaps.queries.export import export_of
from careers.roadmaps.queries.inputs import inputs_for
from careers.roadmaps.queries.roadmap import Change, ChangeKind, roadmap_from, roadmap_of
from careers.roadmaps.queries.sharing import feed_of, link_of, sharing_of

__all__ = [
    "Change",
    "ChangeKind",
    "export_of",
    "feed_of",
    "inputs_for",
    "link_of",
    "roadmap_from",
    "roadmap_of",
    "sharing_of",
]
