"""A person's choices for the roadmap, the plan they accepted, and the ways it leaves the portal."""

from careers.roadmaps.models.inputs import LONGEST_NAME, PlanInputs, Scenario
from careers.roadmaps.models.roadmap import REASON_LENGTH, Acceptance, Roadmap, RoadmapStep
from careers.roadmaps.models.sharing import CalendarFeed, ShareLink, ShareView

__all__ = [
    "LONGEST_NAME",
    "REASON_LENGTH",
    "Acceptance",
    "CalendarFeed",
    "PlanInputs",
    "Roadmap",
    "RoadmapStep",
    "Scenario",
    "ShareLink",
    "ShareView",
]
