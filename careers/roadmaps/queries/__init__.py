"""Named reads of a roadmap."""

from careers.roadmaps.queries.inputs import inputs_for
from careers.roadmaps.queries.roadmap import Change, ChangeKind, roadmap_from, roadmap_of

__all__ = ["Change", "ChangeKind", "inputs_for", "roadmap_from", "roadmap_of"]
