"""A person's choices for the roadmap, the plan they accepted, and the ways it leaves the portal."""

from careers.roadmaps.models.agreeing import (
    COMMENT_LENGTH,
    AgreedPlan,
    Comment,
    CommentQuerySet,
    ReadMark,
)
from careers.roadmaps.models.impact import ImpactLine, ImpactRun
from careers.roadmaps.models.inputs import (
    LONGEST_NAME,
    MOST_HOURS_A_WEEK,
    MOST_SCENARIOS,
    PlanInputs,
    Scenario,
)
from careers.roadmaps.models.roadmap import (
    MOST_STUDY_HOURS,
    MOST_SUCCESSORS,
    REASON_LENGTH,
    Acceptance,
    Roadmap,
    RoadmapStep,
    RoadmapStepQuerySet,
    day_of_exam,
)
from careers.roadmaps.models.sharing import CalendarFeed, ShareLink, ShareView

__all__ = [
    "COMMENT_LENGTH",
    "LONGEST_NAME",
    "MOST_HOURS_A_WEEK",
    "MOST_SCENARIOS",
    "MOST_STUDY_HOURS",
    "MOST_SUCCESSORS",
    "REASON_LENGTH",
    "Acceptance",
    "AgreedPlan",
    "CalendarFeed",
    "Comment",
    "CommentQuerySet",
    "ImpactLine",
    "ImpactRun",
    "PlanInputs",
    "ReadMark",
    "Roadmap",
    "RoadmapStep",
    "RoadmapStepQuerySet",
    "Scenario",
    "ShareLink",
    "ShareView",
    "day_of_exam",
]
