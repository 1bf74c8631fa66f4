"""What a person may decide about the own roadmap. Safe to send twice."""

from careers.roadmaps.actions.choices import (
    NotAssessed,
    ReasonMissing,
    ReasonTooLong,
    RoadmapProblem,
    TargetNotAbove,
    UnknownCertification,
    choose_target,
    exclude,
    include_again,
)

__all__ = [
    "NotAssessed",
    "ReasonMissing",
    "ReasonTooLong",
    "RoadmapProblem",
    "TargetNotAbove",
    "UnknownCertification",
    "choose_target",
    "exclude",
    "include_again",
]
