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
from careers.roadmaps.actions.sharing import (
    MOST_OPEN_LINKS,
    NameMissing,
    NameTooLong,
    SharingProblem,
    TooManyLinks,
    add_link,
    new_feed,
    record_view,
    revoke_feed,
    revoke_link,
)

__all__ = [
    "MOST_OPEN_LINKS",
    "NameMissing",
    "NameTooLong",
    "NotAssessed",
    "ReasonMissing",
    "ReasonTooLong",
    "RoadmapProblem",
    "SharingProblem",
    "TargetNotAbove",
    "TooManyLinks",
    "UnknownCertification",
    "add_link",
    "choose_target",
    "exclude",
    "include_again",
    "new_feed",
    "record_view",
    "revoke_feed",
    "revoke_link",
]
