"""Decisions that cannot be taken; the text of each says why, to the person."""


class RoadmapProblem(Exception):
    """A decision that cannot be taken; the text says why, to the person."""


class NotAssessed(RoadmapProblem):
    """There is no submitted self-assessment to plan from."""


class UnknownCertification(RoadmapProblem):
    """The catalogue has no certification with this key."""


class ReasonMissing(RoadmapProblem):
    """“Not for me” needs a reason."""


class ReasonTooLong(RoadmapProblem):
    """The reason is longer than REASON_LENGTH characters."""


class AgreedWithManager(RoadmapProblem):
    """What was agreed with the manager stays until the manager releases it."""


class SetAside(RoadmapProblem):
    """What is set aside cannot be in the plan at the same time."""


class NotInPlan(RoadmapProblem):
    """The plan has no step with this certification."""


class WrongDay(RoadmapProblem):
    """The day of an exam does not fit: in the past, in the future, or before what it needs."""


class WrongWishes(RoadmapProblem):
    """Limits or wishes that contradict one another; `field` says where to put it right."""

    def __init__(self, text: str, field: str) -> None:
        super().__init__(text)
        self.field = field


class ProposalChanged(RoadmapProblem):
    """The proposal is no longer the one that was looked at."""


class NoPlanFits(RoadmapProblem):
    """There is no plan within the limits to accept."""


class TooManyScenarios(RoadmapProblem):
    """A person has MOST_SCENARIOS scenarios already."""
